//! The server's side of MTProto 2.0 encryption (<https://core.telegram.org/mtproto/description>): opening what a client sealed and
//! sealing what a client opens.

use grammers_crypto::aes;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::random;
use crate::rpc::{KeyId, SessionId};

/// Key id and message key in front of the ciphertext.
const OUTER_LENGTH: usize = 24;
/// Salt, session id, message id, sequence number and length in front of a message.
const INNER_LENGTH: usize = 32;
const MINIMUM_PADDING: usize = 12;
const MAXIMUM_PADDING: usize = 1024;

/// "x" of the key derivation, by who encrypted.
#[derive(Clone, Copy)]
enum Sender {
    Client = 0,
    Server = 8,
}

/// An auth key and its id. Does not print.
#[derive(Clone)]
pub(crate) struct AuthKey {
    bytes: [u8; 256],
    id: KeyId,
}

impl AuthKey {
    pub(crate) fn new(bytes: [u8; 256]) -> Self {
        let hash = Sha1::digest(bytes);
        let id = i64::from_le_bytes(hash[12..20].try_into().expect("eight of twenty bytes"));
        Self { bytes, id: KeyId(id) }
    }

    pub(crate) fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn bytes(&self) -> &[u8; 256] {
        &self.bytes
    }
}

/// A message's place in its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) salt: i64,
    pub(crate) session: SessionId,
    pub(crate) message_id: i64,
    pub(crate) sequence: i32,
}

/// A client's message, opened.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
    /// What a quick acknowledgement of this packet says.
    pub(crate) receipt: u32,
}

/// Why a packet is not a client's message under this key. The sender does not have the key, or is broken: no detail is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Error {
    #[error("encrypted packet of {0} bytes")]
    Length(usize),
    #[error("message key does not match")]
    MessageKey,
    #[error("message length or padding is out of range")]
    Padding,
}

/// The key id that a packet names: zero for an unencrypted message, `None` if it is too short to name one.
pub(crate) fn key_id(packet: &[u8]) -> Option<KeyId> {
    packet.get(..8).map(|id| KeyId(i64::from_le_bytes(id.try_into().expect("the slice has eight bytes"))))
}

/// Opens a client's packet. Trailing bytes that the padded transport added are cut off.
pub(crate) fn open(key: &AuthKey, mut packet: Vec<u8>) -> Result<Opened, Error> {
    if packet.len() < OUTER_LENGTH + INNER_LENGTH + MINIMUM_PADDING {
        return Err(Error::Length(packet.len()));
    }
    packet.truncate(packet.len() - (packet.len() - OUTER_LENGTH) % 16);
    let message_key: [u8; 16] = packet[8..OUTER_LENGTH].try_into().expect("the slice has sixteen bytes");
    let (aes_key, aes_iv) = derive(key, &message_key, Sender::Client);
    aes::ige_decrypt(&mut packet[OUTER_LENGTH..], &aes_key, &aes_iv);

    let plain = &packet[OUTER_LENGTH..];
    let hash = message_hash(key, plain, Sender::Client);
    if hash[8..24] != message_key {
        return Err(Error::MessageKey);
    }
    let length = u32::from_le_bytes(plain[28..32].try_into().expect("the slice has four bytes")) as usize;
    let padding = (plain.len() - INNER_LENGTH).checked_sub(length).ok_or(Error::Padding)?;
    if !(MINIMUM_PADDING..=MAXIMUM_PADDING).contains(&padding) || !length.is_multiple_of(4) || length < 4 {
        return Err(Error::Padding);
    }
    let long = |at: usize| i64::from_le_bytes(plain[at..at + 8].try_into().expect("the slice has eight bytes"));
    let head = Head {
        salt: long(0),
        session: SessionId(long(8)),
        message_id: long(16),
        sequence: i32::from_le_bytes(plain[24..28].try_into().expect("the slice has four bytes")),
    };
    let receipt = u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]]);
    let body = plain[INNER_LENGTH..INNER_LENGTH + length].to_vec();
    Ok(Opened { head, body, receipt })
}

/// Seals a message for the client.
pub(crate) fn seal(key: &AuthKey, head: Head, body: &[u8]) -> Vec<u8> {
    let mut packet = Vec::with_capacity(OUTER_LENGTH + INNER_LENGTH + body.len() + 32);
    packet.extend_from_slice(&key.id.0.to_le_bytes());
    packet.extend_from_slice(&[0; 16]);
    packet.extend_from_slice(&head.salt.to_le_bytes());
    packet.extend_from_slice(&head.session.0.to_le_bytes());
    packet.extend_from_slice(&head.message_id.to_le_bytes());
    packet.extend_from_slice(&head.sequence.to_le_bytes());
    packet.extend_from_slice(&(body.len() as u32).to_le_bytes());
    packet.extend_from_slice(body);
    let padding = MINIMUM_PADDING + (16 - (INNER_LENGTH + body.len() + MINIMUM_PADDING) % 16) % 16;
    packet.extend_from_slice(&random::bytes::<32>()[..padding]);

    let hash = message_hash(key, &packet[OUTER_LENGTH..], Sender::Server);
    let message_key: [u8; 16] = hash[8..24].try_into().expect("the slice has sixteen bytes");
    packet[8..OUTER_LENGTH].copy_from_slice(&message_key);
    let (aes_key, aes_iv) = derive(key, &message_key, Sender::Server);
    aes::ige_encrypt(&mut packet[OUTER_LENGTH..], &aes_key, &aes_iv);
    packet
}

fn message_hash(key: &AuthKey, plain: &[u8], sender: Sender) -> [u8; 32] {
    let x = sender as usize;
    let mut hash = Sha256::new();
    hash.update(&key.bytes[88 + x..120 + x]);
    hash.update(plain);
    hash.finalize().into()
}

fn derive(key: &AuthKey, message_key: &[u8; 16], sender: Sender) -> ([u8; 32], [u8; 32]) {
    let x = sender as usize;
    let mut first = Sha256::new();
    first.update(message_key);
    first.update(&key.bytes[x..x + 36]);
    let first = first.finalize();
    let mut second = Sha256::new();
    second.update(&key.bytes[40 + x..76 + x]);
    second.update(message_key);
    let second = second.finalize();

    let (mut aes_key, mut aes_iv) = ([0; 32], [0; 32]);
    aes_key[..8].copy_from_slice(&first[..8]);
    aes_key[8..24].copy_from_slice(&second[8..24]);
    aes_key[24..].copy_from_slice(&first[24..]);
    aes_iv[..8].copy_from_slice(&second[..8]);
    aes_iv[8..24].copy_from_slice(&first[8..24]);
    aes_iv[24..].copy_from_slice(&second[24..]);
    (aes_key, aes_iv)
}

#[cfg(test)]
mod tests {
    use grammers_crypto::DequeBuffer;

    use super::*;

    fn key() -> AuthKey {
        AuthKey::new(std::array::from_fn(|index| index as u8))
    }

    fn sealed_by_client(plain: &[u8]) -> Vec<u8> {
        let mut buffer = DequeBuffer::with_capacity(plain.len() + 64, 64);
        buffer.extend(plain.iter().copied());
        grammers_crypto::encrypt_data_v2(&mut buffer, &grammers_crypto::AuthKey::from_bytes(*key().bytes()));
        buffer.as_ref().to_vec()
    }

    fn message(length: u32, body: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        plain.extend(1_i64.to_le_bytes());
        plain.extend(2_i64.to_le_bytes());
        plain.extend(3_i64.to_le_bytes());
        plain.extend(4_i32.to_le_bytes());
        plain.extend(length.to_le_bytes());
        plain.extend(body);
        plain
    }

    #[test]
    fn opens_what_a_client_sealed() {
        let opened = open(&key(), sealed_by_client(&message(8, b"contents"))).unwrap();
        assert_eq!(opened.head, Head { salt: 1, session: SessionId(2), message_id: 3, sequence: 4 });
        assert_eq!(opened.body, b"contents");
    }

    #[test]
    fn a_client_opens_what_the_server_sealed() {
        for length in 1..40 {
            let body = vec![7; length * 4];
            let head = Head { salt: 1, session: SessionId(2), message_id: 3, sequence: 4 };
            let mut packet = seal(&key(), head, &body);
            let client = grammers_crypto::AuthKey::from_bytes(*key().bytes());
            let plain = grammers_crypto::decrypt_data_v2(&mut packet, &client).unwrap();
            assert!(plain.starts_with(&message(body.len() as u32, &body)));
        }
    }

    #[test]
    fn lies_about_length_and_flipped_bits_are_refused() {
        for length in [24, 9, 0, 4096, u32::MAX] {
            assert_eq!(open(&key(), sealed_by_client(&message(length, b"contents"))).unwrap_err(), Error::Padding);
        }
        let mut packet = sealed_by_client(&message(8, b"contents"));
        packet[40] ^= 1;
        assert_eq!(open(&key(), packet).unwrap_err(), Error::MessageKey);
        assert_eq!(open(&key(), vec![0; 40]).unwrap_err(), Error::Length(40));
    }
}
