//! Ranges of bytes.

use std::ops::Range;

/// A non-empty range of bytes in a file: from `start` (inclusive) to `end` (exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ByteRange {
    start: u64,
    end: u64,
}

impl ByteRange {
    /// `None` when the range is empty.
    pub fn new(range: Range<u64>) -> Option<Self> {
        (range.start < range.end).then_some(Self { start: range.start, end: range.end })
    }

    /// The offset of the first byte.
    pub fn start(self) -> u64 {
        self.start
    }

    /// The offset just past the last byte.
    pub fn end(self) -> u64 {
        self.end
    }

    /// The number of bytes; never 0.
    #[expect(clippy::len_without_is_empty, reason = "a range is never empty")]
    pub fn len(self) -> u64 {
        self.end - self.start
    }
}
