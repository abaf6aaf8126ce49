//! Conditional requests: what a browser's cache asks before it plays on.

use reqwest::Method;

use crate::harness::{Answer, Browser, DEMO, EMPTY, TestServer, ramp};

struct Stored {
    browser: Browser,
    path: String,
    etag: String,
    modified: String,
}

impl Stored {
    async fn new(server: &TestServer) -> Self {
        let browser = server.sign_in(EMPTY).await;
        let path = format!("/stream_media/{}", browser.upload_document("thousand.bin", ramp(1000)).await);
        let head = browser.head(&path).await.is(200);
        let (etag, modified) = (head.header("etag").to_owned(), head.header("last-modified").to_owned());
        assert!(etag.starts_with('"') && etag.ends_with('"') && etag.len() > 4, "a strong tag: {etag}");
        Self { browser, path, etag, modified }
    }

    async fn get(&self, headers: &[(&str, &str)]) -> Answer {
        let mut call = self.browser.call(Method::GET, &self.path);
        for (name, value) in headers {
            call = call.header(name, value);
        }
        call.send().await
    }
}

const LONG_AGO: &str = "Tue, 15 Nov 1994 08:12:31 GMT";
const LATER: &str = "Thu, 01 Jan 2099 00:00:00 GMT";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_browser_has_is_not_sent_again() {
    let server = TestServer::start().await;
    let it = Stored::new(&server).await;
    let etag = it.etag.as_str();
    server.sandbox().reset_counters();
    let weak = format!("W/{etag}");
    let list = format!("\"a\", {etag}, \"b\"");
    for tag in [etag, &weak, "*", &list] {
        let answer = it.get(&[("if-none-match", tag)]).await.is(304);
        assert_eq!(answer.header("etag"), etag);
        answer.header("cache-control");
        answer.header("date");
        assert!(answer.body.is_empty());
        it.get(&[("if-none-match", tag), ("range", "bytes=0-1")]).await.is(304);
        it.browser.call(Method::HEAD, &it.path).header("if-none-match", tag).send().await.is(304);
    }
    it.get(&[("if-modified-since", &it.modified)]).await.is(304);
    it.get(&[("if-modified-since", LATER)]).await.is(304);
    assert_eq!(server.calls("upload.getFile"), 0, "nothing is fetched for that");

    it.get(&[("if-modified-since", LONG_AGO)]).await.is(200);
    it.get(&[("if-modified-since", "junk")]).await.is(200);
    it.get(&[("if-none-match", "\"other\"")]).await.is(200);
    it.get(&[("if-none-match", "\"other\""), ("if-modified-since", &it.modified)]).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_range_holds_only_for_the_file_it_was_begun_with() {
    let server = TestServer::start().await;
    let it = Stored::new(&server).await;
    let weak = format!("W/{}", it.etag);
    for (if_range, status) in [
        (it.etag.as_str(), 206),
        ("\"other\"", 200),
        (&weak, 200),
        (&it.modified, 206),
        (LATER, 200),
        (LONG_AGO, 200),
        ("junk", 200),
    ] {
        let answer = it.get(&[("range", "bytes=10-19"), ("if-range", if_range)]).await.is(status);
        let expected = if status == 206 { &ramp(1000)[10..20] } else { &ramp(1000)[..] };
        assert!(answer.body == expected, "{if_range}");
    }
    it.get(&[("range", "bytes=2000-"), ("if-range", "\"other\"")]).await.is(200);
    it.get(&[("range", "bytes=2000-"), ("if-range", &it.etag)]).await.is(416);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn preconditions_that_fail_are_told() {
    let server = TestServer::start().await;
    let it = Stored::new(&server).await;
    let weak = format!("W/{}", it.etag);
    for (headers, status) in [
        (&[("if-match", "\"other\"")][..], 412),
        (&[("if-match", &weak)], 412),
        (&[("if-match", &it.etag)], 200),
        (&[("if-match", "*")], 200),
        (&[("if-unmodified-since", LONG_AGO)], 412),
        (&[("if-unmodified-since", &it.modified)], 200),
        (&[("if-unmodified-since", LATER)], 200),
        (&[("if-match", &it.etag), ("if-unmodified-since", LONG_AGO)], 200),
        (&[("if-match", "\"other\""), ("if-none-match", &it.etag)], 412),
    ] {
        let answer = it.get(headers).await;
        if status == 412 {
            answer.fails_with(412)
        } else {
            answer.is(status)
        };
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tag_outlives_a_restart_and_is_the_same_for_another_session() {
    let mut server = TestServer::start().await;
    let it = Stored::new(&server).await;
    let other = server.sign_in(EMPTY).await;
    assert_eq!(other.head(&it.path).await.is(200).header("etag"), it.etag);
    server.restart().await;
    let browser = it.browser.at(server.origin());
    let answer = browser.call(Method::GET, &it.path).header("if-none-match", &it.etag).send().await;
    answer.is(304);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_files_have_two_tags() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let mut tags = std::collections::BTreeSet::new();
    let items = browser.items("?limit=500&type=photo").await;
    for item in &items {
        let head = browser.head(&item.path()).await.is(200);
        assert!(tags.insert(head.header("etag").to_owned()), "{:?} shares its tag", item.name());
        assert!(head.header("cache-control").contains("private"), "{:?}", head.headers);
        assert!(!head.header("cache-control").contains("public"));
    }
    server.finish().await;
}

/// What Chromium was seen to send while seeking: an open range, then closed ones with `If-Range` that fill the holes of its cache.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seek_as_chromium_makes_it() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let size = 3_000_000;
    let path = format!("/stream_media/{}", browser.upload_document("film.mp4", ramp(size)).await);
    let first = browser.call(Method::GET, &path).header("range", "bytes=0-").open().await;
    assert_eq!(first.status().as_u16(), 206);
    let etag = first.headers()["etag"].to_str().expect("text").to_owned();
    drop(first);
    for (from, to) in [(2_900_000, 2_999_999), (1_500_000, 2_899_999), (65_536, 1_499_999)] {
        let call = browser.call(Method::GET, &path).header("range", &format!("bytes={from}-{to}"));
        let answer = call.header("if-range", &etag).send().await.is(206);
        assert!(answer.body == ramp(size)[from..=to]);
    }
    server.finish().await;
}

/// What Safari sends first; it refuses to play when the answer is anything else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_probe_as_safari_makes_it() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let video = &browser.items("?type=video&limit=1").await[0];
    assert!(video.stream_url().len() > video.path().len(), "the name stands behind the id: {}", video.stream_url());
    let answer = browser.get_range(video.stream_url(), "bytes=0-1").await.is(206);
    assert_eq!(answer.body.len(), 2);
    assert_eq!(answer.header("content-range"), format!("bytes 0-1/{}", video.size()));
    assert!(answer.header("content-type").starts_with("video/"), "{}", answer.header("content-type"));
    server.finish().await;
}
