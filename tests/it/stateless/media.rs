//! The bytes of files.

use reqwest::Method;
use serde_json::Value;

use super::script::{Script, refuses, send};
use crate::harness::{DEMO, Part, TestServer, ramp};

/// A message in Saved Messages for which that holds.
async fn message(script: &Script, holds: impl Fn(&Value) -> bool) -> i64 {
    let page = script.get("/messages/?chat_id=me&limit=200").await.is(200).json();
    let found = page["messages"].as_array().expect("an array").iter().find(|message| holds(message));
    found.and_then(|message| message["id"].as_i64()).unwrap_or_else(|| panic!("no such message in {page}"))
}

async fn sent(script: &Script, name: &str, content_type: &str, bytes: Vec<u8>) -> i64 {
    let parts = [Part::text("chat_id", "me"), Part::file(name, content_type, bytes)];
    script.upload(&parts).await.is(200).json()["message_id"].as_i64().expect("a number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_read_whole_and_in_parts() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let bytes = ramp(1_300_000);
    let id = sent(&script, "ramp.bin", "application/octet-stream", bytes.clone()).await;
    let path = format!("/messages/media/{id}?chat_id=me");
    let whole = script.get(&path).await.is(200);
    assert!(whole.body == bytes, "the file's bytes");
    assert_eq!(whole.header("content-length"), bytes.len().to_string());
    assert_eq!(whole.header("content-type"), "application/octet-stream");
    assert_eq!(whole.header("content-disposition"), "attachment; filename=\"ramp.bin\"; filename*=UTF-8''ramp.bin");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    for (range, part) in [
        ("bytes=0-0", 0..1),
        ("bytes=524280-524300", 524_280..524_301),
        ("bytes=1299990-", 1_299_990..1_300_000),
        ("bytes=-5", 1_299_995..1_300_000),
    ] {
        let answer = send(script.call(Method::GET, &path).header("range", range)).await.is(206);
        assert!(answer.body == bytes[part.clone()], "{range}");
        let told = format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.len());
        assert_eq!(answer.header("content-range"), told);
    }
    let beyond = send(script.call(Method::GET, &path).header("range", "bytes=2000000-")).await;
    assert_eq!(beyond.header("content-range"), "bytes */1300000");
    refuses(beyond, 416, "The range is outside of the file");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_and_conditions_fetch_nothing() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let id = message(&script, |message| message["media_type"] == "photo").await;
    let path = format!("/messages/media/{id}?chat_id=me");
    let head = send(script.call(Method::HEAD, &path)).await.is(200);
    assert!(head.body.is_empty() && head.header("content-length").parse::<u64>().expect("a number") > 0);
    let etag = head.header("etag").to_owned();
    send(script.call(Method::GET, &path).header("if-none-match", &etag)).await.is(304);
    let other = send(script.call(Method::GET, &path).header("if-match", "\"other\"")).await;
    refuses(other, 412, "The file is not the expected one");
    assert_eq!(server.calls("upload.getFile"), 0);
    let part = script.call(Method::GET, &path).header("range", "bytes=0-9").header("if-range", &etag);
    send(part).await.is(206);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_and_types_are_harmless() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let photo = message(&script, |message| message["media_type"] == "photo").await;
    let answer = script.get(&format!("/messages/media/{photo}?chat_id=me")).await.is(200);
    assert_eq!(answer.header("content-type"), "image/jpeg");
    let disposition = answer.header("content-disposition");
    assert!(disposition.starts_with("attachment;") && disposition.contains(".jpg\""), "{disposition}");
    let page = sent(&script, "../../evil.html", "text/html", b"<script>alert(1)</script>".to_vec()).await;
    let answer = script.get(&format!("/messages/media/{page}?chat_id=me")).await.is(200);
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    let disposition = answer.header("content-disposition");
    assert!(disposition.starts_with("attachment;") && !disposition.contains('/'), "{disposition}");
    assert!(answer.header("content-security-policy").contains("sandbox"));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_told() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    refuses(script.get("/messages/media/999999?chat_id=me").await, 404, "Message not found");
    refuses(script.get("/messages/media/0?chat_id=me").await, 404, "Message not found");
    refuses(script.get("/messages/media/99999999999?chat_id=me").await, 404, "Message not found");
    let text = message(&script, |message| message["media_type"].is_null()).await;
    refuses(script.get(&format!("/messages/media/{text}?chat_id=me")).await, 400, "Message has no media content");
    let missing = "Chat not found: Cannot find any entity corresponding to \"nobody_of_that_name\"";
    refuses(script.get("/messages/media/1?chat_id=nobody_of_that_name").await, 404, missing);
    refuses(script.get("/messages/media/1?chat_id=%40lighthouse_keepers").await, 400, "Message has no media content");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_of_any_chat_are_read() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let photo = script.get("/messages/media/9?chat_id=@lighthouse_keepers").await.is(200);
    assert!(photo.body.starts_with(&[0xff, 0xd8, 0xff]) && photo.header("content-type") == "image/jpeg");
    let large = script.call(Method::GET, "/messages/media/10?chat_id=-1002900000001");
    let part = send(large.header("range", "bytes=4000000000-4000000999")).await.is(206);
    assert!(part.body == sandbox::content::ramp(4_000_000_000, 1000), "the right bytes");
    // Numbers are each chat's own: Saved Messages have another message 9.
    let saved = script.get("/messages/media/9?chat_id=me").await;
    assert!(saved.status != 200 || saved.header("etag") != photo.header("etag"));
    server.finish().await;
}
