//! What has ended or was never finished is cleared away.

use std::time::Duration;

use heliograph::store::keys;

use crate::harness::{DEMO, Socket, TestServer, eventually};

/// A server that looks every moment, at accounts that are closed as soon as nobody uses them.
async fn tidy(unfinished: Duration, unreachable: Duration) -> TestServer {
    let builder = TestServer::builder().time_limits(|limits| {
        limits.accounts.lease = Duration::from_secs(1);
        limits.accounts.idle = Duration::from_millis(100);
        limits.accounts.housekeeping = Duration::from_millis(200);
        limits.accounts.unfinished = unfinished;
        limits.accounts.unreachable = unreachable;
    });
    builder.start().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_that_is_not_finished_is_forgotten() {
    let server = tidy(Duration::from_secs(1), Duration::from_secs(3600)).await;
    let signed_in = server.sign_in(DEMO).await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    eventually("the sign-in is forgotten", async || {
        (server.number("SELECT COUNT(*) FROM accounts").await == Some(1)).then_some(())
    })
    .await;
    browser.sign_in_with(DEMO.phone, DEMO.code).await.fails_with(400);
    assert_eq!(signed_in.items("?limit=1").await.len(), 1, "who has signed in stays so");
    browser.sign_in(DEMO).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_nobody_can_reach_is_logged_out() {
    let server = tidy(Duration::from_secs(3600), Duration::from_secs(1)).await;
    let browser = server.sign_in(DEMO).await;
    let key = server.make_key("robot", &[]).await;
    Socket::sign_in(server.origin(), &key, DEMO).await.leave().await;
    assert_eq!(server.number("SELECT COUNT(*) FROM accounts").await, Some(2));
    assert!(keys::delete(server.store(), "robot").await.expect("a store"));
    eventually("its account is logged out", async || (server.calls("auth.logOut") > 0).then_some(())).await;
    eventually("its account is gone", async || {
        (server.number("SELECT COUNT(*) FROM accounts").await == Some(1)).then_some(())
    })
    .await;
    assert_eq!(browser.items("?limit=1").await.len(), 1, "who has a cookie keeps their account");
    assert_eq!(server.calls("auth.logOut"), 1);
    server.finish().await;
}
