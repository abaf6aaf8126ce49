//! The payload: chunks of 64 KiB, each with a tag of 16 bytes (ChaCha20-Poly1305).
//!
//! A chunk's nonce is its number, and whether it is the last one: so chunks that were swapped, left out or cut off do not open. The last chunk may
//! be shorter, and is empty only where the whole content is.

use hkdf::Hkdf;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use sha2::Sha256;
use tokio_util::bytes::BytesMut;
use zeroize::Zeroizing;

use super::Error;

/// Plain bytes in a chunk.
pub const CHUNK: usize = 64 * 1024;
/// What a chunk's tag adds to it.
pub const TAG: usize = 16;
/// Bytes of a chunk in the file.
pub const SEALED_CHUNK: usize = CHUNK + TAG;

/// The length of the payload of a content.
pub fn sealed_len(plain: u64) -> u64 {
    plain + plain.div_ceil(CHUNK as u64).max(1) * TAG as u64
}

/// The length of the content of a payload; `None` when no payload has that length.
pub fn plain_len(sealed: u64) -> Option<u64> {
    let chunks = sealed.div_ceil(SEALED_CHUNK as u64);
    let last = sealed - chunks.checked_sub(1)? * SEALED_CHUNK as u64;
    let is_whole = if chunks == 1 { last >= TAG as u64 } else { last > TAG as u64 };
    is_whole.then(|| sealed - chunks * TAG as u64)
}

/// The key of one file's payload. Wiped when it is dropped.
#[derive(Clone)]
pub struct PayloadKey(Zeroizing<[u8; 32]>);

/// A chunk's number, and whether it is the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChunkPosition {
    /// From 0.
    pub number: u64,
    /// Whether it is the last one.
    pub is_last: bool,
}

impl PayloadKey {
    pub(super) fn derive(file_key: &[u8; 16], nonce: &[u8; 16]) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(nonce), file_key)
            .expand(b"payload", key.as_mut_slice())
            .expect("32 bytes are not too long");
        Self(key)
    }

    /// Encrypts the chunk that begins at `start` of a buffer, and appends its tag.
    pub fn seal(&self, position: ChunkPosition, buffer: &mut BytesMut, start: usize) {
        let chunk = &mut buffer[start..];
        let sealed = self.cipher().seal_in_place_separate_tag(position.nonce(), Aad::empty(), chunk);
        buffer.extend_from_slice(sealed.expect("fails above 256 GiB alone").as_ref());
    }

    /// Decrypts a chunk, and removes its tag.
    pub fn open(&self, position: ChunkPosition, chunk: &mut BytesMut) -> Result<(), Error> {
        let opened = self.cipher().open_in_place(position.nonce(), Aad::empty(), chunk);
        let length = opened.map_err(|_| Error::Payload)?.len();
        chunk.truncate(length);
        Ok(())
    }

    fn cipher(&self) -> LessSafeKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, self.0.as_slice());
        // "Less safe": nonces are not counted by the key itself, since chunks are opened from anywhere.
        LessSafeKey::new(key.expect("a key has 32 bytes"))
    }
}

impl ChunkPosition {
    /// Eleven bytes of the number, and one that marks the last chunk.
    fn nonce(self) -> Nonce {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.number.to_be_bytes());
        nonce[11] = self.is_last.into();
        Nonce::assume_unique_for_key(nonce)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_fit_each_other() {
        let (chunk, sealed) = (CHUNK as u64, SEALED_CHUNK as u64);
        for (plain, expected) in [
            (0, 16),
            (1, 17),
            (chunk - 1, sealed - 1),
            (chunk, sealed),
            (chunk + 1, sealed + 17),
            (2 * chunk, 2 * sealed),
            (2 * chunk + 1, 2 * sealed + 17),
        ] {
            assert_eq!(sealed_len(plain), expected);
            assert_eq!(plain_len(expected), Some(plain));
        }
        for none in [0, 1, 15, sealed + 1, sealed + 15, sealed + 16, 2 * sealed + 16] {
            assert_eq!(plain_len(none), None, "{none}");
        }
        assert_eq!(plain_len(u64::MAX - 20), Some(u64::MAX - 20 - (u64::MAX - 20).div_ceil(sealed) * 16));
    }

    #[test]
    fn a_chunk_opens_in_its_position_alone() {
        let key = PayloadKey::derive(&[1; 16], &[2; 16]);
        let position = ChunkPosition { number: 300, is_last: false };
        let mut sealed = BytesMut::from(&b"before"[..]);
        sealed.extend_from_slice(b"a chunk");
        key.seal(position, &mut sealed, 6);
        let sealed = sealed.split_off(6);
        let mut chunk = sealed.clone();
        key.open(position, &mut chunk).expect("it is authentic");
        assert_eq!(chunk, &b"a chunk"[..]);
        for wrong in [ChunkPosition { number: 44, ..position }, ChunkPosition { is_last: true, ..position }] {
            assert_eq!(key.open(wrong, &mut sealed.clone()), Err(Error::Payload));
        }
        assert_eq!(PayloadKey::derive(&[1; 16], &[3; 16]).open(position, &mut sealed.clone()), Err(Error::Payload));
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(key.open(position, &mut altered), Err(Error::Payload), "byte {at}");
            assert_eq!(key.open(position, &mut BytesMut::from(&sealed[..at])), Err(Error::Payload), "cut at {at}");
        }
    }
}
