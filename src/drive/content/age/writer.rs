//! Encrypting bytes as they come.

use tokio_util::bytes::{Bytes, BytesMut};

use super::payload::{CHUNK, ChunkPosition, PayloadKey, SEALED_CHUNK};
use super::{Recipient, header};

/// Encrypts one file. What it returns, one after the other, is the file.
pub struct Encryptor {
    header: Vec<u8>,
    key: PayloadKey,
    /// What is sealed and not returned yet, and after that the plain bytes of the chunk that is being filled.
    buffer: BytesMut,
    /// Where that chunk begins.
    chunk: usize,
    /// Its number.
    number: u64,
}

impl Encryptor {
    /// A file for one recipient.
    pub fn new(recipient: &Recipient) -> Self {
        let (header, key) = header::write(recipient);
        Self { buffer: BytesMut::from(header.as_slice()), chunk: header.len(), header, key, number: 0 }
    }

    /// The file's header: the reader needs it.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Takes the next bytes, and returns what is ready of the file. A full chunk is held back until more bytes follow, since the last one is marked.
    pub fn write(&mut self, mut plain: &[u8]) -> Bytes {
        while !plain.is_empty() {
            let filled = self.buffer.len() - self.chunk;
            if filled == CHUNK {
                self.seal(false);
                continue;
            }
            let (taken, rest) = plain.split_at(plain.len().min(CHUNK - filled));
            self.buffer.extend_from_slice(taken);
            plain = rest;
        }
        let ready = self.buffer.split_to(self.chunk).freeze();
        self.chunk = 0;
        ready
    }

    /// The rest of the file.
    pub fn finish(mut self) -> Bytes {
        self.seal(true);
        self.buffer.freeze()
    }

    fn seal(&mut self, is_last: bool) {
        self.key.seal(ChunkPosition { number: self.number, is_last }, &mut self.buffer, self.chunk);
        self.number += 1;
        self.chunk += SEALED_CHUNK;
    }
}
