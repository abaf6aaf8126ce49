//! How far ahead of its reader a stream fetches.
//!
//! Too little, and the connections stand idle while a round trip passes; too much, and memory is filled for a reader who may leave. So the
//! depth starts from what is known of the way: twice the bytes that are on it at any time, and a piece for each connection to work on.
//! It grows when the reader has to wait although everything was asked for that may be, and shrinks while pieces lie ready and it
//! is the reader who is slow. A pure state machine; [`Reader`](super::Reader) drives it.

use super::{LARGEST, LinkSpeed};

/// The least: the piece that comes next.
const LEAST: u64 = LARGEST;
/// The most for one stream, whatever the way.
const MOST: u64 = 8 * 1024 * 1024;
/// Where nothing is known yet: the first pieces of a file, up to its first full one.
const UNKNOWN: u64 = 1024 * 1024;
/// On top of what is on the way: connections that have the next piece to work on.
const AT_WORK: u64 = 4 * LARGEST;
/// So many pieces in a row that lay ready mean a slow reader.
const PATIENCE: u32 = 4;

/// The depth of one stream's read-ahead.
#[derive(Debug)]
pub struct Window {
    depth: u64,
    most: u64,
    ready_in_a_row: u32,
}

impl Window {
    /// For a way of which that is known.
    pub fn new(link: Option<LinkSpeed>) -> Self {
        let mut window = Self { depth: UNKNOWN, most: MOST, ready_in_a_row: 0 };
        if let Some(link) = link {
            window.learnt(link);
            window.depth = window.most;
        }
        window
    }

    /// How many bytes may be asked for and not handed on.
    pub fn depth(&self) -> u64 {
        self.depth
    }

    /// The way was measured again.
    pub fn learnt(&mut self, link: LinkSpeed) {
        let on_the_way = link.bytes_per_second as f64 * link.round_trip.as_secs_f64();
        self.most = (2 * on_the_way as u64 + 2 * AT_WORK).clamp(2 * AT_WORK, MOST);
        self.depth = self.depth.min(self.most);
    }

    /// A piece was handed on that the reader had to wait for; `full` when no more could have been asked for.
    pub fn waited(&mut self, full: bool) {
        self.ready_in_a_row = 0;
        if full {
            self.depth = (self.depth * 2).min(self.most);
        }
    }

    /// A piece was handed on that lay ready.
    pub fn lay_ready(&mut self) {
        self.ready_in_a_row += 1;
        if self.ready_in_a_row >= PATIENCE {
            self.ready_in_a_row = 0;
            self.depth = (self.depth - LARGEST).max(LEAST);
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
            events in prop::collection::vec((0u8..4, 1u64..1_000, 1u64..1_000_000_000), 0..200),
        ) {
            let link = |milliseconds, rate| LinkSpeed { round_trip: Duration::from_millis(milliseconds), bytes_per_second: rate };
            let mut window = Window::new(known.then(|| link(60, 6 << 20)));
            for (event, milliseconds, rate) in events {
                match event {
                    0 => window.waited(true),
                    1 => window.waited(false),
                    2 => window.lay_ready(),
                    _ => window.learnt(link(milliseconds, rate)),
                }
                prop_assert!((LEAST..=MOST).contains(&window.depth()));
            }
        }
    }

    #[test]
    fn a_slow_reader_ends_with_one_piece_and_a_fast_one_with_many() {
        let mut window = Window::new(None);
        (0..100).for_each(|_| window.lay_ready());
        assert_eq!(window.depth(), LEAST);
        (0..3).for_each(|_| window.waited(true));
        assert_eq!(window.depth(), 8 * LEAST);
        window.waited(false);
        assert_eq!(window.depth(), 8 * LEAST, "more would not have helped");
    }
}
