//! The server's side of MTProto 2.0 encryption (<https://core.telegram.org/mtproto/description>): decrypting a client's messages and
//! encrypting the server's. Both take several packets at once, which cost a processor hardly more than one (docs/decisions/0013).

use ige::{KeyIv, Lane};

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

/// Decrypts clients' packets. Each result is that of the packet in its place. Cuts off the bytes that the padded transport added.
pub(crate) fn decrypt(mut packets: Vec<(&AuthKey, Vec<u8>)>) -> Vec<Result<Decrypted, Error>> {
    let lengths: Vec<_> = packets.iter().map(|(_, packet)| packet.len()).collect();
    let is_long_enough = |length: usize| length >= OUTER_LENGTH + INNER_LENGTH + MINIMUM_PADDING;
    packets.retain(|(_, packet)| is_long_enough(packet.len()));
    for (_, packet) in &mut packets {
        packet.truncate(packet.len() - (packet.len() - OUTER_LENGTH) % 16);
    }

    let keys = derive(&packets, Sender::Client);
    ige::decrypt(&mut lanes(&mut packets, &keys));
    let hashes = message_hashes(&packets, Sender::Client);
    let mut opened = packets.iter().zip(&hashes).map(|((_, packet), hash)| open(packet, hash));
    let too_short = |length: &usize| (!is_long_enough(*length)).then_some(Err(Error::Length(*length)));
    lengths.iter().map_while(|length| too_short(length).or_else(|| opened.next())).collect()
}

/// Reads a decrypted packet.
fn open(packet: &[u8], hash: &[u8; 32]) -> Result<Decrypted, Error> {
    if hash[8..24] != packet[8..OUTER_LENGTH] {
        return Err(Error::MessageKey);
    }
    let plain = &packet[OUTER_LENGTH..];
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

/// A packet for the client that is yet to be encrypted.
pub(crate) fn plain(key: &AuthKey, header: Header, body: &[u8]) -> Vec<u8> {
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
    packet
}

/// Encrypts [`plain`] packets in place.
pub(crate) fn encrypt(packets: &mut [(&AuthKey, &mut Vec<u8>)]) {
    for (hash, (_, packet)) in message_hashes(packets, Sender::Server).iter().zip(&mut *packets) {
        packet[8..OUTER_LENGTH].copy_from_slice(&hash[8..24]);
    }
    let keys = derive(packets, Sender::Server);
    ige::encrypt(&mut lanes(packets, &keys));
}

/// What is encrypted of each packet.
fn lanes<'a, P: AsMut<[u8]>>(packets: &'a mut [(&AuthKey, P)], keys: &'a [KeyIv]) -> Vec<Lane<'a>> {
    packets
        .iter_mut()
        .zip(keys)
        .map(|((_, packet), key)| {
            Lane::new(key, &mut packet.as_mut()[OUTER_LENGTH..]).expect("whole blocks, cut off or padded")
        })
        .collect()
}

/// The hash of each packet's contents and padding, which has its message key.
fn message_hashes<P: AsRef<[u8]>>(packets: &[(&AuthKey, P)], sender: Sender) -> Vec<[u8; 32]> {
    let x = sender as usize;
    let messages: Vec<_> =
        packets.iter().map(|(key, packet)| [&key.bytes()[88 + x..120 + x], &packet.as_ref()[OUTER_LENGTH..]]).collect();
    let mut hashes = vec![[0; 32]; packets.len()];
    ige::sha256_into(&messages, &mut hashes);
    hashes
}

/// The key of each packet, out of its message key.
fn derive<P: AsRef<[u8]>>(packets: &[(&AuthKey, P)], sender: Sender) -> Vec<KeyIv> {
    let x = sender as usize;
    let messages: Vec<_> = packets
        .iter()
        .flat_map(|(key, packet)| {
            let message_key = &packet.as_ref()[8..OUTER_LENGTH];
            [[message_key, &key.bytes()[x..x + 36]], [&key.bytes()[40 + x..76 + x], message_key]]
        })
        .collect();
    let mut hashes = vec![[0; 32]; messages.len()];
    ige::sha256_into(&messages, &mut hashes);
    let key = |[first, second]: &[[u8; 32]; 2]| {
        let (mut aes_key, mut aes_iv) = ([0; 32], [0; 32]);
        aes_key[..8].copy_from_slice(&first[..8]);
        aes_key[8..24].copy_from_slice(&second[8..24]);
        aes_key[24..].copy_from_slice(&first[24..]);
        aes_iv[..8].copy_from_slice(&second[..8]);
        aes_iv[8..24].copy_from_slice(&first[8..24]);
        aes_iv[24..].copy_from_slice(&second[24..]);
        KeyIv::new(aes_key, aes_iv)
    };
    hashes.as_chunks().0.iter().map(key).collect()
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

    fn decrypt(key: &AuthKey, packet: Vec<u8>) -> Result<Decrypted, Error> {
        super::decrypt(vec![(key, packet)]).remove(0)
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
            let mut packet = plain(&key(), header, &body);
            encrypt(&mut [(&key(), &mut packet)]);
            let client = grammers_crypto::AuthKey::from_bytes(*key().bytes());
            let plain = grammers_crypto::decrypt_data_v2(&mut packet, &client).unwrap();
            assert!(plain.starts_with(&message(body.len() as u32, &body)));
        }
    }

    #[test]
    fn each_packet_has_its_own_result() {
        let mut flipped = encrypted_by_client(&message(8, b"contents"));
        flipped[40] ^= 1;
        let good = |number: usize| encrypted_by_client(&message(4 * number as u32, &vec![number as u8; 4 * number]));
        let other = AuthKey::new([1; 256]);
        let key = key();
        let packets = [good(1), vec![0; 40], good(50), flipped, good(3), good(900), good(7), good(11), vec![], good(2)];
        let mut packets: Vec<_> = packets.into_iter().map(|packet| (&key, packet)).collect();
        packets[6].0 = &other;
        let bodies: Vec<_> = super::decrypt(packets).into_iter().map(|result| result.map(|it| it.body)).collect();
        let body = |number: usize| Ok(vec![number as u8; 4 * number]);
        assert_eq!(
            bodies,
            [
                body(1),
                Err(Error::Length(40)),
                body(50),
                Err(Error::MessageKey),
                body(3),
                body(900),
                Err(Error::MessageKey),
                body(11),
                Err(Error::Length(0)),
                body(2),
            ]
        );
    }

    #[test]
    fn packets_of_several_clients_are_encrypted_at_once() {
        let keys: Vec<_> = (0..9).map(|number| AuthKey::new([number; 256])).collect();
        let header = Header { salt: 1, session: SessionId(2), message_id: 3, sequence: 4 };
        let bodies: Vec<_> = (1..10).map(|number| vec![number as u8; number * 100]).collect();
        let mut packets: Vec<_> = keys.iter().zip(&bodies).map(|(key, body)| plain(key, header, body)).collect();
        encrypt(&mut keys.iter().zip(&mut packets).collect::<Vec<_>>());
        for ((key, body), packet) in keys.iter().zip(&bodies).zip(&mut packets) {
            let client = grammers_crypto::AuthKey::from_bytes(*key.bytes());
            let plain = grammers_crypto::decrypt_data_v2(packet, &client).unwrap();
            assert!(plain.starts_with(&message(body.len() as u32, body)));
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
