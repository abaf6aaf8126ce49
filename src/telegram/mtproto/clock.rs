//! The server's time. Message ids are made of it, and the server refuses those that are 30 s ahead or 300 s behind
//! (<https://core.telegram.org/mtproto/description#message-identifier-msg-id>).
//!
//! Once it is known, it goes on by the monotonic clock: this computer's time may be wrong, or be set while the server runs.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tracing::warn;

/// The server's time, as far as it is known. All connections of an account share it.
#[derive(Debug, Default)]
pub struct ServerClock {
    reading: Mutex<Option<Reading>>,
    /// How far this computer's time was ahead when that was logged, in seconds.
    logged: Mutex<Option<i64>>,
}

/// By how many seconds this computer's time may differ from the server's before that is logged, and by how many more before it is logged again.
const TOLERANCE: i64 = 30;

/// The server's time at a moment.
#[derive(Clone, Copy, Debug)]
struct Reading {
    at: Instant,
    /// Since 1970.
    time: Duration,
}

impl ServerClock {
    /// The time since 1970: the server's, or this computer's while that is unknown.
    pub fn now(&self) -> Duration {
        match *self.lock() {
            Some(Reading { at, time }) => time + at.elapsed(),
            None => SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
        }
    }

    /// Whether the server has told its time.
    pub fn is_known(&self) -> bool {
        self.lock().is_some()
    }

    /// The server has told its time, since 1970.
    pub fn set(&self, time: Duration) {
        *self.lock() = Some(Reading { at: Instant::now(), time });
        let own = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        if let Some(ahead) = self.news(own.as_secs() as i64 - time.as_secs() as i64) {
            warn!(ahead_seconds = ahead, "this computer's clock is wrong; telegram's time is used instead");
        }
    }

    /// How far this computer's time is ahead, if that is to be logged.
    fn news(&self, ahead: i64) -> Option<i64> {
        let mut logged = self.logged.lock().unwrap_or_else(PoisonError::into_inner);
        if ahead.abs() <= TOLERANCE {
            *logged = None;
            return None;
        }
        let is_news = logged.is_none_or(|logged| (ahead - logged).abs() > TOLERANCE);
        if is_news {
            *logged = Some(ahead);
        }
        is_news.then_some(ahead)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Reading>> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_time_counts_once_it_is_known() {
        let clock = ServerClock::default();
        assert!(!clock.is_known() && clock.now() > Duration::from_secs(1_700_000_000));
        clock.set(Duration::from_secs(1000));
        assert!(clock.is_known());
        assert!((1000..1060).contains(&clock.now().as_secs()));
    }

    #[test]
    fn a_wrong_clock_is_logged_once() {
        let clock = ServerClock::default();
        let logged: Vec<_> = [0, 5, 45, 46, 3600, 3590, 0, -45].into_iter().map(|ahead| clock.news(ahead)).collect();
        assert_eq!(logged, [None, None, Some(45), None, Some(3600), None, None, Some(-45)]);
    }
}
