//! Encrypting and decrypting packets (<https://core.telegram.org/mtproto/description>): AES-256-IGE with a key that follows from the auth key and from
//! the packet's SHA-256, of which the packet shows a part (`msg_key`).

use std::fmt;

use ige::{KeyIv, Lane};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::ZeroizeOnDrop;

/// The key's id and `msg_key`.
pub const ENVELOPE: usize = 24;
/// Salt, session, message id, sequence number, length.
pub const INNER_HEADER: usize = 32;
/// Bounds of the padding.
const MINIMUM_PADDING: usize = 12;
const MAXIMUM_PADDING: usize = 1024;

/// An auth key. It is never printed.
#[derive(Clone, ZeroizeOnDrop)]
pub struct AuthKey {
    bytes: [u8; 256],
    id: [u8; 8],
}

/// Who has encrypted a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Client,
    Server,
}

impl Side {
    /// The `x` of the protocol's description.
    fn x(self) -> usize {
        match self {
            Self::Client => 0,
            Self::Server => 8,
        }
    }
}

impl AuthKey {
    /// The key with these bytes.
    pub fn new(bytes: &[u8; 256]) -> Self {
        let hash = Sha1::digest(bytes);
        Self { bytes: *bytes, id: hash[12..20].try_into().expect("a SHA-1 has 20 bytes") }
    }

    /// Encrypts the packet that begins at `start`: room for the envelope, then the inner header and the data. Padding is added.
    pub fn encrypt(&self, buffer: &mut Vec<u8>, start: usize) {
        self.encrypt_as(Side::Client, buffer, start);
    }

    /// Decrypts a packet in place. `None` unless it was encrypted by the server with this key and is whole, to the length of its padding. The inner
    /// header begins after the envelope.
    #[must_use]
    pub fn decrypt(&self, packet: &mut [u8]) -> Option<()> {
        self.decrypt_from(Side::Server, packet)
    }

    fn encrypt_as(&self, side: Side, buffer: &mut Vec<u8>, start: usize) {
        let end = buffer.len();
        // At least 12 bytes, up to a multiple of 16.
        let padding = MINIMUM_PADDING + (16 - (end - start - ENVELOPE + MINIMUM_PADDING) % 16) % 16;
        buffer.resize(end + padding, 0);
        getrandom::fill(&mut buffer[end..]).expect("the operating system provides random numbers");
        let packet = &mut buffer[start..];
        let msg_key = self.msg_key(side, &packet[ENVELOPE..]);
        let key = self.aes_key(side, &msg_key);
        ige::encrypt(&mut [Lane::new(&key, &mut packet[ENVELOPE..]).expect("it is padded to whole blocks")]);
        packet[..8].copy_from_slice(&self.id);
        packet[8..ENVELOPE].copy_from_slice(&msg_key);
    }

    fn decrypt_from(&self, side: Side, packet: &mut [u8]) -> Option<()> {
        let (envelope, inner) = packet.split_at_mut_checked(ENVELOPE)?;
        if envelope[..8] != self.id || inner.len() < INNER_HEADER + MINIMUM_PADDING {
            return None;
        }
        let msg_key: [u8; 16] = envelope[8..].try_into().expect("16 of 24 bytes");
        let key = self.aes_key(side, &msg_key);
        ige::decrypt(&mut [Lane::new(&key, inner).ok()?]);
        // Before anything that it says is looked at, the message is compared with its msg_key.
        let is_whole: bool = self.msg_key(side, inner).ct_eq(&msg_key).into();
        let length = u32::from_le_bytes(inner[28..INNER_HEADER].try_into().expect("four bytes")) as usize;
        let padding = (inner.len() - INNER_HEADER).checked_sub(length)?;
        let is_padded = (MINIMUM_PADDING..=MAXIMUM_PADDING).contains(&padding) && length.is_multiple_of(4);
        (is_whole && is_padded).then_some(())
    }

    fn msg_key(&self, side: Side, inner: &[u8]) -> [u8; 16] {
        let x = side.x();
        let hash = Sha256::new().chain_update(&self.bytes[88 + x..120 + x]).chain_update(inner).finalize();
        hash[8..24].try_into().expect("16 of 32 bytes")
    }

    /// The AES key and the initialization vector of a packet.
    fn aes_key(&self, side: Side, msg_key: &[u8; 16]) -> KeyIv {
        let x = side.x();
        let a = Sha256::new().chain_update(msg_key).chain_update(&self.bytes[x..36 + x]).finalize();
        let b = Sha256::new().chain_update(&self.bytes[40 + x..76 + x]).chain_update(msg_key).finalize();
        let mix = |outer: &[u8], inner: &[u8]| {
            let mut mixed = [0; 32];
            mixed[..8].copy_from_slice(&outer[..8]);
            mixed[8..24].copy_from_slice(&inner[8..24]);
            mixed[24..].copy_from_slice(&outer[24..]);
            mixed
        };
        KeyIv::new(mix(&a, &b), mix(&b, &a))
    }
}

impl fmt::Debug for AuthKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthKey(…)")
    }
}

/// What a server does with a key. For tests of the layers above.
#[cfg(test)]
pub(in crate::telegram) mod server {
    use super::*;

    /// Encrypts as the server does.
    pub(in crate::telegram) fn encrypt(key: &AuthKey, packet: &mut Vec<u8>) {
        key.encrypt_as(Side::Server, packet, 0);
    }

    /// Decrypts what a client has encrypted.
    pub(in crate::telegram) fn decrypt(key: &AuthKey, packet: &mut [u8]) -> Option<()> {
        key.decrypt_from(Side::Client, packet)
    }
}

#[cfg(test)]
mod tests {
    use grammers_crypto::DequeBuffer;
    use proptest::prelude::*;

    use super::*;

    fn key() -> AuthKey {
        AuthKey::new(&std::array::from_fn(|index| (index * 7 % 256) as u8))
    }

    fn packet(inner: &[u8]) -> Vec<u8> {
        [&[0; ENVELOPE], inner].concat()
    }

    /// A message whose inner header says how long it is.
    fn message(length: usize) -> Vec<u8> {
        let mut inner: Vec<u8> = (0..INNER_HEADER + length).map(|index| (index % 251) as u8).collect();
        inner[28..INNER_HEADER].copy_from_slice(&(length as u32).to_le_bytes());
        inner
    }

    proptest! {
        #[test]
        fn grammers_and_we_encrypt_alike(length in 0usize..300) {
            let key = key();
            let theirs = grammers_crypto::AuthKey::from_bytes(key.bytes);
            let mut ours = packet(&message(length * 4));
            server::encrypt(&key, &mut ours);
            let decrypted = grammers_crypto::decrypt_data_v2(&mut ours, &theirs).expect("it is readable");
            prop_assert_eq!(&decrypted[..INNER_HEADER + length * 4], &message(length * 4)[..]);

            let mut buffer = DequeBuffer::with_capacity(4096, 64);
            buffer.extend(message(length * 4));
            grammers_crypto::encrypt_data_v2(&mut buffer, &theirs);
            let mut packet = buffer[..].to_vec();
            prop_assert!(server::decrypt(&key, &mut packet).is_some());
            prop_assert_eq!(&packet[ENVELOPE..][..INNER_HEADER + length * 4], &message(length * 4)[..]);
        }

        #[test]
        fn a_changed_bit_is_noticed(bit in 0usize..8 * 200) {
            let key = key();
            let mut packet = packet(&message(100));
            server::encrypt(&key, &mut packet);
            let bit = bit % (packet.len() * 8);
            packet[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(key.decrypt(&mut packet).is_none());
        }
    }

    #[test]
    fn a_wrong_length_or_padding_is_refused() {
        let key = key();
        let sealed = |length: u32| {
            let mut inner = message(100);
            inner[28..INNER_HEADER].copy_from_slice(&length.to_le_bytes());
            let mut packet = packet(&inner);
            server::encrypt(&key, &mut packet);
            packet
        };
        assert!(key.decrypt(&mut sealed(100)).is_some());
        for length in [99, 120, 4000, u32::MAX] {
            assert!(key.decrypt(&mut sealed(length)).is_none(), "{length}");
        }
        assert!(key.decrypt(&mut sealed(100)[..40]).is_none());
        assert!(key.decrypt(&mut []).is_none());
        let mut ours = packet(&message(100));
        key.encrypt(&mut ours, 0);
        assert!(key.decrypt(&mut ours).is_none(), "what a client has encrypted does not come from the server");
        assert_eq!(format!("{key:?}"), "AuthKey(…)");
    }
}
