//! Frames that are no requests: the original's texts where it had some, a clean close where it died.

use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::harness::{Socket, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_request_is_told_and_closes_the_socket() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    for (text, event, message) in [
        ("", "JSON parsing error", "Error: EOF while parsing a value at line 1 column 0"),
        ("hello", "JSON parsing error", "Error: expected value at line 1 column 1"),
        ("[]", "JSON data error", "Missing key: 'event'"),
        ("\"login\"", "JSON data error", "Missing key: 'event'"),
        ("{\"data\":{}}", "JSON data error", "Missing key: 'event'"),
        ("{\"event\":\"login\"}", "JSON data error", "Missing key: 'data'"),
        ("{\"event\":\"login\",\"data\":{}}", "JSON data error", "Missing key: 'apiKey'"),
        ("{\"event\":\"login\",\"data\":{\"apiKey\":[]}}", "JSON data error", "Invalid value: 'apiKey'"),
        ("{\"event\":\"logout\",\"data\":{}}", "JSON data error", "Missing key: 'status'"),
    ] {
        let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
        socket.send(Message::text(text)).await;
        // Whatever follows a frame that ends the socket is dropped without a word.
        socket.send(Message::text(json!({"event": "login", "data": {"apiKey": key}}).to_string())).await;
        socket.is_told(event, "failed", message).await;
        assert_eq!(socket.closes().await, 1000, "{text}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_events_are_echoed_and_end_nothing() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(server.origin()).await;
    for event in ["Users", "", "\"quoted\"\n\u{1f600}"] {
        socket.ask(event, json!({})).await;
        socket.is_told(event, "failed", "unknown event").await;
    }
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_an_account_says_so_and_closes() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    for event in ["users", "chats", "subscribe", "unsubscribe"] {
        let mut stranger = Socket::open(server.origin()).await;
        let (mut verified, _) = Socket::log_in(server.origin(), &key).await;
        for socket in [&mut stranger, &mut verified] {
            socket.ask(event, json!({"group": ["me"], "status": ""})).await;
            socket.is_told(event, "failed", "login required").await;
            assert_eq!(socket.closes().await, 1000, "{event}");
        }
    }
    server.finish().await;
}
