//! An account is open in one process at a time, or Telegram would destroy its key.

use sea_orm::{ConnectionTrait, Database};

use crate::harness::{DEMO, TestServer};

/// What another process that shares the database writes there while it has every account open.
const LEASED: &str = "UPDATE accounts SET lease_owner = 'another', lease_until = 32503680000";
/// And when it lets them go.
const FREE: &str = "UPDATE accounts SET lease_owner = NULL, lease_until = NULL";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_open_elsewhere_is_waited_for() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.restart().await;
    let browser = browser.at(server.origin());
    write(&server, LEASED).await;
    browser.get("/get-saved-messages-media").await.fails_with(503);
    assert!(!browser.cookies().is_empty(), "busy is not signed out");
    write(&server, FREE).await;
    assert_eq!(browser.items("?limit=1").await.len(), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_the_same_data_is_refused() {
    let mut server = TestServer::builder().on_sqlite().start().await;
    let browser = server.sign_in(DEMO).await;
    let refusal = server.second_instance_refused().await;
    assert!(refusal.contains("another process uses this database"), "{refusal}");
    assert_eq!(browser.items("?limit=1").await.len(), 1, "the first goes on");
    server.restart().await;
    assert_eq!(browser.at(server.origin()).items("?limit=1").await.len(), 1, "and gives the data back when it ends");
    server.finish().await;
}

async fn write(server: &TestServer, statement: &str) {
    let database = Database::connect(server.database_url()).await.expect("the database is there");
    database.execute_unprepared(statement).await.expect("a statement that the tables know");
    database.close().await.expect("the connection closes");
}
