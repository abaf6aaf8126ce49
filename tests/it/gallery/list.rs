//! The media list: what an item says, in which order, page by page; counts and days.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::harness::{Answer, Browser, DEMO, EMPTY, Item, TestServer};
use sandbox::Fault;

const KINDS: [&str; 6] = ["photo", "video", "audio", "voice", "animation", "document"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_item_says_what_the_document_promises() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let items = browser.items("").await;
    assert!(items.len() > 30, "the demo account has some forty photos and more, here are {}", items.len());
    for item in &items {
        assert!(item.id() > 0);
        assert!(!item.name().is_empty());
        assert!(KINDS.contains(&item.kind()), "{:?}", item.kind());
        assert!(item.text("timestamp").ends_with('Z'), "{}", item.text("timestamp"));
        OffsetDateTime::parse(item.text("timestamp"), &Rfc3339).expect("a moment");
        item.size();
        item.text("caption");
        assert!(item.0["has_thumbnail"].is_boolean());
        assert!(item.text("mime_type").contains('/'));
        for key in ["width", "height", "duration", "album_id", "placeholder"] {
            assert!(item.0.as_object().expect("an object").contains_key(key), "{key} is missing in {}", item.0);
        }
        assert!(item.stream_url().starts_with(&item.path()), "{}", item.stream_url());
        let thumbnail_url = item.0["thumbnail_url"].as_str();
        assert_eq!(thumbnail_url.is_some(), item.0["has_thumbnail"] == true, "{}", item.0);
        if item.kind() == "photo" {
            assert!(item.0["width"].as_u64() > Some(0) && item.0["height"].as_u64() > Some(0), "{}", item.0);
            assert_eq!(item.0["has_thumbnail"], true);
            assert_eq!(item.text("mime_type"), "image/jpeg");
        }
        if item.kind() == "video" {
            assert!(item.0["duration"].as_f64() > Some(0.0), "{}", item.0);
        }
    }
    let kinds: BTreeSet<_> = items.iter().map(Item::kind).collect();
    assert_eq!(kinds, BTreeSet::from(KINDS), "the demo account has something of everything");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_comes_first() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let items = browser.items("?limit=500").await;
    assert!(items.is_sorted_by(|one, next| one.id() > next.id()));
    assert!(items.is_sorted_by(|one, next| one.text("timestamp") >= next.text("timestamp")));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_hold_everything_once() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let whole: Vec<_> = browser.items("?limit=500").await.iter().map(Item::id).collect();
    for limit in [1_usize, 7, 50, 499] {
        let mut paged = Vec::new();
        let mut path = format!("/get-saved-messages-media?limit={limit}");
        loop {
            let page = browser.get(&path).await.is(200);
            assert_eq!(page.header("x-total-count"), whole.len().to_string());
            let ids: Vec<_> = items_of(&page).iter().map(Item::id).collect();
            assert!(ids.len() <= limit, "{} for {limit}", ids.len());
            paged.extend(ids);
            match next(&page) {
                Some(next) => path = next,
                None => break,
            }
            assert!(paged.len() <= whole.len(), "the pages go in circles");
        }
        assert_eq!(paged, whole, "by {limit}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_can_be_asked_for_alone() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let all = browser.items("?limit=500").await;
    let counts = browser.get("/media-counts").await.is(200).json();
    for kind in KINDS {
        let expected: Vec<_> = all.iter().filter(|item| item.kind() == kind).map(Item::id).collect();
        let answer = browser.get(&format!("/get-saved-messages-media?limit=500&type={kind}")).await.is(200);
        let got = items_of(&answer);
        assert!(got.iter().all(|item| item.kind() == kind), "{kind}: {got:?}");
        assert_eq!(got.iter().map(Item::id).collect::<Vec<_>>(), expected, "{kind}");
        assert_eq!(counts[kind].as_u64(), Some(expected.len() as u64), "{kind}: {counts}");
        assert_eq!(answer.header("x-total-count"), expected.len().to_string(), "{kind}");
        let mut paged = Vec::new();
        let mut path = format!("/get-saved-messages-media?limit=3&type={kind}");
        loop {
            let page = browser.get(&path).await.is(200);
            paged.extend(items_of(&page).iter().map(Item::id));
            let Some(next) = next(&page) else { break };
            path = next;
        }
        assert_eq!(paged, expected, "{kind} by three");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_found() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let found = browser.items("?q=eight-thousand-parts").await;
    assert_eq!(found.iter().map(Item::name).collect::<Vec<_>>(), ["eight-thousand-parts.bin"]);
    assert!(browser.items("?q=nothing-has-that-name-9f3").await.is_empty());
    assert!(browser.items("?q=eight-thousand-parts&type=photo").await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_span_of_time_is_kept() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let all = browser.items("?limit=500").await;
    let (from, to) = (all[all.len() * 2 / 3].text("timestamp"), all[all.len() / 3].text("timestamp"));
    let expected: Vec<_> =
        all.iter().filter(|it| it.text("timestamp") >= from && it.text("timestamp") <= to).map(Item::id).collect();
    let query = |from: &str, to: &str| format!("?limit=500&from={}&to={}", escaped(from), escaped(to));
    let got: Vec<_> = browser.items(&query(from, to)).await.iter().map(Item::id).collect();
    assert_eq!(got, expected);

    let day = |moment: &str| moment[..10].to_owned();
    let expected: Vec<_> = all
        .iter()
        .filter(|it| day(it.text("timestamp")) >= day(from) && day(it.text("timestamp")) <= day(to))
        .map(Item::id)
        .collect();
    let got: Vec<_> = browser.items(&query(&day(from), &day(to))).await.iter().map(Item::id).collect();
    assert_eq!(got, expected, "whole days, both included");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_in_the_query_is_told() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for query in [
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=many",
        "limit=99999999999999999999",
        "before=x",
        "before=-1",
        "before=0",
        "type=picture",
        "type=PHOTO%00",
        "from=yesterday",
        "to=2023-13-01",
        "from=2024-01-02&to=2024-01-01",
    ] {
        browser.get(&format!("/get-saved-messages-media?{query}")).await.fails_with(400);
    }
    assert_eq!(server.calls("messages.search"), 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn placeholders_are_pictures() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let photos = browser.items("?type=photo").await;
    assert!(!photos.is_empty());
    for photo in photos {
        let uri = photo.text("placeholder");
        let data = uri.strip_prefix("data:image/jpeg;base64,").unwrap_or_else(|| panic!("{uri}"));
        let bytes = STANDARD.decode(data).expect("base64");
        assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]) && bytes.ends_with(&[0xff, 0xd9]), "a whole JPEG");
        assert!(bytes.len() < 3000, "{} bytes in a list", bytes.len());
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_of_one_album_say_so() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let mut albums: BTreeMap<String, usize> = BTreeMap::new();
    for item in browser.items("?limit=500").await {
        if !item.0["album_id"].is_null() {
            *albums.entry(item.text("album_id").to_owned()).or_default() += 1;
        }
    }
    assert!(albums.values().any(|count| *count >= 2), "{albums:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_account_has_an_empty_list() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let answer = browser.get("/get-saved-messages-media").await.is(200);
    assert_eq!(answer.json(), Value::Array(Vec::new()));
    assert_eq!(answer.header("x-total-count"), "0");
    assert_eq!(next(&answer), None);
    let counts = browser.get("/media-counts").await.is(200).json();
    assert!(KINDS.iter().all(|kind| counts[*kind] == 0), "{counts}");
    let days = browser.get("/media-calendar").await.is(200).json();
    assert_eq!(days_of(&days), []);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn days_add_up() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for kind in ["photo", "video", "document"] {
        let mut expected: BTreeMap<String, u64> = BTreeMap::new();
        for item in browser.items(&format!("?limit=500&type={kind}")).await {
            *expected.entry(item.text("timestamp")[..10].to_owned()).or_default() += 1;
        }
        let told = browser.get(&format!("/media-calendar?type={kind}")).await.is(200).json();
        let told = days_of(&told);
        assert!(told.is_sorted_by(|one, next| one.0 > next.0), "newest first: {told:?}");
        assert_eq!(told.into_iter().collect::<BTreeMap<_, _>>(), expected, "{kind}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_is_for_those_who_signed_in() {
    let server = TestServer::start().await;
    let stranger = server.browser();
    let halfway = server.browser();
    halfway.send_code(DEMO.phone).await.is(200);
    for path in ["/get-saved-messages-media", "/media-counts", "/media-calendar"] {
        stranger.get(path).await.fails(401, "User not authenticated.");
        halfway.get(path).await.fails(401, "User not authenticated.");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_and_failing_are_told() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.upset(Fault::error("messages.search", "FLOOD_WAIT_120"));
    browser.get("/get-saved-messages-media").await.asks_to_wait(118..=120);
    server.sandbox().clear_faults();
    server.upset(Fault::error("messages.search", "SOMETHING_STRANGE").times(3));
    let answer = browser.get("/get-saved-messages-media").await;
    let answer = answer.fails(500, "Failed to fetch media from Saved Messages.");
    assert!(answer.json()["details"].is_string());
    server.sandbox().clear_faults();
    browser.get("/get-saved-messages-media").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_may_keep_a_copy() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for path in ["/get-saved-messages-media", "/media-counts", "/media-calendar", "/is-authenticated"] {
        let answer = browser.get(path).await.is(200);
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
    let head = browser.call(Method::HEAD, "/get-saved-messages-media?limit=1").send().await.is(200);
    assert!(head.body.is_empty());
    server.finish().await;
}

fn items_of(answer: &Answer) -> Vec<Item> {
    answer.json().as_array().expect("an array").iter().cloned().map(Item).collect()
}

/// The next page's path, from `Link`.
pub fn next(answer: &Answer) -> Option<String> {
    let link = answer.header_if_any("link")?;
    let (target, rel) = link.split_once('>').expect("a link");
    assert!(rel.contains("rel=\"next\""), "{link}");
    let target = target.strip_prefix('<').expect("a link");
    assert!(target.starts_with('/'), "never an address made from Host: {target}");
    Some(target.to_owned())
}

/// Days and counts, in the order told.
pub fn days_of(told: &Value) -> Vec<(String, u64)> {
    told.as_array()
        .unwrap_or_else(|| panic!("no array: {told}"))
        .iter()
        .map(|day| {
            let date = day["date"].as_str().expect("a date").to_owned();
            (date, day["count"].as_u64().expect("a count"))
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace(':', "%3A").replace('+', "%2B")
}

/// All pages' items.
pub async fn pages(browser: &Browser, query: &str, count: usize) -> Vec<Item> {
    let mut path = format!("/get-saved-messages-media{query}");
    let mut items = Vec::new();
    for _ in 0..count {
        let page = browser.get(&path).await.is(200);
        items.extend(items_of(&page));
        match next(&page) {
            Some(next) => path = next,
            None => break,
        }
    }
    items
}
