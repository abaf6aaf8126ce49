//! Limits on how many operations run at once for a key, such as the streams of an account.
//!
//! A stream whose client has stopped reading (a paused film) does not count for ever: after some time its place is given to a new one that needs it. When
//! the client reads on, it counts again, and nothing breaks.

use std::collections::HashMap;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_util::Stream;

/// A limit for each key.
pub struct ConcurrencyLimit<K: Eq + Hash> {
    max: usize,
    /// How long a stream keeps its place without being read.
    unread: Option<Duration>,
    running: Running<K>,
}

type Running<K> = Arc<Mutex<HashMap<K, Vec<Arc<Operation>>>>>;

/// Permission for one operation; released when dropped.
pub struct Permit<K: Eq + Hash> {
    key: K,
    operation: Arc<Operation>,
    running: Running<K>,
}

/// An operation that runs.
struct Operation(Mutex<Progress>);

#[derive(Clone, Copy)]
enum Progress {
    /// It goes on, or does not depend on being read.
    Moving,
    /// It has waited for its client since then.
    Unread(Instant),
    /// The same, and another one has its place.
    Displaced,
}

impl<K: Eq + Hash + Clone> ConcurrencyLimit<K> {
    /// Allows `max` operations at once for each key.
    pub fn new(max: usize) -> Self {
        Self { max, unread: None, running: Arc::default() }
    }

    /// The same for streams, of which those that are not read for so long count no more.
    pub fn of_streams(max: usize, unread: Duration) -> Self {
        Self { unread: Some(unread), ..Self::new(max) }
    }

    /// Acquires a permit; `None` if the key is at its limit.
    pub fn acquire(&self, key: K) -> Option<Permit<K>> {
        let mut running = lock(&self.running);
        let operations = running.entry(key.clone()).or_default();
        let counted = operations.iter().filter(|operation| operation.counts()).count();
        if counted >= self.max && !(counted == self.max && self.displace(operations)) {
            return None;
        }
        let operation = Arc::new(Operation(Mutex::new(Progress::Moving)));
        operations.push(operation.clone());
        Some(Permit { key, operation, running: self.running.clone() })
    }

    /// Takes the place of the stream that was not read for longest. Whether there was one.
    fn displace(&self, operations: &[Arc<Operation>]) -> bool {
        let Some(limit) = self.unread else { return false };
        let unread = operations.iter().filter_map(|operation| Some((operation.unread_since()?, operation)));
        match unread.min_by_key(|(since, _)| *since) {
            Some((since, operation)) if since.elapsed() >= limit => {
                operation.set(Progress::Displaced);
                true
            }
            _ => false,
        }
    }
}

impl Operation {
    fn counts(&self) -> bool {
        !matches!(*self.lock(), Progress::Displaced)
    }

    fn unread_since(&self) -> Option<Instant> {
        match *self.lock() {
            Progress::Unread(since) => Some(since),
            Progress::Moving | Progress::Displaced => None,
        }
    }

    fn set(&self, progress: Progress) {
        *self.lock() = progress;
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash> Drop for Permit<K> {
    fn drop(&mut self) {
        let mut running = lock(&self.running);
        if let Some(operations) = running.get_mut(&self.key) {
            operations.retain(|operation| !Arc::ptr_eq(operation, &self.operation));
            if operations.is_empty() {
                running.remove(&self.key);
            }
        }
    }
}

fn lock<K>(running: &Running<K>) -> MutexGuard<'_, HashMap<K, Vec<Arc<Operation>>>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A stream that holds a permit until it is dropped.
pub struct WithPermit<S, K: Eq + Hash> {
    stream: S,
    permit: Permit<K>,
}

impl<S, K: Eq + Hash> WithPermit<S, K> {
    /// Gives the stream its permit.
    pub fn new(stream: S, permit: Permit<K>) -> Self {
        Self { stream, permit }
    }
}

impl<S: Stream + Unpin, K: Eq + Hash + Unpin> Stream for WithPermit<S, K> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // The client reads on.
        self.permit.operation.set(Progress::Moving);
        let polled = Pin::new(&mut self.stream).poll_next(context);
        if polled.is_ready() {
            self.permit.operation.set(Progress::Unread(Instant::now()));
        }
        polled
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    #[test]
    fn permits_are_released() {
        let limit = ConcurrencyLimit::new(2);
        let (one, two) = (limit.acquire("a"), limit.acquire("a"));
        assert!(one.is_some() && two.is_some() && limit.acquire("a").is_none());
        assert!(limit.acquire("b").is_some(), "each key has its own limit");
        drop(one);
        assert!(limit.acquire("a").is_some());
        drop(two);
        assert!(lock(&limit.running).is_empty());
    }

    #[tokio::test]
    async fn a_stream_that_is_not_read_gives_its_place_away_and_counts_again_when_it_is() {
        let limit = ConcurrencyLimit::of_streams(2, Duration::ZERO);
        let numbers = || futures_util::stream::iter(0..10);
        let mut paused = WithPermit::new(numbers(), limit.acquire("a").expect("the first"));
        let moving = limit.acquire("a").expect("the second");
        assert!(limit.acquire("a").is_none(), "nobody has begun to read");
        assert_eq!(paused.next().await, Some(0));
        let third = limit.acquire("a").expect("the paused one's place");
        assert!(limit.acquire("a").is_none(), "of those that move there are two");
        assert_eq!(paused.next().await, Some(1), "nothing breaks");
        drop(moving);
        assert!(limit.acquire("a").is_some(), "the paused one counts as paused again");
        drop((paused, third));
        let strict = ConcurrencyLimit::of_streams(1, Duration::from_secs(30));
        let mut stream = WithPermit::new(numbers(), strict.acquire("a").expect("the first"));
        stream.next().await;
        assert!(strict.acquire("a").is_none(), "it was read a moment ago");
    }
}
