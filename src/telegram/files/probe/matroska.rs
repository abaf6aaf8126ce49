//! Matroska and WebM (RFC 9559): the tracks and the duration, which stand before the first cluster.

use super::detected::Detected;

const EBML: u32 = 0x1a45_dfa3;
const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const TIMESTAMP_SCALE: u32 = 0x2a_d7b1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK_ENTRY: u32 = 0xae;
const TRACK_TYPE: u32 = 0x83;
const VIDEO: u32 = 0xe0;
const PIXEL_WIDTH: u32 = 0xb0;
const PIXEL_HEIGHT: u32 = 0xba;
const CLUSTER: u32 = 0x1f43_b675;

/// Nanoseconds of a tick, unless the file says otherwise.
const DEFAULT_SCALE: u64 = 1_000_000;

/// Parses the beginning of a file. `None` if it is of another type.
pub fn parse(head: &[u8]) -> Option<Detected> {
    let (id, ebml, _) = element(head)?;
    if id != EBML {
        return None;
    }
    let is_webm = child(ebml, DOC_TYPE) == Some(b"webm");
    let mut read = Read { scale: DEFAULT_SCALE, ..Read::default() };
    // All elements of the segment stand before the first cluster, or their place is not known.
    let segment = Elements(head).find(|(id, _)| *id == SEGMENT).map_or(&[][..], |(_, content)| content);
    for (id, content) in Elements(segment).take_while(|(id, _)| *id != CLUSTER) {
        match id {
            INFO => read.info(content),
            TRACKS => read.tracks(content),
            _ => {}
        }
    }
    let mime_type = match (read.has_video, read.has_audio, is_webm) {
        (false, true, true) => "audio/webm",
        (false, true, false) => "audio/x-matroska",
        (_, _, true) => "video/webm",
        (_, _, false) => "video/x-matroska",
    };
    #[expect(clippy::cast_precision_loss, reason = "a scale is small")]
    let duration = read.ticks.map(|ticks| ticks * read.scale as f64 / 1e9);
    let duration = duration.filter(|seconds| seconds.is_finite() && *seconds > 0.0);
    Some(Detected { mime_type: Some(mime_type), picture: None, video: read.dimensions, duration })
}

#[derive(Default)]
struct Read {
    scale: u64,
    ticks: Option<f64>,
    has_video: bool,
    has_audio: bool,
    dimensions: Option<(u32, u32)>,
}

impl Read {
    fn info(&mut self, info: &[u8]) {
        self.scale = child(info, TIMESTAMP_SCALE).and_then(unsigned).filter(|scale| *scale > 0).unwrap_or(self.scale);
        self.ticks = child(info, DURATION).and_then(|bytes| match *bytes {
            [a, b, c, d] => Some(f64::from(f32::from_be_bytes([a, b, c, d]))),
            [a, b, c, d, e, f, g, h] => Some(f64::from_be_bytes([a, b, c, d, e, f, g, h])),
            _ => None,
        });
    }

    fn tracks(&mut self, tracks: &[u8]) {
        for (_, track) in Elements(tracks).filter(|(id, _)| *id == TRACK_ENTRY) {
            match child(track, TRACK_TYPE).and_then(unsigned) {
                Some(1) => {
                    self.has_video = true;
                    self.dimensions = self.dimensions.or_else(|| dimensions(child(track, VIDEO)?));
                }
                Some(2) => self.has_audio = true,
                _ => {}
            }
        }
    }
}

fn dimensions(video: &[u8]) -> Option<(u32, u32)> {
    let pixels = |id| child(video, id).and_then(unsigned).and_then(|pixels| u32::try_from(pixels).ok());
    Some((pixels(PIXEL_WIDTH)?, pixels(PIXEL_HEIGHT)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// The content of the first child with that id.
fn child(content: &[u8], id: u32) -> Option<&[u8]> {
    Elements(content).find(|(child, _)| *child == id).map(|(_, content)| content)
}

/// The elements in some bytes. The last one may be cut off, or have no known length: it extends to the end.
struct Elements<'a>(&'a [u8]);

impl<'a> Iterator for Elements<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (id, content, rest) = element(self.0)?;
        self.0 = rest;
        Some((id, content))
    }
}

/// The first element: its id, its content, and the bytes after it.
fn element(bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let id_length = bytes.first()?.leading_zeros() as usize + 1;
    if id_length > 4 {
        return None;
    }
    let id = bytes.get(..id_length)?.iter().fold(0, |id, byte| (id << 8) | u32::from(*byte));
    let bytes = &bytes[id_length..];
    let first = *bytes.first()?;
    let size_length = first.leading_zeros() as usize + 1;
    if size_length > 8 {
        return None;
    }
    let start = u64::from(first) & ((1 << (8 - size_length)) - 1);
    let size = bytes.get(1..size_length)?.iter().fold(start, |size, byte| (size << 8) | u64::from(*byte));
    let content = &bytes[size_length..];
    let is_unknown = size == (1 << (7 * size_length)) - 1;
    let end = usize::try_from(size).ok().filter(|end| *end <= content.len() && !is_unknown);
    let (content, rest) = content.split_at(end.unwrap_or(content.len()));
    Some((id, content, rest))
}

fn unsigned(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A WebM file of 640 × 360 pixels and 2.5 seconds; its segment has no known length.
    pub fn file() -> Vec<u8> {
        let mut bytes = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm".to_vec();
        bytes.extend(b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff");
        bytes.extend(b"\x15\x49\xa9\x66\x8e\x2a\xd7\xb1\x83\x0f\x42\x40\x44\x89\x84");
        bytes.extend(2500.0f32.to_be_bytes());
        bytes.extend(b"\x16\x54\xae\x6b\x8f\xae\x8d\x83\x81\x01\xe0\x88\xb0\x82\x02\x80\xba\x82\x01\x68");
        bytes.extend(b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff rest");
        bytes
    }

    #[test]
    fn dimensions_and_duration_are_parsed() {
        let expected =
            Detected { mime_type: Some("video/webm"), picture: None, video: Some((640, 360)), duration: Some(2.5) };
        assert_eq!(parse(&file()), Some(expected));
        assert_eq!(parse(b"no Matroska"), None);
    }

    #[test]
    fn a_file_that_is_cut_off_has_what_was_read() {
        let file = file();
        assert_eq!(parse(&file[..24]), Some(Detected { mime_type: Some("video/webm"), ..Detected::default() }));
    }

    proptest! {
        #[test]
        fn no_input_panics(at in 0usize..90, byte in any::<u8>(), length in 0usize..120) {
            let mut bytes = file();
            if let Some(changed) = bytes.get_mut(at) {
                *changed = byte;
            }
            bytes.truncate(length);
            let _ = parse(&bytes);
        }
    }
}
