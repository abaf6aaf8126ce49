//! The obfuscated form of a transport: AES-256-CTR over the whole stream, with keys that the client's 64-byte header carries
//! (<https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation>).
//!
//! It hides nothing from anyone who sees the header. The data centre id in the header is for proxies; a direct connection's is not
//! looked at, since several clients leave random bytes there.

use aes::cipher::{KeyIvInit, StreamCipher};

use super::transport::Framing;

/// The header's length.
pub(crate) const HEADER_LENGTH: usize = 64;

type Ctr = ctr::Ctr128BE<aes::Aes256>;

/// One direction's key stream. Encrypting and decrypting are the same.
pub(crate) struct KeyStream(Ctr);

impl KeyStream {
    fn new(material: &[u8; 48]) -> Self {
        let mut key = [0; 32];
        let mut iv = [0; 16];
        key.copy_from_slice(&material[..32]);
        iv.copy_from_slice(&material[32..]);
        Self(Ctr::new(&key.into(), &iv.into()))
    }

    /// Applies the next bytes of the stream.
    pub(crate) fn apply(&mut self, bytes: &mut [u8]) {
        self.0.apply_keystream(bytes);
    }
}

/// What a header says.
pub(crate) struct Opened {
    pub(crate) framing: Framing,
    /// For what the client sends; already past the header.
    pub(crate) incoming: KeyStream,
    /// For what the client receives.
    pub(crate) outgoing: KeyStream,
}

/// Reads a client's header. `None` where its tag names no framing.
pub(crate) fn open(header: &[u8; HEADER_LENGTH]) -> Option<Opened> {
    let mut material = [0; 48];
    material.copy_from_slice(&header[8..56]);
    let mut incoming = KeyStream::new(&material);
    material.reverse();
    let outgoing = KeyStream::new(&material);

    let mut plain = *header;
    incoming.apply(&mut plain);
    let tag = [plain[56], plain[57], plain[58], plain[59]];
    Framing::from_tag(tag).map(|framing| Opened { framing, incoming, outgoing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clients_header_opens_and_both_directions_agree() {
        let mut header: [u8; HEADER_LENGTH] = std::array::from_fn(|index| index as u8 + 1);
        header[56..60].copy_from_slice(&[0xee; 4]);
        let mut client = grammers_crypto::ObfuscatedCipher::new(&header);
        let mut encrypted = header;
        client.encrypt(&mut encrypted);
        header[56..].copy_from_slice(&encrypted[56..]);

        let mut opened = open(&header).unwrap();
        assert_eq!(opened.framing, Framing::Intermediate);
        let mut bytes = *b"from client to server";
        client.encrypt(&mut bytes);
        opened.incoming.apply(&mut bytes);
        assert_eq!(&bytes, b"from client to server");
        opened.outgoing.apply(&mut bytes);
        client.decrypt(&mut bytes);
        assert_eq!(&bytes, b"from client to server");
    }

    #[test]
    fn noise_is_no_header() {
        assert!(open(&[9; HEADER_LENGTH]).is_none());
    }
}
