//! Read-ahead over sources that are slow, fail, and answer in any order.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use proptest::prelude::*;
use tokio_util::bytes::Bytes;

use super::*;

const MIB: u64 = 1024 * 1024;

/// At each offset its remainder by 251. (Copied a period at a time: there are hundreds of MiB of it.)
fn bytes(range: Range<u64>) -> Bytes {
    let period: Vec<u8> = (0..251).collect();
    let (start, length) = ((range.start % 251) as usize, (range.end - range.start) as usize);
    Bytes::from(period.repeat(length / 251 + 2)).slice(start..start + length)
}

/// A source whose pieces take a given number of the scheduler's turns each; one may fail.
#[derive(Clone)]
struct SlowSource {
    link: Option<LinkSpeed>,
    delays: Vec<u32>,
    fails_at: Option<usize>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    requested: usize,
    urgent: usize,
    under_way: HashMap<usize, u64>,
    max_bytes: u64,
}

/// A request that is neither answered nor cancelled.
struct UnderWay(Arc<Mutex<State>>, usize);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.lock().expect("not poisoned").under_way.remove(&self.1);
    }
}

impl SlowSource {
    fn new(delays: Vec<u32>) -> Self {
        Self { link: None, delays, fails_at: None, state: Arc::default() }
    }

    fn under_way(&self) -> usize {
        self.state.lock().expect("not poisoned").under_way.len()
    }
}

impl PieceSource for SlowSource {
    type Error = &'static str;

    fn request(&self, piece: Piece, urgent: bool) -> PieceFuture<Self::Error> {
        let mut state = self.state.lock().expect("not poisoned");
        let number = state.requested;
        state.requested += 1;
        state.urgent += usize::from(urgent);
        state.under_way.insert(number, u64::from(piece.limit));
        state.max_bytes = state.max_bytes.max(state.under_way.values().sum());
        let guard = UnderWay(self.state.clone(), number);
        let delay = self.delays[number % self.delays.len()];
        let fails = self.fails_at == Some(number);
        // A task, because requests make progress without being polled.
        let task = tokio::spawn(async move {
            for _ in 0..delay {
                tokio::task::yield_now().await;
            }
            match fails {
                true => Err("broken"),
                false => Ok(bytes(piece.offset..piece.offset + u64::from(piece.expected))),
            }
        });
        let task = tokio_util::task::AbortOnDropHandle::new(task);
        Box::pin(async move {
            let _guard = guard;
            task.await.expect("no panic")
        })
    }

    fn link(&self) -> Option<LinkSpeed> {
        self.link
    }
}

async fn read(source: &SlowSource, range: Range<u64>, size: u64) -> Result<Vec<u8>, &'static str> {
    let budget = Budget::new(BUDGET_PER_ACCOUNT);
    let plan = Plan::new(ByteRange::new(range).expect("not empty"), size).expect("inside");
    let mut stream = ReadAhead::open(source.clone(), plan, budget.clone()).await?;
    let mut received = Vec::new();
    while let Some(chunk) = stream.next().await {
        received.extend_from_slice(&chunk?);
    }
    assert_eq!(budget.taken(), 0, "everything is released");
    Ok(received)
}

fn block_on<T>(run: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(run)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_range_is_delivered_complete_and_in_order(
        size in 1u64..12 * MIB,
        start in any::<u64>(),
        length in 1u64..6 * MIB,
        delays in prop::collection::vec(0u32..40, 1..20),
        rate in 1u64..100_000_000,
        known in any::<bool>(),
    ) {
        let start = start % size;
        let range = start..(start + length).min(size);
        let mut source = SlowSource::new(delays);
        source.link = known.then(|| LinkSpeed { round_trip: Duration::from_millis(60), bytes_per_second: rate });
        let received = block_on(read(&source, range.clone(), size)).expect("no failure");
        prop_assert!(received == bytes(range));
        prop_assert_eq!(source.under_way(), 0);
        let state = source.state.lock().expect("not poisoned");
        prop_assert!(state.max_bytes <= 8 * MIB);
        prop_assert!(state.urgent >= 1);
    }

    #[test]
    fn a_failed_piece_ends_the_stream_and_cancels_the_others(
        fails_at in 0usize..12,
        delays in prop::collection::vec(0u32..40, 1..20),
    ) {
        let source = SlowSource { fails_at: Some(fails_at), ..SlowSource::new(delays) };
        let size = 20 * MIB;
        prop_assert_eq!(block_on(read(&source, 0..size, size)), Err("broken"));
        prop_assert_eq!(source.under_way(), 0);
    }
}

#[test]
fn nothing_is_requested_for_a_stopped_reader_and_dropping_it_cancels_everything() {
    block_on(async {
        let source = SlowSource::new(vec![10]);
        let budget = Budget::new(BUDGET_PER_ACCOUNT);
        let size = 1000 * MIB;
        let plan = Plan::new(ByteRange::new(0..size).expect("not empty"), size).expect("inside");
        let mut stream = ReadAhead::open(source.clone(), plan, budget.clone()).await.expect("opened");
        for _ in 0..20 {
            stream.next().await.expect("a chunk").expect("bytes");
        }
        let requested = source.state.lock().expect("not poisoned").requested;
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        assert_eq!(source.state.lock().expect("not poisoned").requested, requested);
        assert!(budget.taken() > 0 && budget.taken() <= 8 * MIB);
        drop(stream);
        assert_eq!((source.under_way(), budget.taken()), (0, 0));
    });
}

#[test]
fn without_a_budget_a_stream_still_makes_progress() {
    block_on(async {
        let source = SlowSource::new(vec![5]);
        let budget = Budget::new(0);
        let size = 3 * MIB;
        let plan = Plan::new(ByteRange::new(0..size).expect("not empty"), size).expect("inside");
        let stream = ReadAhead::open(source.clone(), plan, budget).await.expect("opened");
        let chunks: Vec<_> = stream.map(|chunk| chunk.expect("bytes")).collect().await;
        assert_eq!(chunks.iter().map(Bytes::len).sum::<usize>() as u64, size);
        assert_eq!(source.state.lock().expect("not poisoned").max_bytes, MAX_PIECE, "one at a time");
    });
}
