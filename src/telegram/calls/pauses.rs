//! The pauses between several attempts.

use std::time::{Duration, Instant};

/// How long to wait before each further attempt: not at all, then ever longer, until too much time has passed since the first failure.
#[derive(Clone, Debug)]
pub struct Pauses {
    next: Duration,
    longest: Duration,
    limit: Duration,
    /// When the first attempt failed.
    failed: Option<Instant>,
    at_once: bool,
}

impl Pauses {
    /// No failure yet. After the first one, attempts are made for `limit`.
    pub fn new(first: Duration, longest: Duration, limit: Duration) -> Self {
        Self { next: first, longest, limit, failed: None, at_once: true }
    }

    /// Records a failure, and returns the pause before the next attempt; `None` when there is to be none.
    pub fn next(&mut self) -> Option<Duration> {
        self.next_at(Instant::now())
    }

    fn next_at(&mut self, now: Instant) -> Option<Duration> {
        let passed = now.saturating_duration_since(*self.failed.get_or_insert(now));
        if passed >= self.limit {
            return None;
        }
        if std::mem::take(&mut self.at_once) {
            return Some(Duration::ZERO);
        }
        let pause = self.next.min(self.limit - passed);
        self.next = (self.next * 2).min(self.longest);
        Some(pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pauses of something that always fails at once, in milliseconds.
    fn all(mut pauses: Pauses) -> Vec<u128> {
        let (mut now, mut taken) = (Instant::now(), Vec::new());
        while let Some(pause) = pauses.next_at(now) {
            taken.push(pause.as_millis());
            now += pause;
        }
        taken
    }

    #[test]
    fn pauses_grow_and_end() {
        let ms = Duration::from_millis;
        assert_eq!(all(Pauses::new(ms(100), ms(400), ms(1500))), [0, 100, 200, 400, 400, 400]);
        assert!(all(Pauses::new(ms(100), ms(400), ms(0))).is_empty(), "no further attempt");
        assert_eq!(all(Pauses::new(ms(100), ms(400), ms(50))), [0, 50], "the last attempt is made when the time is up");
    }

    #[test]
    fn there_is_time_for_telegram_to_recover() {
        let limits = crate::config::CallLimits::default();
        let of_files = all(Pauses::new(limits.pause, limits.max_pause, limits.transfer_outage));
        assert!(of_files.iter().sum::<u128>() >= 10_000 && (6..20).contains(&of_files.len()), "{of_files:?}");
        let of_keys = all(Pauses::new(limits.pause, limits.unknown_key / 4, limits.unknown_key));
        assert!(of_keys.iter().sum::<u128>() >= 60_000 && (6..20).contains(&of_keys.len()), "{of_keys:?}");
    }
}
