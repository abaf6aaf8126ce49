//! The server restarts in the middle of each sign-in.

use serde_json::json;

use crate::harness::{DEMO, GUARDED, Socket, TestServer};

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
