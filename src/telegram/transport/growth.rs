//! How many connections a lane uses.
//!
//! One stream needs four: Telegram gives a connection some 6 MB/s, and Telegram's own apps open as many. When several streams compete, further ones
//! are opened. They are kept if everything together then gets faster; where the line, or this computer, is the limit, they are given up again.

use std::time::{Duration, Instant};

/// As many as one stream uses.
pub const FOR_ONE_STREAM: usize = 4;
/// As many as are used while flood waits limit the rate: more would only exceed it again.
const WHILE_LIMITED: usize = 2;
/// After this time with further connections, it is known what they bring.
const TRIAL: Duration = Duration::from_secs(2);
/// Further connections bring something if everything together gets so much faster.
const GAIN: f64 = 1.1;
/// If they do not, none are opened for this time.
const REFUSAL: Duration = Duration::from_secs(60);

/// What is known about the use of further connections.
#[derive(Debug, Default)]
pub struct Growth {
    /// The rate, in bytes per second, of as many connections as one stream uses.
    before: Option<f64>,
    /// Since when more are in use.
    since: Option<Instant>,
    refused_until: Option<Instant>,
}

impl Growth {
    /// How many connections may be used, of `most`. `streams`: how many compete; `is_limited`: a flood wait limits the rate.
    pub fn limit(&self, most: usize, streams: usize, is_limited: bool, now: Instant) -> usize {
        let is_refused = self.refused_until.is_some_and(|until| now < until);
        let limit = match () {
            () if is_limited => WHILE_LIMITED,
            () if streams > 1 && !is_refused => most,
            () => FOR_ONE_STREAM,
        };
        limit.min(most)
    }

    /// Records the rate of `busy` connections together.
    pub fn record(&mut self, busy: usize, rate: f64, now: Instant) {
        if busy <= FOR_ONE_STREAM {
            self.since = None;
            if busy == FOR_ONE_STREAM {
                self.before = Some(rate);
            }
            return;
        }
        let since = *self.since.get_or_insert(now);
        if now.duration_since(since) >= TRIAL && self.before.is_some_and(|before| rate < before * GAIN) {
            self.refused_until = Some(now + REFUSAL);
            self.since = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: f64 = 1048576.0;

    /// The limit for several streams after three seconds with eight connections at that rate, and a minute later.
    fn after_trial(rate: f64) -> (usize, usize) {
        let (mut growth, begun) = (Growth::default(), Instant::now());
        growth.record(4, 24.0 * MIB, begun);
        for tenth in 0..30 {
            growth.record(8, rate, begun + Duration::from_millis(tenth * 100));
        }
        let limit = |seconds| growth.limit(8, 8, false, begun + Duration::from_secs(seconds));
        (limit(3), limit(64))
    }

    #[test]
    fn further_connections_stay_if_they_bring_something() {
        assert_eq!(after_trial(48.0 * MIB), (8, 8));
        assert_eq!(after_trial(25.0 * MIB), (4, 8));
    }

    #[test]
    fn one_stream_has_four_and_a_flood_leaves_two() {
        let (growth, now) = (Growth::default(), Instant::now());
        assert_eq!(growth.limit(8, 1, false, now), 4);
        assert_eq!(growth.limit(8, 2, false, now), 8);
        assert_eq!(growth.limit(8, 8, true, now), 2);
        assert_eq!(growth.limit(1, 8, true, now), 1);
    }
}
