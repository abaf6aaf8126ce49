//! How many bytes a stream requests ahead of its reader.
//!
//! With too few, the connections are idle for a round trip after each piece; with too many, memory is filled for a reader that may disconnect. The
//! depth is therefore twice the link's bandwidth-delay product, and one piece for each connection to send. It grows when the reader waits for a piece
//! although the window is full, and shrinks while pieces arrive before the reader needs them.
//!
//! Many readers leave soon: a player that seeks reads a little of each place. So the window starts small and grows by what the reader takes: it doubles
//! with each round trip, as TCP's does, and a place that is left again costs little more than what was read there.
//!
//! A pure state machine that [`ReadAhead`](super::ReadAhead) drives.

use super::{LinkSpeed, MAX_PIECE};

/// The smallest depth: one piece.
const MIN_DEPTH: u64 = MAX_PIECE;
/// The largest depth of one stream, however fast the link.
const MAX_DEPTH: u64 = 8 * 1024 * 1024;
/// The depth before the link is measured: the first pieces of a file, up to the first of full length.
const INITIAL_DEPTH: u64 = 1024 * 1024;
/// The depth before the reader has taken anything, whatever the link.
const START: u64 = 512 * 1024;
/// One piece for each of four connections to send.
const BEING_SENT: u64 = 4 * MAX_PIECE;
/// After this many pieces in a row that arrived before the reader needed them, the depth shrinks.
const READY_LIMIT: u32 = 4;

/// The depth of one stream's read-ahead.
#[derive(Debug)]
pub struct Window {
    depth: u64,
    max_depth: u64,
    /// What the reader has taken.
    delivered: u64,
    ready_in_a_row: u32,
}

impl Window {
    /// A window for a link, if it is measured.
    pub fn new(link: Option<LinkSpeed>) -> Self {
        let mut window = Self { depth: INITIAL_DEPTH, max_depth: MAX_DEPTH, delivered: 0, ready_in_a_row: 0 };
        if let Some(link) = link {
            window.update_link(link);
            window.depth = window.max_depth;
        }
        window
    }

    /// How many bytes may be requested and not delivered.
    pub fn depth(&self) -> u64 {
        self.depth.min(START.saturating_add(self.delivered))
    }

    /// Records that the reader has taken so many bytes.
    pub fn record_delivery(&mut self, bytes: u64) {
        self.delivered = self.delivered.saturating_add(bytes);
    }

    /// Adapts the largest depth to a new measurement.
    pub fn update_link(&mut self, link: LinkSpeed) {
        let bandwidth_delay = link.bytes_per_second as f64 * link.round_trip.as_secs_f64();
        self.max_depth = (2 * bandwidth_delay as u64 + 2 * BEING_SENT).clamp(2 * BEING_SENT, MAX_DEPTH);
        self.depth = self.depth.min(self.max_depth);
    }

    /// Records that the reader waited for a piece. `window_full`: the window did not allow to request more.
    pub fn record_wait(&mut self, window_full: bool) {
        self.ready_in_a_row = 0;
        if window_full {
            self.depth = (self.depth * 2).min(self.max_depth);
        }
    }

    /// Records that a piece had arrived before the reader needed it.
    pub fn record_ready(&mut self) {
        self.ready_in_a_row += 1;
        if self.ready_in_a_row >= READY_LIMIT {
            self.ready_in_a_row = 0;
            self.depth = (self.depth - MAX_PIECE).max(MIN_DEPTH);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_depth_stays_within_its_bounds(
            known in any::<bool>(),
            events in prop::collection::vec((0u8..5, 1u64..1_000, 1u64..1_000_000_000), 0..200),
        ) {
            let link = |milliseconds, rate| LinkSpeed { round_trip: Duration::from_millis(milliseconds), bytes_per_second: rate };
            let mut window = Window::new(known.then(|| link(60, 6 << 20)));
            for (event, milliseconds, rate) in events {
                match event {
                    0 => window.record_wait(true),
                    1 => window.record_wait(false),
                    2 => window.record_ready(),
                    3 => window.record_delivery(rate),
                    _ => window.update_link(link(milliseconds, rate)),
                }
                prop_assert!((MIN_DEPTH..=MAX_DEPTH).contains(&window.depth()));
            }
        }
    }

    #[test]
    fn the_window_doubles_with_each_round_trip_until_it_fits_the_link() {
        let link = LinkSpeed { round_trip: Duration::from_millis(60), bytes_per_second: 24 << 20 };
        let mut window = Window::new(Some(link));
        let mut depths = Vec::new();
        for _ in 0..6 {
            depths.push(window.depth() >> 10);
            window.record_delivery(window.depth());
        }
        let full = window.depth() >> 10;
        assert_eq!(depths[..4], [512, 1024, 2048, 4096]);
        assert!(full >= (24 << 10) * 60 / 1000 * 2, "{full}");
        assert_eq!(depths[5], full);
    }

    #[test]
    fn the_window_shrinks_for_a_slow_reader_and_grows_for_a_fast_one() {
        let mut window = Window::new(None);
        window.record_delivery(1 << 30);
        (0..100).for_each(|_| window.record_ready());
        assert_eq!(window.depth(), MIN_DEPTH);
        (0..3).for_each(|_| window.record_wait(true));
        assert_eq!(window.depth(), 8 * MIN_DEPTH);
        window.record_wait(false);
        assert_eq!(window.depth(), 8 * MIN_DEPTH, "a larger window would not have helped");
    }
}
