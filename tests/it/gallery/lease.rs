//! Two processes on one database: an account is open in one of them at a time, or Telegram would destroy its key.

use crate::harness::{DEMO, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_process_waits_for_the_first_to_let_go() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    browser.items("?limit=1").await;

    let other = server.another_instance().await;
    let there = browser.at(other.origin());
    there.get("/get-saved-messages-media").await.fails_with(503);
    assert!(!there.cookies().is_empty(), "busy is not signed out");
    assert_eq!(browser.items("?limit=1").await.len(), 1, "the first goes on");

    server.stop().await;
    assert_eq!(there.items("?limit=1").await.len(), 1, "a stopped process gives its accounts back");
    other.stop().await;
    server.restart().await;
    server.finish().await;
}
