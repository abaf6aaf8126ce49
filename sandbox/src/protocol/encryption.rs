//! The server's side of MTProto 2.0 encryption (<https://core.telegram.org/mtproto/description>): decrypting a client's messages and
//! encrypting the server's.

use grammers_crypto::aes;
use sha2::{Digest, Sha256};

use super::auth_key::AuthKey;

use crate::random;
use crate::rpc::{KeyId, SessionId};

/// Key id and message key, before the ciphertext.
const OUTER_LENGTH: usize = 24;
/// Salt, session id, message id, sequence number and length, before the body.
const INNER_LENGTH: usize = 32;
const MINIMUM_PADDING: usize = 12;
const MAXIMUM_PADDING: usize = 1024;

/// The key derivation's "x", which depends on who encrypts.
#[derive(Clone, Copy)]
enum Sender {
    Client = 0,
    Server = 8,
}

/// What an encrypted message carries besides its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) salt: i64,
    pub(crate) session: SessionId,
    pub(crate) message_id: i64,
    pub(crate) sequence: i32,
}

/// A client's message, decrypted.
#[derive(Debug)]
pub(crate) struct Decrypted {
    pub(crate) header: Header,
    pub(crate) body: Vec<u8>,
    /// Identifies this packet in a quick acknowledgement.
    pub(crate) quick_ack_token: u32,
}

/// Why a packet is not a client's message under this key: the sender does not have the key, or is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Error {
    #[error("encrypted packet of {0} bytes")]
    Length(usize),
    #[error("message key does not match")]
    MessageKey,
    #[error("message length or padding is out of range")]
    Padding,
}

/// A packet's key id: zero for an unencrypted message, `None` if the packet is too short.
pub(crate) fn key_id(packet: &[u8]) -> Option<KeyId> {
    packet.get(..8).map(|id| KeyId(i64::from_le_bytes(id.try_into().expect("the slice has eight bytes"))))
}

/// Decrypts a client's packet. Cuts off the bytes that the padded transport added.
pub(crate) fn decrypt(key: &AuthKey, mut packet: Vec<u8>) -> Result<Decrypted, Error> {
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
    let header = Header {
        salt: long(0),
        session: SessionId(long(8)),
        message_id: long(16),
        sequence: i32::from_le_bytes(plain[24..28].try_into().expect("the slice has four bytes")),
    };
    let quick_ack_token = u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]]);
    let body = plain[INNER_LENGTH..INNER_LENGTH + length].to_vec();
    Ok(Decrypted { header, body, quick_ack_token })
}

/// Encrypts a message for the client.
pub(crate) fn encrypt(key: &AuthKey, header: Header, body: &[u8]) -> Vec<u8> {
    let mut packet = Vec::with_capacity(OUTER_LENGTH + INNER_LENGTH + body.len() + 32);
    packet.extend_from_slice(&key.id().0.to_le_bytes());
    packet.extend_from_slice(&[0; 16]);
    packet.extend_from_slice(&header.salt.to_le_bytes());
    packet.extend_from_slice(&header.session.0.to_le_bytes());
    packet.extend_from_slice(&header.message_id.to_le_bytes());
    packet.extend_from_slice(&header.sequence.to_le_bytes());
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
    hash.update(&key.bytes()[88 + x..120 + x]);
    hash.update(plain);
    hash.finalize().into()
}

fn derive(key: &AuthKey, message_key: &[u8; 16], sender: Sender) -> ([u8; 32], [u8; 32]) {
    let x = sender as usize;
    let mut first = Sha256::new();
    first.update(message_key);
    first.update(&key.bytes()[x..x + 36]);
    let first = first.finalize();
    let mut second = Sha256::new();
    second.update(&key.bytes()[40 + x..76 + x]);
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

    fn encrypted_by_client(plain: &[u8]) -> Vec<u8> {
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
    fn decrypts_a_clients_message() {
        let decrypted = decrypt(&key(), encrypted_by_client(&message(8, b"contents"))).unwrap();
        assert_eq!(decrypted.header, Header { salt: 1, session: SessionId(2), message_id: 3, sequence: 4 });
        assert_eq!(decrypted.body, b"contents");
    }

    #[test]
    fn a_client_decrypts_the_servers_message() {
        for length in 1..40 {
            let body = vec![7; length * 4];
            let header = Header { salt: 1, session: SessionId(2), message_id: 3, sequence: 4 };
            let mut packet = encrypt(&key(), header, &body);
            let client = grammers_crypto::AuthKey::from_bytes(*key().bytes());
            let plain = grammers_crypto::decrypt_data_v2(&mut packet, &client).unwrap();
            assert!(plain.starts_with(&message(body.len() as u32, &body)));
        }
    }

    #[test]
    fn wrong_lengths_and_flipped_bits_are_refused() {
        for length in [24, 9, 0, 4096, u32::MAX] {
            assert_eq!(
                decrypt(&key(), encrypted_by_client(&message(length, b"contents"))).unwrap_err(),
                Error::Padding
            );
        }
        let mut packet = encrypted_by_client(&message(8, b"contents"));
        packet[40] ^= 1;
        assert_eq!(decrypt(&key(), packet).unwrap_err(), Error::MessageKey);
        assert_eq!(decrypt(&key(), vec![0; 40]).unwrap_err(), Error::Length(40));
    }
}
