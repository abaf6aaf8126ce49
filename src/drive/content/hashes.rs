//! The hashes of a content, and of what is stored of it: SHA-256 of all its bytes, and of each stored piece, as Telegram tells them without a
//! download ([`Account::file_hashes`](crate::telegram::Account::file_hashes)).

use sha2::{Digest, Sha256};
use tokio_util::bytes::Bytes;

use crate::telegram::limits::HASHED_BYTES;

/// So many pieces are hashed at once, beside the content: together they take hardly longer than the content alone ([`ige::Sha256`]).
const TOGETHER: usize = 4;

/// The hashes of a content while it is stored.
#[derive(Default)]
pub struct Hashes {
    content: ige::Sha256,
    /// The content's bytes that are not hashed yet.
    unhashed: Vec<Bytes>,
    /// The pieces of the segment that are not hashed yet, each as the bytes that it consists of. All but the last one are whole.
    pieces: Vec<Vec<Bytes>>,
    /// Bytes in the last one; 0 when it is whole.
    filled: usize,
    /// The hashes of the segment's other pieces.
    hashes: Vec<u8>,
}

impl Hashes {
    /// Takes the next bytes of the content.
    pub fn update(&mut self, bytes: Bytes) {
        self.unhashed.push(bytes);
    }

    /// Takes what is stored of them.
    pub fn store(&mut self, mut bytes: Bytes) {
        while !bytes.is_empty() {
            if self.filled == 0 {
                self.pieces.push(Vec::new());
            }
            let taken = bytes.split_to(bytes.len().min(HASHED_BYTES as usize - self.filled));
            self.filled = (self.filled + taken.len()) % HASHED_BYTES as usize;
            self.pieces.last_mut().expect("one was begun").push(taken);
            if self.filled == 0 && self.pieces.len() >= TOGETHER {
                self.hash();
            }
        }
    }

    /// The segment has ended: SHA-256 of each of its pieces of 128 KiB, one after the other.
    pub fn end_segment(&mut self) -> Vec<u8> {
        self.hash();
        self.filled = 0;
        std::mem::take(&mut self.hashes)
    }

    /// SHA-256 of the content.
    pub fn finish(mut self) -> [u8; 32] {
        self.hash();
        self.content.finish()
    }

    /// Hashes what was taken.
    fn hash(&mut self) {
        let pieces: Vec<_> = self.pieces.iter().map(|piece| slices(piece)).collect();
        let mut digests = vec![[0; 32]; pieces.len()];
        self.content.update_beside(&slices(&self.unhashed), &pieces, &mut digests);
        self.hashes.extend_from_slice(digests.as_flattened());
        self.unhashed.clear();
        self.pieces.clear();
    }
}

fn slices(bytes: &[Bytes]) -> Vec<&[u8]> {
    bytes.iter().map(|bytes| &bytes[..]).collect()
}

/// SHA-256 of the hashes of a segment. Manifests name it: what Telegram says of the pieces can be checked against it.
pub fn digest(hashes: &[u8]) -> [u8; 32] {
    Sha256::digest(hashes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_and_pieces_are_hashed_however_their_bytes_come() {
        let piece = HASHED_BYTES as usize;
        for length in [0, 1, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 7, 4 * piece, 9 * piece + 1] {
            let bytes = Bytes::from(sandbox::content::ramp(0, length));
            let expected: Vec<u8> = bytes.chunks(piece).flat_map(Sha256::digest).collect();
            for step in [1_000, piece, 100_003, 1 << 20] {
                let mut hashes = Hashes::default();
                for _segment in 0..2 {
                    for part in bytes.chunks(step) {
                        hashes.update(bytes.slice_ref(part));
                        hashes.store(bytes.slice_ref(part));
                    }
                    assert_eq!(hashes.end_segment(), expected, "{length} bytes, {step} at a time");
                }
                let twice = Sha256::new_with_prefix(&bytes).chain_update(&bytes).finalize();
                assert_eq!(hashes.finish()[..], twice[..], "{length} bytes, {step} at a time");
            }
        }
    }
}
