//! Connections that go silent: given up after their time limit, and made anew.

use std::time::{Duration, Instant};

use sandbox::content::ramp;
use sandbox::faults::{Effect, Fault};

use super::bench::{Bench, DEMO, everything, named, read};
use crate::config::CallLimits;
use crate::telegram::Error;

const SHORT: Duration = Duration::from_millis(800);
const MIB: u64 = 1024 * 1024;

async fn impatient() -> Bench {
    Bench::start_with(|limits| limits.calls = CallLimits { call: SHORT, transfer: SHORT, ..limits.calls }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_stays_unanswered_is_made_again() {
    let bench = impatient().await;
    let account = bench.sign_in(DEMO).await;
    let before = everything(&account).await.len();
    bench.sandbox().add_fault(Fault::new("messages.search", Effect::Silence)).expect("a fault");
    let begun = Instant::now();
    assert_eq!(everything(&account).await.len(), before);
    assert!(begun.elapsed() >= SHORT, "there was a silence");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_that_stays_unanswered_is_fetched_again() {
    let bench = impatient().await;
    let account = bench.sign_in(DEMO).await;
    let large = named(&account, "four-gibibytes.bin").await;
    bench.sandbox().add_fault(Fault::new("upload.getFile", Effect::Silence).after(2)).expect("a fault");
    let begun = Instant::now();
    assert!(read(&account, large.id, 0..3 * MIB).await.expect("repaired") == ramp(0, 3 * MIB as usize));
    assert!(begun.elapsed() >= SHORT, "there was a silence");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silence_that_lasts_is_told() {
    let bench = impatient().await;
    let account = bench.sign_in(DEMO).await;
    bench.sandbox().add_fault(Fault::new("messages.getSearchCounters", Effect::Silence).forever()).expect("a fault");
    assert!(matches!(account.media_counts().await, Err(Error::Unavailable(_))));
    bench.sandbox().clear_faults();
    account.media_counts().await.expect("silence ends nothing");
}

/// A reader waits no longer than that for one silence.
#[test]
fn the_limits_are_bearable() {
    let CallLimits { call, transfer, .. } = CallLimits::default();
    assert!(call.max(transfer) <= Duration::from_secs(35));
}
