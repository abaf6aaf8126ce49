//! What has ended or was never finished is cleared away.

use std::time::Duration;

use heliograph::store::keys;
use sandbox::{Effect, Fault};
use serde_json::json;

use crate::harness::{DEMO, GUARDED, Socket, TestServer, eventually};

const LOG_OUT: &str = "auth.logOut";

/// A server that looks every moment, and closes accounts as soon as nobody uses them.
async fn tidy() -> TestServer {
    let builder = TestServer::builder().time_limits(|limits| {
        limits.accounts.lease = Duration::from_secs(1);
        limits.accounts.idle = Duration::from_millis(100);
        limits.accounts.housekeeping = Duration::from_millis(200);
    });
    builder.start().await
}

/// Lets every account be one that was not used for long, until so many are left.
async fn are_left(server: &TestServer, count: i64) {
    eventually(&format!("{count} accounts are left"), async || {
        let left = server.number("SELECT COUNT(*) FROM accounts").await;
        server.execute("UPDATE accounts SET used_at = 0").await;
        (left == Some(count)).then_some(())
    })
    .await;
}

/// How often Telegram was asked to log out, and refused.
fn log_outs(server: &TestServer) -> (u64, u64) {
    server.sandbox().counters().methods.get(LOG_OUT).map_or((0, 0), |counted| (counted.calls, counted.errors))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_that_is_not_finished_is_forgotten() {
    let server = tidy().await;
    let signed_in = server.sign_in(DEMO).await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    are_left(&server, 1).await;
    browser.sign_in_with(DEMO.phone, DEMO.code).await.fails_with(400);
    assert_eq!(signed_in.items("?limit=1").await.len(), 1, "who has signed in stays so");
    browser.sign_in(DEMO).await;

    let browser = server.browser();
    browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
    browser.sign_in_with(GUARDED.phone, GUARDED.code).await.fails_with(401);
    are_left(&server, 2).await;
    assert_eq!(log_outs(&server), (2, 2), "Telegram had accepted neither");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_whose_answer_was_lost_is_logged_out() {
    let server = tidy().await;
    let lose = |method: &str| server.upset(Fault::new(method, Effect::DropAnswer).times(2));
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    lose("auth.signIn");
    browser.sign_in_with(DEMO.phone, DEMO.code).await.fails_with(503);
    server.sandbox().clear_faults();

    let browser = server.browser();
    browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
    browser.sign_in_with(GUARDED.phone, GUARDED.code).await.fails_with(401);
    lose("auth.checkPassword");
    browser.post("/check-password", json!({ "password": GUARDED.password })).await.fails_with(503);

    let mut events = server.browser().open_events("/sign-in/qr").await;
    let token = events.told("token").await;
    server.upset(Fault::new("auth.exportLoginToken", Effect::DropAnswer).forever());
    server.sandbox().accept_login(DEMO.phone, token["url"].as_str().expect("a URL")).expect("a token that was shown");
    events.told("failed").await;

    are_left(&server, 0).await;
    assert_eq!(log_outs(&server), (3, 0));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_telegram_such_a_sign_in_is_kept_and_tried_again() {
    let server = tidy().await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    server.upset(Fault::new("auth.signIn", Effect::DropAnswer));
    browser.sign_in_with(DEMO.phone, DEMO.code).await.fails_with(503);
    server.upset(Fault::new(LOG_OUT, Effect::Drop).forever());
    eventually("it is tried again", async || {
        server.execute("UPDATE accounts SET used_at = 0").await;
        // Each attempt calls twice.
        (server.calls(LOG_OUT) >= 3).then_some(())
    })
    .await;
    assert_eq!(server.number("SELECT COUNT(*) FROM accounts").await, Some(1));
    server.sandbox().clear_faults();
    server.sandbox().reset_counters();
    are_left(&server, 0).await;
    assert_eq!(log_outs(&server).1, 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_nobody_can_reach_is_logged_out() {
    let server = tidy().await;
    let browser = server.sign_in(DEMO).await;
    let key = server.make_key("robot", &[]).await;
    Socket::sign_in(server.origin(), &key, DEMO).await.leave().await;
    assert_eq!(server.number("SELECT COUNT(*) FROM accounts").await, Some(2));
    assert!(keys::delete(server.store(), "robot").await.expect("a store"));
    are_left(&server, 1).await;
    assert_eq!(browser.items("?limit=1").await.len(), 1, "who has a cookie keeps their account");
    assert_eq!(log_outs(&server), (1, 0));
    server.finish().await;
}
