//! How many sockets there may be, wrong keys, and the end of all of them.

use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::harness::{Socket, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_sockets_talk_at_once() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut sockets = Vec::new();
    for _ in 0..200 {
        sockets.push(Socket::open(server.origin()).await);
    }
    for socket in &mut sockets {
        socket.ask("login", json!({"apiKey": key})).await;
    }
    for socket in &mut sockets {
        socket.is_told("login", "success", "send phone number").await;
    }
    for mut socket in sockets {
        socket.stays_open().await;
        socket.leave().await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_wrong_keys_have_to_wait_and_a_right_one_does_not() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::open(server.origin()).await;
    let mut waits = None;
    for _ in 0..30 {
        socket.ask("login", json!({"apiKey": "hg_guessed"})).await;
        let frame = socket.frame().await;
        waits = frame["data"]["retry_after"].as_u64();
        if waits.is_some() {
            break;
        }
        assert_eq!(frame["data"]["message"], "unauthorized");
    }
    assert!(waits.is_some_and(|seconds| seconds > 0), "somebody who guesses is slowed down");
    socket.ask("login", json!({"apiKey": key})).await;
    socket.is_told("login", "success", "send phone number").await;
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_says_so() {
    let mut server = TestServer::builder().setting("ROCKET_SHUTDOWN", "{grace=1, mercy=1}").start().await;
    let key = server.make_key("robot", &[]).await;
    let mut silent = Socket::open(server.origin()).await;
    let (mut verified, _) = Socket::log_in(server.origin(), &key).await;
    let stopping = server.stop();
    let told = async {
        let codes = (silent.closes().await, verified.closes().await);
        assert_eq!(codes, (1001, 1001));
        // The server waits until the clients have closed as well.
        drop((silent, verified));
    };
    tokio::join!(stopping, told);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_pile_up_are_answered_in_their_order() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(server.origin()).await;
    for number in 0..500 {
        socket.send(Message::text(json!({"event": number.to_string(), "data": {}}).to_string())).await;
    }
    for number in 0..500 {
        socket.is_told(&number.to_string(), "failed", "unknown event").await;
    }
    socket.leave().await;
    server.finish().await;
}
