//! MP3 and AAC (ADTS): a chain of frames, which are counted while the bytes pass by. Only so the duration is right also at a variable bit rate.

/// How many frames make sure that it is sound: two bytes look like the first of a frame often.
const SURE: u64 = 4;
/// What may follow the last frame: tags.
const MAX_REST: u64 = 1 << 20;

/// The frames of a file.
#[derive(Default)]
pub struct Frames {
    state: State,
    kind: Option<Kind>,
    frames: u64,
    /// Seconds.
    duration: f64,
    /// Bytes after the last frame.
    rest: u64,
}

/// What the frames are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Mp3,
    Aac,
}

#[derive(Default)]
enum State {
    #[default]
    Start,
    /// In the header of a tag or a frame, of which these bytes are read.
    Header(Vec<u8>),
    /// In a tag or a frame, with this many bytes left.
    Skip(u64),
    /// Behind the last frame, or in a file of another type.
    Done,
}

/// A frame's header.
struct Frame {
    kind: Kind,
    length: u64,
    seconds: f64,
}

impl Frames {
    /// Takes the next bytes of the file.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            match std::mem::take(&mut self.state) {
                State::Done => {
                    self.rest += bytes.len() as u64;
                    self.state = State::Done;
                    return;
                }
                State::Start => self.state = State::Header(Vec::with_capacity(10)),
                State::Header(mut header) => {
                    header.push(bytes[0]);
                    bytes = &bytes[1..];
                    self.state = self.parse(header);
                }
                State::Skip(left) => {
                    let skipped = left.min(bytes.len() as u64);
                    bytes = &bytes[usize::try_from(skipped).unwrap_or(bytes.len())..];
                    self.state = if left == skipped { State::Start } else { State::Skip(left - skipped) };
                }
            }
        }
    }

    /// The MIME type and the duration; `None` if it is no chain of frames. The duration is `None` if the chain broke.
    pub fn detected(&self) -> Option<(&'static str, Option<f64>)> {
        let kind = self.kind.filter(|_| self.frames >= SURE)?;
        let mime_type = if kind == Kind::Mp3 { "audio/mpeg" } else { "audio/aac" };
        Some((mime_type, Some(self.duration).filter(|_| self.rest <= MAX_REST)))
    }

    fn parse(&mut self, header: Vec<u8>) -> State {
        let tag = b"ID3";
        if header.len() <= 3 && self.kind.is_none() && tag.starts_with(&header) {
            return State::Header(header);
        }
        if header.starts_with(tag) {
            let Some(size) = header.get(6..10) else { return State::Header(header) };
            let size = size.iter().fold(0, |size, byte| (size << 7) | u64::from(byte & 0x7f));
            let footer = if header[5] & 0x10 == 0 { 0 } else { 10 };
            return if self.kind.is_none() { State::Skip(size + footer) } else { State::Done };
        }
        if header[0] != 0xff {
            return State::Done;
        }
        if header.len() < 7 {
            return State::Header(header);
        }
        match frame(&header).filter(|frame| self.kind.is_none_or(|kind| kind == frame.kind)) {
            Some(frame) => {
                self.kind = Some(frame.kind);
                self.frames += 1;
                self.duration += frame.seconds;
                match frame.length - header.len() as u64 {
                    0 => State::Start,
                    left => State::Skip(left),
                }
            }
            None => State::Done,
        }
    }
}

/// Reads the first seven bytes of a frame.
fn frame(header: &[u8]) -> Option<Frame> {
    let [0xff, second, third, fourth, fifth, sixth, ..] = *header else { return None };
    if second & 0xe0 != 0xe0 {
        return None;
    }
    let layer = (second >> 1) & 3;
    if layer == 0 {
        return adts(second, third, fourth, fifth, sixth);
    }
    // MPEG 1, 2 and 2.5, of which only layer III is in use.
    let version = match (second >> 3) & 3 {
        3 => 1,
        2 => 2,
        0 => 4,
        _ => return None,
    };
    const RATES_1: [u64; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const RATES_2: [u64; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    let index = usize::from(third >> 4);
    let kilobits = if version == 1 { RATES_1[index] } else { RATES_2[index] };
    let rate = [44_100, 48_000, 32_000].get(usize::from((third >> 2) & 3))? / version;
    let samples = if version == 1 { 1152 } else { 576 };
    let padding = u64::from((third >> 1) & 1);
    let is_usable = layer == 1 && kilobits > 0;
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let seconds = samples as f64 / rate as f64;
    is_usable.then(|| Frame { kind: Kind::Mp3, length: samples / 8 * kilobits * 1000 / rate + padding, seconds })
}

fn adts(second: u8, third: u8, fourth: u8, fifth: u8, sixth: u8) -> Option<Frame> {
    const RATES: [u32; 13] =
        [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];
    let rate = RATES.get(usize::from((third >> 2) & 0xf))?;
    let length = (u64::from(fourth & 3) << 11) | (u64::from(fifth) << 3) | u64::from(sixth >> 5);
    let is_usable = second & 0xf0 == 0xf0 && length >= 7;
    is_usable.then(|| Frame { kind: Kind::Aac, length, seconds: 1024.0 / f64::from(*rate) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `count` frames of MPEG 1, layer III: 44.1 kHz, in turns of 128 and of 192 kbit/s.
    fn mp3(count: usize) -> Vec<u8> {
        let mut bytes = b"ID3\x04\0\0\0\0\x02\x01".to_vec();
        bytes.extend([0xff; 0x101]);
        for number in 0..count {
            let (third, length) = if number % 2 == 0 { (0x90, 417) } else { (0xb0, 626) };
            bytes.extend([0xff, 0xfb, third, 0x00]);
            bytes.extend(vec![0x55; length - 4]);
        }
        bytes.extend(b"TAG");
        bytes.extend([0; 125]);
        bytes
    }

    fn read(file: &[u8], step: usize) -> Option<(&'static str, Option<f64>)> {
        let mut frames = Frames::default();
        for bytes in file.chunks(step) {
            frames.feed(bytes);
        }
        frames.detected()
    }

    #[test]
    fn frames_are_counted() {
        let (mime_type, duration) = read(&mp3(100), 1000).expect("an MP3");
        let expected = 100.0 * 1152.0 / 44_100.0;
        assert!(mime_type == "audio/mpeg" && (duration.expect("a duration") - expected).abs() < 1e-6, "{duration:?}");
        let aac = [0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc, 1, 2, 3, 4, 5, 6, 7, 8, 9].repeat(43);
        let (mime_type, duration) = read(&aac, 5).expect("AAC");
        assert!(mime_type == "audio/aac" && (duration.expect("a duration") - 43.0 * 1024.0 / 44_100.0).abs() < 1e-6);
    }

    #[test]
    fn other_files_are_none() {
        assert_eq!(read(b"\xff\xfe a text in UTF-16", 3), None);
        assert_eq!(read(&mp3(2), 100), None, "too short to be sure");
        let mut broken = mp3(100);
        broken.extend(vec![0x11; 2 << 20]);
        assert_eq!(read(&broken, 4096), Some(("audio/mpeg", None)), "more than tags follows");
    }

    proptest! {
        #[test]
        fn chunks_of_any_length_say_the_same(step in 1usize..2000) {
            prop_assert_eq!(read(&mp3(9), step), read(&mp3(9), 1 << 20));
        }

        #[test]
        fn no_input_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&[&[0xff, 0xfb], &bytes[..]].concat(), 7);
        }
    }
}
