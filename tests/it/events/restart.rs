//! The server restarts in the middle of each sign-in.

use std::time::Duration;

use sandbox::{Effect, Fault, Link};
use serde_json::json;

use crate::harness::{DEMO, GUARDED, Socket, TestServer, eventually};

const EVENT: &str = "telegram login";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_goes_on_after_a_restart() {
    let mut server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": DEMO.phone})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    server.restart().await;
    let (mut socket, message) = Socket::log_in(server.origin(), &key).await;
    assert_eq!(message, "send phone number");
    socket.ask(EVENT, json!({"code": DEMO.code})).await;
    assert_eq!(socket.succeeds(EVENT).await, "logged in successfully");
    socket.leave().await;
    server.restart().await;
    let (socket, message) = Socket::log_in(server.origin(), &key).await;
    assert_eq!(message, "session already exists, call 'users'.");
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_goes_on_after_a_restart() {
    let mut server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": GUARDED.phone, "code": GUARDED.code})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    assert_eq!(socket.fails(EVENT).await, "password required");
    server.restart().await;
    let (mut socket, message) = Socket::log_in(server.origin(), &key).await;
    assert_eq!(message, "send phone number");
    socket.ask(EVENT, json!({"password": GUARDED.password})).await;
    assert_eq!(socket.succeeds(EVENT).await, "logged in successfully");
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_under_way_is_waited_for_though_its_client_is_gone() {
    let mut server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": DEMO.phone})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    // Telegram's answer is on its way for a second.
    server.sandbox().set_link(Link { round_trip_ms: Some(2000), bytes_per_second: None });
    socket.ask(EVENT, json!({"code": DEMO.code})).await;
    eventually("Telegram has answered", async || (server.calls("auth.signIn") > 0).then_some(())).await;
    drop(socket);
    server.sandbox().set_link(Link::default());
    server.restart().await;
    assert!(server.find_account_of(&key, DEMO).await.is_some());
    assert_eq!(server.calls("auth.signIn"), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_that_telegram_does_not_answer_holds_up_no_shutdown() {
    let soon = Duration::from_millis(100);
    let builder = TestServer::builder().time_limits(|limits| limits.accounts.last_sign_ins = soon);
    let mut server = builder.start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": DEMO.phone})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    server.upset(Fault::new("auth.signIn", Effect::Silence));
    socket.ask(EVENT, json!({"code": DEMO.code})).await;
    eventually("Telegram has the code", async || (server.calls("auth.signIn") > 0).then_some(())).await;
    drop(socket);
    server.stop().await;
    let leased = server.number("SELECT COUNT(*) FROM accounts WHERE lease_owner IS NOT NULL").await;
    assert_eq!(leased, Some(0), "its lease was given back");
    server.restart().await;
    let (mut socket, message) = Socket::log_in(server.origin(), &key).await;
    assert_eq!(message, "send phone number");
    socket.ask(EVENT, json!({"code": DEMO.code})).await;
    assert_eq!(socket.succeeds(EVENT).await, "logged in successfully");
    socket.leave().await;
    server.finish().await;
}
