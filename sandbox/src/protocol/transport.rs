//! Framing: where one packet ends and the next begins (<https://core.telegram.org/mtproto/mtproto-transports>).
//!
//! A client chooses the framing with the first bytes it sends; [`detect`] recognises it. Decoding and encoding are apart,
//! because a connection reads and writes in two tasks. Nothing here allocates more than the bytes that really arrived.

use super::obfuscation::HEADER_LENGTH;

/// The largest packet a client may send: Telegram's container limit (1,044,456 bytes) and some room for framing and padding.
pub(crate) const MAXIMUM_PACKET: usize = 1024 * 1024 + 64 * 1024;

const ABRIDGED_TAG: u8 = 0xef;
const INTERMEDIATE_TAG: [u8; 4] = [0xee; 4];
const PADDED_TAG: [u8; 4] = [0xdd; 4];
/// The top bit of a length asks for a quick acknowledgement.
const QUICK_ACK: u32 = 1 << 31;

/// The four framings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Length, sequence number, payload, CRC32.
    Full,
    /// One or four bytes of length, in words.
    Abridged,
    /// Four bytes of length.
    Intermediate,
    /// As intermediate, with up to 15 bytes of padding that only the payload's own structure tells apart.
    Padded,
}

impl Framing {
    /// The framing that an obfuscated header's tag names.
    pub(crate) fn from_tag(tag: [u8; 4]) -> Option<Self> {
        match tag {
            [ABRIDGED_TAG, ABRIDGED_TAG, ABRIDGED_TAG, ABRIDGED_TAG] => Some(Self::Abridged),
            INTERMEDIATE_TAG => Some(Self::Intermediate),
            PADDED_TAG => Some(Self::Padded),
            _ => None,
        }
    }
}

/// What the first bytes of a connection say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Detected {
    /// More bytes are needed.
    Unclear,
    /// A plain framing, and how many bytes its tag took.
    Plain(Framing, usize),
    /// The first [`HEADER_LENGTH`] bytes are an obfuscated header.
    Obfuscated,
    /// Some other protocol, such as HTTP or TLS.
    Foreign,
}

/// Recognises the framing by a connection's first bytes.
pub(crate) fn detect(head: &[u8]) -> Detected {
    match head {
        [] => Detected::Unclear,
        [ABRIDGED_TAG, ..] => Detected::Plain(Framing::Abridged, 1),
        [a, b, c, d, rest @ ..] => match [*a, *b, *c, *d] {
            INTERMEDIATE_TAG => Detected::Plain(Framing::Intermediate, 4),
            PADDED_TAG => Detected::Plain(Framing::Padded, 4),
            [b'H', b'E', b'A', b'D']
            | [b'P', b'O', b'S', b'T']
            | [b'G', b'E', b'T', b' ']
            | [b'O', b'P', b'T', b'I'] => Detected::Foreign,
            [0x16, 0x03, 0x01, _] => Detected::Foreign,
            // The full framing has no tag: its first packet's sequence number is zero, which a header never is.
            _ if rest.len() < 4 => Detected::Unclear,
            _ if rest[..4] == [0; 4] => Detected::Plain(Framing::Full, 0),
            _ if head.len() < HEADER_LENGTH => Detected::Unclear,
            _ => Detected::Obfuscated,
        },
        _ => Detected::Unclear,
    }
}

/// Why a connection's bytes can't be packets. The connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Error {
    /// Shorter than any packet.
    #[error("packet length {0} is too short")]
    TooShort(usize),
    /// Longer than [`MAXIMUM_PACKET`].
    #[error("packet length {0} is too long")]
    TooLong(usize),
    /// A packet lost, repeated or forged.
    #[error("packet number {got} where {expected} was due")]
    Sequence { expected: u32, got: u32 },
    /// Damaged on the way.
    #[error("packet checksum does not match")]
    Checksum,
}

/// A client's packet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    pub(crate) payload: Vec<u8>,
    /// The client wants the four-byte receipt.
    pub(crate) quick_ack: bool,
}

/// Takes packets out of a stream of bytes.
pub(crate) struct Decoder {
    framing: Framing,
    next: u32,
}

impl Decoder {
    pub(crate) fn new(framing: Framing) -> Self {
        Self { framing, next: 0 }
    }

    /// Removes the first packet from `buffer`, once it is whole.
    pub(crate) fn decode(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Packet>, Error> {
        match self.framing {
            Framing::Full => self.decode_full(buffer),
            Framing::Abridged => decode_abridged(buffer),
            Framing::Intermediate | Framing::Padded => decode_intermediate(buffer),
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

/// Puts packets into a stream of bytes.
pub(crate) struct Encoder {
    framing: Framing,
    next: u32,
}

impl Encoder {
    pub(crate) fn new(framing: Framing) -> Self {
        Self { framing, next: 0 }
    }

    /// Appends a packet. The payload's length is a multiple of four, as all of the protocol's are.
    pub(crate) fn encode(&mut self, payload: &[u8], out: &mut Vec<u8>) {
        out.reserve(payload.len() + 32);
        match self.framing {
            Framing::Full => {
                let start = out.len();
                out.extend_from_slice(&(payload.len() as u32 + 12).to_le_bytes());
                out.extend_from_slice(&self.next.to_le_bytes());
                out.extend_from_slice(payload);
                let checksum = crc32fast::hash(&out[start..]);
                out.extend_from_slice(&checksum.to_le_bytes());
                self.next = self.next.wrapping_add(1);
            }
            Framing::Abridged => {
                let words = payload.len() as u32 / 4;
                if words < 0x7f {
                    out.push(words as u8);
                } else {
                    out.extend_from_slice(&(words << 8 | 0x7f).to_le_bytes());
                }
                out.extend_from_slice(payload);
            }
            Framing::Intermediate => {
                out.extend_from_slice(&(payload.len() as u32).to_le_bytes());
                out.extend_from_slice(payload);
            }
            Framing::Padded => {
                // A bare error code is told by its length of four, so it goes without padding.
                let random = super::random::bytes::<16>();
                let padding = if payload.len() == 4 { 0 } else { random[15] as usize % 16 };
                out.extend_from_slice(&((payload.len() + padding) as u32).to_le_bytes());
                out.extend_from_slice(payload);
                out.extend_from_slice(&random[..padding]);
            }
        }
    }

    /// Appends a transport error: its negative code, as a packet of four bytes; bare in the full framing, whose lengths are never
    /// negative.
    pub(crate) fn encode_error(&mut self, code: i32, out: &mut Vec<u8>) {
        match self.framing {
            Framing::Full => out.extend_from_slice(&code.to_le_bytes()),
            Framing::Abridged | Framing::Intermediate | Framing::Padded => self.encode(&code.to_le_bytes(), out),
        }
    }

    /// Appends the receipt of a packet: four bytes of no packet at all, with the top bit that no length has. The full framing has
    /// none.
    pub(crate) fn encode_quick_ack(&self, token: u32, out: &mut Vec<u8>) {
        let token = token | QUICK_ACK;
        match self.framing {
            Framing::Full => {}
            Framing::Abridged => out.extend_from_slice(&token.to_be_bytes()),
            Framing::Intermediate | Framing::Padded => out.extend_from_slice(&token.to_le_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Framing; 4] = [Framing::Full, Framing::Abridged, Framing::Intermediate, Framing::Padded];

    #[test]
    fn every_framing_reads_back_what_it_wrote_byte_by_byte() {
        for framing in ALL {
            let payloads = [vec![7; 4], vec![1; 508], vec![2; 512], vec![3; 300_000]];
            let (mut encoder, mut decoder) = (Encoder::new(framing), Decoder::new(framing));
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
            assert_eq!(got.len(), payloads.len(), "{framing:?}");
            for (got, payload) in got.iter().zip(&payloads) {
                assert!(got.starts_with(payload) && got.len() < payload.len() + 16, "{framing:?}");
            }
            assert!(buffer.is_empty());
        }
    }

    #[test]
    fn the_first_bytes_tell_the_framing() {
        assert_eq!(detect(&[0xef]), Detected::Plain(Framing::Abridged, 1));
        assert_eq!(detect(&[0xee; 3]), Detected::Unclear);
        assert_eq!(detect(&[0xee; 4]), Detected::Plain(Framing::Intermediate, 4));
        assert_eq!(detect(&[0xdd; 4]), Detected::Plain(Framing::Padded, 4));
        assert_eq!(detect(&[40, 0, 0, 0, 0, 0, 0]), Detected::Unclear);
        assert_eq!(detect(&[40, 0, 0, 0, 0, 0, 0, 0]), Detected::Plain(Framing::Full, 0));
        assert_eq!(detect(&[9; 63]), Detected::Unclear);
        assert_eq!(detect(&[9; 64]), Detected::Obfuscated);
        assert_eq!(detect(b"GET / HTTP/1.1\r\n"), Detected::Foreign);
    }

    #[test]
    fn impossible_lengths_are_refused_at_once() {
        for framing in ALL {
            let mut giant = match framing {
                Framing::Abridged => vec![0x7f, 0xff, 0xff, 0xff],
                _ => 0x7fff_ffff_u32.to_le_bytes().to_vec(),
            };
            assert!(matches!(Decoder::new(framing).decode(&mut giant), Err(Error::TooLong(_))), "{framing:?}");
            let mut empty = vec![0; 8];
            assert!(matches!(Decoder::new(framing).decode(&mut empty), Err(Error::TooShort(_))), "{framing:?}");
        }
    }

    #[test]
    fn the_full_framing_checks_order_and_checksum() {
        let mut wire = Vec::new();
        Encoder::new(Framing::Full).encode(&[5; 40], &mut wire);
        let mut decoder = Decoder::new(Framing::Full);
        assert!(decoder.decode(&mut wire.clone()).unwrap().is_some());
        assert_eq!(decoder.decode(&mut wire.clone()), Err(Error::Sequence { expected: 1, got: 0 }));
        wire[20] ^= 1;
        assert_eq!(Decoder::new(Framing::Full).decode(&mut wire), Err(Error::Checksum));
    }

    #[test]
    fn quick_acks_are_asked_for_by_the_top_bit() {
        let mut abridged = vec![0x81, 1, 2, 3, 4];
        assert!(Decoder::new(Framing::Abridged).decode(&mut abridged).unwrap().unwrap().quick_ack);
        let mut intermediate = vec![4, 0, 0, 0x80, 1, 2, 3, 4];
        assert!(Decoder::new(Framing::Intermediate).decode(&mut intermediate).unwrap().unwrap().quick_ack);
        let mut out = Vec::new();
        Encoder::new(Framing::Abridged).encode_quick_ack(1, &mut out);
        Encoder::new(Framing::Intermediate).encode_quick_ack(1, &mut out);
        assert_eq!(out, [0x80, 0, 0, 1, 1, 0, 0, 0x80]);
    }
}
