//! Trouble on the way to Telegram: what passes is waited for, and nothing that Telegram has not said itself ends an account.

use std::time::{Duration, Instant};

use reqwest::Method;

use crate::harness::{Browser, EMPTY, TestServer, eventually, ramp};
use sandbox::Fault;

const GET_FILE: &str = "upload.getFile";
const SIZE: usize = 12 << 20;
/// The accounts that are signed in.
const ACTIVE: &str = "SELECT COUNT(*) FROM accounts WHERE state = 'active'";

/// A transport error as Telegram sends it, in place of a packet, and as other servers and the documentation have it, in a packet.
fn forms(code: i32) -> [Vec<u8>; 2] {
    [code.to_le_bytes().to_vec(), [4_i32.to_le_bytes(), code.to_le_bytes()].concat()]
}

/// A film that is stored and in no cache.
async fn stored(server: &TestServer) -> (Browser, String) {
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("film.bin", ramp(SIZE)).await;
    (browser, format!("/stream_media/{id}"))
}

/// Reads the film, and lets something happen after its first bytes.
async fn read_with_trouble(browser: &Browser, path: &str, trouble: impl AsyncFnOnce()) -> Vec<u8> {
    let mut response = browser.call(Method::GET, path).open().await;
    assert_eq!(response.status().as_u16(), 200);
    let mut bytes = response.chunk().await.expect("it begins").expect("it has bytes").to_vec();
    trouble().await;
    while let Some(chunk) = response.chunk().await.expect("no break") {
        bytes.extend_from_slice(&chunk);
    }
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn transport_errors_that_pass_are_waited_out() {
    let server = TestServer::builder().relayed().start().await;
    let browser = server.sign_in(EMPTY).await;
    for code in [-404, -429, -444] {
        for form in forms(code) {
            server.relay().say(&form, 2);
            assert!(browser.items("").await.is_empty(), "answered after {code}");
        }
    }
    assert_eq!(server.number(ACTIVE).await, Some(1));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_whose_key_is_refused_for_long_is_kept() {
    let limit = Duration::from_millis(400);
    let server = TestServer::builder().relayed().time_limits(|limits| limits.calls.unknown_key = limit).start().await;
    let browser = server.sign_in(EMPTY).await;
    for form in forms(-404) {
        server.relay().say(&form, usize::MAX);
        let begun = Instant::now();
        browser.get("/get-saved-messages-media").await.fails_with(503);
        assert!(begun.elapsed() >= limit, "it was tried for some time");
        let begun = Instant::now();
        browser.get("/get-saved-messages-media").await.fails_with(503);
        assert!(begun.elapsed() < limit, "nobody waits again");
        assert_eq!(server.number(ACTIVE).await, Some(1), "nothing is deleted");
        assert!(!browser.cookies().is_empty());
        server.relay().open();
        assert!(browser.items("").await.is_empty(), "and works again");
    }
    server.sandbox().revoke(EMPTY.phone).expect("the account is there");
    browser.get("/get-saved-messages-media").await.fails(401, "User not authenticated.");
    eventually("what Telegram says itself ends it", async || (server.number(ACTIVE).await == Some(0)).then_some(()))
        .await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_under_way_keeps_its_key() {
    let limit = Duration::from_millis(200);
    let server = TestServer::builder().relayed().time_limits(|limits| limits.calls.unknown_key = limit).start().await;
    let browser = server.browser();
    browser.send_code(EMPTY.phone).await.says("Code sent successfully.");
    server.relay().say(&forms(-404)[0], usize::MAX);
    browser.sign_in_with(EMPTY.phone, EMPTY.code).await.fails_with(503);
    server.relay().open();
    browser.sign_in_with(EMPTY.phone, EMPTY.code).await.says("Signed in successfully.");
    assert_eq!(server.calls("auth.sendCode"), 1, "the code was sent for that key");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_live_through_an_outage() {
    let server = TestServer::builder()
        .relayed()
        .time_limits(|limits| limits.calls.transfer_outage = Duration::from_secs(10))
        .start()
        .await;
    let (browser, path) = stored(&server).await;
    let refuse = async || {
        server.relay().refuse();
        eventually("all connections are cut", async || (server.sandbox().counters().connections == 0).then_some(()))
            .await;
        server.relay().open();
    };
    assert!(read_with_trouble(&browser, &path, refuse).await == ramp(SIZE), "other bytes");
    let (browser, path) = stored(&server).await;
    // Each piece tries for itself, so that many connections fail.
    let cut = async || server.relay().say(&[], 6);
    assert!(read_with_trouble(&browser, &path, cut).await == ramp(SIZE), "other bytes");
    server.relay().say(&[], 3);
    let items = browser.items("").await;
    assert_eq!(items.len(), 2, "a call waits as well");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_live_through_telegrams_own_faults() {
    let server = TestServer::builder()
        .time_limits(|limits| limits.calls.transfer_outage = Duration::from_secs(10))
        .start()
        .await;
    for fault in [
        Fault::error(GET_FILE, "RPC_CALL_FAIL").after(1),
        Fault::error(GET_FILE, "INTERNAL").after(1).times(30),
        Fault::error(GET_FILE, "TIMEOUT").after(1).times(4),
    ] {
        let (browser, path) = stored(&server).await;
        server.upset(fault.clone());
        assert!(browser.get(&path).await.is(200).body == ramp(SIZE), "{fault:?}");
        server.sandbox().clear_faults();
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_byte_that_does_not_come_is_a_503_in_time() {
    let limit = Duration::from_millis(400);
    let server = TestServer::builder().relayed().time_limits(|limits| limits.calls.first_byte = limit).start().await;
    let (browser, path) = stored(&server).await;
    server.relay().fall_silent();
    let begun = Instant::now();
    let refused = browser.get(&path).await.fails_with(503);
    assert!((limit..limit * 5).contains(&begun.elapsed()), "{:?}", begun.elapsed());
    assert_eq!(refused.header("retry-after"), "5");
    server.relay().open();
    eventually("it streams again", async || (browser.get(&path).await.status == 200).then_some(())).await;
    server.finish().await;
}
