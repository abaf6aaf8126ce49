//! A restart in the middle of signing in, and after it: nothing is lost that the person would have to do again. And a browser that leaves.

use sandbox::Link;
use serde_json::json;

use crate::harness::{DEMO, GUARDED, TestServer, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn between_the_code_and_the_sign_in() {
    let mut server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    server.restart().await;
    let browser = browser.at(server.origin());
    browser.sign_in_with(DEMO.phone, DEMO.code).await.says("Signed in successfully.");
    assert_eq!(server.calls("auth.sendCode"), 1, "no second code was needed");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn between_the_code_and_the_password() {
    let mut server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
    browser.sign_in_with(GUARDED.phone, GUARDED.code).await.is(401);
    server.restart().await;
    let browser = browser.at(server.origin());
    browser.post("/check-password", json!({ "password": "sandbox" })).await.says("Signed in successfully.");
    assert!(browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_sign_in() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let before = browser.items("?limit=5").await;
    for _ in 0..2 {
        server.restart().await;
        let browser = browser.at(server.origin());
        assert!(browser.is_authenticated().await, "still signed in");
        let after = browser.items("?limit=5").await;
        assert_eq!(
            before.iter().map(|it| it.id()).collect::<Vec<_>>(),
            after.iter().map(|it| it.id()).collect::<Vec<_>>()
        );
    }
    assert_eq!(server.calls("auth.signIn"), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_signed_out_stays_signed_out() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let cookies = browser.cookies();
    browser.post_nothing("/logout").await.says("Logged out successfully.");
    server.restart().await;
    let browser = browser.at(server.origin());
    browser.set_cookies(cookies);
    assert!(!browser.is_authenticated().await);
    server.finish().await;
}

/// The cookies that stand for an account which is signed in.
const SIGNED_IN: &str =
    "SELECT COUNT(*) FROM browsers JOIN accounts ON accounts.id = browsers.account_id WHERE accounts.state = 'active'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_leaves_before_the_answer_is_signed_in_all_the_same() {
    let server = TestServer::start().await;
    for (person, method, path) in
        [(DEMO, "auth.signIn", "/sign-in"), (GUARDED, "auth.checkPassword", "/check-password")]
    {
        let browser = server.browser();
        browser.send_code(person.phone).await.says("Code sent successfully.");
        let mut fields = json!({ "phone": person.phone, "code": person.code });
        if let Some(password) = person.password {
            browser.post("/sign-in", fields).await.is(401);
            fields = json!({ "password": password });
        }
        let before = server.number(SIGNED_IN).await.expect("a count");
        // Telegram's answer is on its way for 300 ms.
        server.sandbox().set_link(Link { round_trip_ms: Some(600), bytes_per_second: None });
        tokio::select! {
            answer = browser.post(path, fields) => panic!("the browser has not left: {answer:?}"),
            () = eventually("Telegram has answered", async || (server.calls(method) > 0).then_some(())) => {}
        }
        eventually("the account is signed in", async || {
            (server.number(SIGNED_IN).await == Some(before + 1)).then_some(())
        })
        .await;
        server.sandbox().set_link(Link::default());
        // The answer had the new cookie.
        eventually("the cookie is replaced", async || (!browser.is_authenticated().await).then_some(())).await;
        assert_eq!(server.number(SIGNED_IN).await, Some(before + 1));
    }
    server.finish().await;
}
