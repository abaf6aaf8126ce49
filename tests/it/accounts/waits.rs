//! Telegram's waits, and Telegram out of reach.

use sandbox::{Effect, Fault};

use crate::harness::{DEMO, FLOODED, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waits_are_429_with_seconds() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    let flooded = service.get(&format!("/sendCode?phoneNumber={}", FLOODED.phone)).await.is(429);
    assert_eq!(flooded.json()["retryAfter"], 42);
    assert_eq!(flooded.header("retry-after"), "42");
    assert_eq!(flooded.refuses(), "Too many requests. Please try again later.");

    service.sign_in(DEMO).await;
    server.upset(Fault::error("messages.getHistory", "FLOOD_WAIT_17"));
    let flooded = service.get(&format!("/user/{}/messages/getMessages", DEMO.phone)).await.is(429);
    assert_eq!(flooded.json()["retryAfter"], 17);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_name_a_cause_and_sign_nobody_out() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let path = format!("/user/{}/messages/getMessages", DEMO.phone);
    server.upset(Fault::error("messages.getHistory", "SOMETHING_STRANGE"));
    assert_eq!(service.get(&path).await.is(500).refuses(), "Telegram answered 400 SOMETHING_STRANGE.");
    server.upset(Fault::new("messages.getHistory", Effect::Drop));
    service.get(&path).await.is(200);
    server.finish().await;
}
