//! Which piece of which file.

use crate::stream::{LARGEST, Piece};

/// What of a file's beginning and end counts as its edges.
const EDGE: u64 = 1024 * 1024;

/// A piece of a certain file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChunkKey {
    /// Telegram's id of the file, the same for every account.
    pub file: i64,
    /// The file's length in bytes.
    pub size: u64,
    /// Where the piece starts; a multiple of `limit`.
    pub offset: u64,
    /// Its length, but for the file's end; a power of two.
    pub limit: u32,
}

impl ChunkKey {
    /// That piece of that file.
    pub fn new(file: i64, size: u64, piece: Piece) -> Self {
        Self { file, size, offset: piece.offset, limit: piece.limit }
    }

    /// This piece and the larger ones that hold it, smallest first, each with where in it this one begins.
    pub fn holders(self) -> impl Iterator<Item = (Self, usize)> {
        let mut limit = u64::from(self.limit);
        std::iter::from_fn(move || {
            let skip = self.offset % limit;
            let holder = Self { offset: self.offset - skip, limit: u32::try_from(limit).ok()?, ..self };
            limit *= 2;
            Some((holder, usize::try_from(skip).ok()?))
        })
        .take_while(|(holder, _)| u64::from(holder.limit) <= LARGEST)
    }

    /// How many bytes it has.
    pub fn expected(self) -> usize {
        u64::from(self.limit).min(self.size - self.offset) as usize
    }

    /// Whether it belongs to the file's first or last MiB.
    pub fn is_edge(self) -> bool {
        self.offset < EDGE || self.offset + u64::from(self.limit) + EDGE > self.size
    }
}
