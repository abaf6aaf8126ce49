//! The hashes of a stored segment, as Telegram tells them without a download ([`Account::file_hashes`](crate::telegram::Account::file_hashes)).

use sha2::{Digest, Sha256};
use tokio_util::bytes::Bytes;

use crate::telegram::limits::HASHED_BYTES;

/// So many pieces are hashed side by side, in less than half of the time ([`ige::sha256`]).
const TOGETHER: usize = 4;

/// SHA-256 of each 128 KiB of what is written.
#[derive(Default)]
pub struct PieceHashes {
    /// The pieces that are not hashed yet, each as the bytes that it consists of. All but the last one are whole.
    pieces: Vec<Vec<Bytes>>,
    /// Bytes in the last one; 0 when it is whole.
    filled: usize,
    hashes: Vec<u8>,
}

impl PieceHashes {
    /// Takes the next bytes.
    pub fn update(&mut self, mut bytes: Bytes) {
        while !bytes.is_empty() {
            if self.filled == 0 {
                self.pieces.push(Vec::new());
            }
            let taken = bytes.split_to(bytes.len().min(HASHED_BYTES as usize - self.filled));
            self.filled = (self.filled + taken.len()) % HASHED_BYTES as usize;
            self.pieces.last_mut().expect("one was begun").push(taken);
            if self.filled == 0 {
                self.hash_from(TOGETHER);
            }
        }
    }

    /// The hashes, one after the other.
    pub fn finish(mut self) -> Vec<u8> {
        self.hash_from(0);
        self.hashes
    }

    /// Hashes the pieces if there are so many of them.
    fn hash_from(&mut self, count: usize) {
        if self.pieces.len() < count {
            return;
        }
        let messages: Vec<Vec<&[u8]>> =
            self.pieces.iter().map(|piece| piece.iter().map(|bytes| &bytes[..]).collect()).collect();
        let mut digests = vec![[0; 32]; messages.len()];
        ige::sha256_into(&messages, &mut digests);
        self.hashes.extend_from_slice(digests.as_flattened());
        self.pieces.clear();
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
        for length in [0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 7, 4 * piece, 9 * piece + 1] {
            let bytes = Bytes::from(sandbox::content::ramp(0, length));
            let expected: Vec<u8> = bytes.chunks(piece).flat_map(Sha256::digest).collect();
            for step in [1_000, piece, 100_003, 1 << 20] {
                let mut hashes = PieceHashes::default();
                bytes.chunks(step).for_each(|part| hashes.update(bytes.slice_ref(part)));
                assert_eq!(hashes.finish(), expected, "{length} bytes, {step} at a time");
            }
        }
    }
}
