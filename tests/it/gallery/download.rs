//! Several files as one zip: whole, sized, with names that stay apart, and visibly broken when a file is.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::time::Duration;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use sandbox::Fault;
use zip::{CompressionMethod, ZipArchive};

use crate::harness::{
    Answer, Browser, DEMO, EMPTY, ENDLESS, Item, NAMES_THAT_HURT, Part, TestServer, eventually, jpeg, ramp, words,
};

const GET_FILE: &str = "upload.getFile";
const MEBIBYTE: usize = 1 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_chosen_comes_as_one_zip() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let files = [("small.bin", 3), ("twice.bin", 524_288), ("TWICE.bin", 2 * MEBIBYTE + 777), ("edge.bin", MEBIBYTE)];
    let mut ids = Vec::new();
    for (name, size) in files {
        ids.push(browser.upload_document(name, ramp(size)).await);
    }
    browser.upload(&[Part::file("left out.jpg", "image/jpeg", jpeg())]).await.is(200);

    let answer = download(&browser, &ids).await.is(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    assert_eq!(answer.header("cache-control"), "private, no-store, no-transform");
    let disposition = answer.header("content-disposition");
    assert!(
        disposition.starts_with("attachment; filename=\"telegram-20") && disposition.ends_with(".zip"),
        "{disposition}"
    );

    let unpacked = unpack(&answer);
    let names: Vec<_> = unpacked.keys().map(String::as_str).collect();
    assert_eq!(names, ["TWICE (2).bin", "edge.bin", "small.bin", "twice.bin"]);
    for ((name, size), written) in files.into_iter().zip(["small.bin", "twice.bin", "TWICE (2).bin", "edge.bin"]) {
        assert!(unpacked[written] == ramp(size), "{name} came back changed");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photos_videos_and_names_that_hurt() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let items: Vec<_> = browser.items("?limit=500").await.into_iter().filter(|it| it.size() < 2 << 20).collect();
    assert!(items.len() > 40, "the demo account has that many small files");
    let ids: Vec<_> = items.iter().map(Item::id).collect();
    let unpacked = unpack(&download(&browser, &ids).await.is(200));
    assert_eq!(unpacked.len(), items.len());
    for name in unpacked.keys() {
        let harmless = !name.starts_with('.') && !name.contains(['/', '\\', ':', '<', '"', '\n', '\u{202e}']);
        assert!(harmless, "{name:?}");
    }
    let sizes = |mut sizes: Vec<u64>| {
        sizes.sort_unstable();
        sizes
    };
    let told = sizes(items.iter().map(Item::size).collect());
    assert_eq!(sizes(unpacked.values().map(|bytes| bytes.len() as u64).collect()), told);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploaded_names_that_hurt_stay_apart() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let mut ids = Vec::new();
    for (at, name) in NAMES_THAT_HURT.iter().enumerate() {
        ids.push(browser.upload_document(name, ramp(at + 1)).await);
    }
    let unpacked = unpack(&download(&browser, &ids).await.is(200));
    assert_eq!(unpacked.len(), NAMES_THAT_HURT.len());
    assert!(unpacked.contains_key("ünïcödé – 写真 📷.bin"), "{:?}", unpacked.keys());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_tells_the_length_and_fetches_nothing() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let large = browser.item_named("eight-thousand-parts.bin").await;
    let photos: Vec<_> = browser.items("?type=photo&limit=2").await.iter().map(Item::id).collect();
    let path = format!("/download?ids={},{},{}", photos[0], large.id(), photos[1]);
    server.sandbox().reset_counters();
    let head = browser.head(&path).await.is(200);
    let length: u64 = head.header("content-length").parse().expect("a number");
    assert!(length > 8000 << 19 && length < (8000 << 19) + (8 << 20), "{length}");
    assert_eq!(server.calls(GET_FILE), 0);

    let path = format!("/download?ids={},{}", photos[0], photos[1]);
    let (head, get) = (browser.head(&path).await.is(200), browser.get(&path).await.is(200));
    assert_eq!(head.header("content-length"), get.body.len().to_string());
    assert_eq!(head.header("content-disposition"), get.header("content-disposition"));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_had_is_told_before_anything_is_sent() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("one.bin", ramp(10)).await;
    let text = server.sandbox().new_message(EMPTY.phone, words("words alone")).expect("a message");
    let gone = "Media not found or message ID is invalid.";
    browser.get(&format!("/download?ids={id},{text}")).await.fails(404, gone);
    browser.get(&format!("/download?ids={id},{}", id + 1000)).await.fails(404, gone);
    let many: Vec<_> = (1..=1001).map(|id: i64| id.to_string()).collect();
    for query in ["", "?ids=", "?ids=x", "?ids=0", &format!("?ids={}", many.join(","))] {
        let refused = browser.get(&format!("/download{query}")).await.fails(400, "Invalid parameter.");
        assert_eq!(refused.json()["details"], "ids must be 1 to 1000 ids of media, separated by commas");
    }
    let twice = browser.get(&format!("/download?ids={id}&ids={id}")).await.is(200);
    assert_eq!(unpack(&twice).len(), 1, "as a form sends its check boxes, each once");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_asked_for_a_hundred_at_a_time() {
    let server = TestServer::start().await;
    let browser = server.sign_in(ENDLESS).await;
    let newest = browser.items("?limit=1").await[0].id();
    server.sandbox().reset_counters();
    let ids: Vec<_> = (0..250).map(|back| newest - 1000 - back).collect();
    download_head(&browser, &ids).await.is(200);
    assert_eq!(server.calls("messages.getMessages"), 3);
    download_head(&browser, &ids).await.is(200);
    assert_eq!(server.calls("messages.getMessages"), 3, "once known is enough");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_stops_the_fetching() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let large = browser.item_named("eight-thousand-parts.bin").await;
    let mut open = browser.call(reqwest::Method::GET, &format!("/download?ids={}", large.id())).open().await;
    assert!(open.chunk().await.expect("the first bytes").is_some());
    drop(open);
    let mut before = server.calls(GET_FILE);
    eventually("nothing is fetched any more", async || {
        let now = server.calls(GET_FILE);
        let running = browser.get("/stream-stats").await.json()[0]["state"] == "running";
        (std::mem::replace(&mut before, now) == now && !running).then_some(())
    })
    .await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_wait_between_files_is_borne() {
    let soon = Duration::from_millis(500);
    let server = TestServer::builder().time_limits(|limits| limits.flood_waits.first_byte = soon).start().await;
    let browser = server.sign_in(EMPTY).await;
    let ids = files(&browser, [10, 1000, 1001]).await;
    // Each file takes one call. What begins with a stream is told to come back when it has to wait for so long.
    server.upset(Fault::error(GET_FILE, "FLOOD_WAIT_1").after(1));
    let unpacked = unpack(&download(&browser, &ids).await.is(200));
    assert_eq!(unpacked.len(), 3);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_fails_breaks_the_zip_visibly() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let ids = files(&browser, [10, MEBIBYTE, MEBIBYTE + 1]).await;
    server.upset(Fault::error(GET_FILE, "SOMETHING_STRANGE").forever());
    download(&browser, &ids).await.fails(500, "Failed to stream media.");
    server.sandbox().clear_faults();
    server.upset(Fault::error(GET_FILE, "SOMETHING_STRANGE").after(3).forever());
    let broken = browser.call(reqwest::Method::GET, &path(&ids)).send_and_see().await;
    assert!(broken.is_err(), "a zip that is not whole must not look whole");
    server.sandbox().clear_faults();

    // Last: the account has to wait from here on.
    server.upset(Fault::error(GET_FILE, "FLOOD_WAIT_300").forever());
    let id = browser.upload_document("new.bin", ramp(MEBIBYTE)).await;
    download(&browser, &[id]).await.asks_to_wait(290..=300);
    server.finish().await;
}

/// Files whose bytes no cache has.
async fn files(browser: &Browser, sizes: [usize; 3]) -> Vec<i64> {
    let mut ids = Vec::new();
    for size in sizes {
        ids.push(browser.upload_document(&format!("{size}.bin"), ramp(size)).await);
    }
    ids
}

fn path(ids: &[i64]) -> String {
    let ids: Vec<_> = ids.iter().map(i64::to_string).collect();
    format!("/download?ids={}", ids.join(","))
}

async fn download(browser: &Browser, ids: &[i64]) -> Answer {
    browser.get(&path(ids)).await
}

async fn download_head(browser: &Browser, ids: &[i64]) -> Answer {
    browser.head(&path(ids)).await
}

/// The files of a zip by name; fails on one whose checksum is wrong. Large ones are deflated in blocks that are stored.
fn unpack(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(answer.body.clone())).expect("a zip");
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index_raw(index).expect("a file");
        let mut bytes = Vec::new();
        match file.compression() {
            CompressionMethod::Stored => file.read_to_end(&mut bytes).expect("a file that is whole"),
            _ => DeflateDecoder::new(&mut file).read_to_end(&mut bytes).expect("a file that is whole"),
        };
        let mut checksum = Crc::new();
        checksum.update(&bytes);
        assert_eq!((checksum.sum(), bytes.len() as u64), (file.crc32(), file.size()));
        let name = file.name().expect("a name in UTF-8").into_owned();
        assert!(files.insert(name.clone(), bytes).is_none(), "{name} is there twice");
    }
    files
}
