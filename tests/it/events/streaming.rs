//! A hundred thousand messages: how much memory they need, and what becomes of a stream that is cut off.

use std::process::Command;

use sandbox::{Fault, Options, Sandbox};
use serde::Deserialize;
use serde_json::json;

use crate::harness::{DEMO, Program, Socket, TestServer, sandbox_settings};

const EVENT: &str = "chats";
const GROUP: &str = "endless_harbour";
const MEBIBYTE: u64 = 1 << 20;
const ALLOWED: u64 = 32 * MEBIBYTE;

/// A frame with a message, of which only the id is read.
#[derive(Deserialize)]
struct Frame {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    message: ChatMessage,
}

#[derive(Deserialize)]
struct ChatMessage {
    chat: Chat,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
}

/// Takes messages until that many came, or something else does; gives their ids and what else came.
async fn take(socket: &mut Socket, most: usize) -> (Vec<i64>, Option<serde_json::Value>) {
    let mut ids = Vec::new();
    while ids.len() < most {
        let text = socket.text().await;
        match serde_json::from_str::<Frame>(&text) {
            Ok(frame) => ids.push(frame.data.message.chat.id),
            Err(_) => return (ids, Some(serde_json::from_str(&text).expect("a frame is JSON"))),
        }
    }
    (ids, None)
}

async fn begin(socket: &mut Socket, status: &str) {
    socket.ask(EVENT, json!({"group": [{"name": GROUP, "status": status}], "status": "", "done": true})).await;
    socket.is_told(EVENT, "success", "sending chats").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_messages_come_in_little_memory() {
    let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox starts on free loopback ports");
    let home = tempfile::tempdir().expect("a folder for the test");
    let settings = sandbox_settings(&sandbox, home.path());
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let program = Program::start(home.path(), &settings);
    let mut make = Command::new(env!("CARGO_BIN_EXE_heliograph"));
    make.current_dir(home.path()).env_clear().envs(settings.iter().copied()).args(["keys", "create", "robot"]);
    let made = make.output().expect("the program runs");
    let key = String::from_utf8(made.stdout).expect("text").trim().to_owned();

    let mut socket = Socket::sign_in(program.origin(), &key, DEMO).await;
    begin(&mut socket, "").await;
    let (first, _) = take(&mut socket, 2_000).await;
    let before = program.highest_memory();
    let (rest, end) = take(&mut socket, usize::MAX).await;
    // The kernel's count of the highest is not exact.
    let raised = program.highest_memory().saturating_sub(before);
    assert_eq!(end.expect("the end")["data"]["message"], "done");
    assert_eq!(first.len() + rest.len(), 100_000);
    assert!(first.iter().chain(&rest).is_sorted_by(|one, next| one < next), "each once, the oldest first");
    assert!(raised <= ALLOWED, "the stream raised the memory by {} MiB", raised / MEBIBYTE);
    socket.leave().await;
    assert!(sandbox.counters().unknown_methods.is_empty());
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_is_cut_off_goes_on() {
    let mut server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    begin(&mut socket, "").await;
    let (read, _) = take(&mut socket, 1_050).await;
    // Neither says goodbye.
    drop(socket);
    server.restart().await;

    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    server.upset(Fault::error("messages.getHistory", "FLOOD_WAIT_300").after(3));
    begin(&mut socket, "latest").await;
    let (more, told) = take(&mut socket, usize::MAX).await;
    let (last, next) = (read[read.len() - 1], more[0]);
    assert!(next > read[read.len() - 201], "what was read is not told again: {next} after {last}");
    let told = told.expect("a wait");
    assert_eq!((&told["data"]["status"], &told["data"]["retry_after"]), (&json!("failed"), &json!(300)));
    assert_eq!(more.len(), 300, "what came before the wait was told");
    begin(&mut socket, "latest").await;
    let (after, _) = take(&mut socket, 100).await;
    assert_eq!(after[0], more[299] + 1, "and is not told again");
    drop(socket);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_stops_holds_up_nobody_else() {
    let server = TestServer::start().await;
    let (key, other) = (server.make_key("robot", &[]).await, server.make_key("other", &[]).await);
    let mut slow = Socket::sign_in(server.origin(), &key, DEMO).await;
    let mut quick = Socket::sign_in(server.origin(), &other, DEMO).await;
    begin(&mut slow, "").await;
    begin(&mut quick, "").await;
    // Meanwhile one of them reads nothing.
    let (read, _) = take(&mut quick, 5_000).await;
    assert_eq!(read.len(), 5_000);
    // What is asked while a stream runs waits for its turn.
    slow.ask("after it", json!({})).await;
    let (read, _) = take(&mut slow, 1_000).await;
    assert_eq!(read.len(), 1_000, "a stream that stood still goes on");
    drop((slow, quick));
    server.finish().await;
}
