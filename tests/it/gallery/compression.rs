//! What is compressed on its way, and what never is.

use std::io::Read;

use flate2::read::GzDecoder;
use reqwest::Method;

use crate::harness::{Answer, Browser, DEMO, TestServer};

const LIST: &str = "/get-saved-messages-media?limit=20";

async fn get(browser: &Browser, path: &str, site: &str) -> Answer {
    let call = browser.call(Method::GET, path).header("accept-encoding", "gzip, br").header("sec-fetch-site", site);
    call.send().await.is(200)
}

fn unpacked(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.header("content-encoding"), "gzip");
    let mut plain = Vec::new();
    GzDecoder::new(&answer.body[..]).read_to_end(&mut plain).expect("gzip");
    assert!(answer.body.len() < plain.len());
    plain
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_and_pages_are_compressed_for_those_who_take_it() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let plain = browser.get(LIST).await.is(200);
    assert!(plain.headers.get("content-encoding").is_none());
    let small = get(&browser, LIST, "same-origin").await;
    assert!(unpacked(&small) == plain.body);
    assert!(small.headers.get_all("vary").iter().any(|vary| vary == "Accept-Encoding"));
    assert_eq!(small.header("x-total-count"), plain.header("x-total-count"));

    let page = unpacked(&get(&browser, "/", "none").await);
    assert!(page.starts_with(b"<!doctype html>"));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_compressed_that_another_site_asked_for() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for site in ["cross-site", "same-site"] {
        let answer = get(&browser, LIST, site).await;
        assert!(answer.headers.get("content-encoding").is_none(), "{site}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn media_keep_their_length() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for item in browser.items("?limit=100").await {
        let answer =
            browser.call(Method::HEAD, &format!("/stream_media/{}", item.id())).header("accept-encoding", "gzip");
        let answer = answer.send().await.is(200);
        assert!(answer.headers.get("content-encoding").is_none(), "{}", item.name());
        assert_eq!(answer.header("content-length"), item.size().to_string());
    }
    server.finish().await;
}
