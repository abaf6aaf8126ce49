//! The sandbox's one source of time: the real one, which tests can move forward instead of waiting.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Seconds since 1970, as Telegram writes dates.
#[derive(Debug, Default)]
pub struct Clock {
    ahead: AtomicI64,
}

impl Clock {
    /// Now.
    pub fn now(&self) -> i32 {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let seconds = i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX);
        i32::try_from(seconds.saturating_add(self.ahead.load(Ordering::Relaxed))).unwrap_or(i32::MAX)
    }

    /// Lets time pass at once.
    pub fn advance(&self, by: Duration) {
        self.ahead.fetch_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }
}
