//! What is left of a caller on the server's disk: nothing.

use heliograph::config::TimeLimits;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;

use super::import::{body, key_of, telethon};
use super::script::{API_HASH, Script};
use crate::harness::{DEMO, GUARDED, Instance, Part, TestServer, ramp, sandbox_settings};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_caller_is_on_disk() {
    let mut server = TestServer::builder().on_sqlite().start().await;
    // A session whose key is known: nobody outside can look into a string of ours.
    let home = tempfile::tempdir().expect("a folder");
    let settings = sandbox_settings(server.sandbox(), home.path());
    let settings: Vec<_> = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let elsewhere = Instance::launch(&settings, TimeLimits::default()).await;
    let (dc, key) = key_of(elsewhere.origin(), elsewhere.store(), DEMO).await;
    elsewhere.stop().await;

    let script = Script::new(server.origin());
    let imported = script.with_string_of(&script.post("/auth/import", body(&telethon(dc, &key))).await.is(200));
    imported.get("/chats").await.is(200);
    let signed_in = script.sign_in(GUARDED).await;
    signed_in.post("/messages/send", json!({ "chat_id": "me", "text": "kept by Telegram alone" })).await.is(200);
    let file = Part::file("mine-alone.bin", "application/octet-stream", ramp(3 << 20));
    signed_in.upload(&[Part::text("chat_id", "me"), file]).await.is(200);
    server.stop().await;

    let string = signed_in.string().trim_start_matches("hgs1_");
    let sealed = URL_SAFE_NO_PAD.decode(string).expect("base64");
    let digits = GUARDED.phone.trim_start_matches('+');
    let written_key = STANDARD.encode(key);
    for (what, bytes) in [
        ("the number", digits.as_bytes()),
        ("the application", API_HASH.as_bytes()),
        ("the string", string.as_bytes()),
        ("what is in the string", &sealed),
        ("the key", &key[..32]),
        ("the key in base64", &written_key.as_bytes()[..40]),
        ("a text", b"kept by Telegram alone"),
        ("a file's name", b"mine-alone.bin"),
        ("a file's bytes", &ramp(3 << 20)[1 << 20..][..64]),
    ] {
        assert_eq!(files_with(&server.data(), bytes), Vec::<String>::new(), "{what} is on disk");
    }
    assert!(!files_with(&server.data(), b"SQLite format 3").is_empty(), "the search finds what is there");
    server.finish().await;
}

/// The files below a folder in which these bytes stand.
fn files_with(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if fs::read(&path).expect("a readable file").windows(bytes.len()).any(|window| window == bytes) {
            found.push(path.display().to_string());
        }
    }
    found
}
