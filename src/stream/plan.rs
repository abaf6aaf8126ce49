//! The pieces in which a byte range is fetched.
//!
//! `upload.getFile` has strict rules (<https://core.telegram.org/api/files>): offset and limit are multiples of 4 KiB, 1 MiB is divisible by
//! the limit, and a piece never crosses a boundary between blocks of 1 MiB. A plan keeps them by using *naturally aligned* pieces alone, whose
//! length is a power of two and whose offset is a multiple of the length. Such pieces are also the same for every reader, so they can be cached.
//!
//! The first piece is small ([`MIN_PIECE`]), because the reader waits for it: a packet can be read when all of it is there, and at 6 MiB/s each
//! 64 KiB of it take 10 ms. Each further piece is as large as its alignment and the end of the range allow, up to [`MAX_PIECE`]. After a seek,
//! the fifth to seventh piece is the first of full length.

use super::ByteRange;

/// The length of the smallest piece. (Telegram allows 4 KiB. Pieces smaller than this arrive no sooner: most of the time is the round trip.)
pub const MIN_PIECE: u64 = 16 * 1024;
/// The length of the largest piece. (Telegram allows 1 MiB; with several requests under way it gains nothing.)
pub const MAX_PIECE: u64 = 512 * 1024;

/// A request for a part of a file, and the bytes of its answer that the reader needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The request's offset in the file; a multiple of `limit`.
    pub offset: u64,
    /// The requested length; a power of two from 16 KiB to 512 KiB. It may reach past the end of the file.
    pub limit: u32,
    /// The length of the answer: `limit`, or less at the end of the file.
    pub expected: u32,
    /// The offset in the answer of the first byte that the reader needs.
    pub skip: u32,
    /// How many bytes of the answer the reader needs; never 0.
    pub take: u32,
}

/// An iterator over the pieces of a range, in order.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    range: ByteRange,
    size: u64,
    /// The length of the first piece.
    first: u64,
    /// The offset of the next piece's first byte that the reader needs.
    position: u64,
}

impl Plan {
    /// The plan for `range` of a file of `size` bytes. `None` when the range reaches past the file's end.
    pub fn new(range: ByteRange, size: u64) -> Option<Self> {
        (range.end() <= size).then_some(Self { range, size, first: MIN_PIECE, position: range.start() })
    }

    /// With a first piece of another length, for a reader that can do nothing with less. A power of two from [`MIN_PIECE`] to [`MAX_PIECE`].
    pub fn with_first_piece(self, length: u64) -> Self {
        debug_assert!(length.is_power_of_two() && (MIN_PIECE..=MAX_PIECE).contains(&length));
        Self { first: length, ..self }
    }

    /// The length of the next piece.
    fn limit(&self) -> u64 {
        if self.position == self.range.start() {
            return self.first;
        }
        // Later positions are ends of pieces, so they are multiples of MIN_PIECE.
        let mut limit = MIN_PIECE;
        while limit < MAX_PIECE && self.position.is_multiple_of(limit * 2) && self.position + limit < self.range.end() {
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
        let offset = self.position - self.position % limit;
        let take = self.range.end().min(offset + limit) - self.position;
        let piece = Piece {
            offset,
            limit: to_u32(limit),
            expected: to_u32(limit.min(self.size - offset)),
            skip: to_u32(self.position - offset),
            take: to_u32(take),
        };
        self.position += take;
        Some(piece)
    }
}

fn to_u32(length: u64) -> u32 {
    u32::try_from(length).expect("no piece is longer than MAX_PIECE")
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
    fn one_byte_takes_the_smallest_piece() {
        let piece = Piece { offset: 0, limit: 16_384, expected: 10_000, skip: 0, take: 1 };
        assert_eq!(plan(0..1, 10_000), [piece]);
        assert_eq!(plan(9_999..10_000, 10_000), [Piece { skip: 9_999, ..piece }]);
    }

    #[test]
    fn a_range_across_a_block_boundary_takes_two_pieces() {
        let pieces = plan(BLOCK - 1..BLOCK + 1, 2 * BLOCK);
        assert_eq!(pieces.iter().map(|piece| piece.take).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn pieces_grow_to_the_full_length() {
        let limits: Vec<_> = plan(0..4 * BLOCK, 4 * BLOCK).iter().map(|piece| piece.limit / 1024).collect();
        assert_eq!(limits[..7], [16, 16, 32, 64, 128, 256, 512]);
        assert!(limits[6..].iter().all(|limit| *limit == 512));
    }

    #[test]
    fn a_range_past_the_end_is_refused() {
        assert!(Plan::new(ByteRange::new(0..2).expect("not empty"), 1).is_none());
    }

    proptest! {
        #[test]
        fn pieces_follow_telegrams_rules_and_cover_every_byte_once(
            size in 1u64..6_000_000_000,
            start in 0u64..6_000_000_000,
            length in 1u64..20_000_000,
            first in 14u32..20,
        ) {
            let start = start % size;
            let end = (start + length).min(size);
            let mut position = start;
            let range = ByteRange::new(start..end).expect("not empty");
            let plan = Plan::new(range, size).expect("inside the file").with_first_piece(1 << first);
            prop_assert!(plan.into_iter().next().is_some_and(|piece| piece.limit == 1 << first));
            for piece in plan {
                let limit = u64::from(piece.limit);
                prop_assert!(limit.is_power_of_two() && (MIN_PIECE..=MAX_PIECE).contains(&limit));
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
