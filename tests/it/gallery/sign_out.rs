//! Signing out: at Telegram, here, and in the browser.

use crate::harness::{DEMO, TestServer};
use heliograph::http::errors::code::Code;
use sandbox::{Effect, Fault};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_the_session_everywhere() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let cookies = browser.cookies();
    let answer = browser.post_nothing("/logout").await.says("Logged out successfully.");
    assert_eq!(server.calls("auth.logOut"), 1, "Telegram was told");
    assert!(browser.cookies().is_empty(), "the cookie goes");
    assert!(answer.header("clear-site-data").contains("\"cache\""), "{:?}", answer.headers);
    assert!(!browser.is_authenticated().await);

    browser.set_cookies(cookies);
    browser.get("/get-saved-messages-media").await.fails(401, "User not authenticated.").with_code(Code::SessionEnded);
    browser.get("/stream_media/1").await.fails(401, "User not authenticated.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_session_there_is_nothing_to_end() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.post_nothing("/logout").await.fails(401, "User not authenticated.");
    browser.send_code(DEMO.phone).await.is(200);
    browser.post_nothing("/logout").await.fails(401, "User not authenticated.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_browser_leaves_another_of_the_same_person_alone() {
    let server = TestServer::start().await;
    let desk = server.sign_in(DEMO).await;
    let phone = server.sign_in(DEMO).await;
    desk.post_nothing("/logout").await.says("Logged out successfully.");
    assert!(phone.is_authenticated().await);
    assert!(!phone.items("?limit=1").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_dead_already_can_be_left() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.upset(Fault::error("auth.logOut", "AUTH_KEY_UNREGISTERED"));
    let answer = browser.post_nothing("/logout").await;
    assert!(matches!(answer.status.as_u16(), 200 | 401), "{answer:?}");
    assert!(!browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failure_at_telegram_is_told() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.upset(Fault::error("auth.logOut", "SOMETHING_STRANGE"));
    let answer = browser.post_nothing("/logout").await.fails(500, "Failed to log out.");
    assert!(answer.json()["details"].is_string(), "{}", answer.json());
    browser.post_nothing("/logout").await.says("Logged out successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_telegram_the_session_is_kept_to_be_ended_later() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.upset(Fault::new("auth.logOut", Effect::Drop).forever());
    browser.post_nothing("/logout").await.fails(503, "Failed to log out.");
    assert!(!browser.items("?limit=1").await.is_empty(), "nothing was forgotten");
    server.sandbox().clear_faults();
    browser.post_nothing("/logout").await.says("Logged out successfully.");
    server.finish().await;
}
