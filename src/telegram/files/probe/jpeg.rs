//! The dimensions of a JPEG, read while its bytes pass by: a colour profile or descriptions of any length may stand before the frame header.

use super::picture;

/// The segments of a JPEG before its first scan.
#[derive(Default)]
pub struct Jpeg {
    state: State,
    rotated: bool,
    dimensions: Option<(u32, u32)>,
}

#[derive(Default)]
enum State {
    /// Before the first byte.
    #[default]
    Start,
    /// In the two bytes with which a JPEG begins, or in a marker and its length.
    Marker(Vec<u8>),
    /// In a segment, with this many bytes left to skip.
    Skip(usize),
    /// In a segment that is kept: its marker, and the bytes left.
    Keep { marker: u8, left: usize, content: Vec<u8> },
    /// At the first scan, or in a file of another type.
    Done,
}

impl Jpeg {
    /// Takes the next bytes of the file.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            match std::mem::take(&mut self.state) {
                State::Done => {
                    self.state = State::Done;
                    return;
                }
                State::Start if bytes[0] != 0xff => self.state = State::Done,
                State::Start => self.state = State::Marker(Vec::with_capacity(4)),
                State::Marker(mut read) => {
                    read.push(bytes[0]);
                    bytes = &bytes[1..];
                    self.state = next(read);
                }
                State::Skip(left) => {
                    let skipped = left.min(bytes.len());
                    bytes = &bytes[skipped..];
                    self.state = if left == skipped { State::Marker(Vec::new()) } else { State::Skip(left - skipped) };
                }
                State::Keep { marker, left, mut content } => {
                    let kept = left.min(bytes.len());
                    content.extend_from_slice(&bytes[..kept]);
                    bytes = &bytes[kept..];
                    self.state = if left > kept {
                        State::Keep { marker, left: left - kept, content }
                    } else {
                        self.read(marker, &content)
                    };
                }
            }
        }
    }

    /// Width and height as displayed, once the frame header was read. The orientation in an EXIF segment may swap them.
    pub fn dimensions(&self) -> Option<(u32, u32)> {
        self.dimensions.map(|(width, height)| if self.rotated { (height, width) } else { (width, height) })
    }

    /// Reads a segment that was kept.
    fn read(&mut self, marker: u8, content: &[u8]) -> State {
        if marker == 0xe1 {
            self.rotated |= picture::is_rotated(content);
            return State::Marker(Vec::new());
        }
        let be16 = |at: usize| content.get(at..at + 2).map(|bytes| (u32::from(bytes[0]) << 8) | u32::from(bytes[1]));
        self.dimensions = be16(3).zip(be16(1));
        State::Done
    }
}

/// What follows a marker of which these bytes are read.
fn next(read: Vec<u8>) -> State {
    match read[..] {
        [0xff] => State::Marker(read),
        // Fill bytes.
        [0xff, 0xff] => State::Marker(vec![0xff]),
        // The start of the image, and other markers without content.
        [0xff, 0xd8 | 0x01 | 0xd0..=0xd7] => State::Marker(Vec::new()),
        // The start of a scan or the end of the image: the frame header is missing.
        [0xff, 0xda | 0xd9] => State::Done,
        [0xff, _] | [0xff, _, _] => State::Marker(read),
        [0xff, marker, high, low] => match ((usize::from(high) << 8) | usize::from(low)).checked_sub(2) {
            // An EXIF segment, and frame headers. (0xc4, 0xc8 and 0xcc are other segments.)
            Some(left @ 1..) if matches!(marker, 0xe1 | 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) => {
                State::Keep { marker, left, content: Vec::new() }
            }
            Some(0) => State::Marker(Vec::new()),
            Some(left) => State::Skip(left),
            None => State::Done,
        },
        _ => State::Done,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A JPEG with an EXIF segment of this orientation, `profile` bytes of a colour profile, and a frame header of 640 × 480.
    fn file(orientation: u8, profile: usize) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
        bytes.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
        bytes.extend(exif);
        for part in vec![0xff; profile].chunks(60_000) {
            bytes.extend([0xff, 0xe2]);
            bytes.extend(u16::try_from(part.len() + 2).expect("short").to_be_bytes());
            bytes.extend(part);
        }
        bytes.extend([0xff, 0xff, 0xc2, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80, 3]);
        bytes.extend([0; 20]);
        bytes
    }

    fn read(file: &[u8], step: usize) -> Option<(u32, u32)> {
        let mut jpeg = Jpeg::default();
        for bytes in file.chunks(step) {
            jpeg.feed(bytes);
        }
        jpeg.dimensions()
    }

    #[test]
    fn dimensions_stand_behind_segments_of_any_length() {
        for profile in [0, 300_000, 1_200_000] {
            assert_eq!(read(&file(1, profile), 64 << 10), Some((640, 480)), "{profile}");
            assert_eq!(read(&file(6, profile), 999), Some((480, 640)), "the orientation swaps them");
        }
        assert_eq!(read(b"GIF89a", 1), None);
        assert_eq!(read(&[0xff, 0xd8, 0xff, 0xda, 0, 4, 0xff, 0xc0], 3), None, "a scan without a frame header");
    }

    proptest! {
        #[test]
        fn chunks_of_any_length_say_the_same(step in 1usize..300, profile in 0usize..500) {
            prop_assert_eq!(read(&file(8, profile), step), Some((480, 640)));
        }

        #[test]
        fn no_input_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&[&[0xff, 0xd8, 0xff], &bytes[..]].concat(), 7);
        }
    }
}
