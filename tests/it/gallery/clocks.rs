//! This computer's clock and Telegram's need not agree: a wrong one may be corrected at any moment.

use std::time::{Duration, Instant};

use crate::harness::{EMPTY, TestServer, ramp};

const HOUR: i32 = 3600;
const SIZE: usize = 3 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_wrong_from_the_start_is_no_hindrance() {
    for ahead in [HOUR, -HOUR, 45, -120] {
        let server = TestServer::start().await;
        server.sandbox().set_clock(ahead);
        let begun = Instant::now();
        let browser = server.sign_in(EMPTY).await;
        let id = browser.upload_document("film.bin", ramp(SIZE)).await;
        assert!(browser.get(&format!("/stream_media/{id}")).await.is(200).body == ramp(SIZE), "other bytes");
        assert!(begun.elapsed() < Duration::from_secs(10), "{ahead} seconds apart: {:?}", begun.elapsed());
        server.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_while_connections_are_open_is_followed() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let mut newest = browser.upload_document("first.bin", ramp(SIZE)).await;
    for ahead in [HOUR, 0, -HOUR, 120, 45] {
        server.sandbox().set_clock(ahead);
        server.sandbox().reset_counters();
        let begun = Instant::now();
        assert!(browser.get(&format!("/stream_media/{newest}")).await.is(200).body == ramp(SIZE), "other bytes");
        newest = browser.upload_document(&format!("at-{ahead}.bin"), ramp(SIZE)).await;
        browser.items("").await;
        assert!(begun.elapsed() < Duration::from_secs(10), "{ahead} seconds apart: {:?}", begun.elapsed());
        // What is refused is sent again: for its time, once more where an open session's ids can't go back, and for its salt, which is another one an
        // hour later. Not over and over.
        let received = server.sandbox().counters().bytes_in;
        assert!(received < 4 * SIZE as u64 + 100_000, "{ahead} seconds apart: {received} bytes were sent");
    }
    server.finish().await;
}
