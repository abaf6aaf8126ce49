//! Limits on how often something may be tried for a key: a token bucket for each, stored as the time at which it is full again.
//!
//! Buckets are in memory: a restart resets them, and each instance has its own. Telegram's own limits apply in any case.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::limited::Limited;
use crate::config::sign_in::Allowance;

/// From this many keys on, full buckets are dropped before a key is added.
const SWEEP_ABOVE: usize = 10_000;
/// The largest number of keys. More are refused until buckets are full again and can be dropped.
const CAPACITY: usize = 100_000;

/// A limit for each key.
pub struct RateLimit<K> {
    allowance: Allowance,
    full_again: Mutex<HashMap<K, Instant>>,
}

impl<K: Eq + Hash> RateLimit<K> {
    /// A limit without attempts so far.
    pub fn new(allowance: Allowance) -> Self {
        Self { allowance, full_again: Mutex::default() }
    }

    /// Counts an attempt, unless the limit is reached.
    pub fn attempt(&self, key: K) -> Result<(), Limited> {
        self.attempt_at(key, Instant::now()).map_err(|wait| Limited { wait })
    }

    /// Takes back an attempt that was counted.
    pub fn take_back(&self, key: &K) {
        let Allowance { count, period } = self.allowance;
        let mut full_again = self.full_again.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(moment) = full_again.get_mut(key) {
            *moment = moment.checked_sub(period / count.max(1)).unwrap_or(*moment);
        }
    }

    fn attempt_at(&self, key: K, now: Instant) -> Result<(), Duration> {
        let Allowance { count, period } = self.allowance;
        let one = period / count.max(1);
        let mut full_again = self.full_again.lock().unwrap_or_else(PoisonError::into_inner);
        if full_again.len() >= SWEEP_ABOVE && !full_again.contains_key(&key) {
            full_again.retain(|_, moment| *moment > now);
            if full_again.len() >= CAPACITY {
                return Err(one);
            }
        }
        let moment = full_again.entry(key).or_insert(now);
        let after = (*moment).max(now) + one;
        let excess = after.saturating_duration_since(now + period);
        if excess.is_zero() {
            *moment = after;
            Ok(())
        } else {
            Err(excess)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE_A_MINUTE: Allowance = Allowance { count: 3, period: Duration::from_secs(60) };

    #[test]
    fn a_burst_is_allowed_then_a_steady_rate() {
        let (limit, start) = (RateLimit::new(THREE_A_MINUTE), Instant::now());
        for _ in 0..3 {
            assert_eq!(limit.attempt_at("a", start), Ok(()));
        }
        assert_eq!(limit.attempt_at("a", start), Err(Duration::from_secs(20)));
        assert_eq!(limit.attempt_at("b", start), Ok(()), "each key has its own bucket");
        let later = start + Duration::from_secs(20);
        assert_eq!(limit.attempt_at("a", later), Ok(()));
        assert_eq!(limit.attempt_at("a", later), Err(Duration::from_secs(20)));
    }

    #[test]
    fn a_pause_allows_one_burst() {
        let (limit, start) = (RateLimit::new(THREE_A_MINUTE), Instant::now());
        assert_eq!(limit.attempt_at("a", start), Ok(()));
        let later = start + Duration::from_secs(3600);
        for _ in 0..3 {
            assert_eq!(limit.attempt_at("a", later), Ok(()));
        }
        assert!(limit.attempt_at("a", later).is_err());
    }

    #[test]
    fn an_attempt_that_is_taken_back_does_not_count() {
        let (limit, start) = (RateLimit::new(THREE_A_MINUTE), Instant::now());
        for _ in 0..10 {
            assert_eq!(limit.attempt_at("a", start), Ok(()));
            limit.take_back(&"a");
        }
        limit.take_back(&"b");
        for _ in 0..3 {
            assert_eq!(limit.attempt_at("a", start), Ok(()));
        }
        assert!(limit.attempt_at("a", start).is_err());
    }

    #[test]
    fn full_buckets_are_dropped() {
        let (limit, start) = (RateLimit::new(THREE_A_MINUTE), Instant::now());
        for key in 0..SWEEP_ABOVE {
            assert_eq!(limit.attempt_at(key, start), Ok(()));
        }
        assert_eq!(limit.attempt_at(SWEEP_ABOVE, start + Duration::from_secs(61)), Ok(()));
        assert_eq!(limit.full_again.lock().unwrap().len(), 1);
    }
}
