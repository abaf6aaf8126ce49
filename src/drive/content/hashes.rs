//! The hashes of a stored segment, as Telegram tells them without a download ([`Account::file_hashes`](crate::telegram::Account::file_hashes)).

use sha2::{Digest, Sha256};

use crate::telegram::limits::HASHED_BYTES;

/// SHA-256 of each 128 KiB of what is written.
#[derive(Default)]
pub struct PieceHashes {
    piece: Sha256,
    /// Bytes in the piece that is being filled.
    filled: usize,
    hashes: Vec<u8>,
}

impl PieceHashes {
    /// Takes the next bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (taken, rest) = bytes.split_at(bytes.len().min(HASHED_BYTES as usize - self.filled));
            self.piece.update(taken);
            self.filled += taken.len();
            bytes = rest;
            if self.filled == HASHED_BYTES as usize {
                self.end_piece();
            }
        }
    }

    /// The hashes, one after the other.
    pub fn finish(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.end_piece();
        }
        self.hashes
    }

    fn end_piece(&mut self) {
        self.hashes.extend_from_slice(&self.piece.finalize_reset());
        self.filled = 0;
    }
}

/// SHA-256 of the hashes of a segment. Manifests name it: what Telegram says of the pieces can be checked against it.
pub fn digest(hashes: &[u8]) -> [u8; 32] {
    Sha256::digest(hashes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_hashed_however_their_bytes_come() {
        let piece = HASHED_BYTES as usize;
        for length in [0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 7] {
            let bytes = sandbox::content::ramp(0, length);
            let expected: Vec<u8> = bytes.chunks(piece).flat_map(Sha256::digest).collect();
            for step in [1_000, piece, 100_003, 1 << 20] {
                let mut hashes = PieceHashes::default();
                bytes.chunks(step).for_each(|bytes| hashes.update(bytes));
                assert_eq!(hashes.finish(), expected, "{length} bytes, {step} at a time");
            }
        }
    }
}
