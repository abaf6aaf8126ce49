//! Keys of cached pieces.

use crate::stream::{MAX_PIECE, Piece};

/// The length of the edges at the beginning and the end of a file.
const EDGE: u64 = 1024 * 1024;

/// Identifies a piece of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PieceKey {
    /// Telegram's id of the file, the same for every account.
    pub file: i64,
    /// The file's length in bytes.
    pub size: u64,
    /// The offset of the piece; a multiple of `limit`.
    pub offset: u64,
    /// The requested length; a power of two. At the end of the file the piece is shorter.
    pub limit: u32,
}

impl PieceKey {
    /// The key of a piece.
    pub fn new(file: i64, size: u64, piece: Piece) -> Self {
        Self { file, size, offset: piece.offset, limit: piece.limit }
    }

    /// This piece and the larger ones that contain it, smallest first, each with this piece's offset in it.
    pub fn containers(self) -> impl Iterator<Item = (Self, usize)> {
        let mut limit = u64::from(self.limit);
        std::iter::from_fn(move || {
            let skip = self.offset % limit;
            let container = Self { offset: self.offset - skip, limit: u32::try_from(limit).ok()?, ..self };
            limit *= 2;
            Some((container, usize::try_from(skip).ok()?))
        })
        .take_while(|(container, _)| u64::from(container.limit) <= MAX_PIECE)
    }

    /// The length of the piece in bytes.
    pub fn expected(self) -> usize {
        u64::from(self.limit).min(self.size - self.offset) as usize
    }

    /// Whether the piece is at the beginning or the end of the file.
    pub fn is_edge(self) -> bool {
        self.offset < EDGE || self.offset + u64::from(self.limit) + EDGE > self.size
    }
}
