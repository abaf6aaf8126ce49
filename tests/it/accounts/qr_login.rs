//! Signing in by QR code: one token in an answer, the scan awaited by the server.

use std::time::Duration;

use serde_json::json;

use crate::harness::{DEMO, EMPTY, GUARDED, Service, TestServer, eventually};

async fn token(service: &Service, phone: &str) -> String {
    let answer = service.get(&format!("/qrLogin?phoneNumber={phone}")).await.is(200).json();
    assert_eq!(answer["isSuccess"], true);
    let url = answer["data"].as_str().expect("a link").to_owned();
    url.strip_prefix("tg://login?token=").expect("a login token").to_owned()
}

async fn becomes_authorized(service: &Service, phone: &str) {
    let path = format!("/user/{phone}/isAuthorized");
    eventually("the scan is noticed", async || (service.get(&path).await.status == 200).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanned_code_signs_in() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    let shown = token(&service, DEMO.phone).await;
    service.get(&format!("/user/{}/isAuthorized", DEMO.phone)).await.is(401);
    server.sandbox().accept_login(DEMO.phone, &shown).expect("a token that was shown");
    becomes_authorized(&service, DEMO.phone).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_again_tells_a_token_that_works() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    token(&service, DEMO.phone).await;
    let shown = token(&service, DEMO.phone).await;
    server.sandbox().accept_login(DEMO.phone, &shown).expect("a token that was shown");
    becomes_authorized(&service, DEMO.phone).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_password_follows_the_scan() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    let shown = token(&service, GUARDED.phone).await;
    server.sandbox().accept_login(GUARDED.phone, &shown).expect("a token that was shown");
    let body = json!({ "phoneNumber": GUARDED.phone, "phoneCode": "-", "password": GUARDED.password });
    let signed_in = async || (service.post("/signin", &body).await.status == 200).then_some(());
    eventually("the password is asked for", signed_in).await;
    service.get(&format!("/user/{}/sessionValid", GUARDED.phone)).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_scans_is_who_is_signed_in() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    let shown = token(&service, DEMO.phone).await;
    server.sandbox().accept_login(EMPTY.phone, &shown).expect("a token that was shown");
    becomes_authorized(&service, EMPTY.phone).await;
    service.get(&format!("/user/{}/isAuthorized", DEMO.phone)).await.is(401);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_for_a_scan_holds_up_no_shutdown() {
    let long = Duration::from_secs(600);
    let mut server = TestServer::builder().time_limits(|limits| limits.accounts.last_sign_ins = long).start().await;
    let service = server.service("one").await;
    let shown = token(&service, DEMO.phone).await;
    server.restart().await;
    let service = service.at(server.origin());
    assert_ne!(token(&service, DEMO.phone).await, shown);
    server.finish().await;
}
