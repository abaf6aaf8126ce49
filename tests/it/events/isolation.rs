//! Two keys cannot reach each other's accounts, and a key that is revoked reaches nothing.

use std::time::Duration;

use heliograph::store::keys;
use serde_json::json;

use crate::harness::{DEMO, EMPTY, Socket, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_keys_do_not_reach_each_others_accounts() {
    let server = TestServer::start().await;
    let (one, two) = (server.make_key("one", &[]).await, server.make_key("two", &[]).await);
    Socket::sign_in(server.origin(), &one, DEMO).await.leave().await;
    let (mut socket, message) = Socket::log_in(server.origin(), &two).await;
    assert_eq!(message, "send phone number", "the number of another key's account opens nothing");
    socket.ask("login", json!({"apiKey": two, "phone": DEMO.phone})).await;
    socket.is_told("login", "success", "send phone number").await;
    socket.ask("telegram login", json!({"phone": DEMO.phone})).await;
    socket.is_told("telegram login", "success", "send code").await;
    socket.ask("telegram login", json!({"code": "99999"})).await;
    socket.is_told("telegram login", "failed", "invalid code provided").await;
    assert_eq!(socket.closes().await, 1000);
    // A sign-in that one key began is not the other's to finish.
    let (mut stranger, _) = Socket::log_in(server.origin(), &one).await;
    stranger.ask("telegram login", json!({"phone": EMPTY.phone})).await;
    stranger.is_told("telegram login", "success", "send code").await;
    let third = server.make_key("three", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &third).await;
    socket.ask("telegram login", json!({"code": EMPTY.code})).await;
    socket.is_told("telegram login", "failed", "send phone number first").await;
    assert_eq!(socket.closes().await, 1000);
    stranger.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_key_closes_its_sockets() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    assert!(keys::delete(server.store(), "robot").await.expect("a store"));
    socket.ask("chats", json!({"group": [{"name": "me", "status": ""}], "status": ""})).await;
    socket.is_told("chats", "failed", "unauthorized").await;
    assert_eq!(socket.closes().await, 4401);
    let mut socket = Socket::open(server.origin()).await;
    socket.ask("login", json!({"apiKey": key})).await;
    socket.is_told("login", "failed", "unauthorized").await;
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_key_closes_sockets_that_only_listen() {
    let soon = Duration::from_millis(100);
    let server = TestServer::builder().time_limits(|limits| limits.listeners.check_every = soon).start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.stays_open().await;
    assert!(keys::delete(server.store(), "robot").await.expect("a store"));
    socket.is_told("login", "failed", "unauthorized").await;
    assert_eq!(socket.closes().await, 4401);
    server.finish().await;
}
