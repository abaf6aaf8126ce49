//! Ranges: the whole table of what nginx and Go answer and what we take, on stored files.

use crate::harness::{Browser, EMPTY, TestServer, ramp};

const MEBIBYTE: usize = 1 << 20;

/// What a `Range` gets.
#[derive(Clone, Copy, Debug)]
enum Gets {
    /// 206 with the bytes from the first to just before the second.
    Part(usize, usize),
    /// 200 with everything.
    Whole,
    /// 416.
    Nothing,
}

use Gets::{Nothing, Part, Whole};

async fn check(browser: &Browser, path: &str, size: usize, range: &str, gets: Gets) {
    let answer = browser.get_range(path, range).await;
    match gets {
        Part(from, to) => {
            let answer = answer.is(206);
            assert_eq!(answer.header("content-range"), format!("bytes {from}-{}/{size}", to - 1), "{range}");
            assert_eq!(answer.header("content-length"), (to - from).to_string(), "{range}");
            assert!(answer.body == ramp(to)[from..], "{range}: other bytes");
            assert!(answer.header("etag").starts_with('"'), "{range}: a strong tag");
            for name in ["last-modified", "content-type", "content-disposition", "cache-control", "accept-ranges"] {
                answer.header(name);
            }
        }
        Whole => {
            let answer = answer.is(200);
            assert_eq!(answer.header_if_any("content-range"), None, "{range}");
            assert!(answer.body == ramp(size), "{range}: other bytes");
        }
        Nothing => {
            let answer = answer.fails_with(416);
            assert_eq!(answer.header("content-range"), format!("bytes */{size}"), "{range}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_of_a_thousand_bytes() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let path = format!("/stream_media/{}", browser.upload_document("thousand.bin", ramp(1000)).await);
    for (range, gets) in [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-1", Part(0, 2)),
        ("bytes=0-", Part(0, 1000)),
        ("bytes=-1", Part(999, 1000)),
        ("bytes=-600", Part(400, 1000)),
        ("bytes=-5000", Part(0, 1000)),
        ("bytes=999-", Part(999, 1000)),
        ("bytes=10-5000", Part(10, 1000)),
        ("bytes=-0", Nothing),
        ("bytes=1000-", Nothing),
        ("bytes=1000-1000", Nothing),
        ("bytes=5-2", Nothing),
        ("bytes=a-b", Nothing),
        ("bytes=1", Nothing),
        ("bytes=-", Nothing),
        ("bytes=0x0-1", Nothing),
        ("bytes=0-1;x", Nothing),
        ("bytes=0-99999999999999999999", Part(0, 1000)),
        ("bytes=99999999999999999999-", Nothing),
        ("bytes=18446744073709551615-", Nothing),
        ("bytes=0-18446744073709551615", Part(0, 1000)),
        ("bytes=-99999999999999999999", Part(0, 1000)),
        ("bytes=", Whole),
        ("BYTES=0-1", Part(0, 2)),
        ("items=0-1", Whole),
        ("none", Whole),
        ("bytes= 0-1", Part(0, 2)),
        ("bytes=0 - 1", Part(0, 2)),
        ("bytes=0-1,3-4", Whole),
        ("bytes=0-1,2000-", Part(0, 2)),
        ("bytes=2000-,3000-", Nothing),
        ("bytes=0-999,0-999", Whole),
    ] {
        check(&browser, &path, 1000, range, gets).await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ends_on_and_past_a_block_of_a_mebibyte() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let size = 2 * MEBIBYTE + 12_345;
    let path = format!("/stream_media/{}", browser.upload_document("blocks.bin", ramp(size)).await);
    for (from, to) in [
        (0, MEBIBYTE - 1),
        (0, MEBIBYTE),
        (0, MEBIBYTE + 1),
        (MEBIBYTE - 1, MEBIBYTE),
        (MEBIBYTE - 1, MEBIBYTE + 1),
        (MEBIBYTE, MEBIBYTE + 1),
        (MEBIBYTE - 4097, MEBIBYTE + 4097),
        (4095, 4097),
        (524_287, 524_289),
        (1, 2 * MEBIBYTE),
        (2 * MEBIBYTE - 1, size),
        (size - 1, size),
        (size - 600, size),
        (131_071, 131_073),
    ] {
        check(&browser, &path, size, &format!("bytes={from}-{}", to - 1), Part(from, to)).await;
    }
    check(&browser, &path, size, "bytes=-600", Part(size - 600, size)).await;
    check(&browser, &path, size, &format!("bytes={}-", MEBIBYTE), Part(MEBIBYTE, size)).await;
    check(&browser, &path, size, &format!("bytes={size}-"), Nothing).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_offset_near_a_border_is_right() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let size = MEBIBYTE + 8192;
    let path = format!("/stream_media/{}", browser.upload_document("borders.bin", ramp(size)).await);
    let whole = ramp(size);
    for border in [4096, 131_072, 524_288, MEBIBYTE, MEBIBYTE + 4096] {
        for from in [border - 2, border - 1, border, border + 1] {
            for length in [1, 2, 4095, 4096] {
                let answer = browser.get_range(&path, &format!("bytes={from}-{}", from + length - 1)).await.is(206);
                assert!(answer.body == whole[from..(from + length).min(size)], "{length} bytes from {from}");
            }
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_smallest_file_has_ranges_too() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let path = format!("/stream_media/{}", browser.upload_document("one.bin", ramp(1)).await);
    for (range, gets) in [
        ("bytes=0-0", Part(0, 1)),
        ("bytes=0-1", Part(0, 1)),
        ("bytes=-1", Part(0, 1)),
        ("bytes=-600", Part(0, 1)),
        ("bytes=1-", Nothing),
    ] {
        check(&browser, &path, 1, range, gets).await;
    }
    server.finish().await;
}
