//! Captions and removal.

use reqwest::Method;
use serde_json::json;

use crate::harness::{EMPTY, Part, TestServer, jpeg, ramp, words};
use sandbox::Fault;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn captions_can_be_changed_and_emptied() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    browser.upload(&[Part::file("a.jpg", "image/jpeg", jpeg()), Part::text("caption", "before")]).await.is(200);
    let photo = browser.items("").await.remove(0);
    let path = format!("/media/{}", photo.id());
    for caption in ["after", "👩‍👩‍👧‍👦 family, naïve, 写真\nsecond line", "<b>not bold</b> \"quoted\"", ""]
    {
        browser.patch(&path, json!({ "caption": caption })).await.is(200);
        assert_eq!(browser.items("").await[0].text("caption"), caption);
    }
    browser.get(&photo.path()).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_caption_again_is_fine() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("a.bin", ramp(10)).await;
    let path = format!("/media/{id}");
    browser.patch(&path, json!({ "caption": "same" })).await.is(200);
    browser.patch(&path, json!({ "caption": "same" })).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn captions_have_an_end_and_must_be_there() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("a.bin", ramp(10)).await;
    let path = format!("/media/{id}");
    browser.patch(&path, json!({ "caption": "x".repeat(1025) })).await.fails_with(400);
    browser.patch(&path, json!({})).await.fails_with(400);
    browser.patch(&path, json!({ "caption": ["x"] })).await.fails_with(400);
    browser
        .call(Method::PATCH, &path)
        .header("content-type", "application/json")
        .body("{")
        .send()
        .await
        .fails_with(400);
    assert_eq!(browser.items("").await[0].text("caption"), "");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_deleted_is_gone() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let kept = browser.upload_document("kept.bin", ramp(10)).await;
    let gone = browser.upload_document("gone.bin", ramp(10)).await;
    browser.get(&format!("/stream_media/{gone}")).await.is(200);
    browser.delete(&format!("/media/{gone}")).await.is(200);
    let ids: Vec<_> = browser.items("").await.iter().map(|item| item.id()).collect();
    assert_eq!(ids, [kept]);
    browser.get(&format!("/stream_media/{gone}")).await.fails(404, "Media not found or message ID is invalid.");
    browser.delete(&format!("/media/{gone}")).await.fails_with(404);
    browser.patch(&format!("/media/{gone}"), json!({ "caption": "x" })).await.fails_with(404);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_are_deleted_by_few_calls() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let mut ids = Vec::new();
    for name in ["a.bin", "b.bin", "c.bin"] {
        ids.push(browser.upload_document(name, ramp(10)).await);
    }
    let (first, second, kept) = (ids[0], ids[1], ids[2]);
    let answer = browser.delete(&format!("/media?ids={first},{second},{first},2000000000")).await.is(200);
    let mut gone: Vec<_> = answer.json()["ids"].as_array().expect("ids").iter().map(|id| id.as_i64()).collect();
    gone.sort();
    assert_eq!(gone, [Some(first), Some(second)]);
    assert_eq!(server.calls("messages.deleteMessages"), 1);
    let left: Vec<_> = browser.items("").await.iter().map(|item| item.id()).collect();
    assert_eq!(left, [kept]);
    let none = browser.delete(&format!("/media?ids={first}")).await.is(200);
    assert_eq!(none.json()["ids"].as_array().map(Vec::len), Some(0));
    for wrong in ["", "?ids=", "?ids=0", "?ids=all", "?ids=1,-2"] {
        browser.delete(&format!("/media{wrong}")).await.fails_with(400);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_deleted_elsewhere_is_gone_here_too() {
    let server = TestServer::start().await;
    let here = server.sign_in(EMPTY).await;
    let there = server.sign_in(EMPTY).await;
    let id = here.upload_document("gone.bin", ramp(10)).await;
    here.get(&format!("/stream_media/{id}")).await.is(200);
    there.delete(&format!("/media/{id}")).await.is(200);
    assert!(here.items("").await.is_empty());
    here.delete(&format!("/media/{id}")).await.fails_with(404);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_alone_are_not_the_gallerys() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = server.sandbox().new_message(EMPTY.phone, words("words")).expect("a message");
    browser.patch(&format!("/media/{id}"), json!({ "caption": "x" })).await.fails_with(404);
    browser.delete(&format!("/media/{id}")).await.fails_with(404);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_edits() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("a.bin", ramp(10)).await;
    let stranger = server.browser();
    stranger.patch(&format!("/media/{id}"), json!({ "caption": "x" })).await.fails(401, "User not authenticated.");
    stranger.delete(&format!("/media/{id}")).await.fails(401, "User not authenticated.");
    assert_eq!(browser.items("").await.len(), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_is_told() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("a.bin", ramp(10)).await;
    server.upset(Fault::error("messages.editMessage", "FLOOD_WAIT_120"));
    browser.patch(&format!("/media/{id}"), json!({ "caption": "x" })).await.asks_to_wait(118..=120);
    server.sandbox().clear_faults();
    server.upset(Fault::error("messages.deleteMessages", "FLOOD_WAIT_120"));
    browser.delete(&format!("/media/{id}")).await.asks_to_wait(118..=120);
    server.sandbox().clear_faults();
    assert_eq!(browser.items("").await.len(), 1);
    server.finish().await;
}
