//! Recognises a connection's transport by its first bytes.

use super::obfuscation::HEADER_LENGTH;
use super::transport::{ABRIDGED_TAG, INTERMEDIATE_TAG, PADDED_TAG, Transport};

/// What the first bytes of a connection are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Detected {
    /// Too few to decide.
    Incomplete,
    /// A transport without obfuscation, and the length of its tag.
    Plain(Transport, usize),
    /// The first [`HEADER_LENGTH`] bytes are an obfuscation header.
    Obfuscated,
    /// Another protocol, such as HTTP or TLS.
    Foreign,
}

/// Recognises the transport.
pub(crate) fn detect(head: &[u8]) -> Detected {
    match head {
        [] => Detected::Incomplete,
        [ABRIDGED_TAG, ..] => Detected::Plain(Transport::Abridged, 1),
        [a, b, c, d, rest @ ..] => match [*a, *b, *c, *d] {
            INTERMEDIATE_TAG => Detected::Plain(Transport::Intermediate, 4),
            PADDED_TAG => Detected::Plain(Transport::PaddedIntermediate, 4),
            [b'H', b'E', b'A', b'D']
            | [b'P', b'O', b'S', b'T']
            | [b'G', b'E', b'T', b' ']
            | [b'O', b'P', b'T', b'I'] => Detected::Foreign,
            [0x16, 0x03, 0x01, _] => Detected::Foreign,
            // The full transport has no tag. Its first packet has the sequence number zero; these bytes of a header never are.
            _ if rest.len() < 4 => Detected::Incomplete,
            _ if rest[..4] == [0; 4] => Detected::Plain(Transport::Full, 0),
            _ if head.len() < HEADER_LENGTH => Detected::Incomplete,
            _ => Detected::Obfuscated,
        },
        _ => Detected::Incomplete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_give_the_transport() {
        assert_eq!(detect(&[0xef]), Detected::Plain(Transport::Abridged, 1));
        assert_eq!(detect(&[0xee; 3]), Detected::Incomplete);
        assert_eq!(detect(&[0xee; 4]), Detected::Plain(Transport::Intermediate, 4));
        assert_eq!(detect(&[0xdd; 4]), Detected::Plain(Transport::PaddedIntermediate, 4));
        assert_eq!(detect(&[40, 0, 0, 0, 0, 0, 0]), Detected::Incomplete);
        assert_eq!(detect(&[40, 0, 0, 0, 0, 0, 0, 0]), Detected::Plain(Transport::Full, 0));
        assert_eq!(detect(&[9; 63]), Detected::Incomplete);
        assert_eq!(detect(&[9; 64]), Detected::Obfuscated);
        assert_eq!(detect(b"GET / HTTP/1.1\r\n"), Detected::Foreign);
    }
}
