//! `login`: the document's section of that name, and `logout`.

use heliograph::keys::Scope;
use serde_json::json;

use crate::harness::{DEMO, EMPTY, Socket, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_key_is_asked_for_a_phone_number() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[Scope::Events]).await;
    let mut socket = Socket::open(server.origin()).await;
    socket.ask("login", json!({"apiKey": key})).await;
    socket.is_told("login", "success", "send phone number").await;
    // Once more: the user is logged in already.
    socket.ask("login", json!({"apiKey": key})).await;
    socket.is_told("login", "success", "Already verified. Send data to 'telegram login' or 'users'.").await;
    socket.stays_open().await;
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_key_is_unauthorized_and_may_be_corrected() {
    let server = TestServer::start().await;
    let right = server.make_key("robot", &[]).await;
    let for_other_api = server.make_key("other", &[Scope::Accounts]).await;
    // One letter of the secret is another.
    let letter = if right.as_bytes()[30] == b'A' { "B" } else { "A" };
    let altered = format!("{}{letter}{}", &right[..30], &right[31..]);
    let mut socket = Socket::open(server.origin()).await;
    for wrong in ["", "alkflknsdnfsjkn.ksalfjksdhksdsfdsdfsdf.lkszmlsknmskjdns", &altered, &for_other_api] {
        socket.ask("login", json!({"apiKey": wrong})).await;
        socket.is_told("login", "failed", "unauthorized").await;
    }
    socket.ask("login", json!({"apiKey": right})).await;
    socket.is_told("login", "success", "send phone number").await;
    // A wrong key takes nothing away from who is verified.
    socket.ask("login", json!({"apiKey": altered})).await;
    socket.is_told("login", "failed", "unauthorized").await;
    socket.ask("login", json!({"apiKey": right})).await;
    socket.is_told("login", "success", "Already verified. Send data to 'telegram login' or 'users'.").await;
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_exists_is_told_of() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    Socket::sign_in(server.origin(), &key, DEMO).await.leave().await;
    let mut socket = Socket::open(server.origin()).await;
    socket.ask("login", json!({"apiKey": key})).await;
    socket.is_told("login", "success", "session already exists, call 'users'.").await;
    // The phone number chooses among several accounts of one key.
    socket.ask("login", json!({"apiKey": key, "phone": EMPTY.phone})).await;
    socket.is_told("login", "success", "send phone number").await;
    socket.ask("login", json!({"apiKey": key, "phone": DEMO.phone})).await;
    socket.is_told("login", "success", "session already exists, call 'users'.").await;
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_of_the_accounts_api_is_there_as_well() {
    let server = TestServer::start().await;
    let service = server.service("robot").await;
    service.sign_in(DEMO).await;
    let (socket, message) = Socket::log_in(server.origin(), service.key()).await;
    assert_eq!(message, "session already exists, call 'users'.");
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn logging_out_ends_the_socket_and_keeps_the_account() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::open(server.origin()).await;
    socket.ask("logout", json!({"status": "disconnect"})).await;
    socket.is_told("logout", "failed", "unauthorized").await;
    socket.ask("logout", json!({"status": "forever"})).await;
    socket.is_told("logout", "failed", "invalid logout status").await;
    socket.leave().await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    socket.ask("logout", json!({"status": "disconnect"})).await;
    socket.is_told("logout", "success", "disconnected").await;
    assert_eq!(socket.closes().await, 1000);
    let (socket, message) = Socket::log_in(server.origin(), &key).await;
    assert_eq!(message, "session already exists, call 'users'.");
    socket.leave().await;
    server.finish().await;
}
