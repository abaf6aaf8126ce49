//! Signing in by a QR code, scanned by the sandbox.

use serde_json::json;

use crate::harness::{DEMO, Events, GUARDED, OTHER_HOME, Person, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scanning_the_code_signs_in() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let mut events = browser.open_events("/sign-in/qr").await;
    let url = token(&mut events).await;
    assert!(!browser.is_authenticated().await, "nobody has scanned it");

    scan(&server, DEMO, &url).await;
    let told = events.told("signed_in").await;
    assert!(told["user"]["id"].is_i64(), "{told}");
    events.ends().await;
    assert!(browser.is_authenticated().await);
    assert!(!browser.items("").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_of_another_data_centre_can_scan_it() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let mut events = browser.open_events("/sign-in/qr").await;
    let url = token(&mut events).await;
    scan(&server, OTHER_HOME, &url).await;
    events.told("signed_in").await;
    assert!(browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_factor_follows_the_scan() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let mut events = browser.open_events("/sign-in/qr").await;
    let url = token(&mut events).await;
    scan(&server, GUARDED, &url).await;
    let told = events.told("password_required").await;
    assert!(told.as_object().expect("an object").contains_key("password_hint"), "{told}");
    assert!(!browser.is_authenticated().await);
    let answer = browser.post("/check-password", json!({ "password": "sandbox" })).await;
    answer.says("Signed in successfully.");
    assert!(browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_loaded_again_shows_a_code_at_once() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let mut events = browser.open_events("/sign-in/qr").await;
    token(&mut events).await;
    drop(events);
    let mut events = browser.open_events("/sign-in/qr").await;
    let url = token(&mut events).await;
    scan(&server, DEMO, &url).await;
    events.told("signed_in").await;
    assert!(browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_of_another_page_signs_only_that_page_in() {
    let server = TestServer::start().await;
    let (one, other) = (server.browser(), server.browser());
    let mut events = one.open_events("/sign-in/qr").await;
    let mut others = other.open_events("/sign-in/qr").await;
    let (url, others_url) = (token(&mut events).await, token(&mut others).await);
    assert_ne!(url, others_url);
    scan(&server, DEMO, &url).await;
    events.told("signed_in").await;
    assert!(one.is_authenticated().await);
    assert!(!other.is_authenticated().await);
    drop(others);
    server.finish().await;
}

/// The first token's URL, after a look at what comes with it.
async fn token(events: &mut Events) -> String {
    let told = events.told("token").await;
    let url = told["url"].as_str().expect("a URL").to_owned();
    assert!(url.starts_with("tg://login?token="), "{url}");
    let svg = told["svg"].as_str().expect("a picture");
    assert!(svg.contains("<svg") && !svg.contains("<script"), "{svg}");
    assert!(!told["expires_at"].is_null(), "{told}");
    url
}

async fn scan(server: &TestServer, person: Person, url: &str) {
    let token = url.strip_prefix("tg://login?token=").expect("such a URL");
    server.sandbox().accept_login(person.phone, token).expect("the account takes the token");
}
