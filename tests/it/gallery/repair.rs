//! What goes wrong at Telegram while a file streams: repaired without the reader noticing, or told honestly. Never a quietly shorter file.

use std::time::{Duration, Instant};

use heliograph::config::{CallLimits, TimeLimits};
use reqwest::{Method, Response};

use crate::harness::{Browser, DEMO, EMPTY, TestServer, eventually, ramp};
use sandbox::{Effect, Fault};

const MEBIBYTE: usize = 1 << 20;
const GET_FILE: &str = "upload.getFile";
/// Long enough for every call that is answered at all.
const SHORT: Duration = Duration::from_millis(1500);

/// A file of some blocks and a rest, stored.
const SIZE: usize = 5 * MEBIBYTE + 777;

async fn stored(server: &TestServer) -> (Browser, String) {
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("film.bin", ramp(SIZE)).await;
    server.sandbox().reset_counters();
    (browser, format!("/stream_media/{id}"))
}

fn errors(server: &TestServer) -> u64 {
    server.sandbox().counters().methods.get(GET_FILE).map_or(0, |it| it.errors)
}

async fn read(response: &mut Response, at_least: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() < at_least {
        let chunk = response.chunk().await.expect("the body goes on").expect("the body goes on");
        bytes.extend_from_slice(&chunk);
    }
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_reference_that_expired_before_is_renewed() {
    let server = TestServer::start().await;
    let (browser, path) = stored(&server).await;
    browser.items("").await;
    server.sandbox().expire_file_references();
    let answer = browser.get(&path).await.is(200);
    assert!(answer.body == ramp(SIZE));
    let calls = server.sandbox().counters().methods;
    assert_eq!(calls["messages.getMessages"].calls, 1, "one renewal for all pieces");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_reference_that_expires_in_the_middle_is_renewed() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    let length = 24 * MEBIBYTE;
    let call = browser.call(Method::GET, &item.path()).header("range", &format!("bytes=100-{}", length + 99));
    let mut response = call.open().await;
    assert_eq!(response.status().as_u16(), 206);
    let mut bytes = read(&mut response, MEBIBYTE).await;
    server.sandbox().expire_file_references();
    while let Some(chunk) = response.chunk().await.expect("no break") {
        bytes.extend_from_slice(&chunk);
    }
    assert!(bytes == sandbox::content::ramp(100, length), "other bytes");
    assert!(errors(&server) >= 1, "the reference did expire inside the stream");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_reference_hurts_no_thumbnail() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let photo = browser.items("?type=photo&limit=1").await.remove(0);
    server.sandbox().expire_file_references();
    browser.get(&photo.thumbnail_path()).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_wait_before_the_first_byte_is_a_429() {
    let server = TestServer::start().await;
    let (browser, path) = stored(&server).await;
    server.upset(Fault::error(GET_FILE, "FLOOD_WAIT_300"));
    let one_chunk = "bytes=0-999";
    browser.get_range(&path, one_chunk).await.asks_to_wait(298..=300);
    browser.get_range(&path, one_chunk).await.asks_to_wait(290..=300);
    browser.get(&path).await.asks_to_wait(290..=300);
    assert_eq!(server.calls(GET_FILE), 1, "once told is enough");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_premium_wait_before_the_first_byte_is_a_429() {
    let server = TestServer::start().await;
    let (browser, path) = stored(&server).await;
    server.upset(Fault::error(GET_FILE, "FLOOD_PREMIUM_WAIT_301"));
    browser.get(&path).await.asks_to_wait(295..=301);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn short_waits_inside_a_stream_are_slept() {
    let server = TestServer::start().await;
    let (browser, path) = stored(&server).await;
    // Late: after a wait the rate is 70 % of what it was before, and of a few pieces it was low.
    server.upset(Fault::error(GET_FILE, "FLOOD_WAIT_1").after(9));
    server.upset(Fault::error(GET_FILE, "FLOOD_PREMIUM_WAIT_1").after(13));
    let begun = Instant::now();
    let answer = browser.get(&path).await.is(200);
    assert!(answer.body == ramp(SIZE));
    assert!(errors(&server) >= 2, "both were met");
    assert!(begun.elapsed() >= Duration::from_secs(1), "Telegram's word was kept");
    server.finish().await;
}

/// Starts to read the large file, upsets the sandbox for good, and reads on: whether the body broke off, and what errors it cost.
async fn upset_midway(server: &TestServer, fault: Fault) -> (bool, u64) {
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    let mut response = browser.call(Method::GET, &item.path()).open().await;
    assert_eq!(response.status().as_u16(), 200);
    read(&mut response, MEBIBYTE).await;
    server.sandbox().reset_counters();
    server.upset(fault.forever());
    let broken = loop {
        match response.chunk().await {
            Ok(Some(_)) => {}
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    (broken, errors(server))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_wait_inside_a_stream_breaks_it_visibly() {
    let server = TestServer::start().await;
    let (broken, errors) = upset_midway(&server, Fault::error(GET_FILE, "FLOOD_WAIT_300")).await;
    assert!(broken, "a short file must not look whole");
    assert!(errors <= 24, "no storm of requests: {errors}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_inside_a_stream_breaks_it_visibly() {
    let server = TestServer::start().await;
    let (broken, _) = upset_midway(&server, Fault::error(GET_FILE, "SOMETHING_STRANGE")).await;
    assert!(broken, "a short file must not look whole");
    server.sandbox().clear_faults();

    let (browser, path) = stored(&server).await;
    server.upset(Fault::error(GET_FILE, "SOMETHING_STRANGE").forever());
    let answer = browser.get(&path).await.fails(500, "Failed to stream media.");
    assert!(answer.json()["details"].is_string());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_drop_are_made_anew() {
    let server = TestServer::start().await;
    let (browser, path) = stored(&server).await;
    server.upset(Fault::new(GET_FILE, Effect::Drop));
    assert!(browser.get(&path).await.is(200).body == ramp(SIZE), "dropped before the first byte");
    server.upset(Fault::new(GET_FILE, Effect::Drop).after(4));
    assert!(browser.get(&path).await.is(200).body == ramp(SIZE), "dropped inside");
    assert!(server.sandbox().counters().connections_opened >= 2);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_drop_under_a_call_are_made_anew() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.upset(Fault::new("messages.search", Effect::Drop));
    assert!(!browser.items("").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_chunk_never_makes_a_shorter_file() {
    let server = TestServer::start().await;
    let (browser, path) = stored(&server).await;
    server.upset(Fault::new(GET_FILE, Effect::Short).after(2));
    assert!(browser.get(&path).await.is(200).body == ramp(SIZE), "asked for once more");
    server.sandbox().clear_faults();

    let (broken, _) = upset_midway(&server, Fault::new(GET_FILE, Effect::Short)).await;
    assert!(broken, "a short file must not look whole");
    server.sandbox().clear_faults();

    let (browser, path) = stored(&server).await;
    server.upset(Fault::new(GET_FILE, Effect::Short).forever());
    browser.get(&path).await.fails(500, "Failed to stream media.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_moved_is_followed() {
    let server = TestServer::start().await;
    let (browser, path) = stored(&server).await;
    server.upset(Fault::error(GET_FILE, "FILE_MIGRATE_2").after(2));
    let answer = browser.get(&path).await.is(200);
    assert!(answer.body == ramp(SIZE));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fetching_stops_when_the_reader_leaves() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    server.sandbox().reset_counters();
    let mut response = browser.call(Method::GET, &item.path()).open().await;
    read(&mut response, MEBIBYTE).await;
    drop(response);
    let calls = stands_still(&server).await;
    assert!(calls < 128, "{calls} calls for a mebibyte that was read");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_who_pauses_is_waited_for() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    server.sandbox().reset_counters();
    let mut response = browser.call(Method::GET, &item.path()).open().await;
    let mut bytes = read(&mut response, 1).await;
    let calls = stands_still(&server).await;
    assert!(calls < 128, "{calls} calls though nobody reads: memory fills up");
    bytes.extend(read(&mut response, 8 * MEBIBYTE).await);
    assert!(bytes == sandbox::content::ramp(0, bytes.len()), "other bytes after the pause");
    drop(response);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_seeks_leave_nothing_running() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    for seek in 0..20_u64 {
        let call = browser.call(Method::GET, &item.path()).header("range", &format!("bytes={}-", seek * 150_000_001));
        let mut response = call.open().await;
        assert_eq!(response.status().as_u16(), 206);
        let bytes = read(&mut response, 1).await;
        assert!(bytes == sandbox::content::ramp(seek * 150_000_001, bytes.len()), "seek {seek}");
    }
    stands_still(&server).await;
    server.finish().await;
}

/// Waits until `upload.getFile` is not called any more, and tells how often it was.
async fn stands_still(server: &TestServer) -> u64 {
    let mut last = (u64::MAX, 0);
    eventually("fetching stops", async || {
        let calls = server.calls(GET_FILE);
        last = if calls == last.0 { (calls, last.1 + 1) } else { (calls, 0) };
        (last.1 >= 25).then_some(calls)
    })
    .await
}

/// A server that soon takes Telegram's silence for one.
async fn impatient() -> TestServer {
    let short = |limits: &mut TimeLimits| limits.calls = CallLimits { call: SHORT, transfer: SHORT, ..limits.calls };
    TestServer::builder().time_limits(short).start().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_stays_unanswered_is_made_again() {
    let server = impatient().await;
    let browser = server.sign_in(DEMO).await;
    server.upset(Fault::new("messages.search", Effect::Silence));
    assert!(!browser.items("").await.is_empty(), "on a new connection");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chunk_that_stays_unanswered_is_fetched_again() {
    let server = impatient().await;
    let (browser, path) = stored(&server).await;
    server.upset(Fault::new(GET_FILE, Effect::Silence).after(3));
    assert!(browser.get(&path).await.is(200).body == ramp(SIZE));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_telegram_that_never_answers_is_told_in_time() {
    let server = impatient().await;
    let browser = server.sign_in(DEMO).await;
    server.upset(Fault::new("messages.search", Effect::Silence).forever());
    let begun = Instant::now();
    browser.get("/get-saved-messages-media").await.fails(503, "Failed to fetch media from Saved Messages.");
    assert!(begun.elapsed() >= 2 * SHORT, "it was asked twice: {:?}", begun.elapsed());
    assert!(begun.elapsed() < CallLimits::default().call, "{:?}", begun.elapsed());
    assert!(browser.is_authenticated().await, "silence signs nobody out");
    server.finish().await;
}
