//! The transports: where one packet ends and the next begins (<https://core.telegram.org/mtproto/mtproto-transports>).
//!
//! A connection reads and writes in two tasks, so [`Decoder`] and [`Encoder`] are separate. Neither allocates more than the bytes that
//! arrived.

use crate::faults::TransportErrorForm;

/// The largest packet a client may send: Telegram's container limit (1,044,456 bytes), and room for lengths and padding.
pub(crate) const MAXIMUM_PACKET: usize = 1024 * 1024 + 64 * 1024;

pub(crate) const ABRIDGED_TAG: u8 = 0xef;
pub(crate) const INTERMEDIATE_TAG: [u8; 4] = [0xee; 4];
pub(crate) const PADDED_TAG: [u8; 4] = [0xdd; 4];
/// The top bit of a length asks for a quick acknowledgement.
const QUICK_ACK: u32 = 1 << 31;

/// The four transports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    /// Length, sequence number, payload, CRC-32.
    Full,
    /// One or four bytes of length, in units of four bytes.
    Abridged,
    /// Four bytes of length.
    Intermediate,
    /// Intermediate with up to 15 bytes of padding from the client, up to 3 from the server; only the payload tells where it starts.
    PaddedIntermediate,
}

impl Transport {
    /// The transport with this tag in an obfuscation header.
    pub(crate) fn from_tag(tag: [u8; 4]) -> Option<Self> {
        match tag {
            [ABRIDGED_TAG, ABRIDGED_TAG, ABRIDGED_TAG, ABRIDGED_TAG] => Some(Self::Abridged),
            INTERMEDIATE_TAG => Some(Self::Intermediate),
            PADDED_TAG => Some(Self::PaddedIntermediate),
            _ => None,
        }
    }
}

/// Why bytes are no packet. The connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Error {
    #[error("packet length {0} is too short")]
    TooShort(usize),
    #[error("packet length {0} is too long")]
    TooLong(usize),
    #[error("packet number {got} instead of {expected}")]
    Sequence { expected: u32, got: u32 },
    #[error("packet checksum does not match")]
    Checksum,
}

/// A client's packet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    pub(crate) payload: Vec<u8>,
    /// Whether the client asked for a quick acknowledgement.
    pub(crate) quick_ack: bool,
}

/// Splits a stream of bytes into packets.
pub(crate) struct Decoder {
    transport: Transport,
    next: u32,
}

impl Decoder {
    pub(crate) fn new(transport: Transport) -> Self {
        Self { transport, next: 0 }
    }

    /// Removes the first packet from `buffer`, if it is complete.
    pub(crate) fn decode(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Packet>, Error> {
        match self.transport {
            Transport::Full => self.decode_full(buffer),
            Transport::Abridged => decode_abridged(buffer),
            Transport::Intermediate | Transport::PaddedIntermediate => decode_intermediate(buffer),
        }
    }

    fn decode_full(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Packet>, Error> {
        let Some(length) = word(buffer, 0) else { return Ok(None) };
        let length = length as usize;
        check(length, 16)?;
        if buffer.len() < length {
            return Ok(None);
        }
        let packet: Vec<u8> = buffer.drain(..length).collect();
        let got = word(&packet, 4).unwrap_or_default();
        if got != self.next {
            return Err(Error::Sequence { expected: self.next, got });
        }
        if word(&packet, length - 4) != Some(crc32fast::hash(&packet[..length - 4])) {
            return Err(Error::Checksum);
        }
        self.next = self.next.wrapping_add(1);
        Ok(Some(Packet { payload: packet[8..length - 4].to_vec(), quick_ack: false }))
    }
}

fn decode_abridged(buffer: &mut Vec<u8>) -> Result<Option<Packet>, Error> {
    let Some(&first) = buffer.first() else { return Ok(None) };
    let quick_ack = first & 0x80 != 0;
    let (header, words) = match first & 0x7f {
        0x7f => match word(buffer, 0) {
            Some(length) => (4, (length >> 8) as usize),
            None => return Ok(None),
        },
        words => (1, words as usize),
    };
    take(buffer, header, words * 4, quick_ack)
}

fn decode_intermediate(buffer: &mut Vec<u8>) -> Result<Option<Packet>, Error> {
    let Some(length) = word(buffer, 0) else { return Ok(None) };
    take(buffer, 4, (length & !QUICK_ACK) as usize, length & QUICK_ACK != 0)
}

fn take(buffer: &mut Vec<u8>, header: usize, length: usize, quick_ack: bool) -> Result<Option<Packet>, Error> {
    check(length, 4)?;
    if buffer.len() < header + length {
        return Ok(None);
    }
    let payload = buffer[header..header + length].to_vec();
    buffer.drain(..header + length);
    Ok(Some(Packet { payload, quick_ack }))
}

fn check(length: usize, minimum: usize) -> Result<(), Error> {
    if length < minimum {
        Err(Error::TooShort(length))
    } else if length > MAXIMUM_PACKET {
        Err(Error::TooLong(length))
    } else {
        Ok(())
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|word| u32::from_le_bytes(word.try_into().expect("the slice has four bytes")))
}

/// Writes packets to a stream of bytes.
pub(crate) struct Encoder {
    transport: Transport,
    next: u32,
}

impl Encoder {
    pub(crate) fn new(transport: Transport) -> Self {
        Self { transport, next: 0 }
    }

    /// Appends a packet. The payload's length must be a multiple of four.
    pub(crate) fn encode(&mut self, payload: &[u8], out: &mut Vec<u8>) {
        out.reserve(payload.len() + 32);
        match self.transport {
            Transport::Full => {
                let start = out.len();
                out.extend_from_slice(&(payload.len() as u32 + 12).to_le_bytes());
                out.extend_from_slice(&self.next.to_le_bytes());
                out.extend_from_slice(payload);
                let checksum = crc32fast::hash(&out[start..]);
                out.extend_from_slice(&checksum.to_le_bytes());
                self.next = self.next.wrapping_add(1);
            }
            Transport::Abridged => {
                let words = payload.len() as u32 / 4;
                if words < 0x7f {
                    out.push(words as u8);
                } else {
                    out.extend_from_slice(&(words << 8 | 0x7f).to_le_bytes());
                }
                out.extend_from_slice(payload);
            }
            Transport::Intermediate => {
                out.extend_from_slice(&(payload.len() as u32).to_le_bytes());
                out.extend_from_slice(payload);
            }
            Transport::PaddedIntermediate => {
                // Clients recognise an error code by its length of four bytes, so it gets no padding.
                let random = crate::random::bytes::<4>();
                let padding = if payload.len() == 4 { 0 } else { random[3] as usize % 4 };
                out.extend_from_slice(&((payload.len() + padding) as u32).to_le_bytes());
                out.extend_from_slice(payload);
                out.extend_from_slice(&random[..padding]);
            }
        }
    }

    /// Appends a transport error: its negative code as a packet of four bytes, or the code alone. Telegram does the latter in the full
    /// transport, whose lengths are never negative.
    pub(crate) fn encode_error(&mut self, code: i32, form: TransportErrorForm, out: &mut Vec<u8>) {
        let is_bare = match form {
            TransportErrorForm::Usual => self.transport == Transport::Full,
            TransportErrorForm::Bare => true,
            TransportErrorForm::Packet => false,
        };
        if is_bare {
            out.extend_from_slice(&code.to_le_bytes());
        } else {
            self.encode(&code.to_le_bytes(), out);
        }
    }

    /// Appends a quick acknowledgement: four bytes instead of a length, with the top bit set. The full transport has none.
    pub(crate) fn encode_quick_ack(&self, token: u32, out: &mut Vec<u8>) {
        let token = token | QUICK_ACK;
        match self.transport {
            Transport::Full => {}
            Transport::Abridged => out.extend_from_slice(&token.to_be_bytes()),
            Transport::Intermediate | Transport::PaddedIntermediate => out.extend_from_slice(&token.to_le_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Transport; 4] =
        [Transport::Full, Transport::Abridged, Transport::Intermediate, Transport::PaddedIntermediate];

    #[test]
    fn packets_round_trip_byte_by_byte() {
        for transport in ALL {
            let payloads = [vec![7; 4], vec![1; 508], vec![2; 512], vec![3; 300_000]];
            let (mut encoder, mut decoder) = (Encoder::new(transport), Decoder::new(transport));
            let mut wire = Vec::new();
            for payload in &payloads {
                encoder.encode(payload, &mut wire);
            }
            let (mut buffer, mut got) = (Vec::new(), Vec::new());
            for byte in wire {
                buffer.push(byte);
                if let Some(packet) = decoder.decode(&mut buffer).unwrap() {
                    got.push(packet.payload);
                }
            }
            assert_eq!(got.len(), payloads.len(), "{transport:?}");
            for (got, payload) in got.iter().zip(&payloads) {
                assert!(got.starts_with(payload) && got.len() < payload.len() + 4, "{transport:?}");
            }
            assert!(buffer.is_empty());
        }
    }

    #[test]
    fn errors_are_packets_of_four_bytes_or_bare() {
        let bare = [0x6c, 0xfe, 0xff, 0xff];
        for (transport, is_usually_bare, header) in [
            (Transport::Full, true, vec![16, 0, 0, 0, 0, 0, 0, 0]),
            (Transport::Abridged, false, vec![1]),
            (Transport::Intermediate, false, vec![4, 0, 0, 0]),
            (Transport::PaddedIntermediate, false, vec![4, 0, 0, 0]),
        ] {
            let encoded = |form| {
                let mut out = Vec::new();
                Encoder::new(transport).encode_error(-404, form, &mut out);
                out
            };
            let packet = encoded(TransportErrorForm::Packet);
            let start = [header, bare.to_vec()].concat();
            assert!(packet.starts_with(&start), "{transport:?} {packet:?}");
            assert_eq!(packet.len() - start.len(), if transport == Transport::Full { 4 } else { 0 }, "a checksum");
            assert_eq!(encoded(TransportErrorForm::Bare), bare, "{transport:?}");
            let usual = encoded(TransportErrorForm::Usual);
            assert_eq!(usual, if is_usually_bare { bare.to_vec() } else { packet }, "{transport:?}");
        }
    }

    #[test]
    fn clients_may_pad_by_up_to_15_bytes() {
        for padding in 0..16 {
            let mut wire = (40 + padding as u32).to_le_bytes().to_vec();
            wire.extend(vec![1; 40 + padding]);
            let packet = Decoder::new(Transport::PaddedIntermediate).decode(&mut wire).unwrap().unwrap();
            assert_eq!((packet.payload.len(), wire.len()), (40 + padding, 0));
        }
    }

    #[test]
    fn impossible_lengths_are_refused_at_once() {
        for transport in ALL {
            let mut giant = match transport {
                Transport::Abridged => vec![0x7f, 0xff, 0xff, 0xff],
                _ => 0x7fff_ffff_u32.to_le_bytes().to_vec(),
            };
            assert!(matches!(Decoder::new(transport).decode(&mut giant), Err(Error::TooLong(_))), "{transport:?}");
            let mut empty = vec![0; 8];
            assert!(matches!(Decoder::new(transport).decode(&mut empty), Err(Error::TooShort(_))), "{transport:?}");
        }
    }

    #[test]
    fn the_full_transport_checks_sequence_and_checksum() {
        let mut wire = Vec::new();
        Encoder::new(Transport::Full).encode(&[5; 40], &mut wire);
        let mut decoder = Decoder::new(Transport::Full);
        assert!(decoder.decode(&mut wire.clone()).unwrap().is_some());
        assert_eq!(decoder.decode(&mut wire.clone()), Err(Error::Sequence { expected: 1, got: 0 }));
        wire[20] ^= 1;
        assert_eq!(Decoder::new(Transport::Full).decode(&mut wire), Err(Error::Checksum));
    }

    #[test]
    fn quick_acks_are_asked_for_by_the_top_bit() {
        let mut abridged = vec![0x81, 1, 2, 3, 4];
        assert!(Decoder::new(Transport::Abridged).decode(&mut abridged).unwrap().unwrap().quick_ack);
        let mut intermediate = vec![4, 0, 0, 0x80, 1, 2, 3, 4];
        assert!(Decoder::new(Transport::Intermediate).decode(&mut intermediate).unwrap().unwrap().quick_ack);
        let mut out = Vec::new();
        Encoder::new(Transport::Abridged).encode_quick_ack(1, &mut out);
        Encoder::new(Transport::Intermediate).encode_quick_ack(1, &mut out);
        assert_eq!(out, [0x80, 0, 0, 1, 1, 0, 0, 0x80]);
    }
}
