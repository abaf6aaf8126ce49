//! `/stream-stats`: what a stream measured, told to its owner and to nobody else.

use sandbox::Fault;
use serde_json::Value;

use crate::harness::{Browser, EMPTY, SECOND, TestServer, eventually, ramp};

async fn stats(browser: &Browser) -> Vec<Value> {
    let answer = browser.get("/stream-stats").await.is(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    serde_json::from_value(answer.json()).expect("an array")
}

/// The stream that began last, once it has ended.
async fn ended(browser: &Browser) -> Value {
    eventually("the stream has ended", async || {
        stats(browser).await.into_iter().next().filter(|stream| stream["state"] != "running")
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_tells_what_it_took() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    assert!(stats(&browser).await.is_empty());
    let id = browser.upload_document("secret-name.bin", ramp(3_000_000)).await;
    browser.get_range(&format!("/stream_media/{id}"), "bytes=1000-2000999").await.is(206);
    let stream = ended(&browser).await;
    assert_eq!(stream["message_id"].as_i64(), Some(id));
    assert_eq!((stream["state"].as_str(), stream["failure"].is_null()), (Some("whole"), true), "{stream}");
    assert_eq!((stream["first_byte_at"].as_u64(), stream["asked_bytes"].as_u64()), (Some(1000), Some(2_000_000)));
    assert_eq!((stream["file_bytes"].as_u64(), stream["sent_bytes"].as_u64()), (Some(3_000_000), Some(2_000_000)));
    let number = |name: &str| stream[name].as_u64().unwrap_or_else(|| panic!("no {name} in {stream}"));
    assert!(number("first_byte_ms") <= number("duration_ms") && number("bytes_per_second") > 0, "{stream}");
    assert!(number("bytes_from_telegram") + number("bytes_from_cache") >= 2_000_000, "{stream}");
    assert!(number("chunks_from_telegram") > 0 && number("connections") > 0, "{stream}");
    assert_eq!(number("waited_ms"), 0);
    assert!(!stream.to_string().contains("secret-name"), "{stream}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waits_and_repairs_are_counted() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("a.bin", ramp(1_000_000)).await;
    browser.items("").await;
    server.sandbox().expire_file_references();
    server.upset(Fault::error("upload.getFile", "FLOOD_WAIT_1").after(1));
    assert!(browser.get(&format!("/stream_media/{id}")).await.is(200).body == ramp(1_000_000));
    let stream = ended(&browser).await;
    assert!(stream["waited_ms"].as_u64() >= Some(900), "{stream}");
    assert!(stream["repairs"]["references"].as_u64() >= Some(1), "{stream}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_failed_says_why() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("a.bin", ramp(1_000)).await;
    server.upset(Fault::error("upload.getFile", "FLOOD_WAIT_120").forever());
    browser.get(&format!("/stream_media/{id}")).await.asks_to_wait(110..=120);
    let stream = ended(&browser).await;
    assert_eq!(
        (stream["state"].as_str(), stream["failure"].as_str()),
        (Some("failed"), Some("flood_wait")),
        "{stream}"
    );
    assert!(stream["first_byte_ms"].is_null(), "{stream}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_sees_the_streams_of_another() {
    let server = TestServer::start().await;
    let alice = server.sign_in(EMPTY).await;
    let bob = server.sign_in(SECOND).await;
    let id = alice.upload_document("a.bin", ramp(1_000)).await;
    alice.get(&format!("/stream_media/{id}")).await.is(200);
    ended(&alice).await;
    assert!(stats(&bob).await.is_empty());
    server.browser().get("/stream-stats").await.fails(401, "User not authenticated.");
    server.finish().await;
}
