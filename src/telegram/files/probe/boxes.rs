//! Finding the small boxes of an MP4 or QuickTime file that describe its tracks, while its bytes pass by.
//!
//! `moov` and the boxes around what is needed are entered, all others are skipped. So a `moov` of any length needs little memory, and it may stand
//! before or after the media data.

/// The longest box that is kept. Those that are needed have some hundred bytes.
const MAX_KEPT: u64 = 4096;
/// The most tracks of a file.
const MAX_TRACKS: usize = 64;
/// What a QuickTime file without `ftyp` begins with.
const WITHOUT_FTYP: [&[u8; 4]; 6] = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];
/// The boxes that are entered.
const ENTERED: [&[u8; 4]; 4] = [b"moov", b"trak", b"mdia", b"mvex"];

/// Looks for the boxes of a file.
#[derive(Default)]
pub struct Boxes {
    state: State,
    /// Whether the first box has begun.
    has_begun: bool,
    /// What was found so far.
    pub found: Found,
}

/// The boxes of a file.
#[derive(Default)]
pub struct Found {
    /// The brand in `ftyp`; `None` in a file without.
    pub brand: Option<[u8; 4]>,
    /// The content of `mvhd`.
    pub movie_header: Vec<u8>,
    /// The content of `mehd`: the duration of a movie in fragments.
    pub extends_header: Vec<u8>,
    /// The boxes of each `trak`.
    pub tracks: Vec<Track>,
}

/// The boxes of a track.
#[derive(Default)]
pub struct Track {
    /// The content of `tkhd`.
    pub header: Vec<u8>,
    /// The content of `hdlr`.
    pub handler: Vec<u8>,
}

#[derive(Default)]
enum State {
    /// In the header of a box, of which these bytes are read.
    #[default]
    BeforeBox,
    Header(Vec<u8>),
    /// In the content of a box, with this many bytes left to skip.
    Skip(u64),
    /// In the content of a box that is kept.
    Keep {
        kind: [u8; 4],
        left: u64,
        content: Vec<u8>,
    },
    /// In a file of another type, or after a malformed box.
    Done,
}

impl Boxes {
    /// Takes the next bytes of the file.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            match std::mem::take(&mut self.state) {
                State::Done => {
                    self.state = State::Done;
                    return;
                }
                State::BeforeBox => self.state = State::Header(Vec::with_capacity(16)),
                State::Header(mut header) => {
                    header.push(bytes[0]);
                    bytes = &bytes[1..];
                    self.state = self.parse_header(header);
                }
                State::Skip(left) => {
                    let (skipped, rest) = split(bytes, left);
                    bytes = rest;
                    let left = left - skipped.len() as u64;
                    self.state = if left == 0 { State::BeforeBox } else { State::Skip(left) };
                }
                State::Keep { kind, left, mut content } => {
                    let (kept, rest) = split(bytes, left);
                    content.extend_from_slice(kept);
                    bytes = rest;
                    let left = left - kept.len() as u64;
                    if left == 0 {
                        self.keep(kind, content);
                        self.state = State::BeforeBox;
                    } else {
                        self.state = State::Keep { kind, left, content };
                    }
                }
            }
        }
    }

    fn keep(&mut self, kind: [u8; 4], content: Vec<u8>) {
        match &kind {
            b"ftyp" => self.found.brand = content.get(..4).and_then(|brand| brand.try_into().ok()),
            b"mvhd" => self.found.movie_header = content,
            b"mehd" => self.found.extends_header = content,
            b"tkhd" => self.in_track(|track| track.header = content),
            b"hdlr" => self.in_track(|track| track.handler = content),
            _ => {}
        }
    }

    /// Changes the track that is being read; boxes outside of tracks are of no interest.
    fn in_track(&mut self, change: impl FnOnce(&mut Track)) {
        if let Some(track) = self.found.tracks.last_mut() {
            change(track);
        }
    }

    /// Parses a header: of eight bytes, or of sixteen if the length does not fit 32 bits.
    fn parse_header(&mut self, header: Vec<u8>) -> State {
        let word = |at: usize| header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
        let (Some(short), Some(kind)) = (word(0), header.get(4..8)) else { return State::Header(header) };
        let kind: [u8; 4] = kind.try_into().expect("four bytes");
        if !std::mem::replace(&mut self.has_begun, true) && kind != *b"ftyp" && !WITHOUT_FTYP.contains(&&kind) {
            return State::Done;
        }
        let (length, header_length) = match short {
            1 => match (word(8), word(12)) {
                (Some(high), Some(low)) => ((u64::from(high) << 32) | u64::from(low), 16),
                _ => return State::Header(header),
            },
            short => (u64::from(short), 8),
        };
        // Length 0 means that the box extends to the end of the file.
        let Some(content) = length.checked_sub(header_length).filter(|_| length != 0) else { return State::Done };
        if ENTERED.contains(&&kind) {
            if kind == *b"trak" {
                if self.found.tracks.len() == MAX_TRACKS {
                    return State::Done;
                }
                self.found.tracks.push(Track::default());
            }
            return State::BeforeBox;
        }
        match (&kind, content) {
            (_, 0) => State::BeforeBox,
            (b"ftyp" | b"mvhd" | b"mehd" | b"tkhd" | b"hdlr", content) if content <= MAX_KEPT => {
                State::Keep { kind, left: content, content: Vec::new() }
            }
            (_, content) => State::Skip(content),
        }
    }
}

fn split(bytes: &[u8], left: u64) -> (&[u8], &[u8]) {
    bytes.split_at(usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `moov` is long, and stands after the media data.
    fn file() -> Vec<u8> {
        let mut bytes = b"\0\0\0\x10ftypisom\0\0\0\0".to_vec();
        bytes.extend(b"\0\0\0\x01mdat\0\0\0\0\0\0\x04\x10");
        bytes.extend([7; 1024]);
        bytes.extend(b"\0\0\x10\x2dmoov\0\0\0\x0dmvhdmovie");
        bytes.extend(b"\0\0\x10\x18trak\0\0\0\x0dtkhdtrack\0\0\x0f\xf9free");
        bytes.extend(vec![1; 0x0ff9 - 8]);
        bytes.extend(b"\0\0\0\x0dmehdtimes");
        bytes
    }

    proptest! {
        #[test]
        fn boxes_are_found_in_chunks_of_any_length(step in 1usize..2000) {
            let mut boxes = Boxes::default();
            for bytes in file().chunks(step) {
                boxes.feed(bytes);
            }
            prop_assert_eq!(boxes.found.brand, Some(*b"isom"));
            prop_assert_eq!(boxes.found.movie_header.as_slice(), b"movie");
            prop_assert_eq!(boxes.found.extends_header.as_slice(), b"times");
            prop_assert_eq!(boxes.found.tracks.len(), 1);
            prop_assert_eq!(boxes.found.tracks[0].header.as_slice(), b"track");
        }

        #[test]
        fn no_input_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut boxes = Boxes::default();
            boxes.feed(b"\0\0\0\x10ftypisom\0\0\0\0");
            boxes.feed(&bytes);
        }
    }

    #[test]
    fn files_of_other_types_are_not_searched() {
        let mut boxes = Boxes::default();
        boxes.feed(b"\xff\xd8\xff\xe0 a picture, \0\0\0\x0dmvhdmovie");
        assert!(boxes.found.movie_header.is_empty());
    }
}
