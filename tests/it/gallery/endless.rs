//! An account with 100,000 media messages: nothing may cost more for that.

use crate::gallery::list::{days_of, pages};
use crate::harness::{ENDLESS, Item, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_page_costs_one_search() {
    let server = TestServer::start().await;
    let browser = server.sign_in(ENDLESS).await;
    server.sandbox().reset_counters();
    let answer = browser.get("/get-saved-messages-media").await.is(200);
    assert_eq!(answer.json().as_array().map(Vec::len), Some(100));
    assert_eq!(answer.header("x-total-count"), "100000");
    let listing = ["messages.search", "messages.getHistory", "messages.getMessages"];
    let calls: Vec<_> = listing.iter().map(|method| server.calls(method)).collect();
    assert_eq!(calls, [1, 0, 0], "{listing:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_go_on_without_gaps() {
    let server = TestServer::start().await;
    let browser = server.sign_in(ENDLESS).await;
    let whole = browser.items("?limit=500").await;
    assert_eq!(whole.len(), 500);
    let ids: Vec<_> = whole.iter().map(Item::id).collect();
    let paged: Vec<_> = pages(&browser, "?limit=120", 4).await.iter().map(Item::id).collect();
    assert_eq!(paged[..], ids[..480]);

    let last = whole.last().expect("some").id();
    let deep: Vec<_> = browser.items(&format!("?limit=10&before={}", last / 2)).await.iter().map(Item::id).collect();
    assert_eq!(deep.len(), 10);
    assert!(deep.iter().all(|id| *id < last / 2));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counts_and_days_cost_a_few_calls() {
    let server = TestServer::start().await;
    let browser = server.sign_in(ENDLESS).await;
    server.sandbox().reset_counters();
    let counts = browser.get("/media-counts").await.is(200).json();
    let sum: u64 = ["photo", "video", "audio", "voice", "animation", "document"]
        .iter()
        .filter_map(|kind| counts[*kind].as_u64())
        .sum();
    assert_eq!(sum, 100_000, "{counts}");
    assert!(server.calls("messages.getSearchCounters") <= 2);
    assert_eq!(server.calls("messages.search") + server.calls("messages.getHistory"), 0, "nothing is read for it");

    let days = browser.get("/media-calendar?type=photo").await.is(200).json();
    let days = days_of(&days);
    let photos: u64 = days.iter().map(|day| day.1).sum();
    assert_eq!(Some(photos), counts["photo"].as_u64());
    assert!(days.len() > 1000, "five years of days: {}", days.len());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn days_are_told_anew_only_as_far_as_they_changed() {
    let server = TestServer::start().await;
    let browser = server.sign_in(ENDLESS).await;
    let calls = || server.calls("messages.getSearchResultsCalendar");
    let calendar = async || browser.get("/media-calendar").await.is(200).json();
    let first = days_of(&calendar().await);
    let whole = calls();
    assert_eq!(first.iter().map(|day| day.1).sum::<u64>(), 100_000);
    assert!(whole > 30, "five years in {whole} calls");

    server.sandbox().reset_counters();
    assert_eq!(days_of(&calendar().await), first);
    assert_eq!(calls(), 5, "one for each filter");

    let old = browser.items("?limit=1&before=50000").await[0].clone();
    browser.delete(&format!("/media/{}", old.id())).await.is(200);
    let fresh = browser.upload_document("fresh.txt", b"fresh".to_vec()).await;
    server.sandbox().reset_counters();
    let told = calendar().await;
    assert!(calls() < whole, "{} calls", calls());
    assert_eq!(told[0]["newest"], fresh);
    let now = days_of(&told);
    assert_eq!(now.iter().map(|day| day.1).sum::<u64>(), 100_000);
    let date = &old.text("timestamp")[..10];
    let on = |days: &[(String, u64)]| days.iter().find(|day| day.0 == date).map(|day| day.1);
    assert_eq!(on(&now), on(&first).map(|count| count - 1));
    server.finish().await;
}
