//! Limits on how many of something run at once, by any key: streams of one account, say.

use std::collections::HashMap;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::Stream;

/// One limit over many keys. Cheap to clone.
pub struct ConcurrencyLimit<K: Eq + Hash> {
    most: usize,
    running: Arc<Mutex<HashMap<K, usize>>>,
}

/// Permission to run one; given back when dropped.
pub struct Permit<K: Eq + Hash> {
    key: K,
    running: Arc<Mutex<HashMap<K, usize>>>,
}

impl<K: Eq + Hash + Clone> ConcurrencyLimit<K> {
    /// At most `most` at once for each key.
    pub fn new(most: usize) -> Self {
        Self { most, running: Arc::default() }
    }

    /// Acquires a permit; `None` when there are no more.
    pub fn acquire(&self, key: K) -> Option<Permit<K>> {
        let mut running = lock(&self.running);
        let count = running.entry(key.clone()).or_default();
        (*count < self.most).then(|| {
            *count += 1;
            Permit { key, running: Arc::clone(&self.running) }
        })
    }
}

impl<K: Eq + Hash> Drop for Permit<K> {
    fn drop(&mut self) {
        let mut running = lock(&self.running);
        if let Some(count) = running.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                running.remove(&self.key);
            }
        }
    }
}

fn lock<K>(running: &Mutex<HashMap<K, usize>>) -> MutexGuard<'_, HashMap<K, usize>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A stream that holds a permit for as long as it lives.
pub struct WithPermit<S, K: Eq + Hash> {
    stream: S,
    _permit: Permit<K>,
}

impl<S, K: Eq + Hash> WithPermit<S, K> {
    /// Ties the two together.
    pub fn new(stream: S, permit: Permit<K>) -> Self {
        Self { stream, _permit: permit }
    }
}

impl<S: Stream + Unpin, K: Eq + Hash + Unpin> Stream for WithPermit<S, K> {
    type Item = S::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.stream).poll_next(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_given_back() {
        let limit = ConcurrencyLimit::new(2);
        let (one, two) = (limit.acquire("a"), limit.acquire("a"));
        assert!(one.is_some() && two.is_some() && limit.acquire("a").is_none());
        assert!(limit.acquire("b").is_some(), "each key for itself");
        drop(one);
        assert!(limit.acquire("a").is_some());
        drop(two);
        assert!(lock(&limit.running).is_empty());
    }
}
