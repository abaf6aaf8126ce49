//! An account whose session was ended elsewhere, and a Telegram that does not answer.

use sandbox::{Effect, Fault};
use serde_json::json;

use crate::harness::{DEMO, Socket, TestServer};

const ALL: &str = "lighthouse_keepers";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_was_ended_is_told_of_and_may_begin_anew() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    socket.ask("chats", json!({"group": [{"name": ALL, "status": ""}], "status": ""})).await;
    assert_eq!(socket.fails("chats").await, "session revoked, login again");
    socket.ask("login", json!({"apiKey": key})).await;
    socket.is_told("login", "success", "send phone number").await;
    socket.ask("telegram login", json!({"phone": DEMO.phone})).await;
    socket.is_told("telegram login", "success", "send code").await;
    socket.ask("telegram login", json!({"code": DEMO.code})).await;
    socket.is_told("telegram login", "success", "logged in successfully").await;
    socket.ask("users", json!({"group": ["nobody_has_this_name"], "status": ""})).await;
    assert_eq!(socket.fails("users").await, "nobody_has_this_name does not exist");
    assert_eq!(socket.closes().await, 1000);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_telegram_that_fails_ends_nothing() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    server.upset(Fault::new("contacts.resolveUsername", Effect::Drop).times(10));
    socket.ask("users", json!({"group": [ALL], "status": ""})).await;
    assert_eq!(socket.fails("users").await, "telegram is not available, try again later");
    server.sandbox().clear_faults();
    socket.ask("users", json!({"group": [ALL], "status": ""})).await;
    socket.is_told("users", "success", "sending users").await;
    socket.leave().await;
    server.finish().await;
}
