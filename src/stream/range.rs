//! A non-empty run of bytes in a file of known size.

use std::ops::Range;

/// A non-empty run of bytes: `start` inclusive, `end` exclusive, both counted from the file's first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ByteRange {
    start: u64,
    end: u64,
}

impl ByteRange {
    /// `None` when the run would be empty.
    pub fn new(range: Range<u64>) -> Option<Self> {
        (range.start < range.end).then_some(Self { start: range.start, end: range.end })
    }

    /// The first byte's offset.
    pub fn start(self) -> u64 {
        self.start
    }

    /// The offset just past the last byte.
    pub fn end(self) -> u64 {
        self.end
    }

    /// How many bytes the run holds; never 0.
    #[expect(clippy::len_without_is_empty, reason = "a range is never empty")]
    pub fn len(self) -> u64 {
        self.end - self.start
    }
}
