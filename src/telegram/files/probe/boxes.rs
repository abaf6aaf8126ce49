//! Finding the `moov` box in the bytes of an MP4 or QuickTime file.

/// The largest `moov` box. That of a video of several hours has a few MiB.
const MAX_MOOV: u64 = 8 * 1024 * 1024;

/// Parses the top-level boxes of a file, and keeps the content of `moov`.
#[derive(Default)]
pub struct Boxes {
    state: State,
    brand: Option<[u8; 4]>,
    movie: Vec<u8>,
}

#[derive(Default)]
enum State {
    /// Before a box.
    #[default]
    Start,
    /// In the header of a box, of which these bytes are read.
    Header(Vec<u8>),
    /// In the content of a box, with this many bytes left to skip.
    Skip(u64),
    /// In the content of `moov`, with this many bytes left to keep.
    Keep(u64),
    /// After `moov`, or in a file of another type.
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
                State::Start => self.state = State::Header(Vec::with_capacity(16)),
                State::Header(mut header) => {
                    header.push(bytes[0]);
                    bytes = &bytes[1..];
                    self.state = self.parse_header(header);
                }
                State::Skip(left) => {
                    let (skipped, rest) = split(bytes, left);
                    bytes = rest;
                    self.state = after(left, skipped.len(), State::Skip, State::Start);
                }
                State::Keep(left) => {
                    let (kept, rest) = split(bytes, left);
                    self.movie.extend_from_slice(kept);
                    bytes = rest;
                    self.state = after(left, kept.len(), State::Keep, State::Done);
                }
            }
        }
    }

    /// The content of `moov`, once it is complete.
    pub fn movie(&self) -> Option<&[u8]> {
        (matches!(self.state, State::Done) && !self.movie.is_empty()).then_some(&self.movie)
    }

    /// The MIME type, from the brand in `ftyp`.
    pub fn mime_type(&self) -> &'static str {
        match self.brand {
            Some(brand) if &brand == b"qt  " => "video/quicktime",
            _ => "video/mp4",
        }
    }

    /// Parses a header: of eight bytes, or of sixteen if the length does not fit 32 bits. That of the first box includes the brand.
    fn parse_header(&mut self, header: Vec<u8>) -> State {
        let word = |at: usize| header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
        let (Some(short), Some(kind)) = (word(0), header.get(4..8)) else { return State::Header(header) };
        let (length, header_length) = match short {
            1 => match (word(8), word(12)) {
                (Some(high), Some(low)) => ((u64::from(high) << 32) | u64::from(low), 16),
                _ => return State::Header(header),
            },
            short => (u64::from(short), 8),
        };
        if self.brand.is_none() {
            // The first box of an MP4 or QuickTime file is `ftyp`.
            if kind != b"ftyp" || short < 12 {
                return State::Done;
            }
            let Some(brand) = header.get(8..12) else { return State::Header(header) };
            self.brand = brand.try_into().ok();
            return if length > 12 { State::Skip(length - 12) } else { State::Start };
        }
        // Length 0 means that the box extends to the end of the file.
        let Some(content) = length.checked_sub(header_length).filter(|_| length != 0) else { return State::Done };
        match (kind, content) {
            (_, 0) => State::Start,
            (b"moov", content) if content <= MAX_MOOV => State::Keep(content),
            (_, content) => State::Skip(content),
        }
    }
}

fn split(bytes: &[u8], left: u64) -> (&[u8], &[u8]) {
    bytes.split_at(usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len()))
}

/// The state after `taken` of the `left` bytes of a content.
fn after(left: u64, taken: usize, unfinished: fn(u64) -> State, finished: State) -> State {
    match left - taken as u64 {
        0 => finished,
        left => unfinished(left),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file() -> Vec<u8> {
        let mut bytes = b"\0\0\0\x10ftypisom\0\0\0\0".to_vec();
        bytes.extend(b"\0\0\0\x01mdat\0\0\0\0\0\0\x04\x10");
        bytes.extend([7; 1024]);
        bytes.extend(b"\0\0\0\x0dmoovmovie");
        bytes
    }

    proptest! {
        #[test]
        fn moov_is_found_in_chunks_of_any_length(step in 1usize..2000) {
            let mut boxes = Boxes::default();
            for bytes in file().chunks(step) {
                boxes.feed(bytes);
            }
            prop_assert_eq!(boxes.movie(), Some(b"movie".as_slice()));
            prop_assert_eq!(boxes.mime_type(), "video/mp4");
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
        boxes.feed(b"\xff\xd8\xff\xe0 a picture, \0\0\0\x0dmoovmovie");
        assert_eq!(boxes.movie(), None);
    }
}
