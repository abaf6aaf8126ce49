//! The simulated network link between clients and the sandbox: its delay and its throughput.
//!
//! Each connection has a [`Pacer`] for each direction. It computes when bytes would arrive over the link: a token bucket without burst,
//! then half the round trip. Many pieces are in flight at once, so the delay does not lower the throughput. A changed link applies from
//! the next piece on.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::time::Instant;

/// How far ahead of the link a sender may be.
const MAXIMUM_BACKLOG: Duration = Duration::from_millis(20);
/// Bytes are sent in pieces of at most this length, so that they arrive as a stream.
pub(crate) const PIECE: usize = 16 * 1024;

/// The link of each connection, in both directions. The default has no limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Milliseconds for both ways; each takes half.
    #[serde(default)]
    pub round_trip_ms: Option<u64>,
    /// Bytes per second each way.
    #[serde(default)]
    pub bytes_per_second: Option<u64>,
}

impl Link {
    /// The longest round trip; longer ones are shortened to this.
    const MAXIMUM_ROUND_TRIP: Duration = Duration::from_secs(60);

    fn one_way(self) -> Duration {
        Duration::from_millis(self.round_trip_ms.unwrap_or(0)).min(Self::MAXIMUM_ROUND_TRIP) / 2
    }

    fn duration_of(self, bytes: usize) -> Duration {
        match self.bytes_per_second {
            Some(rate) => Duration::from_nanos((bytes as u128 * 1_000_000_000 / u128::from(rate.max(1))) as u64),
            None => Duration::ZERO,
        }
    }
}

/// One direction of one connection.
pub(crate) struct Pacer {
    link: watch::Receiver<Link>,
    /// When the link has transmitted all bytes so far.
    free_at: Instant,
    last_arrival: Instant,
}

impl Pacer {
    pub(crate) fn new(link: watch::Receiver<Link>) -> Self {
        let now = Instant::now();
        Self { link, free_at: now, last_arrival: now }
    }

    /// When these bytes arrive: never before earlier ones, even if the link has changed.
    pub(crate) fn schedule(&mut self, bytes: usize, now: Instant) -> Instant {
        let link = *self.link.borrow();
        self.free_at = self.free_at.max(now) + link.duration_of(bytes);
        self.last_arrival = self.last_arrival.max(self.free_at + link.one_way());
        self.last_arrival
    }

    /// When the link accepts more bytes; in the past if it does now.
    pub(crate) fn ready_at(&self) -> Instant {
        self.free_at.checked_sub(MAXIMUM_BACKLOG).unwrap_or(self.free_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pacer(link: Link) -> (watch::Sender<Link>, Pacer) {
        let (sender, receiver) = watch::channel(link);
        (sender, Pacer::new(receiver))
    }

    #[test]
    fn no_limits_mean_no_delay() {
        let (_link, mut pacer) = pacer(Link::default());
        let now = Instant::now();
        assert_eq!(pacer.schedule(1 << 30, now), now);
    }

    #[test]
    fn delay_does_not_add_up() {
        let (_link, mut pacer) = pacer(Link { round_trip_ms: Some(60), bytes_per_second: None });
        let now = Instant::now();
        for _ in 0..100 {
            assert_eq!(pacer.schedule(1000, now), now + Duration::from_millis(30));
        }
    }

    #[test]
    fn bytes_queue_for_throughput_and_an_idle_link_saves_none_up() {
        let (_link, mut pacer) = pacer(Link { round_trip_ms: Some(60), bytes_per_second: Some(1_000_000) });
        let now = Instant::now();
        assert_eq!(pacer.schedule(500_000, now), now + Duration::from_millis(530));
        assert_eq!(pacer.schedule(500_000, now), now + Duration::from_millis(1030));
        let later = now + Duration::from_secs(10);
        assert_eq!(pacer.schedule(500_000, later), later + Duration::from_millis(530));
    }

    #[test]
    fn order_is_kept_when_the_link_gets_faster() {
        let (link, mut pacer) = pacer(Link { round_trip_ms: Some(1000), bytes_per_second: None });
        let now = Instant::now();
        let first = pacer.schedule(1, now);
        link.send(Link::default()).unwrap();
        assert_eq!(pacer.schedule(1, now), first);
    }
}
