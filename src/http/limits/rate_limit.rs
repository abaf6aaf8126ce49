//! Limits on how often something may be tried, by any key: a token bucket each, kept as the moment when it will be full again.
//!
//! They are kept in memory: a restart forgives, and several instances each count for themselves. Telegram's own limits stand behind them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::limited::Limited;
use crate::config::sign_in::Allowance;

/// Above that many keys, those whose bucket is full again are dropped before a new one is added.
const SWEEP_ABOVE: usize = 10_000;
/// And above that many, the table is full: a new key has to wait for a sweep to find room.
const CAPACITY: usize = 100_000;

/// One limit over many keys.
pub struct RateLimit<K> {
    allowance: Allowance,
    full_again: Mutex<HashMap<K, Instant>>,
}

impl<K: Eq + Hash> RateLimit<K> {
    /// No attempts counted yet.
    pub fn new(allowance: Allowance) -> Self {
        Self { allowance, full_again: Mutex::default() }
    }

    /// Counts an attempt, or says how long to wait before the next.
    pub fn attempt(&self, key: K) -> Result<(), Limited> {
        self.attempt_at(key, Instant::now()).map_err(|wait| Limited { wait })
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
    fn a_burst_passes_then_one_at_a_time() {
        let (limit, start) = (RateLimit::new(THREE_A_MINUTE), Instant::now());
        for _ in 0..3 {
            assert_eq!(limit.attempt_at("a", start), Ok(()));
        }
        assert_eq!(limit.attempt_at("a", start), Err(Duration::from_secs(20)));
        assert_eq!(limit.attempt_at("b", start), Ok(()), "each key for itself");
        let later = start + Duration::from_secs(20);
        assert_eq!(limit.attempt_at("a", later), Ok(()));
        assert_eq!(limit.attempt_at("a", later), Err(Duration::from_secs(20)));
    }

    #[test]
    fn a_long_pause_gives_no_more_than_a_burst() {
        let (limit, start) = (RateLimit::new(THREE_A_MINUTE), Instant::now());
        assert_eq!(limit.attempt_at("a", start), Ok(()));
        let later = start + Duration::from_secs(3600);
        for _ in 0..3 {
            assert_eq!(limit.attempt_at("a", later), Ok(()));
        }
        assert!(limit.attempt_at("a", later).is_err());
    }

    #[test]
    fn keys_that_are_full_again_make_room() {
        let (limit, start) = (RateLimit::new(THREE_A_MINUTE), Instant::now());
        for key in 0..SWEEP_ABOVE {
            assert_eq!(limit.attempt_at(key, start), Ok(()));
        }
        assert_eq!(limit.attempt_at(SWEEP_ABOVE, start + Duration::from_secs(61)), Ok(()));
        assert_eq!(limit.full_again.lock().unwrap().len(), 1);
    }
}
