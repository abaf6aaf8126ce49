//! Encrypting and decrypting packets (<https://core.telegram.org/mtproto/description>): AES-256-IGE with a key that follows from the auth key and from
//! the packet's SHA-256, of which the packet shows a part (`msg_key`).
//!
//! Several packets are done side by side (`crates/ige`), whatever keys and lengths they have.

use std::fmt;

use ige::{KeyIv, Lane};
use sha1::{Digest, Sha1};
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

    /// What goes before a packet when its `msg_key` is calculated.
    fn hash_prefix(&self, side: Side) -> &[u8] {
        let x = side.x();
        &self.bytes[88 + x..120 + x]
    }
}

/// How many bytes of padding a packet of that length needs, its envelope included: at least 12, up to a multiple of 16.
pub fn padding(length: usize) -> usize {
    MINIMUM_PADDING + (16 - (length - ENVELOPE + MINIMUM_PADDING) % 16) % 16
}

/// Encrypts packets in place: room for the envelope, the inner header, the data, and random [`padding`].
pub fn encrypt(packets: &mut [(&AuthKey, &mut [u8])]) {
    encrypt_as(Side::Client, packets);
}

/// Decrypts packets in place, and tells of each whether it was encrypted by the server with that key and is whole, to the length of its padding. The
/// inner header begins after the envelope.
#[must_use]
pub fn decrypt(packets: &mut [(&AuthKey, &mut [u8])]) -> Vec<bool> {
    decrypt_from(Side::Server, packets)
}

fn encrypt_as(side: Side, packets: &mut [(&AuthKey, &mut [u8])]) {
    for (msg_key, (key, packet)) in msg_keys(side, packets).iter().zip(&mut *packets) {
        packet[..8].copy_from_slice(&key.id);
        packet[8..ENVELOPE].copy_from_slice(msg_key);
    }
    let keys = aes_keys(side, packets);
    ige::encrypt(&mut lanes(packets, &keys));
}

fn decrypt_from(side: Side, packets: &mut [(&AuthKey, &mut [u8])]) -> Vec<bool> {
    let is_readable = |(key, packet): &(&AuthKey, &mut [u8])| {
        let inner = packet.len().checked_sub(ENVELOPE).filter(|inner| inner.is_multiple_of(16));
        inner.is_some_and(|inner| inner >= INNER_HEADER + MINIMUM_PADDING) && packet[..8] == key.id
    };
    let readable: Vec<_> = packets.iter().map(is_readable).collect();
    let mut those: Vec<_> = packets
        .iter_mut()
        .zip(&readable)
        .filter(|(_, is_readable)| **is_readable)
        .map(|((key, packet), _)| (*key, &mut **packet))
        .collect();
    let keys = aes_keys(side, &those);
    ige::decrypt(&mut lanes(&mut those, &keys));
    let msg_keys = msg_keys(side, &those);
    let mut genuine = those.iter().zip(&msg_keys).map(|((_, packet), msg_key)| is_genuine(packet, msg_key));
    readable.iter().map(|is_readable| *is_readable && genuine.next() == Some(true)).collect()
}

/// Whether a decrypted packet has this `msg_key`, and padding as it has to be.
fn is_genuine(packet: &[u8], msg_key: &[u8; 16]) -> bool {
    let (envelope, inner) = packet.split_at(ENVELOPE);
    // Before anything that it says is looked at, the message is compared with its msg_key.
    let is_whole: bool = envelope[8..].ct_eq(msg_key).into();
    let length = u32::from_le_bytes(inner[28..INNER_HEADER].try_into().expect("four bytes")) as usize;
    let padding = (inner.len() - INNER_HEADER).checked_sub(length);
    is_whole
        && length.is_multiple_of(4)
        && padding.is_some_and(|padding| (MINIMUM_PADDING..=MAXIMUM_PADDING).contains(&padding))
}

/// What is encrypted of each packet.
fn lanes<'a>(packets: &'a mut [(&AuthKey, &mut [u8])], keys: &'a [KeyIv]) -> Vec<Lane<'a>> {
    let lane = |((_, packet), key): (&'a mut (&AuthKey, &mut [u8]), &'a KeyIv)| {
        Lane::new(key, &mut packet[ENVELOPE..]).expect("whole blocks: padded, or looked at before")
    };
    packets.iter_mut().zip(keys).map(lane).collect()
}

/// The `msg_key` of each packet, out of its plain contents and padding.
fn msg_keys(side: Side, packets: &[(&AuthKey, &mut [u8])]) -> Vec<[u8; 16]> {
    let messages: Vec<_> = packets.iter().map(|(key, packet)| [key.hash_prefix(side), &packet[ENVELOPE..]]).collect();
    sha256(&messages).iter().map(|hash| hash[8..24].try_into().expect("16 of 32 bytes")).collect()
}

/// The AES key and the initialization vector of each packet, out of the `msg_key` in its envelope.
fn aes_keys(side: Side, packets: &[(&AuthKey, &mut [u8])]) -> Vec<KeyIv> {
    let x = side.x();
    let messages: Vec<_> = packets
        .iter()
        .flat_map(|(key, packet)| {
            let msg_key = &packet[8..ENVELOPE];
            [[msg_key, &key.bytes[x..36 + x]], [&key.bytes[40 + x..76 + x], msg_key]]
        })
        .collect();
    let mix = |outer: &[u8], inner: &[u8]| {
        let mut mixed = [0; 32];
        mixed[..8].copy_from_slice(&outer[..8]);
        mixed[8..24].copy_from_slice(&inner[8..24]);
        mixed[24..].copy_from_slice(&outer[24..]);
        mixed
    };
    sha256(&messages).as_chunks().0.iter().map(|[a, b]| KeyIv::new(mix(a, b), mix(b, a))).collect()
}

fn sha256(messages: &[[&[u8]; 2]]) -> Vec<[u8; 32]> {
    let mut hashes = vec![[0; 32]; messages.len()];
    ige::sha256_into(messages, &mut hashes);
    hashes
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

    /// Encrypts as the server does. Padding is added.
    pub(in crate::telegram) fn encrypt(key: &AuthKey, packet: &mut Vec<u8>) {
        packet.resize(packet.len() + padding(packet.len()), 0);
        encrypt_as(Side::Server, &mut [(key, packet)]);
    }

    /// Decrypts what a client has encrypted.
    pub(in crate::telegram) fn decrypt(key: &AuthKey, packet: &mut [u8]) -> Option<()> {
        decrypt_from(Side::Client, &mut [(key, packet)])[0].then_some(())
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

    fn decrypt_one(key: &AuthKey, packet: &mut [u8]) -> bool {
        decrypt(&mut [(key, packet)]) == [true]
    }

    proptest! {
        #[test]
        fn several_packets_are_decrypted_as_each_alone(
            packets in prop::collection::vec((0usize..200, 0usize..2, 0u8..8), 1..20),
        ) {
            let keys = [7, 11, 13].map(|step| AuthKey::new(&std::array::from_fn(|index| (index * step % 256) as u8)));
            let mut sealed: Vec<_> = packets
                .iter()
                .map(|(length, key, fault)| {
                    let mut packet = packet(&message(length * 4));
                    server::encrypt(&keys[*key], &mut packet);
                    match fault {
                        0 => packet[ENVELOPE + 3] ^= 1,
                        1 => packet.truncate(packet.len() - 4),
                        2 => packet[0] ^= 1,
                        3 => return (&keys[2], packet),
                        _ => {}
                    }
                    (&keys[*key], packet)
                })
                .collect();
            let mut alone = sealed.clone();
            let mut together: Vec<_> = sealed.iter_mut().map(|(key, packet)| (*key, packet.as_mut_slice())).collect();
            let genuine = decrypt(&mut together);
            for (index, (key, packet)) in alone.iter_mut().enumerate() {
                prop_assert_eq!(decrypt_one(key, packet), packets[index].2 > 3);
                prop_assert_eq!(genuine[index], packets[index].2 > 3);
                prop_assert!(!genuine[index] || *packet == sealed[index].1);
            }
        }

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
            prop_assert!(!decrypt_one(&key, &mut packet));
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
        assert!(decrypt_one(&key, &mut sealed(100)));
        for length in [99, 120, 4000, u32::MAX] {
            assert!(!decrypt_one(&key, &mut sealed(length)), "{length}");
        }
        assert!(!decrypt_one(&key, &mut sealed(100)[..40]));
        assert!(!decrypt_one(&key, &mut []));
        let mut ours = packet(&message(100));
        ours.resize(ours.len() + padding(ours.len()), 7);
        encrypt(&mut [(&key, &mut ours)]);
        assert!(!decrypt_one(&key, &mut ours), "what a client has encrypted does not come from the server");
        assert_eq!(format!("{key:?}"), "AuthKey(…)");
    }
}
