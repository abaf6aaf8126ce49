//! The server's time. Message ids are made of it, and the server refuses those that are 30 s ahead or 300 s behind
//! (<https://core.telegram.org/mtproto/description#message-identifier-msg-id>).
//!
//! Once it is known, it goes on by the monotonic clock: this computer's time may be wrong, or be set while the server runs.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The server's time, as far as it is known. All connections of an account share it.
#[derive(Debug, Default)]
pub struct ServerClock(Mutex<Option<Reading>>);

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
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Reading>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
}
