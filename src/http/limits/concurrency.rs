//! Limits on how many operations run at once for a key, such as the streams of an account.

use std::collections::HashMap;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::Stream;

/// A limit for each key.
pub struct ConcurrencyLimit<K: Eq + Hash> {
    max: usize,
    running: Arc<Mutex<HashMap<K, usize>>>,
}

/// Permission for one operation; released when dropped.
pub struct Permit<K: Eq + Hash> {
    key: K,
    running: Arc<Mutex<HashMap<K, usize>>>,
}

impl<K: Eq + Hash + Clone> ConcurrencyLimit<K> {
    /// Allows `max` operations at once for each key.
    pub fn new(max: usize) -> Self {
        Self { max, running: Arc::default() }
    }

    /// Acquires a permit; `None` if the key is at its limit.
    pub fn acquire(&self, key: K) -> Option<Permit<K>> {
        let mut running = lock(&self.running);
        let count = running.entry(key.clone()).or_default();
        (*count < self.max).then(|| {
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

/// A stream that holds a permit until it is dropped.
pub struct WithPermit<S, K: Eq + Hash> {
    stream: S,
    _permit: Permit<K>,
}

impl<S, K: Eq + Hash> WithPermit<S, K> {
    /// Gives the stream its permit.
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
}
