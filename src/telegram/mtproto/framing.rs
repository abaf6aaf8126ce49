//! The intermediate transport (<https://core.telegram.org/mtproto/mtproto-transports#intermediate>): four bytes of length, then the packet. It has no
//! checksum, which every encrypted packet has anyhow (its msg_key), and so costs nothing for each byte.

/// Sent once, before the first packet.
pub const TAG: [u8; 4] = [0xee; 4];
/// The bytes before a packet.
pub const HEADER: usize = 4;
/// The largest packet that is accepted. The largest answers are those with a piece of a file, of up to 1 MiB.
pub const MAXIMUM_PACKET: usize = 2 << 20;

/// What the four bytes before a packet say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// A packet of so many bytes follows.
    Packet(usize),
    /// A transport error without a packet: a negative number in place of the length.
    Error(i32),
    /// No packet has this length: the stream cannot be read any further.
    Unreadable,
}

/// Reads what stands before a packet.
pub fn read_header(header: [u8; HEADER]) -> Header {
    let length = i32::from_le_bytes(header);
    match usize::try_from(length) {
        Err(_) => Header::Error(length.saturating_neg()),
        Ok(length @ 4..=MAXIMUM_PACKET) if length.is_multiple_of(4) => Header::Packet(length),
        Ok(_) => Header::Unreadable,
    }
}

/// The transport error in a packet: a packet of four bytes is one (<https://core.telegram.org/mtproto/mtproto-transports#transport-errors>).
pub fn error_in(packet: &[u8]) -> Option<i32> {
    let code: [u8; 4] = packet.try_into().ok()?;
    Some(i32::from_le_bytes(code).saturating_neg())
}

/// Writes what stands before a packet of `length` bytes.
pub fn header(length: usize) -> [u8; HEADER] {
    u32::try_from(length).expect("packets are small").to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_errors_are_told_apart() {
        assert_eq!(read_header(header(1024)), Header::Packet(1024));
        assert_eq!(read_header((-404i32).to_le_bytes()), Header::Error(404));
        assert_eq!(read_header(i32::MIN.to_le_bytes()), Header::Error(i32::MAX));
        for length in [0, 1, 3, 5, MAXIMUM_PACKET + 4] {
            assert_eq!(read_header(header(length)), Header::Unreadable, "{length}");
        }
        assert_eq!(error_in(&(-429i32).to_le_bytes()), Some(429));
        assert_eq!(error_in(&[0; 8]), None);
    }
}
