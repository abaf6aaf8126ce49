//! The hashes of a content, and of what is stored of it: SHA-256 of all its bytes, and of each stored piece, as Telegram tells them without a
//! download ([`Account::file_hashes`](crate::telegram::Account::file_hashes)).

use sha2::{Digest, Sha256};
use tokio_util::bytes::Bytes;

use crate::telegram::limits::HASHED_BYTES;

/// The hashes of a content while it is stored. The content and its pieces are hashed in step, which takes hardly longer than the content alone
/// ([`ige::Sha256`]).
#[derive(Default)]
pub struct Hashes {
    content: ige::Sha256,
    /// The content's bytes that are not hashed yet.
    unhashed: Vec<Bytes>,
    /// The hashes of the segment's pieces.
    pieces: Vec<u8>,
}

impl Hashes {
    /// Takes the next bytes of a content that is stored encrypted.
    pub fn update(&mut self, bytes: Bytes) {
        self.unhashed.push(bytes);
    }

    /// Takes the next part of what is stored: whole pieces, but for the last one of a segment.
    pub fn store(&mut self, part: &[u8]) {
        let unhashed = std::mem::take(&mut self.unhashed);
        self.hash(&slices(&unhashed), part);
    }

    /// Takes the next part of a content that is stored as it is.
    pub fn store_plain(&mut self, part: &[u8]) {
        self.hash(&[part], part);
    }

    /// The segment has ended: SHA-256 of each of its pieces of 128 KiB, one after the other.
    pub fn end_segment(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.pieces)
    }

    /// SHA-256 of the content.
    pub fn finish(mut self) -> [u8; 32] {
        self.store(&[]);
        self.content.finish()
    }

    fn hash(&mut self, content: &[&[u8]], part: &[u8]) {
        let pieces: Vec<_> = part.chunks(HASHED_BYTES as usize).map(|piece| [piece]).collect();
        let mut digests = vec![[0; 32]; pieces.len()];
        self.content.update_beside(content, &pieces, &mut digests);
        self.pieces.extend_from_slice(digests.as_flattened());
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
    use crate::telegram::limits::PART_BYTES;

    #[test]
    fn contents_and_pieces_are_hashed_part_by_part() {
        let (part, piece) = (PART_BYTES as usize, HASHED_BYTES as usize);
        for length in [0, 1, piece - 1, piece, piece + 1, part - 1, part, part + 1, 3 * part + 7] {
            let bytes = Bytes::from(sandbox::content::ramp(0, length));
            let stored: Vec<u8> = bytes.iter().map(|byte| byte ^ 0x55).collect();
            let digests = |bytes: &[u8]| bytes.chunks(piece).flat_map(Sha256::digest).collect::<Vec<u8>>();
            let (mut plain, mut encrypted) = (Hashes::default(), Hashes::default());
            for _segment in 0..2 {
                bytes.chunks(part).for_each(|part| plain.store_plain(part));
                assert_eq!(plain.end_segment(), digests(&bytes), "{length} bytes");
                bytes.chunks(100_003).for_each(|taken| encrypted.update(bytes.slice_ref(taken)));
                stored.chunks(part).for_each(|part| encrypted.store(part));
                assert_eq!(encrypted.end_segment(), digests(&stored), "{length} bytes");
            }
            let twice = Sha256::new_with_prefix(&bytes).chain_update(&bytes).finalize();
            assert_eq!(plain.finish()[..], twice[..], "{length} bytes");
            assert_eq!(encrypted.finish()[..], twice[..], "{length} bytes");
        }
    }
}
