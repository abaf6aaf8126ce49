//! Uploads: photos as photos, films with their size, everything else as it is; and what is refused.

use std::time::Duration;

use futures_util::stream;
use heliograph::http::errors::code::Code;
use reqwest::{Body, Method};

use crate::harness::{Browser, DEMO, EMPTY, PREMIUM, Part, Raw, TestServer, form, jpeg, ramp};
use sandbox::{Effect, Fault, Link};

const BINARY: &str = "application/octet-stream";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_becomes_a_photo() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let parts = [Part::file("sunset.jpg", "image/jpeg", jpeg()), Part::text("caption", "At the sea 🌅")];
    let answer = browser.upload(&parts).await.says("File uploaded successfully.");
    let items = browser.items("").await;
    assert_eq!(items.len(), 1);
    assert_eq!(answer.json()["message_id"].as_i64(), Some(items[0].id()));
    assert_eq!(items[0].kind(), "photo");
    assert_eq!(items[0].text("caption"), "At the sea 🌅");
    assert_eq!((items[0].0["width"].as_u64(), items[0].0["height"].as_u64()), (Some(1000), Some(750)));
    assert_eq!(items[0].0["has_thumbnail"], true);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_stays_what_it_is() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let parts = [Part::text("caption", "first"), Part::file("notes.txt", "text/plain", b"hello".to_vec())];
    browser.upload(&parts).await.says("File uploaded successfully.");
    let item = browser.items("").await.remove(0);
    assert_eq!(
        (item.kind(), item.name(), item.text("mime_type"), item.size()),
        ("document", "notes.txt", "text/plain", 5)
    );
    assert_eq!(item.text("caption"), "first", "the caption may stand before the file");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_film_keeps_its_shape_and_length() {
    let server = TestServer::start().await;
    let demo = server.sign_in(DEMO).await;
    let videos = demo.items("?type=video&limit=100").await;
    let film = videos.iter().find(|item| item.text("mime_type") == "video/mp4").expect("the demo account has a film");
    let bytes = demo.get(&film.path()).await.is(200).body;
    let browser = server.sign_in(EMPTY).await;
    let parts = [
        Part::file("film.mp4", "video/mp4", bytes.to_vec()),
        Part::text("width", &film.0["width"].to_string()),
        Part::text("height", &film.0["height"].to_string()),
        Part::text("duration", &film.0["duration"].to_string()),
        Part::file("cover.jpg", "image/jpeg", cover(&demo, &film.thumbnail_path()).await).named("thumb"),
    ];
    browser.upload(&parts).await.says("File uploaded successfully.");
    let item = browser.items("").await.remove(0);
    assert_eq!((item.kind(), item.name()), ("video", "film.mp4"));
    for key in ["width", "height", "duration"] {
        assert_eq!(item.0[key].as_f64(), film.0[key].as_f64(), "{key}");
    }
    assert_eq!(item.0["has_thumbnail"], true, "the cover came along");
    assert!(browser.get(&item.path()).await.is(200).body == bytes);
    server.finish().await;
}

async fn cover(browser: &crate::harness::Browser, path: &str) -> Vec<u8> {
    browser.get(&format!("{path}?size=m")).await.is(200).body.to_vec()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_as_a_file_stays_one() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let picture = || Part::file("sunset.jpg", "image/jpeg", jpeg());
    browser.upload(&[Part::text("as", "file"), picture()]).await.says("File uploaded successfully.");
    let item = browser.items("").await.remove(0);
    assert_eq!((item.kind(), item.name(), item.text("mime_type")), ("document", "sunset.jpg", "image/jpeg"));
    assert_eq!((item.0["width"].as_u64(), item.0["height"].as_u64()), (Some(1000), Some(750)));
    assert!(browser.get(&item.path()).await.is(200).body == jpeg(), "not a byte of it is changed");
    let sound = Part::file("song.mp3", "audio/mpeg", ramp(5000));
    browser.upload(&[sound, Part::text("as", "file")]).await.says("File uploaded successfully.");
    assert_eq!(browser.items("").await[0].kind(), "document");
    browser.upload(&[picture(), Part::text("as", "photo")]).await.says("File uploaded successfully.");
    assert_eq!(browser.items("").await[0].kind(), "photo");
    browser.upload(&[picture(), Part::text("as", "album")]).await.fails_with(400);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_files_make_an_album() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let photo = |name: &str| Part::file(name, "image/jpeg", jpeg());
    let parts = [photo("1.jpg"), photo("2.jpg"), photo("3.jpg"), Part::text("caption", "three of them")];
    browser.upload(&parts).await.says("File uploaded successfully.");
    let items = browser.items("").await;
    assert_eq!(items.len(), 3);
    assert!(!items[0].0["album_id"].is_null());
    assert!(items.iter().all(|item| item.0["album_id"] == items[0].0["album_id"]), "{items:?}");
    let captions: Vec<_> = items.iter().map(|item| item.text("caption")).filter(|it| !it.is_empty()).collect();
    assert_eq!(captions, ["three of them"]);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_goes_in_large_parts() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let size = (11 << 20) + 4321;
    let id = browser.upload_document("large.bin", ramp(size)).await;
    assert!(server.calls("upload.saveBigFilePart") >= 22);
    let answer = browser.get(&format!("/stream_media/{id}")).await.is(200);
    assert!(answer.body == ramp(size));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_length_need_not_be_known_beforehand() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let (content_type, body) = form(&[Part::file("stream.bin", BINARY, ramp(700_000))]);
    let chunks: Vec<_> = body.chunks(10_007).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec())).collect();
    let call = browser.call(Method::POST, "/upload_file").header("content-type", &content_type);
    call.body(Body::wrap_stream(stream::iter(chunks))).send().await.says("File uploaded successfully.");
    let item = browser.items("").await.remove(0);
    assert_eq!(item.size(), 700_000);
    assert!(browser.get(&item.path()).await.is(200).body == ramp(700_000));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_file_there_is_nothing_to_do() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let missing = "No file provided in the request.";
    browser.upload(&[]).await.fails(400, missing);
    browser.upload(&[Part::text("caption", "alone")]).await.fails(400, missing);
    browser.upload(&[Part::file("", BINARY, Vec::new())]).await.fails(400, missing);
    assert!(browser.items("").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_form_is_refused() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let call = || browser.call(Method::POST, "/upload_file");
    call().json(&serde_json::json!({ "file": "x" })).send().await.fails_with(400);
    call().form("file=x").send().await.fails_with(400);
    call().body("x").send().await.fails_with(400);
    call().header("content-type", "multipart/form-data").body("x").send().await.fails_with(400);
    call().header("content-type", "multipart/form-data; boundary=b").body("nothing of it").send().await.fails_with(400);
    assert!(browser.items("").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_calls_itself_a_picture_and_is_none_arrives_as_a_file() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    browser.upload(&[Part::file("fake.jpg", "image/jpeg", ramp(5000))]).await.says("File uploaded successfully.");
    for item in browser.items("").await {
        assert_eq!(item.kind(), "document", "{:?}", item.name());
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn captions_have_an_end() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let upload = async |caption: &str| {
        browser.upload(&[Part::file("a.bin", BINARY, ramp(9)), Part::text("caption", caption)]).await
    };
    upload(&"x".repeat(1024)).await.says("File uploaded successfully.");
    upload(&"x".repeat(1025)).await.fails_with(400);
    upload(&"🌅".repeat(513)).await.fails_with(400);
    assert_eq!(browser.items("").await.len(), 1);
    server.finish().await;
}

/// Begins to send one file in a body of that announced length (chunked where there is none).
async fn begin(browser: &Browser, announced: Option<u64>, size: Option<u64>) -> Raw {
    let mut raw = Raw::connect(browser.origin()).await;
    let framing = match announced {
        Some(length) => format!("Content-Length: {length}"),
        None => "Transfer-Encoding: chunked".to_owned(),
    };
    let size = size.map(|size| format!("--b\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n{size}\r\n"));
    let form = size.unwrap_or_default()
        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"huge.bin\"\r\n\r\nthe first bytes";
    let body = if announced.is_some() { form } else { format!("{:x}\r\n{form}\r\n", form.len()) };
    raw.write(format!(
        "POST /upload_file HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nCookie: {}\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=b\r\n{framing}\r\n\r\n{body}",
        browser.origin().trim_start_matches("http://"),
        browser.origin(),
        browser.cookie_header().expect("signed in"),
    ))
    .await;
    raw
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_large_is_told_with_the_limit_before_it_is_read() {
    let soon = Duration::from_millis(100);
    let server = TestServer::builder().time_limits(|limits| limits.bodies.linger = soon).start().await;
    let (ordinary, premium) = (server.sign_in(EMPTY).await, server.sign_in(PREMIUM).await);
    let (limit, premium_limit) = (2_097_152_000, 4_194_304_000);
    let too_large = [
        (&ordinary, Some(3_000_000_000), None, limit),
        (&ordinary, Some(30_000_000_000), None, limit),
        (&ordinary, Some(90_000_000_000), None, limit),
        (&ordinary, None, Some(limit + 1), limit),
        (&ordinary, Some(3_000_000_000), Some(2_999_000_000), limit),
        (&premium, Some(5_000_000_000), None, premium_limit),
        (&premium, None, Some(premium_limit + 1), premium_limit),
    ];
    for (browser, announced, size, limit) in too_large {
        let answer = begin(browser, announced, size).await.read_to_end().await;
        assert_eq!(answer.status, Some(413), "{announced:?} {size:?}: {answer:?}");
        assert!(answer.text.contains(&format!("\"limit\":{limit}")), "{announced:?} {size:?}: {answer:?}");
    }
    let in_bounds = [
        (&ordinary, Some(2_097_152_400), None),
        (&ordinary, Some(3_000_000_000), Some(limit)),
        (&ordinary, None, Some(limit)),
        (&premium, Some(3_000_000_000), None),
        (&premium, None, Some(premium_limit)),
    ];
    for (browser, announced, size) in in_bounds {
        let answer = begin(browser, announced, size).await.stop_writing().await;
        assert!(answer.status.is_none_or(|status| status == 400), "{announced:?} {size:?}: it broke off: {answer:?}");
    }
    assert_eq!(server.calls("upload.saveBigFilePart") + server.calls("upload.saveFilePart"), 0);
    assert!(ordinary.items("").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_has_the_size_that_was_told() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let upload = async |told: &str, size: usize| {
        browser.upload(&[Part::text("size", told), Part::file("a.bin", BINARY, ramp(size))]).await
    };
    upload("999", 1000).await.fails(400, "Invalid request body.");
    upload("1001", 1000).await.fails(400, "Invalid request body.");
    upload("12000000", 1000).await.fails(400, "Invalid request body.");
    upload("many", 1000).await.fails(400, "Invalid parameter.");
    assert!(browser.items("").await.is_empty());
    for size in [1000, 10 << 20, (10 << 20) + 1] {
        upload(&size.to_string(), size).await.says("File uploaded successfully.");
        let item = browser.items("").await.remove(0);
        assert_eq!(item.size(), size as u64);
        assert!(browser.get(&item.path()).await.is(200).body == ramp(size));
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parts_go_over_several_connections() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let before = server.sandbox().counters().connections;
    server.sandbox().set_link(Link { round_trip_ms: Some(100), bytes_per_second: None });
    let size = 12 << 20;
    let id = browser.upload_document("wide.bin", ramp(size)).await;
    let opened = server.sandbox().counters().connections - before;
    assert!(opened >= 2, "{opened} more connections");
    server.sandbox().set_link(Link::default());
    assert!(browser.get(&format!("/stream_media/{id}")).await.is(200).body == ramp(size));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trouble_at_telegram_is_told_and_leaves_nothing() {
    let server = TestServer::start().await;
    let upload = async |browser: &Browser| browser.upload(&[Part::file("a.bin", BINARY, ramp(600_000))]).await;
    for method in ["upload.saveFilePart", "messages.sendMedia"] {
        let browser = server.sign_in(EMPTY).await;
        server.upset(Fault::error(method, "SOMETHING_STRANGE").forever());
        let answer = upload(&browser).await.fails(500, "Failed to upload file to Telegram.");
        assert!(answer.json()["details"].is_string(), "{}", answer.json());
        server.sandbox().clear_faults();
        server.upset(Fault::error(method, "FLOOD_WAIT_120").forever());
        upload(&browser).await.asks_to_wait(115..=120);
        server.sandbox().clear_faults();
        assert!(browser.items("").await.is_empty(), "what failed has not arrived");
    }
    let browser = server.sign_in(EMPTY).await;
    upload(&browser).await.says("File uploaded successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_wait_is_not_run_into_again() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    // One part: of several, those that were sent together would be refused together.
    let upload = async || browser.upload(&[Part::file("a.bin", BINARY, ramp(100_000))]).await;
    server.upset(Fault::error("upload.saveFilePart", "FLOOD_WAIT_120"));
    upload().await.asks_to_wait(115..=120);
    let asked = server.calls("upload.saveFilePart");
    upload().await.asks_to_wait(110..=120);
    assert_eq!(server.calls("upload.saveFilePart"), asked);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_connection_costs_no_upload_and_posts_nothing_twice() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    server.upset(Fault::new("upload.saveFilePart", Effect::Drop).after(1));
    server.upset(Fault::new("messages.sendMedia", Effect::Drop));
    let id = browser.upload_document("a.bin", ramp(2_000_000)).await;
    assert!(browser.get(&format!("/stream_media/{id}")).await.is(200).body == ramp(2_000_000));
    assert_eq!(browser.items("").await.len(), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_cannot_upload() {
    let server = TestServer::start().await;
    let answer = server.browser().upload(&[Part::file("a.bin", BINARY, ramp(10))]).await;
    answer.fails(401, "User not authenticated.");
    assert_eq!(server.calls("upload.saveFilePart"), 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_outlive_a_restart() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("kept.bin", ramp(100_000)).await;
    server.restart().await;
    let browser = browser.at(server.origin());
    assert!(browser.get(&format!("/stream_media/{id}")).await.is(200).body == ramp(100_000));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_at_once_do_not_mix() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let sizes = [1_500_001, 1_048_576, 700_003, 11_000_007];
    let uploads = sizes.map(|size| {
        let browser = browser.clone();
        async move { (size, browser.upload_document(&format!("{size}.bin"), ramp(size)).await) }
    });
    for (size, id) in futures_util::future::join_all(uploads).await {
        let answer = browser.get(&format!("/stream_media/{id}")).await.is(200);
        assert!(answer.body == ramp(size), "{size} bytes came back changed");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_telegram_does_not_allow_to_an_account_is_refused_at_once() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for (error, code) in [
        ("FROZEN_METHOD_INVALID", Code::AccountFrozen),
        ("PREMIUM_SUB_ACTIVE_UNTIL_1900000000", Code::AccountRestricted),
        ("STORY_SEND_FLOOD_WEEKLY_1900000000", Code::AccountRestricted),
        ("USERPIC_UPLOAD_REQUIRED", Code::AccountRestricted),
    ] {
        server.sandbox().reset_counters();
        server.upset(Fault::error("messages.sendMedia", error).forever());
        browser.upload(&[Part::file("a.bin", BINARY, ramp(1000))]).await.fails_with(403).with_code(code);
        assert_eq!(server.calls("messages.sendMedia"), 1, "{error} is no wait");
        server.sandbox().clear_faults();
    }
    server.finish().await;
}
