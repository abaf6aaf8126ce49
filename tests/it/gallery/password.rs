//! The second factor.

use serde_json::json;

use crate::harness::{Browser, GUARDED, TestServer};

const WRONG: &str = "Invalid password. Please try again.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_password_is_asked_for_and_checked() {
    let mut server = TestServer::start().await;
    let browser = up_to_the_password(&server).await;
    assert!(!browser.is_authenticated().await, "a code alone does not open a guarded account");
    browser.get("/get-saved-messages-media").await.fails(401, "User not authenticated.");

    browser.post("/check-password", json!({ "password": "wrong" })).await.fails(400, WRONG);
    browser.post("/check-password", json!({ "password": "" })).await.fails_with(400);
    browser.post("/check-password", json!({})).await.fails_with(400);

    server.restart().await;
    let browser = browser.at(server.origin());
    browser.post("/check-password", json!({ "password": "Sandbox" })).await.fails(400, WRONG);
    let answer = browser.post("/check-password", json!({ "password": "sandbox" })).await;
    let answer = answer.says("Signed in successfully.");
    assert!(answer.json()["user"]["id"].is_i64(), "{}", answer.json());
    assert!(browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_password_may_come_with_the_code() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
    let body = |password| json!({ "phone": GUARDED.phone, "code": GUARDED.code, "password": password });
    browser.post("/sign-in", body("sandbox")).await.says("Signed in successfully.");
    assert!(browser.is_authenticated().await);

    let other = server.browser();
    other.send_code(GUARDED.phone).await.says("Code sent successfully.");
    other.post("/sign-in", body("wrong")).await.fails(400, WRONG);
    other.post("/check-password", json!({ "password": "sandbox" })).await.says("Signed in successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_nobody_asked_for_is_refused() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.post("/check-password", json!({ "password": "sandbox" })).await.fails_with(400);
    browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
    browser.post("/check-password", json!({ "password": "sandbox" })).await.fails_with(400);
    assert!(!browser.is_authenticated().await, "the code was never given");
    server.finish().await;
}

async fn up_to_the_password(server: &TestServer) -> Browser {
    let browser = server.browser();
    browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
    let answer = browser.sign_in_with(GUARDED.phone, GUARDED.code).await.fails_with(401);
    assert_eq!(answer.json()["password_required"], true);
    let keys = answer.json();
    assert!(keys.as_object().expect("an object").contains_key("password_hint"), "{keys}");
    browser
}
