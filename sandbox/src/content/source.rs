//! Where bytes come from: embedded in the program, or computed from their offset.
//!
//! Computed bytes follow one endless sequence, the [`ramp`], that repeats after [`PERIOD`] bytes. The period is a prime just above 2^20, and
//! 4096 times it is above 2^32: within 4 GiB no shift by whole 4 KiB blocks gives the same bytes again, so a block that arrives in
//! the wrong place can't pass for the right one. Reading is a slice of a table, whatever the offset: nothing is worked out per byte, and up to
//! [`WINDOW`] bytes nothing is copied either.

use std::borrow::Cow;
use std::sync::LazyLock;

/// After how many bytes the ramp repeats: the least prime above 2^20.
pub const PERIOD: usize = 1_048_583;

/// The longest piece that is always one slice of the table: what `upload.getFile` gives at most.
const WINDOW: usize = 1024 * 1024;

/// A file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Embedded in the program.
    Static(&'static [u8]),
    /// That many bytes of the [`ramp`].
    Computed(u64),
}

impl Source {
    /// The file's length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Static(bytes) => bytes.len() as u64,
            Self::Computed(length) => *length,
        }
    }

    /// Whether there is no byte at all, as in messages without media.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// At most `limit` bytes from `offset` on: fewer where the file ends, none behind its end.
    pub fn read(&self, offset: u64, limit: usize) -> Cow<'static, [u8]> {
        let left = self.len().saturating_sub(offset);
        let length = usize::try_from(left).map_or(limit, |left| left.min(limit));
        match self {
            Self::Static(_) if length == 0 => Cow::Borrowed(&[]),
            Self::Static(bytes) => {
                let start = usize::try_from(offset).expect("an offset inside a slice is a usize");
                Cow::Borrowed(&bytes[start..start + length])
            }
            Self::Computed(_) => slice(offset, length),
        }
    }
}

/// A file of `length` computed bytes.
pub fn computed(length: u64) -> Source {
    Source::Computed(length)
}

/// The bytes that every computed file has at `offset`.
pub fn ramp(offset: u64, length: usize) -> Vec<u8> {
    slice(offset, length).into_owned()
}

fn slice(offset: u64, length: usize) -> Cow<'static, [u8]> {
    let start = phase(offset);
    if length <= WINDOW {
        return Cow::Borrowed(&TABLE[start..start + length]);
    }
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        let start = phase(offset + bytes.len() as u64);
        let piece = (length - bytes.len()).min(WINDOW);
        bytes.extend_from_slice(&TABLE[start..start + piece]);
    }
    Cow::Owned(bytes)
}

fn phase(offset: u64) -> usize {
    usize::try_from(offset % PERIOD as u64).expect("less than the period")
}

/// One period, and as much of the next one as a window needs.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| (0..PERIOD + WINDOW).map(|index| byte(index % PERIOD)).collect());

/// The ramp's byte at an index below [`PERIOD`]: the index, well mixed, so that neighbours and aligned blocks differ.
fn byte(index: usize) -> u8 {
    let index = u32::try_from(index).expect("the period fits 32 bits");
    let mixed = index.wrapping_mul(0x9e37_79b1);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85eb_ca77);
    (mixed >> 24) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_whole_over_the_period() {
        let whole = ramp(PERIOD as u64 - 3000, 3 * WINDOW);
        let source = computed(u64::MAX);
        let mut joined = Vec::new();
        while joined.len() < whole.len() {
            let limit = (whole.len() - joined.len()).min(4096);
            joined.extend_from_slice(&source.read(PERIOD as u64 - 3000 + joined.len() as u64, limit));
        }
        assert!(whole == joined);
    }

    #[test]
    fn no_aligned_block_of_a_period_is_like_another() {
        let mut seen = std::collections::HashSet::new();
        for block in 0..(PERIOD / 4096) as u64 {
            assert!(seen.insert(ramp(block * 4096, 16)), "block {block}");
        }
    }

    #[test]
    fn reading_ends_with_the_file() {
        let source = computed(4097);
        assert_eq!(source.read(4096, 4096).len(), 1);
        assert_eq!(source.read(4097, 4096).len(), 0);
        assert_eq!(source.read(u64::MAX, 4096).len(), 0);
        let source = Source::Static(b"heliograph");
        assert_eq!(&*source.read(8, 100), b"ph");
        assert!(source.read(10, 100).is_empty());
        assert!(source.read(11, 100).is_empty());
    }

    #[test]
    fn four_gibibytes_are_read_anywhere() {
        let source = computed(4 << 30);
        let offset = (4 << 30) - 600;
        assert_eq!(*source.read(offset, 4096), ramp(offset, 600)[..]);
    }
}
