//! Passwords, tokens and secrets are in no log and in no file.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::client::{Program, payload};
use crate::harness::{Program as Process, TestServer};

const SECRET: &str = "canary-5ca1ab1e";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_logged() {
    let folder = tempfile::tempdir().expect("a folder");
    let process = Process::start(folder.path(), &[("RUST_LOG", "trace")]);
    let program = Program::new(process.origin());
    program.register("alice", SECRET).await.is(200);
    program.token("alice", &format!("{SECRET}-wrong")).await.is(401);
    let alice = program.signed_in("alice", SECRET).await;
    let made = alice.post("/app-passwords", json!({ "name": "a" })).await.is(200).json();
    let app_password = made["password"].as_str().expect("it is shown").to_owned();
    alice.with_app_password("alice", &app_password).get("/me").await.is(200);
    let enrolled = alice.post("/totp", json!({ "password": SECRET })).await.is(200).json();
    let totp = enrolled["secret"].as_str().expect("a secret").to_owned();
    alice.post("/password", json!({ "old_password": SECRET, "new_password": format!("{SECRET}-new") })).await.is(200);
    alice.post("/tgcloud/auth/phone", json!({ "phone": "+9996620001" })).await.is(200);
    alice.get("/sessions/").await.is(307);
    let (token, session) = (alice.own_token().to_owned(), payload(alice.own_token())["sid"].clone());
    let session = session.as_str().expect("an id").to_owned();
    let said = process.said();
    assert!(said.contains("/api/v1/token"), "the log has the calls:\n{said}");
    process.stop();
    let signature = token.rsplit('.').next().expect("a signature");
    for secret in [SECRET, &token, signature, &session, &app_password, &totp, "9996620001", "$argon2id$"] {
        // The greeting says the demo account's number.
        let lines = said.lines().filter(|line| line.contains(secret) && !line.contains("Sign in with"));
        assert_eq!(lines.collect::<Vec<_>>(), Vec::<&str>::new(), "{secret} is in the log");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_on_disk() {
    let mut server = TestServer::builder().on_sqlite().start().await;
    let program = Program::new(server.origin());
    program.register("alice", SECRET).await.is(200);
    let alice = program.signed_in("alice", SECRET).await;
    let made = alice.post("/app-passwords", json!({ "name": "a" })).await.is(200).json();
    let app_password = made["password"].as_str().expect("it is shown").to_owned();
    let enrolled = alice.post("/totp", json!({ "password": SECRET })).await.is(200).json();
    let base32 = enrolled["secret"].as_str().expect("a secret");
    let totp = totp_rs::Secret::try_from_base32(base32).expect("base32");
    let session = payload(alice.own_token())["sid"].as_str().expect("an id").to_owned();
    server.stop().await;
    for (what, bytes) in [
        ("the password", SECRET.as_bytes()),
        ("the token", alice.own_token().as_bytes()),
        ("the session's id", session.as_bytes()),
        ("the app password", &app_password.as_bytes()[4..]),
        ("the secret", totp.as_bytes()),
        ("the secret in base32", base32.as_bytes()),
    ] {
        assert!(!stands_below(&server.data(), bytes), "{what} is on disk");
    }
    assert!(stands_below(&server.data(), b"alice"), "the search finds what is there");
    server.finish().await;
}

/// Whether these bytes stand in a file below a folder.
fn stands_below(folder: &Path, bytes: &[u8]) -> bool {
    let entries = fs::read_dir(folder).expect("a readable folder");
    let mut paths = entries.map(|entry| entry.expect("a readable entry").path());
    paths.any(|path| {
        if path.is_dir() {
            stands_below(&path, bytes)
        } else {
            fs::read(&path).expect("a readable file").windows(bytes.len()).any(|window| window == bytes)
        }
    })
}
