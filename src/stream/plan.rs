//! From a byte range to the requests that fetch it.
//!
//! Telegram serves a file in pieces under strict rules (`upload.getFile`, <https://core.telegram.org/api/files>): offset and limit are
//! multiples of 4 KiB, 1 MiB is divisible by the limit, and a piece never crosses a border between blocks of 1 MiB. A plan
//! keeps them by asking for *naturally aligned* pieces alone: a power of two at a multiple of itself. Such pieces are also the
//! same for every reader, which is what a cache wants.
//!
//! The first piece is small, since the reader waits for it: [`SMALLEST`]. From there each is as large as its alignment and the range's end
//! allow, up to [`LARGEST`]: after a seek into the middle of nowhere the third or fourth piece is a full one.

use super::ByteRange;

/// The least that any piece asks for, and what the first one does. (Telegram would give 4 KiB: a round trip for so little is a waste, and a
/// cache full of crumbs as well.)
pub const SMALLEST: u64 = 64 * 1024;
/// The most that any piece asks for. (Telegram would give 1 MiB, which does not fit the client's buffer with certainty.)
pub const LARGEST: u64 = 512 * 1024;

/// One request, and what of its answer the reader wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it starts in the file; a multiple of `limit`.
    pub offset: u64,
    /// How much is asked for; a power of two from 64 KiB to 512 KiB. It may reach past the file's end.
    pub limit: u32,
    /// How many bytes the answer must have: `limit`, or what is left of the file.
    pub expected: u32,
    /// Where in the answer the wanted bytes begin.
    pub skip: u32,
    /// How many of the answer's bytes are wanted; never 0.
    pub take: u32,
}

/// The pieces of a range, in order. An iterator that can be copied to start over.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    range: ByteRange,
    size: u64,
    /// The next byte that the reader wants.
    position: u64,
}

impl Plan {
    /// The plan for `range` of a file of `size` bytes. `None` when the range reaches past the file's end.
    pub fn new(range: ByteRange, size: u64) -> Option<Self> {
        (range.end() <= size).then_some(Self { range, size, position: range.start() })
    }

    fn limit(&self) -> u64 {
        if self.position == self.range.start() {
            return SMALLEST;
        }
        // Later positions are borders of pieces, so they are aligned to at least SMALLEST.
        let mut limit = SMALLEST;
        while limit < LARGEST && self.position.is_multiple_of(limit * 2) && self.position + limit < self.range.end() {
            limit *= 2;
        }
        limit
    }
}

impl Iterator for Plan {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.position >= self.range.end() {
            return None;
        }
        let limit = self.limit();
        let offset = floor(self.position, limit);
        let wanted = self.range.end().min(offset + limit) - self.position;
        let piece = Piece {
            offset,
            limit: small(limit),
            expected: small(limit.min(self.size - offset)),
            skip: small(self.position - offset),
            take: small(wanted),
        };
        self.position += wanted;
        Some(piece)
    }
}

fn floor(position: u64, unit: u64) -> u64 {
    position - position % unit
}

fn small(number: u64) -> u32 {
    u32::try_from(number).expect("no piece is larger than LARGEST")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BLOCK: u64 = 1024 * 1024;

    fn plan(range: std::ops::Range<u64>, size: u64) -> Vec<Piece> {
        Plan::new(ByteRange::new(range).expect("not empty"), size).expect("inside the file").collect()
    }

    #[test]
    fn one_byte_costs_the_smallest_piece() {
        let piece = Piece { offset: 0, limit: 65_536, expected: 10_000, skip: 0, take: 1 };
        assert_eq!(plan(0..1, 10_000), [piece]);
        assert_eq!(plan(9_999..10_000, 10_000), [Piece { skip: 9_999, ..piece }]);
    }

    #[test]
    fn a_range_over_a_border_needs_two() {
        let pieces = plan(BLOCK - 1..BLOCK + 1, 2 * BLOCK);
        assert_eq!(pieces.iter().map(|piece| piece.take).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn a_whole_file_soon_goes_in_full_pieces() {
        let limits: Vec<_> = plan(0..4 * BLOCK, 4 * BLOCK).iter().map(|piece| piece.limit / 1024).collect();
        assert_eq!(limits[..5], [64, 64, 128, 256, 512]);
        assert!(limits[4..].iter().all(|limit| *limit == 512));
    }

    #[test]
    fn past_the_end_there_is_no_plan() {
        assert!(Plan::new(ByteRange::new(0..2).expect("not empty"), 1).is_none());
    }

    proptest! {
        #[test]
        fn pieces_keep_telegrams_rules_and_give_every_byte_once(
            size in 1u64..6_000_000_000,
            start in 0u64..6_000_000_000,
            length in 1u64..20_000_000,
        ) {
            let start = start % size;
            let end = (start + length).min(size);
            let mut position = start;
            for piece in plan(start..end, size) {
                let limit = u64::from(piece.limit);
                prop_assert!(limit.is_power_of_two() && (SMALLEST..=LARGEST).contains(&limit));
                prop_assert_eq!(piece.offset % limit, 0);
                prop_assert_eq!(piece.offset / BLOCK, (piece.offset + limit - 1) / BLOCK);
                prop_assert_eq!(u64::from(piece.expected), limit.min(size - piece.offset));
                prop_assert!(piece.take > 0 && piece.skip + piece.take <= piece.expected);
                prop_assert_eq!(piece.offset + u64::from(piece.skip), position);
                position += u64::from(piece.take);
            }
            prop_assert_eq!(position, end);
        }
    }
}
