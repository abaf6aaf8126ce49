//! Reading packets from a socket.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::bytes::{Buf, BytesMut};

use crate::telegram::mtproto::framing::{self, HEADER, Header};

/// How much is read at once while no large packet is on its way.
const SMALL_READ: usize = 16 * 1024;

/// The bytes that were read and not taken yet. It is as large as what is on its way: next to nothing while a connection is idle.
#[derive(Default)]
pub struct Packets(BytesMut);

/// Why no packet can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The server has sent a transport error.
    Error(i32),
    /// These are no packets.
    Garbage,
}

impl Packets {
    /// Reads what the socket gives. `Ok(0)` at its end. Cancel safe.
    pub async fn read(&mut self, socket: &mut (impl AsyncRead + Unpin)) -> io::Result<usize> {
        let missing = match self.header() {
            Some(Header::Packet(length)) => (HEADER + length).saturating_sub(self.0.len()),
            _ => 0,
        };
        self.0.reserve(missing.max(SMALL_READ));
        socket.read_buf(&mut self.0).await
    }

    /// The next packet, if all of it was read.
    pub fn take(&mut self) -> Result<Option<BytesMut>, Unreadable> {
        let length = match self.header() {
            None => return Ok(None),
            Some(Header::Packet(length)) => length,
            Some(Header::Error(code)) => return Err(Unreadable::Error(code)),
            Some(Header::Unreadable) => return Err(Unreadable::Garbage),
        };
        if self.0.len() < HEADER + length {
            return Ok(None);
        }
        self.0.advance(HEADER);
        let packet = self.0.split_to(length);
        match framing::error_in(&packet) {
            Some(code) => Err(Unreadable::Error(code)),
            None => Ok(Some(packet)),
        }
    }

    /// Gives back the memory that is not needed while nothing is on its way.
    pub fn shrink(&mut self) {
        if self.0.is_empty() {
            self.0 = BytesMut::new();
        }
    }

    fn header(&self) -> Option<Header> {
        self.0.first_chunk().map(|header| framing::read_header(*header))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The packets in these bytes, read so many at a time.
    async fn packets(bytes: &[u8], step: usize) -> (Vec<Vec<u8>>, Option<Unreadable>) {
        let (mut packets, mut taken) = (Packets::default(), Vec::new());
        for mut part in bytes.chunks(step) {
            while packets.read(&mut part).await.expect("it is memory") > 0 {
                loop {
                    match packets.take() {
                        Ok(Some(packet)) => taken.push(packet.to_vec()),
                        Ok(None) => break,
                        Err(unreadable) => return (taken, Some(unreadable)),
                    }
                }
            }
        }
        (taken, None)
    }

    #[tokio::test]
    async fn packets_are_found_however_they_arrive() {
        let sent: Vec<Vec<u8>> = [8, 100_000, 24, 1 << 20, 12].map(|length| vec![(length % 251) as u8; length]).into();
        let bytes: Vec<u8> =
            sent.iter().flat_map(|packet| [&framing::header(packet.len())[..], packet].concat()).collect();
        for step in [1, 7, 4096, 70_000, usize::MAX >> 1] {
            assert_eq!(packets(&bytes, step.min(bytes.len())).await, (sent.clone(), None), "{step} at a time");
        }
    }

    #[tokio::test]
    async fn transport_errors_are_found_with_and_without_a_packet() {
        let code = (-404i32).to_le_bytes();
        let before = [&framing::header(8)[..], &[1; 8]].concat();
        for error in [code.to_vec(), [&framing::header(4)[..], &code].concat()] {
            let (taken, unreadable) = packets(&[&before[..], &error].concat(), 5).await;
            assert_eq!((taken.len(), unreadable), (1, Some(Unreadable::Error(404))));
        }
        assert_eq!(packets(b"HTTP/1.1 400 Bad Request", 100).await.1, Some(Unreadable::Garbage));
    }
}
