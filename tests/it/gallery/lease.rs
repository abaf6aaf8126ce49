//! An account is open in one process at a time, or Telegram would destroy its key.

use std::time::Duration;

use crate::harness::{DEMO, TestServer, eventually};

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
    server.execute(LEASED).await;
    let busy = browser.get("/get-saved-messages-media").await;
    let busy = busy.fails(503, "Another server process uses this account. Please try again later.");
    assert_eq!(busy.json()["code"], "account_in_use");
    assert_eq!(busy.header("retry-after"), busy.json()["retry_after"].to_string());
    assert!(!browser.cookies().is_empty(), "busy is not signed out");
    server.execute(FREE).await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_is_renewed_while_the_account_is_open() {
    let server = briefly_leased().await;
    let browser = server.sign_in(DEMO).await;
    let first = server.number("SELECT MAX(lease_until) FROM accounts").await.expect("it is leased");
    eventually("the lease is renewed", async || {
        let until = server.number("SELECT MAX(lease_until) FROM accounts").await.expect("it stays leased");
        (until > first).then_some(())
    })
    .await;
    assert_eq!(browser.items("?limit=1").await.len(), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_whose_lease_is_lost_is_closed() {
    let server = briefly_leased().await;
    let browser = server.sign_in(DEMO).await;
    assert_eq!(browser.items("?limit=1").await.len(), 1);
    server.execute(LEASED).await;
    eventually("its connections are closed", async || (server.sandbox().counters().connections == 0).then_some(()))
        .await;
    browser.get("/get-saved-messages-media").await.fails_with(503);
    assert!(!browser.cookies().is_empty(), "busy is not signed out");
    server.execute(FREE).await;
    assert_eq!(browser.items("?limit=1").await.len(), 1, "it is opened again");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_nobody_uses_is_closed_and_its_lease_given_back() {
    let idle = Duration::from_millis(200);
    let server = TestServer::builder().time_limits(|limits| {
        limits.accounts.idle = idle;
        limits.accounts.lease = Duration::from_secs(1);
    });
    let server = server.start().await;
    let browser = server.sign_in(DEMO).await;
    assert_eq!(browser.items("?limit=1").await.len(), 1);
    eventually("the lease is given back", async || {
        let leased = server.number("SELECT COUNT(*) FROM accounts WHERE lease_owner IS NOT NULL").await;
        (leased == Some(0)).then_some(())
    })
    .await;
    assert_eq!(server.sandbox().counters().connections, 0, "and its connections are closed");
    assert_eq!(browser.items("?limit=1").await.len(), 1, "it is opened again");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_nobody_uses_are_closed() {
    let idle = Duration::from_millis(200);
    let server = TestServer::builder().time_limits(|limits| limits.calls.connection_idle = idle).start().await;
    let browser = server.sign_in(DEMO).await;
    assert_eq!(browser.items("?limit=1").await.len(), 1);
    eventually("its connections are closed", async || (server.sandbox().counters().connections == 0).then_some(()))
        .await;
    let leased = server.number("SELECT COUNT(*) FROM accounts WHERE lease_owner IS NOT NULL").await;
    assert_eq!(leased, Some(1), "the account stays open");
    assert_eq!(browser.items("?limit=1").await.len(), 1);
    server.finish().await;
}

/// A server that looks at its leases every second. The database counts in whole ones.
async fn briefly_leased() -> TestServer {
    TestServer::builder().time_limits(|limits| limits.accounts.lease = Duration::from_secs(3)).start().await
}
