//! The sandbox's time: real time, or so much before or after it. Tests move it instead of waiting.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The clock of a sandbox. Message ids contain its time, and clients correct their clocks by them.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Seconds.
    ahead: AtomicI64,
}

impl Clock {
    /// Unix seconds, as in Telegram's dates.
    pub(crate) fn now(&self) -> i32 {
        i32::try_from(self.seconds()).unwrap_or(i32::MAX)
    }

    /// Unix seconds.
    pub(crate) fn seconds(&self) -> i64 {
        self.since_1970().as_secs() as i64
    }

    /// The lowest message id of this moment: Unix seconds in the upper 32 bits, their fraction in the lower.
    pub(crate) fn message_id(&self) -> i64 {
        let now = self.since_1970();
        let fraction = (u64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
        ((now.as_secs() << 32 | fraction) & !3) as i64
    }

    /// Sets how many seconds it is ahead of real time.
    pub(crate) fn set_ahead(&self, seconds: i64) {
        self.ahead.store(seconds, Ordering::Relaxed);
    }

    /// Moves the time forward.
    #[cfg(test)]
    pub(crate) fn advance(&self, by: Duration) {
        self.ahead.fetch_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    fn since_1970(&self) -> Duration {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let ahead = self.ahead.load(Ordering::Relaxed);
        let by = Duration::from_secs(ahead.unsigned_abs());
        if ahead < 0 { real.saturating_sub(by) } else { real.saturating_add(by) }
    }
}
