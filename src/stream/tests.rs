//! The reader over sources that are slow, fail, and answer in any order.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use proptest::prelude::*;
use tokio_util::bytes::Bytes;

use super::*;

const MIB: u64 = 1024 * 1024;

fn byte(at: u64) -> u8 {
    (at % 251) as u8
}

/// A source in which every piece takes its own time; some fail.
#[derive(Clone)]
struct Slow {
    link: Option<LinkSpeed>,
    delays: Vec<u64>,
    fails_at: Option<usize>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    asked: usize,
    urgent: usize,
    under_way: HashMap<usize, u64>,
    most: u64,
}

/// Asked for and neither answered nor given up.
struct UnderWay(Arc<Mutex<State>>, usize);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.lock().expect("not poisoned").under_way.remove(&self.1);
    }
}

impl Slow {
    fn new(delays: Vec<u64>) -> Self {
        Self { link: None, delays, fails_at: None, state: Arc::default() }
    }

    fn under_way(&self) -> usize {
        self.state.lock().expect("not poisoned").under_way.len()
    }
}

impl Chunks for Slow {
    type Error = &'static str;

    fn ask(&self, piece: Piece, urgent: bool) -> Asked<Self::Error> {
        let mut state = self.state.lock().expect("not poisoned");
        let number = state.asked;
        state.asked += 1;
        state.urgent += usize::from(urgent);
        state.under_way.insert(number, u64::from(piece.limit));
        state.most = state.most.max(state.under_way.values().sum());
        let guard = UnderWay(self.state.clone(), number);
        let delay = Duration::from_micros(self.delays[number % self.delays.len()]);
        let fails = self.fails_at == Some(number);
        // Moves on by itself, as a fetch does.
        let task = tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            match fails {
                true => Err("broken"),
                false => Ok((piece.offset..piece.offset + u64::from(piece.expected)).map(byte).collect::<Bytes>()),
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

async fn read(source: &Slow, range: std::ops::Range<u64>, size: u64) -> Result<Vec<u8>, &'static str> {
    let budget = Budget::new(PER_ACCOUNT);
    let plan = Plan::new(ByteRange::new(range).expect("not empty"), size).expect("inside");
    let mut reader = Reader::open(source.clone(), plan, budget.clone()).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = reader.next().await {
        bytes.extend_from_slice(&chunk?);
    }
    assert_eq!(budget.taken(), 0, "everything was given back");
    Ok(bytes)
}

fn block_on<T>(run: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(run)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_range_comes_whole_and_in_order_whatever_comes_first(
        size in 1u64..12 * MIB,
        start in any::<u64>(),
        length in 1u64..6 * MIB,
        delays in prop::collection::vec(0u64..4000, 1..20),
        rate in 1u64..100_000_000,
        known in any::<bool>(),
    ) {
        let start = start % size;
        let range = start..(start + length).min(size);
        let mut source = Slow::new(delays);
        source.link = known.then(|| LinkSpeed { round_trip: Duration::from_millis(60), bytes_per_second: rate });
        let bytes = block_on(read(&source, range.clone(), size)).expect("no failure");
        prop_assert!(bytes == range.map(byte).collect::<Vec<_>>());
        prop_assert_eq!(source.under_way(), 0);
        let state = source.state.lock().expect("not poisoned");
        prop_assert!(state.most <= 8 * MIB);
        prop_assert!(state.urgent >= 1);
    }

    #[test]
    fn a_failure_ends_it_after_the_bytes_before_and_gives_up_the_rest(
        fails_at in 0usize..12,
        delays in prop::collection::vec(0u64..4000, 1..20),
    ) {
        let source = Slow { fails_at: Some(fails_at), ..Slow::new(delays) };
        let size = 20 * MIB;
        prop_assert_eq!(block_on(read(&source, 0..size, size)), Err("broken"));
        prop_assert_eq!(source.under_way(), 0);
    }
}

#[test]
fn a_reader_that_stops_is_not_fetched_for_and_one_that_leaves_gives_all_up() {
    block_on(async {
        let source = Slow::new(vec![10]);
        let budget = Budget::new(PER_ACCOUNT);
        let size = 1000 * MIB;
        let plan = Plan::new(ByteRange::new(0..size).expect("not empty"), size).expect("inside");
        let mut reader = Reader::open(source.clone(), plan, budget.clone()).await.expect("opened");
        for _ in 0..20 {
            reader.next().await.expect("a chunk").expect("bytes");
        }
        let asked = source.state.lock().expect("not poisoned").asked;
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        assert_eq!(source.state.lock().expect("not poisoned").asked, asked);
        assert!(budget.taken() > 0 && budget.taken() <= 8 * MIB);
        drop(reader);
        assert_eq!((source.under_way(), budget.taken()), (0, 0));
    });
}

#[test]
fn without_a_budget_a_stream_still_goes_on() {
    block_on(async {
        let source = Slow::new(vec![5]);
        let budget = Budget::new(0);
        let size = 3 * MIB;
        let plan = Plan::new(ByteRange::new(0..size).expect("not empty"), size).expect("inside");
        let reader = Reader::open(source.clone(), plan, budget).await.expect("opened");
        let chunks: Vec<_> = reader.map(|chunk| chunk.expect("bytes")).collect().await;
        assert_eq!(chunks.iter().map(Bytes::len).sum::<usize>() as u64, size);
        assert_eq!(source.state.lock().expect("not poisoned").most, LARGEST, "one at a time");
    });
}
