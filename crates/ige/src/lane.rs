//! What is encrypted and decrypted side by side.

use std::error::Error;
use std::fmt;

use zeroize::optimization_barrier;

/// Lanes that are worth being encrypted or decrypted in one call. More are done in groups of so many.
pub const LANES: usize = 8;

/// The cipher's block.
pub(crate) type Block = [u8; 16];

/// A key of AES-256 and the initialisation vector of IGE: the ciphertext before the first block, then the plaintext before it, as MTProto
/// and OpenSSL order them. Wiped when it is dropped; does not print.
pub struct KeyIv {
    pub(crate) key: [u8; 32],
    pub(crate) iv: [u8; 32],
}

impl KeyIv {
    /// Takes a key and an initialisation vector.
    #[must_use]
    pub const fn new(key: [u8; 32], iv: [u8; 32]) -> Self {
        Self { key, iv }
    }
}

impl Drop for KeyIv {
    fn drop(&mut self) {
        self.key = [0; 32];
        self.iv = [0; 32];
        optimization_barrier(self);
    }
}

impl zeroize::ZeroizeOnDrop for KeyIv {}

/// One buffer with its key.
pub struct Lane<'a> {
    pub(crate) key_iv: &'a KeyIv,
    pub(crate) blocks: &'a mut [Block],
}

impl<'a> Lane<'a> {
    /// A lane over a buffer, whose contents are replaced.
    ///
    /// # Errors
    ///
    /// When the buffer is not made of whole blocks of 16 bytes. An empty one is fine.
    pub fn new(key_iv: &'a KeyIv, buffer: &'a mut [u8]) -> Result<Self, LengthError> {
        match buffer.as_chunks_mut() {
            (blocks, []) => Ok(Self { key_iv, blocks }),
            _ => Err(LengthError),
        }
    }
}

/// The buffer's length is not a multiple of 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthError;

impl fmt::Display for LengthError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the length is not a multiple of 16 bytes")
    }
}

impl Error for LengthError {}

#[cfg(test)]
mod tests {
    use std::mem::ManuallyDrop;

    use super::*;

    #[test]
    fn a_dropped_key_is_wiped() {
        let mut key_iv = ManuallyDrop::new(KeyIv::new([1; 32], [2; 32]));
        // SAFETY: it is dropped once.
        unsafe { ManuallyDrop::drop(&mut key_iv) };
        // Arrays of bytes outlive being dropped.
        assert_eq!((key_iv.key, key_iv.iv), ([0; 32], [0; 32]));
    }
}
