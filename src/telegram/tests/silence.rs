//! Connections on which nothing arrives any more: given up after the time limit, and replaced.

use std::time::{Duration, Instant};

use sandbox::content::ramp;
use sandbox::faults::{Effect, Fault};

use super::bench::{Bench, DEMO, all_items, item_named, read};
use crate::config::CallLimits;
use crate::telegram::Error;

const SHORT: Duration = Duration::from_millis(800);
const MIB: u64 = 1024 * 1024;

async fn start_with_short_limits() -> Bench {
    Bench::start_with(|limits| limits.calls = CallLimits { call: SHORT, transfer: SHORT, ..limits.calls }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_call_is_repeated() {
    let bench = start_with_short_limits().await;
    let account = bench.sign_in(DEMO).await;
    let before = all_items(&account).await.len();
    bench.sandbox().add_fault(Fault::new("messages.search", Effect::Silence)).expect("a fault");
    let begun = Instant::now();
    assert_eq!(all_items(&account).await.len(), before);
    assert!(begun.elapsed() >= SHORT, "the time limit passed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_piece_is_fetched_again() {
    let bench = start_with_short_limits().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, "eight-thousand-parts.bin").await;
    bench.sandbox().add_fault(Fault::new("upload.getFile", Effect::Silence).after(2)).expect("a fault");
    let begun = Instant::now();
    assert!(read(&account, large.id, 0..3 * MIB).await.expect("repaired") == ramp(0, 3 * MIB as usize));
    assert!(begun.elapsed() >= SHORT, "the time limit passed");
}

#[tokio::test(flavor = "multi_thread")]
async fn lasting_silence_is_an_error() {
    let bench = start_with_short_limits().await;
    let account = bench.sign_in(DEMO).await;
    bench.sandbox().add_fault(Fault::new("messages.getSearchCounters", Effect::Silence).forever()).expect("a fault");
    assert!(matches!(account.media_counts().await, Err(Error::Unavailable(_))));
    bench.sandbox().clear_faults();
    account.media_counts().await.expect("the account is usable afterwards");
}

/// The longest time that a reader waits for one silent connection.
#[test]
fn time_limits_are_short_enough() {
    let CallLimits { call, transfer, .. } = CallLimits::default();
    assert!(call.max(transfer) <= Duration::from_secs(35));
}
