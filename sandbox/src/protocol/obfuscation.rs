//! Transport obfuscation: AES-256-CTR over the whole stream, with keys from the client's 64-byte header
//! (<https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation>).
//!
//! The data centre id in the header is meant for proxies and is ignored here: several clients leave random bytes there.

use aes::cipher::{KeyIvInit, StreamCipher};

use super::transport::Transport;

/// The header's length.
pub(crate) const HEADER_LENGTH: usize = 64;

type Ctr = ctr::Ctr128BE<aes::Aes256>;

/// One direction's key stream. Encryption and decryption are the same operation.
pub(crate) struct KeyStream(Ctr);

impl KeyStream {
    fn new(material: &[u8; 48]) -> Self {
        let mut key = [0; 32];
        let mut iv = [0; 16];
        key.copy_from_slice(&material[..32]);
        iv.copy_from_slice(&material[32..]);
        Self(Ctr::new(&key.into(), &iv.into()))
    }

    /// Encrypts or decrypts in place.
    pub(crate) fn apply(&mut self, bytes: &mut [u8]) {
        self.0.apply_keystream(bytes);
    }
}

/// A client's header, decrypted.
pub(crate) struct Header {
    pub(crate) transport: Transport,
    /// For the bytes that follow the header.
    pub(crate) incoming: KeyStream,
    /// For the bytes that the server sends.
    pub(crate) outgoing: KeyStream,
}

/// Reads a client's header. `None` if its tag names no transport.
pub(crate) fn read_header(header: &[u8; HEADER_LENGTH]) -> Option<Header> {
    let mut material = [0; 48];
    material.copy_from_slice(&header[8..56]);
    let mut incoming = KeyStream::new(&material);
    material.reverse();
    let outgoing = KeyStream::new(&material);

    let mut plain = *header;
    incoming.apply(&mut plain);
    let tag = [plain[56], plain[57], plain[58], plain[59]];
    Transport::from_tag(tag).map(|transport| Header { transport, incoming, outgoing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_derive_the_same_key_streams() {
        let mut header: [u8; HEADER_LENGTH] = std::array::from_fn(|index| index as u8 + 1);
        header[56..60].copy_from_slice(&[0xee; 4]);
        let mut client = grammers_crypto::ObfuscatedCipher::new(&header);
        let mut encrypted = header;
        client.encrypt(&mut encrypted);
        header[56..].copy_from_slice(&encrypted[56..]);

        let mut opened = read_header(&header).unwrap();
        assert_eq!(opened.transport, Transport::Intermediate);
        let mut bytes = *b"from client to server";
        client.encrypt(&mut bytes);
        opened.incoming.apply(&mut bytes);
        assert_eq!(&bytes, b"from client to server");
        opened.outgoing.apply(&mut bytes);
        client.decrypt(&mut bytes);
        assert_eq!(&bytes, b"from client to server");
    }

    #[test]
    fn random_bytes_are_no_header() {
        assert!(read_header(&[9; HEADER_LENGTH]).is_none());
    }
}
