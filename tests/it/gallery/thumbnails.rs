//! Thumbnails: the size that was asked for, kept by the browser, fetched once.

use futures_util::{StreamExt, stream};
use reqwest::Method;

use crate::harness::{DEMO, EMPTY, ENDLESS, Item, Part, TestServer, eventually, jpeg, ramp};
use sandbox::{Fault, Link};

const NONE: &str = "Thumbnail not found for this message or message ID is invalid.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_size_is_as_large_as_it_says() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    browser.upload(&[Part::file("sunset.jpg", "image/jpeg", jpeg())]).await.is(200);
    let photo = browser.items("").await.remove(0);
    let mut widths = Vec::new();
    for size in ["s", "m", "x", "y", "w"] {
        let answer = browser.get(&format!("{}?size={size}", photo.thumbnail_path())).await.is(200);
        assert_eq!(answer.header("content-type"), "image/jpeg");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let caching = answer.header("cache-control");
        assert!(caching.contains("private") && caching.contains("max-age") && !caching.contains("public"), "{caching}");
        widths.push(width(&answer.body));
    }
    assert_eq!(widths[..3], [100, 320, 800], "{widths:?}");
    assert!(widths[3] >= 800 && widths[4] >= 800, "the largest there is: {widths:?}");
    for size in ["z", "S", "xx", "1"] {
        browser.get(&format!("{}?size={size}", photo.thumbnail_path())).await.fails_with(400);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_says_so_has_one() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for item in browser.items("?limit=500").await {
        if item.0["has_thumbnail"] == true {
            let answer = browser.get(item.text("thumbnail_url")).await.is(200);
            assert!(answer.header("content-type").starts_with("image/"), "{:?}", item.name());
            assert!(!answer.body.is_empty());
        } else {
            browser.get(&item.thumbnail_path()).await.fails(404, NONE);
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_cost_one_fetch() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let photo = browser.items("?type=photo&limit=1").await.remove(0);
    server.sandbox().reset_counters();
    let path = photo.thumbnail_path();
    let answers = futures_util::future::join_all((0..10).map(|_| browser.get(&path))).await;
    let first = answers[0].body.clone();
    assert!(answers.into_iter().all(|answer| answer.is(200).body == first));
    assert_eq!(server.calls("upload.getFile"), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_browser_has_is_not_sent_again() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let photo = browser.items("?type=photo&limit=1").await.remove(0);
    let etag = browser.get(&photo.thumbnail_path()).await.is(200).header("etag").to_owned();
    let call = browser.call(Method::GET, &photo.thumbnail_path()).header("if-none-match", &etag);
    call.send().await.is(304);
    let other_size = browser.get(&format!("{}?size=s", photo.thumbnail_path())).await.is(200);
    assert_ne!(other_size.header("etag"), etag, "another size is another picture");
    let head = browser.head(&photo.thumbnail_path()).await.is(200);
    assert!(head.body.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_none_is_not_found() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("bare.bin", ramp(100)).await;
    assert_eq!(browser.items("").await[0].0["has_thumbnail"], false);
    browser.get(&format!("/stream_thumbnail/{id}")).await.fails(404, NONE);
    browser.get("/stream_thumbnail/999999").await.fails(404, NONE);
    for id in ["0", "-1", "one", "99999999999999999999"] {
        browser.get(&format!("/stream_thumbnail/{id}")).await.fails_with(404);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_is_told_and_kept() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let photo = browser.items("?type=photo&limit=1").await.remove(0);
    server.upset(Fault::error("upload.getFile", "FLOOD_WAIT_120"));
    browser.get(&photo.thumbnail_path()).await.asks_to_wait(118..=120);
    server.sandbox().clear_faults();
    let asked = server.calls("upload.getFile");
    browser.get(&photo.thumbnail_path()).await.asks_to_wait(110..=120);
    assert_eq!(server.calls("upload.getFile"), asked, "telegram is not asked again before the wait is over");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failing_is_told_and_passes() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let photo = browser.items("?type=photo&limit=1").await.remove(0);
    server.upset(Fault::error("upload.getFile", "SOMETHING_STRANGE").forever());
    let answer = browser.get(&photo.thumbnail_path()).await.fails(500, "Failed to stream thumbnail.");
    assert!(answer.json()["details"].is_string());
    server.sandbox().clear_faults();
    browser.get(&photo.thumbnail_path()).await.is(200);
    server.upset(Fault::error("upload.getFile", "FLOOD_WAIT_120"));
    let larger = format!("{}?size=x", photo.thumbnail_path());
    browser.get(&larger).await.asks_to_wait(115..=120);
    browser.get(&photo.thumbnail_path()).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_that_follow_are_fetched_before_they_are_asked_for() {
    let server = TestServer::start().await;
    let browser = server.sign_in(ENDLESS).await;
    let items = browser.items("?type=photo&limit=100").await;
    assert_eq!(server.calls("upload.getFile"), 0, "who only lists has nothing fetched");
    browser.get(&items[0].thumbnail_path()).await.is(200);
    eventually("the next 16 were fetched", async || (server.calls("upload.getFile") == 17).then_some(())).await;
    for item in &items[1..=16] {
        browser.get(&item.thumbnail_path()).await.is(200);
    }
    eventually("all were fetched", async || (server.calls("upload.getFile") == 100).then_some(())).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_a_hundred_is_fetched_once_and_then_kept() {
    let server = TestServer::start().await;
    let browser = server.sign_in(ENDLESS).await;
    let items = browser.items("?type=photo&limit=100").await;
    let all = async || {
        let one = |item: &Item| {
            let (browser, path) = (browser.clone(), item.thumbnail_path());
            async move { browser.get(&path).await.is(200) }
        };
        stream::iter(&items).map(one).buffered(6).collect::<Vec<_>>().await
    };
    let cold = all().await;
    assert_eq!(server.calls("upload.getFile"), 100);
    server.sandbox().reset_counters();
    let warm = all().await;
    assert!(cold.iter().zip(&warm).all(|(cold, warm)| cold.body == warm.body));
    assert!(server.sandbox().counters().methods.is_empty(), "{:?}", server.sandbox().counters().methods);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_to_ask_may_leave() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let path = browser.items("?type=photo&limit=1").await.remove(0).thumbnail_path();
    server.sandbox().set_link(Link { round_trip_ms: Some(400), bytes_per_second: None });
    let first = tokio::spawn({
        let (browser, path) = (browser.clone(), path.clone());
        async move { browser.get(&path).await }
    });
    eventually("the fetch is under way", async || (server.calls("upload.getFile") == 1).then_some(())).await;
    first.abort();
    browser.get(&path).await.is(200);
    assert_eq!(server.calls("upload.getFile"), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_picture_after_all_is_not_asked_for_again_and_again() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let path = browser.items("?type=photo&limit=1").await.remove(0).thumbnail_path();
    server.upset(Fault::error("upload.getFile", "MESSAGE_ID_INVALID").forever());
    browser.get(&path).await.fails(404, NONE);
    let asked = server.calls("upload.getFile");
    for _ in 0..5 {
        browser.get(&path).await.fails(404, NONE);
    }
    assert_eq!(server.calls("upload.getFile"), asked);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_accounts_wait_is_not_anothers() {
    let server = TestServer::start().await;
    let (first, second) = (server.sign_in(DEMO).await, server.sign_in(DEMO).await);
    let path = first.items("?type=photo&limit=1").await.remove(0).thumbnail_path();
    second.items("?type=photo&limit=1").await;
    server.upset(Fault::error("upload.getFile", "FLOOD_WAIT_120"));
    first.get(&path).await.asks_to_wait(118..=120);
    second.get(&path).await.is(200);
    let asked = server.calls("upload.getFile");
    first.get(&path).await.is(200);
    assert_eq!(server.calls("upload.getFile"), asked, "what one has fetched is there for all who may see it");
    server.finish().await;
}

/// The width that a JPEG's frame header tells.
fn width(jpeg: &[u8]) -> u16 {
    let mut at = 2;
    loop {
        let [0xff, marker, high, low] = jpeg[at..at + 4] else { panic!("no JPEG marker at {at}") };
        if matches!(marker, 0xc0..=0xc2) {
            return u16::from_be_bytes([jpeg[at + 7], jpeg[at + 8]]);
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}
