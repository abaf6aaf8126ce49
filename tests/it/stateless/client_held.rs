//! The client holds the whole session: it serves over restarts, on other instances, and nowhere else.

use heliograph::config::TimeLimits;
use reqwest::Method;
use serde_json::json;

use super::script::{Script, detail, refuses, send};
use crate::harness::{DEMO, EMPTY, GUARDED, Instance, TestServer, sandbox_settings};

/// 32 bytes in base64.
const MASTER_KEY: &str = "c3RhdGVsZXNzIHRlc3RzIHVzZSB0aGlzIGtleSEhISE=";
const ANOTHER_MASTER_KEY: &str = "YW5vdGhlciBrZXkgZm9yIGFub3RoZXIgaW5zdGFuY2U=";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_changes_nothing_at_any_step() {
    let mut server = TestServer::start().await;
    let script = Script::new(server.origin());
    let begun = script.with_string_of(&script.send_code(GUARDED.phone).await.is(200));
    server.restart().await;
    let begun = begun.at(server.origin());
    let owing = begun.with_string_of(&begun.verify_code(GUARDED.code).await.is(200));
    server.restart().await;
    let owing = owing.at(server.origin());
    let signed_in = owing.with_string_of(&owing.verify_password("sandbox").await.is(200));
    server.restart().await;
    signed_in.at(server.origin()).get("/chats").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_instance_with_the_same_master_key_serves_it() {
    let server = TestServer::builder().setting("ROCKET_SECRET_KEY", MASTER_KEY).start().await;
    let (same, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let settings = |home: &tempfile::TempDir, key: &str| {
        let own =
            sandbox_settings(server.sandbox(), home.path()).into_iter().map(|(name, value)| (name.to_owned(), value));
        own.chain([("ROCKET_SECRET_KEY".to_owned(), key.to_owned())]).collect::<Vec<_>>()
    };
    let second = Instance::launch(&settings(&same, MASTER_KEY), TimeLimits::default()).await;
    let stranger = Instance::launch(&settings(&other, ANOTHER_MASTER_KEY), TimeLimits::default()).await;

    let here = Script::new(server.origin());
    let begun = here.with_string_of(&here.send_code(GUARDED.phone).await.is(200));
    let owing = begun.with_string_of(&begun.at(second.origin()).verify_code(GUARDED.code).await.is(200));
    let signed_in = owing.with_string_of(&owing.verify_password("sandbox").await.is(200));
    signed_in.get("/chats").await.is(200);
    signed_in.at(second.origin()).get("/chats").await.is(200);
    refuses(signed_in.at(stranger.origin()).get("/chats").await, 401, "Invalid session");
    refuses(begun.at(stranger.origin()).verify_code(GUARDED.code).await, 401, "Invalid session");

    second.stop().await;
    stranger.stop().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_strings_never_reach_each_others_account() {
    let server = TestServer::start().await;
    let (demo, empty) = (Script::signed_in(&server, DEMO).await, Script::signed_in(&server, EMPTY).await);
    demo.post("/messages/send", json!({ "chat_id": "me", "text": "only mine" })).await.is(200);
    let page = empty.get("/messages/?chat_id=me").await.is(200).json();
    assert_eq!(page["messages"], json!([]));
    let chats = empty.get("/chats").await.is(200).json().to_string();
    assert!(!chats.contains("Lighthouse keepers"), "{chats}");
    let media = server.sign_in(DEMO).await.items("?limit=1").await[0].id();
    let path = format!("/messages/media/{media}?chat_id=me");
    send(demo.call(Method::GET, &path).header("range", "bytes=0-9")).await.is(206);
    refuses(empty.get(&path).await, 404, "Message not found");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_no_string_of_ours_is_told_the_same() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let string = script.string().to_owned();
    let mut altered = string.clone();
    altered.replace_range(40..41, if &string[40..41] == "A" { "B" } else { "A" });
    let before = server.sandbox().counters().connections;
    for text in [
        "",
        "hgs1_",
        "nonsense",
        &string[..string.len() - 1],
        &string[1..],
        &altered,
        &format!("{string}A"),
        &string.replacen("hgs1_", "hgs2_", 1),
        &"x".repeat(4000),
    ] {
        let answer = script.with(text).get("/chats").await.is(401);
        assert_eq!(detail(&answer), "Invalid session", "{text}");
        refuses(script.with(text).verify_code("22222").await, 401, "Invalid session");
        refuses(script.with(text).delete_nothing("/auth/logout").await, 401, "Invalid session");
    }
    let twice = script.call(Method::GET, "/chats").header("x-session-string", &string);
    refuses(send(twice).await, 401, "Invalid session");
    assert_eq!(server.sandbox().counters().connections, before, "nothing of it reached Telegram");
    script.get("/chats").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_at_once_share_one_account() {
    let mut server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    server.restart().await;
    let script = script.at(server.origin());
    let before = server.sandbox().counters().connections;
    let calls = (0..8).map(|_| script.get("/messages/?chat_id=me&limit=1"));
    for answer in futures_util::future::join_all(calls).await {
        answer.is(200);
    }
    let opened = server.sandbox().counters().connections.saturating_sub(before);
    assert!(opened <= 2, "eight requests opened {opened} connections");
    server.finish().await;
}
