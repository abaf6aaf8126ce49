//! Whole files: every size that has broken a server, photos, other data centres, names in the path.

use std::time::Duration;

use reqwest::Method;

use crate::harness::{DEMO, EMPTY, Part, TestServer, eventually, jpeg, ramp, words};
use sandbox::Link;

/// Nothing at an edge: of a block, of a part, of an aligned read.
const SIZES: [usize; 6] = [1, 4095, 4096, 524_288, 1_048_576, 1_048_577];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_of_every_size_come_back_as_they_went() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for size in SIZES {
        let id = browser.upload_document(&format!("{size}.bin"), ramp(size)).await;
        let answer = browser.get(&format!("/stream_media/{id}")).await.is(200);
        assert_eq!(answer.header("content-length"), size.to_string());
        assert_eq!(answer.header("accept-ranges"), "bytes");
        assert!(answer.body == ramp(size), "{size} bytes came back changed");
    }
    let listed = browser.items("").await;
    let sizes: Vec<_> = listed.iter().rev().map(|item| item.size()).collect();
    assert_eq!(sizes, SIZES.map(|size| size as u64));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_file_is_refused_and_nothing_arrives() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    browser.upload(&[Part::file("0.bin", "application/octet-stream", Vec::new())]).await.fails_with(400);
    assert!(browser.items("").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_comes_as_telegram_made_it() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    browser.upload(&[Part::file("sunset.jpg", "image/jpeg", jpeg())]).await.is(200);
    let photo = &browser.items("").await[0];
    assert_eq!(photo.kind(), "photo");
    let answer = browser.get(&photo.path()).await.is(200);
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(answer.body.len() as u64, photo.size());
    assert!(answer.body.starts_with(&[0xff, 0xd8, 0xff]));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_tells_all_that_get_tells_and_fetches_nothing() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    server.sandbox().reset_counters();
    let head = browser.head(&item.path()).await.is(200);
    assert_eq!(head.header("content-length"), (8000_u64 << 19).to_string());
    assert_eq!(server.calls("upload.getFile"), 0);
    assert!(head.body.is_empty());

    let range = browser.call(Method::HEAD, &item.path()).header("range", "bytes=0-0").send().await;
    assert_eq!(range.is(200).header("content-length"), (8000_u64 << 19).to_string(), "a range is for GET alone");
    assert_eq!(server.calls("upload.getFile"), 0);

    let photo = &browser.items("?type=photo&limit=1").await[0];
    let head = browser.head(&photo.path()).await.is(200);
    let get = browser.get(&photo.path()).await.is(200);
    let names = |answer: &crate::harness::Answer| {
        let varying = ["date", "x-request-id"];
        let mut headers: Vec<_> = answer
            .headers
            .iter()
            .filter(|(name, _)| !varying.contains(&name.as_str()))
            .map(|(name, value)| (name.to_string(), value.clone()))
            .collect();
        headers.sort_by(|one, other| one.0.cmp(&other.0));
        headers
    };
    assert_eq!(names(&head), names(&get));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn seeking_in_a_file_of_eight_thousand_parts() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    let size = 8000_u64 << 19;
    server.sandbox().reset_counters();
    for (from, to) in
        [(3 << 30, (3 << 30) + 99), (size - 1, size - 1), ((2 << 30) - 7, (2 << 30) + 7), (size - 600, size + 600)]
    {
        let answer = browser.get_range(&item.path(), &format!("bytes={from}-{to}")).await.is(206);
        let last = to.min(size - 1);
        assert_eq!(answer.header("content-range"), format!("bytes {from}-{last}/{size}"));
        let length = usize::try_from(last - from + 1).expect("a short range");
        assert!(answer.body == sandbox::content::ramp(from, length), "bytes {from}-{to} are others");
    }
    let calls = server.calls("upload.getFile");
    assert!(calls <= 8, "four short seeks took {calls} calls");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_another_data_centre_is_fetched_there() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let items = browser.items("?limit=500&type=document").await;
    let item = items.iter().find(|item| item.size() == 64 << 20).expect("the demo account has a file of 64 MiB");
    let answer = browser.get(&item.path()).await.is(200);
    assert!(answer.body == sandbox::content::ramp(0, 64 << 20), "64 MiB came back changed");
    assert!(server.calls("auth.exportAuthorization") >= 1, "the file lives elsewhere");
    let exported = server.calls("auth.exportAuthorization");
    browser.get_range(&item.path(), "bytes=1048570-1048580").await.is(206);
    assert_eq!(server.calls("auth.exportAuthorization"), exported, "once is enough");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_in_the_demo_account_can_be_fetched_whole() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for item in browser.items("?limit=500").await.into_iter().filter(|item| item.size() < 8 << 20) {
        let answer = browser.get(item.stream_url()).await.is(200);
        assert_eq!(answer.body.len() as u64, item.size(), "{:?}", item.name());
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_may_stand_behind_the_id() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("clip.bin", ramp(5000)).await;
    for path in [
        format!("/stream_media/{id}/clip.mp4"),
        format!("/stream_media/{id}/a/b%20c.mp4"),
        format!("/stream_media/{id}/..%2f.."),
    ] {
        let answer = browser.get_range(&path, "bytes=0-1").await.is(206);
        assert_eq!(answer.header("content-range"), "bytes 0-1/5000", "{path}");
        assert!(answer.body == ramp(2));
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_not_found() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for id in ["999999", "0", "-1", "2147483648", "99999999999999999999", "one", "1.5", "%31x", ""] {
        let answer = browser.get(&format!("/stream_media/{id}")).await.fails_with(404);
        if id == "999999" {
            assert_eq!(answer.json()["error"], "Media not found or message ID is invalid.");
        }
    }
    let text = server.sandbox().new_message(DEMO.phone, words("words alone")).expect("a message");
    browser.get(&format!("/stream_media/{text}")).await.fails(404, "Media not found or message ID is invalid.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_get_nothing() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let item = browser.items("?limit=1&type=photo").await.remove(0);
    let stranger = server.browser();
    for path in [item.path(), item.stream_url().to_owned(), item.thumbnail_path()] {
        browser.get(&path).await.is(200);
        stranger.get(&path).await.fails(401, "User not authenticated.");
        stranger.head(&path).await.is(401);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_account_cannot_take_all_streams() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let other = server.sign_in(EMPTY).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    let mut open = Vec::new();
    for _ in 0..16 {
        let response = browser.call(Method::GET, &item.path()).open().await;
        assert_eq!(response.status().as_u16(), 200);
        open.push(response);
    }
    browser.get(&item.path()).await.asks_to_wait(1..=5);
    browser.head(&item.path()).await.is(200);
    let id = other.upload_document("hers.bin", ramp(10)).await;
    other.get(&format!("/stream_media/{id}")).await.is(200);
    drop(open);
    eventually("places are given back", async || {
        let answer = browser.get_range(&item.path(), "bytes=0-9").await;
        (answer.status == 206).then_some(())
    })
    .await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_is_left_again_costs_little() {
    const MEBIBYTE: u64 = 1 << 20;
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let path = browser.item_named("eight-thousand-parts.bin").await.path();
    server.sandbox().set_link(Link { round_trip_ms: Some(60), bytes_per_second: Some(6 << 20) });
    // The speed of the line is known, and with it how much a steady reader would be sent ahead.
    browser.get_range(&path, &format!("bytes=0-{}", 8 * MEBIBYTE)).await.is(206);
    server.sandbox().reset_counters();
    let far = format!("bytes={}-", 1000 * MEBIBYTE);
    let mut response = browser.call(Method::GET, &path).header("range", &far).open().await;
    response.chunk().await.expect("a first piece").expect("a first piece");
    drop(response);
    let (mut before, mut calm) = (0, 0);
    let sent = eventually("nothing more comes from Telegram", async || {
        let sent = server.sandbox().counters().bytes_out;
        calm = if sent == before { calm + 1 } else { 0 };
        before = sent;
        (calm == 20).then_some(sent)
    });
    let sent = sent.await;
    assert!(sent <= 2 * MEBIBYTE, "{sent} bytes came from Telegram");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paused_players_keep_nobody_else_from_streaming() {
    let unread = Duration::from_millis(200);
    let server = TestServer::builder().time_limits(|limits| limits.bodies.unread = unread).start().await;
    let browser = server.sign_in(DEMO).await;
    let path = browser.item_named("eight-thousand-parts.bin").await.path();
    let mut paused = Vec::new();
    for _ in 0..16 {
        let mut response = browser.call(Method::GET, &path).open().await;
        assert_eq!(response.status().as_u16(), 200);
        let read = response.chunk().await.expect("it begins").expect("it has bytes").to_vec();
        paused.push((response, read));
    }
    eventually("a paused player's place is free", async || {
        (browser.get_range(&path, "bytes=0-9").await.status == 206).then_some(())
    })
    .await;
    for (mut response, mut bytes) in paused {
        while bytes.len() < 3 << 20 {
            bytes.extend(response.chunk().await.expect("nothing breaks").expect("it goes on"));
        }
        assert!(bytes == sandbox::content::ramp(0, bytes.len()), "other bytes after the pause");
    }
    server.finish().await;
}
