//! An authorization that its owner ended elsewhere: noticed, told, and not asked about again and again.

use heliograph::http::errors::code::Code;
use reqwest::Method;

use crate::harness::{DEMO, TestServer, eventually};
use sandbox::Fault;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inside_a_stream_it_ends_the_stream() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    let mut response = browser.call(Method::GET, &item.path()).open().await;
    response.chunk().await.expect("the stream has begun");
    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    server.sandbox().reset_counters();
    let broken = loop {
        match response.chunk().await {
            Ok(Some(_)) => {}
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broken, "3.9 GiB cannot have come to their end");

    let ended = browser.get("/get-saved-messages-media").await.fails(401, "User not authenticated.");
    ended.with_code(Code::SessionEnded);
    assert!(!browser.is_authenticated().await);
    assert!(browser.cookies().is_empty(), "the cookie of a dead session goes");
    for path in [item.path(), item.thumbnail_path(), "/media-counts".to_owned()] {
        browser.get(&path).await.fails(401, "User not authenticated.");
    }
    let counters = server.sandbox().counters();
    let calls: u64 = counters.methods.values().map(|it| it.calls).sum();
    assert!(calls < 40, "a storm of requests: {:?}", counters.methods);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn between_two_calls_it_is_noticed_at_the_next() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    browser.items("?limit=1").await;
    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    let answer = browser.get("/get-saved-messages-media").await.fails(401, "User not authenticated.");
    assert!(
        answer.cookies_set().iter().all(|cookie| cookie.contains("Max-Age=0") || cookie.contains("heliograph=;")),
        "{answer:?}"
    );
    assert!(!browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_name_of_the_end_is_understood() {
    let server = TestServer::start().await;
    for name in [
        "AUTH_KEY_UNREGISTERED",
        "SESSION_REVOKED",
        "SESSION_EXPIRED",
        "USER_DEACTIVATED",
        "USER_DEACTIVATED_BAN",
        "AUTH_KEY_DUPLICATED",
    ] {
        let browser = server.sign_in(DEMO).await;
        server.upset(Fault::error("messages.search", name));
        browser.get("/get-saved-messages-media").await.fails(401, "User not authenticated.");
        assert!(!browser.is_authenticated().await, "{name}");
        server.sandbox().clear_faults();
        let again = server.sign_in(DEMO).await;
        again.items("?limit=1").await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_stays_ended_after_a_restart() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let cookies = browser.cookies();
    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    browser.get("/get-saved-messages-media").await.is(401);
    server.restart().await;
    let browser = browser.at(server.origin());
    browser.set_cookies(cookies);
    assert!(!browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn is_authenticated_notices_by_itself_but_asks_seldom() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.sandbox().reset_counters();
    for _ in 0..20 {
        assert!(browser.is_authenticated().await);
    }
    let asked: u64 = server.sandbox().counters().methods.values().map(|it| it.calls).sum();
    assert!(asked <= 4, "{asked} calls for twenty looks");

    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    server.restart().await;
    let browser = browser.at(server.origin());
    eventually("the end is noticed", async || (!browser.is_authenticated().await).then_some(())).await;
    assert!(browser.cookies().is_empty());
    server.finish().await;
}
