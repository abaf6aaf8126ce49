//! The bytes of the content's files: embedded in the program, or computed from their offset.
//!
//! Computed bytes are one endless sequence, the [`ramp`], with a period of [`PERIOD`] bytes: a prime just above 2^20. Within 4 GiB no shift
//! by whole blocks of 4 KiB gives the same bytes again, so tests notice a block in the wrong place. Reading is a slice of a table at any
//! offset, up to [`WINDOW`] bytes without a copy.

use std::borrow::Cow;
use std::sync::LazyLock;

/// The length of the ramp's period: the smallest prime above 2^20.
pub const PERIOD: usize = 1_048_583;

/// The longest piece that is one slice of the table: the most that `upload.getFile` returns.
const WINDOW: usize = 1024 * 1024;

/// The bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentBytes {
    /// Embedded in the program.
    Embedded(&'static [u8]),
    /// This many bytes of the [`ramp`].
    Computed(u64),
    /// The bytes of the [`ramp`] from an offset on.
    ComputedFrom {
        /// The offset of the first byte.
        start: u64,
        /// The number of bytes.
        length: u64,
    },
}

impl ContentBytes {
    /// The length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Embedded(bytes) => bytes.len() as u64,
            Self::Computed(length) | Self::ComputedFrom { length, .. } => *length,
        }
    }

    /// Whether there are none, as in messages without media.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// At most `limit` bytes from `offset` on; fewer at the end of the file, none after it.
    pub fn read(&self, offset: u64, limit: usize) -> Cow<'static, [u8]> {
        let left = self.len().saturating_sub(offset);
        let length = usize::try_from(left).map_or(limit, |left| left.min(limit));
        match self {
            Self::Embedded(_) if length == 0 => Cow::Borrowed(&[]),
            Self::Embedded(bytes) => {
                let start = usize::try_from(offset).expect("an offset inside a slice is a usize");
                Cow::Borrowed(&bytes[start..start + length])
            }
            Self::Computed(_) => slice(offset, length),
            Self::ComputedFrom { start, .. } => slice(start.wrapping_add(offset), length),
        }
    }
}

/// The bytes of every computed file at `offset`.
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

/// One period, and as much of the next one as a slice of [`WINDOW`] bytes needs.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| (0..PERIOD + WINDOW).map(|index| byte(index % PERIOD)).collect());

/// The ramp's byte at an index below [`PERIOD`]: a hash of the index, so that neighbours and aligned blocks differ.
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
    fn pieces_join_across_the_period() {
        let whole = ramp(PERIOD as u64 - 3000, 3 * WINDOW);
        let bytes = ContentBytes::Computed(u64::MAX);
        let mut joined = Vec::new();
        while joined.len() < whole.len() {
            let limit = (whole.len() - joined.len()).min(4096);
            joined.extend_from_slice(&bytes.read(PERIOD as u64 - 3000 + joined.len() as u64, limit));
        }
        assert!(whole == joined);
    }

    #[test]
    fn aligned_blocks_of_a_period_differ() {
        let mut seen = std::collections::HashSet::new();
        for block in 0..(PERIOD / 4096) as u64 {
            assert!(seen.insert(ramp(block * 4096, 16)), "block {block}");
        }
    }

    #[test]
    fn reading_stops_at_the_end() {
        let bytes = ContentBytes::Computed(4097);
        assert_eq!(bytes.read(4096, 4096).len(), 1);
        assert_eq!(bytes.read(4097, 4096).len(), 0);
        assert_eq!(bytes.read(u64::MAX, 4096).len(), 0);
        let bytes = ContentBytes::ComputedFrom { start: 77, length: 4097 };
        assert_eq!(*bytes.read(4000, 4096), ramp(4077, 97)[..]);
        let bytes = ContentBytes::Embedded(b"heliograph");
        assert_eq!(&*bytes.read(8, 100), b"ph");
        assert!(bytes.read(10, 100).is_empty());
        assert!(bytes.read(11, 100).is_empty());
    }

    #[test]
    fn four_gibibytes_can_be_read_at_any_offset() {
        let bytes = ContentBytes::Computed(4 << 30);
        let offset = (4 << 30) - 600;
        assert_eq!(*bytes.read(offset, 4096), ramp(offset, 600)[..]);
    }
}
