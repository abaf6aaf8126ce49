//! The rules for a frame's length (RFC 6455, sections 5.2 and 5.5), checked before tungstenite.
//!
//! tungstenite accepts lengths that are not in the shortest form, and refuses an overlong control frame only after it has read all of it.
//! [`Strict`] checks the headers of frames as they are read: bytes before an invalid one pass, then reading fails with
//! [`io::ErrorKind::InvalidData`]. Payloads are skipped.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The longest payload of a control frame, and of a frame without an extended length.
const SHORT: u8 = 125;

/// A connection whose incoming frames have valid lengths.
pub struct Strict<I> {
    io: I,
    position: FramePosition,
    broken: bool,
}

/// The position of the next byte in a frame.
#[derive(Clone, Copy, Debug)]
enum FramePosition {
    /// FIN, reserved bits, opcode.
    First,
    /// The mask bit and the short length.
    Second { first: u8 },
    /// A byte of the extended length.
    Length { left: u8, is_wide: bool, value: u64, mask: bool },
    /// A byte of the mask or the payload.
    Rest { left: u64 },
}

impl<I> Strict<I> {
    /// A connection that is at the beginning of a frame.
    pub fn new(io: I) -> Self {
        Self { io, position: FramePosition::First, broken: false }
    }

    /// The connection itself, without the checks.
    pub fn inner(&mut self) -> &mut I {
        &mut self.io
    }

    /// How many of these bytes pass: all of them, or those before an invalid one.
    fn pass(&mut self, bytes: &[u8]) -> usize {
        let mut index = 0;
        while index < bytes.len() {
            if let FramePosition::Rest { left } = self.position {
                let skipped = left.min((bytes.len() - index) as u64);
                index += skipped as usize;
                self.position =
                    if skipped == left { FramePosition::First } else { FramePosition::Rest { left: left - skipped } };
                continue;
            }
            match next(self.position, bytes[index]) {
                Some(FramePosition::Rest { left: 0 }) => self.position = FramePosition::First,
                Some(position) => self.position = position,
                None => {
                    self.broken = true;
                    return index;
                }
            }
            index += 1;
        }
        index
    }
}

/// The position after a byte of a header; `None` if it is invalid.
fn next(position: FramePosition, byte: u8) -> Option<FramePosition> {
    let payload = |length: u64, mask: bool| FramePosition::Rest { left: length + if mask { 4 } else { 0 } };
    match position {
        FramePosition::First => Some(FramePosition::Second { first: byte }),
        FramePosition::Second { first } => {
            let (mask, length) = (byte & 0x80 != 0, byte & 0x7f);
            let (is_control, is_final) = (first & 0x08 != 0, first & 0x80 != 0);
            if is_control && (length > SHORT || !is_final) {
                return None;
            }
            Some(match length {
                126 => FramePosition::Length { left: 2, is_wide: false, value: 0, mask },
                127 => FramePosition::Length { left: 8, is_wide: true, value: 0, mask },
                length => payload(length.into(), mask),
            })
        }
        FramePosition::Length { left, is_wide, value, mask } => {
            if is_wide && left == 8 && byte & 0x80 != 0 {
                return None;
            }
            let value = value << 8 | u64::from(byte);
            if left > 1 {
                return Some(FramePosition::Length { left: left - 1, is_wide, value, mask });
            }
            let least = if is_wide { u64::from(u16::MAX) + 1 } else { u64::from(SHORT) + 1 };
            (value >= least).then(|| payload(value, mask))
        }
        FramePosition::Rest { left } => Some(FramePosition::Rest { left: left - 1 }),
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Strict<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let strict = &mut *self;
        if !strict.broken {
            let before = buffer.filled().len();
            ready!(Pin::new(&mut strict.io).poll_read(context, buffer))?;
            let came = &buffer.filled()[before..];
            let (came, passed) = (came.len(), strict.pass(came));
            if passed == came || passed > 0 {
                buffer.set_filled(before + passed);
                return Poll::Ready(Ok(()));
            }
            buffer.set_filled(before);
        }
        Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, "a frame's length breaks RFC 6455")))
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Strict<I> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of bytes that pass, read in pieces of that size.
    fn passed(bytes: &[u8], piece: usize) -> usize {
        let mut strict = Strict::new(());
        let mut passed = 0;
        for piece in bytes.chunks(piece) {
            passed += strict.pass(piece);
            if strict.broken {
                break;
            }
        }
        passed
    }

    #[test]
    fn valid_frames_pass_in_pieces_of_any_size() {
        let mut bytes = vec![0x81, 0x82, 1, 2, 3, 4, 9, 9, 0x89, 0x80, 1, 2, 3, 4, 0x01, 0x80, 1, 2, 3, 4];
        bytes.extend([0x81, 0xfe, 0, 126, 1, 2, 3, 4]);
        bytes.extend([7; 126]);
        bytes.extend([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4]);
        bytes.extend(vec![7; 65_536]);
        bytes.extend([0x88, 0x80, 1, 2, 3, 4]);
        for piece in [1, 2, 3, 7, 1000, bytes.len()] {
            assert_eq!(passed(&bytes, piece), bytes.len(), "cut into {piece}");
        }
    }

    #[test]
    fn invalid_lengths_are_refused_at_the_first_invalid_byte() {
        for (bytes, passes) in [
            (&[0x81, 0xfe, 0, 125, 0][..], 3),
            (&[0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0], 9),
            (&[0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0], 2),
            (&[0x89, 0xfe, 0, 126], 1),
            (&[0x09, 0x80], 1),
            (&[0x81, 0x80, 1, 2, 3, 4, 0x88, 0xff, 0], 7),
        ] {
            for piece in [1, bytes.len()] {
                assert_eq!(passed(bytes, piece), passes, "{bytes:x?}");
            }
        }
    }
}
