use std::collections::HashSet;

use sandbox::Fault;

use super::bench::{Bench, DEMO, EMPTY, ENDLESS, all_items};
use crate::telegram::{MediaKind, MediaPage, MediaQuery, MessageId};

const KINDS: [MediaKind; 6] =
    [MediaKind::Photo, MediaKind::Video, MediaKind::Audio, MediaKind::Voice, MediaKind::Animation, MediaKind::Document];

#[tokio::test(flavor = "multi_thread")]
async fn counts_lists_and_calendars_of_every_kind_agree() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let counts = account.media_counts().await.expect("counts");
    let all = all_items(&account).await;
    assert_eq!(all.len() as u64, counts.all());
    assert!(all.is_sorted_by(|newer, older| newer.id > older.id));
    let of_kind = [counts.photo, counts.video, counts.audio, counts.voice, counts.animation, counts.document];
    for (kind, count) in KINDS.into_iter().zip(of_kind) {
        let query = MediaQuery { limit: 500, kind: Some(kind), ..MediaQuery::default() };
        let page = account.list_media(&query).await.expect("a page");
        assert_eq!((page.items.len() as u64, page.total), (count, Some(count)), "{kind:?}");
        assert!(page.items.iter().all(|media| media.kind == kind));
        let days = account.media_calendar(Some(kind)).await.expect("a calendar");
        assert_eq!(days.iter().map(|day| day.count).sum::<u64>(), count, "{kind:?}");
    }
    let days = account.media_calendar(None).await.expect("a calendar");
    assert_eq!(days.iter().map(|day| day.count).sum::<u64>(), counts.all());
    assert!(days.is_sorted_by(|newer, older| newer.date > older.date));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_any_size_have_the_same_items() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let whole: Vec<_> = all_items(&account).await.into_iter().map(|media| media.id).collect();
    for limit in [1, 3, 7] {
        let mut ids = Vec::new();
        let mut query = MediaQuery { limit, ..MediaQuery::default() };
        loop {
            let page = account.list_media(&query).await.expect("a page");
            assert!(page.items.len() <= limit as usize);
            assert_eq!(page.total, Some(whole.len() as u64));
            ids.extend(page.items.iter().map(|media| media.id));
            let Some(next) = page.next else { break };
            query.before = Some(next);
        }
        assert_eq!(ids, whole, "in pages of {limit}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_of_100_000_takes_one_search() {
    let bench = Bench::start().await;
    let account = bench.sign_in(ENDLESS).await;
    bench.sandbox().reset_counters();
    let page = account.list_media(&MediaQuery { limit: 100, ..MediaQuery::default() }).await.expect("a page");
    assert_eq!((page.items.len(), page.total), (100, Some(100_000)));
    assert_eq!(bench.calls("messages.search"), 1);
    let query = MediaQuery { limit: 500, before: page.next, ..MediaQuery::default() };
    let next = account.list_media(&query).await.expect("a page");
    let ids: HashSet<_> = page.items.iter().chain(&next.items).map(|media| media.id).collect();
    assert_eq!(ids.len(), 600);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_account_has_one_empty_page() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let page = account.list_media(&MediaQuery { limit: 100, ..MediaQuery::default() }).await.expect("a page");
    assert!(page.items.is_empty() && page.total == Some(0) && page.next.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_filtered_by_words_and_dates() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let query = MediaQuery { limit: 10, text: Some("thousand".to_owned()), ..MediaQuery::default() };
    let page = account.list_media(&query).await.expect("a page");
    assert!(page.items.iter().any(|media| media.name == "eight-thousand-parts.bin"));
    let all = all_items(&account).await;
    let middle = all[all.len() / 2].date;
    let query = MediaQuery { limit: 500, from: Some(middle), ..MediaQuery::default() };
    let newer = account.list_media(&query).await.expect("a page");
    assert_eq!(newer.total.expect("a total") as usize, all.iter().filter(|media| media.date >= middle).count());
    let query = MediaQuery { limit: 500, to: Some(middle), ..MediaQuery::default() };
    let older = account.list_media(&query).await.expect("a page");
    assert_eq!(older.items.len(), all.iter().filter(|media| media.date <= middle).count());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_text_and_a_filter_the_history_is_as_good_as_a_search() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let query = MediaQuery { limit: 20, ..MediaQuery::default() };
    let searched = account.list_media(&query).await.expect("a page");
    bench.sandbox().add_fault(Fault::error("messages.search", "SEARCH_QUERY_EMPTY")).expect("a fault");
    let page = account.list_media(&query).await.expect("a page");
    assert_eq!((ids(&page), page.total, page.next), (ids(&searched), searched.total, searched.next));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_read_beyond_a_period_that_the_server_ignores() {
    let bench = Bench::start().await;
    let account = bench.sign_in(ENDLESS).await;
    let middle = account.media_of(&[MessageId(50_000)]).await.expect("a message").remove(0).date;
    let periods = [(Some(middle), Some(middle + time::Duration::DAY)), (None, Some(middle)), (Some(middle), None)];
    let mut right = Vec::new();
    for (from, to) in periods {
        let query = MediaQuery { limit: 30, from, to, ..MediaQuery::default() };
        let page = account.list_media(&query).await.expect("a page");
        assert!(!page.items.is_empty() && page.total.is_some());
        right.push(page);
    }
    bench.sandbox().ignore_search_dates();
    for ((from, to), right) in periods.into_iter().zip(right) {
        let calls = || bench.calls("messages.search") + bench.calls("messages.getHistory");
        let before = calls();
        let query = MediaQuery { limit: 30, from, to, ..MediaQuery::default() };
        let page = account.list_media(&query).await.expect("a page");
        let made = calls() - before;
        assert_eq!(ids(&page), ids(&right), "{from:?} {to:?}");
        assert!(made <= 24, "{made} calls for one page of {from:?} {to:?}");
        assert!(page.total.is_none() || page.total == right.total, "{:?}", page.total);
    }
}

fn ids(page: &MediaPage) -> Vec<MessageId> {
    page.items.iter().map(|media| media.id).collect()
}
