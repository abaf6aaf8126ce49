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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_was_lost_is_given_again() {
    let server = TestServer::start().await;
    for person in [DEMO, GUARDED] {
        let browser = server.browser();
        browser.send_code(person.phone).await.says("Code sent successfully.");
        let mut step = ("/sign-in", json!({ "phone": person.phone, "code": person.code }));
        let mut wrong = ("/sign-in", json!({ "phone": person.phone, "code": "11111" }));
        if let Some(password) = person.password {
            browser.post("/sign-in", step.1).await.is(401);
            step = ("/check-password", json!({ "password": password }));
            wrong = ("/check-password", json!({ "password": "wrong" }));
        }
        let old = browser.cookies();
        browser.post(step.0, step.1.clone()).await.says("Signed in successfully.");

        browser.set_cookies(old.clone());
        browser.post(wrong.0, wrong.1.clone()).await.is(400);
        assert!(!browser.is_authenticated().await, "the old cookie is dead");
        browser.set_cookies(old.clone());
        browser.post(step.0, step.1.clone()).await.says("Signed in successfully.");
        assert!(browser.is_authenticated().await);
        assert_ne!(browser.cookies(), old);

        let guesser = server.browser();
        for _ in 0..3 {
            guesser.set_cookies(old.clone());
            guesser.post(wrong.0, wrong.1.clone()).await.is(400);
        }
        guesser.set_cookies(old);
        guesser.post(step.0, step.1).await.is(400);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_sent_twice_signs_in_once() {
    let server = TestServer::start().await;
    for _ in 0..4 {
        let browser = server.browser();
        browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
        let send = || browser.sign_in_with(GUARDED.phone, GUARDED.code);
        let (one, two, three) = tokio::join!(send(), send(), send());
        for answer in [one, two, three] {
            answer.is(401);
        }
        let check = || browser.post("/check-password", json!({ "password": "sandbox" }));
        let (one, two) = tokio::join!(check(), check());
        one.says("Signed in successfully.");
        two.says("Signed in successfully.");
        assert!(browser.is_authenticated().await);
    }
    assert_eq!((server.calls("auth.signIn"), server.calls("auth.checkPassword")), (4, 4), "Telegram is asked once");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_stored_is_not_signed_in() {
    let mut server = TestServer::builder().on_sqlite().start().await;
    for full in ["UPDATE OF session ON accounts", "INSERT ON browsers"] {
        let browser = server.browser();
        browser.send_code(DEMO.phone).await.says("Code sent successfully.");
        let log_outs = server.calls("auth.logOut");
        server.execute(&format!("CREATE TRIGGER full BEFORE {full} BEGIN SELECT RAISE(ABORT, 'full'); END")).await;
        browser.sign_in_with(DEMO.phone, DEMO.code).await.fails_with(500);
        assert!(!browser.is_authenticated().await, "{full}");
        assert_eq!(server.calls("auth.logOut"), log_outs + 1, "the authorization is ended");
        server.execute("DROP TRIGGER full").await;
        server.restart().await;
        assert!(!browser.at(server.origin()).is_authenticated().await, "{full}");
        server.sign_in(DEMO).await;
    }
    server.finish().await;
}
