//! Uploads that break off: nothing of them arrives in Saved Messages, however the end looks.

use std::time::Duration;

use crate::harness::{Browser, EMPTY, Part, Raw, TestServer, eventually, form, ramp};

/// How the body's length is announced.
#[derive(Clone, Copy, Debug)]
enum Framing {
    /// `Content-Length` of the whole form, or of what is really sent.
    Length(usize),
    /// `Transfer-Encoding: chunked`.
    Chunked,
}

async fn begin(browser: &Browser, content_type: &str, framing: Framing) -> Raw {
    let mut raw = Raw::connect(browser.origin()).await;
    let framing = match framing {
        Framing::Length(length) => format!("Content-Length: {length}"),
        Framing::Chunked => "Transfer-Encoding: chunked".to_owned(),
    };
    raw.write(format!(
        "POST /upload_file HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nCookie: {}\r\nConnection: close\r\nContent-Type: {content_type}\r\n{framing}\r\n\r\n",
        browser.origin().trim_start_matches("http://"),
        browser.origin(),
        browser.cookie_header().expect("signed in"),
    ))
    .await;
    raw
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    let mut chunk = format!("{:x}\r\n", bytes.len()).into_bytes();
    chunk.extend_from_slice(bytes);
    chunk.extend_from_slice(b"\r\n");
    chunk
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_arrives_of_what_broke_off() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for size in [10, 3_000, 700_000, 11 << 20] {
        let (content_type, body) = form(&[Part::file("cut.bin", "application/octet-stream", ramp(size))]);
        for kept in [5, body.len() / 2, body.len() - 60, body.len() - 3] {
            let cut = &body[..kept];
            let mut raw = begin(&browser, &content_type, Framing::Length(body.len())).await;
            raw.write(cut).await;
            let answer = raw.stop_writing().await;
            assert!(answer.status.is_none_or(|status| status >= 400), "{size} cut at {kept}: {answer:?}");

            let mut raw = begin(&browser, &content_type, Framing::Chunked).await;
            raw.write(chunk(cut)).await;
            let answer = raw.stop_writing().await;
            assert!(answer.status.is_none_or(|status| status >= 400), "{size} cut at {kept}, chunked: {answer:?}");
        }
    }
    arrived_nothing(&server, &browser).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_lacks_its_end_is_refused_though_the_request_is_whole() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for size in [10, 3_000, 700_000] {
        let (content_type, body) = form(&[Part::file("cut.bin", "application/octet-stream", ramp(size))]);
        for kept in [body.len() / 2, body.len() - 60, body.len() - 5] {
            let cut = &body[..kept];
            let mut raw = begin(&browser, &content_type, Framing::Length(kept)).await;
            raw.write(cut).await;
            assert_eq!(raw.read_to_end().await.status, Some(400), "{size} cut at {kept}");

            let mut raw = begin(&browser, &content_type, Framing::Chunked).await;
            raw.write(chunk(cut)).await;
            raw.write("0\r\n\r\n").await;
            assert_eq!(raw.read_to_end().await.status, Some(400), "{size} cut at {kept}, chunked");
        }
    }
    arrived_nothing(&server, &browser).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_bytes_arrive_when_they_are_whole() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let (content_type, body) = form(&[Part::file("whole.bin", "application/octet-stream", ramp(3_000))]);
    let mut raw = begin(&browser, &content_type, Framing::Length(body.len())).await;
    raw.write(&body).await;
    assert_eq!(raw.read_to_end().await.status, Some(200));
    let mut raw = begin(&browser, &content_type, Framing::Chunked).await;
    for piece in body.chunks(13) {
        raw.write(chunk(piece)).await;
    }
    raw.write("0\r\n\r\n").await;
    assert_eq!(raw.read_to_end().await.status, Some(200));
    let items = browser.items("").await;
    assert_eq!(items.iter().map(|item| item.size()).collect::<Vec<_>>(), [3_000, 3_000]);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn malformed_chunks_are_no_end() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let (content_type, body) = form(&[Part::file("cut.bin", "application/octet-stream", ramp(100))]);
    for broken in ["zz\r\nxx\r\n", "-1\r\n\r\n", "5\r\nabc", "ffffffffffffffffff\r\n", "\r\n\r\n", "0x5\r\nhello\r\n"] {
        let mut raw = begin(&browser, &content_type, Framing::Chunked).await;
        raw.write(chunk(&body[..body.len() - 20])).await;
        raw.write(broken).await;
        let answer = raw.stop_writing().await;
        assert!(answer.status.is_none_or(|status| status >= 400), "{broken:?}: {answer:?}");
    }
    arrived_nothing(&server, &browser).await;
    server.finish().await;
}

/// Nothing was sent, and nothing is sent any more: a file that follows is the only one.
async fn arrived_nothing(server: &TestServer, browser: &Browser) {
    let sent = || server.calls("messages.sendMedia") + server.calls("messages.sendMultiMedia");
    assert_eq!(sent(), 0);
    let id = browser.upload_document("afterwards.bin", ramp(50)).await;
    eventually("the list holds what was sent", async || {
        let items = browser.items("").await;
        (items.len() == 1 && items[0].id() == id).then_some(())
    })
    .await;
    assert_eq!(sent(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sender_that_pauses_for_too_long_is_told() {
    let soon = Duration::from_millis(500);
    let server = TestServer::builder().time_limits(|limits| limits.bodies.stall = soon).start().await;
    let browser = server.sign_in(EMPTY).await;
    let (content_type, body) = form(&[Part::file("cut.bin", "application/octet-stream", ramp(700_000))]);
    for kept in [60, body.len() / 2, body.len() - 3] {
        let mut raw = begin(&browser, &content_type, Framing::Length(body.len())).await;
        raw.write(&body[..kept]).await;
        let answer = raw.read_to_end().await;
        assert_eq!(answer.status, Some(408), "paused after {kept}: {answer:?}");
    }
    let host = browser.origin().trim_start_matches("http://");
    let mut raw = Raw::connect(browser.origin()).await;
    raw.write(format!(
        "POST /send-code HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"phone\": \"+9996620001"
    ))
    .await;
    let answer = raw.read_to_end().await;
    assert_eq!(answer.status, Some(408), "{answer:?}");
    arrived_nothing(&server, &browser).await;
    server.finish().await;
}
