//! Ogg: the codecs are in the first pages, and the duration in the last one.

use super::detected::Detected;
use super::flac;

/// A stream of an Ogg file.
#[derive(Clone, Copy)]
enum Codec {
    /// Sound: samples in a second, and samples before the first that is heard.
    Audio { rate: u32, skipped: u64 },
    /// Video.
    Video(Option<(u32, u32)>),
}

/// Parses the beginning and the end of a file. `None` if it is of another type.
pub fn parse(head: &[u8], tail: &[u8]) -> Option<Detected> {
    if !head.starts_with(b"OggS") {
        return None;
    }
    let (mut audio, mut video) = (None, None);
    // Each stream begins with a page of its own; they come before all others.
    let mut at = 0;
    while let Some((page, next)) = page(head, at) {
        let is_first = page.flags & 2 != 0;
        match codec(page.content).filter(|_| is_first) {
            Some(Codec::Audio { rate, skipped }) => audio = audio.or(Some((page.serial, rate, skipped))),
            Some(Codec::Video(dimensions)) => video = video.or(Some(dimensions)),
            None if is_first => {}
            None => break,
        }
        at = next;
    }
    let duration = audio.and_then(|(serial, rate, skipped)| {
        let samples = last_position(tail, serial)?.checked_sub(skipped)?;
        #[expect(clippy::cast_precision_loss, reason = "a position needs no more than 52 bits")]
        let seconds = samples as f64 / f64::from(rate);
        Some(seconds).filter(|seconds| *seconds > 0.0)
    });
    let mime_type = match (video, audio) {
        (Some(_), _) => "video/ogg",
        (None, Some(_)) => "audio/ogg",
        (None, None) => "application/ogg",
    };
    Some(Detected { mime_type: Some(mime_type), picture: None, video: video.flatten(), duration })
}

struct Page<'a> {
    flags: u8,
    serial: u32,
    content: &'a [u8],
}

/// The page at an offset, and the offset of the next one.
fn page(bytes: &[u8], at: usize) -> Option<(Page<'_>, usize)> {
    let header = bytes.get(at..)?;
    if !header.starts_with(b"OggS") {
        return None;
    }
    let segments = header.get(27..27 + usize::from(*header.get(26)?))?;
    let start = 27 + segments.len();
    let end = start + segments.iter().map(|length| usize::from(*length)).sum::<usize>();
    let page = Page { flags: header[5], serial: serial(header)?, content: header.get(start..end)? };
    Some((page, at + end))
}

fn codec(content: &[u8]) -> Option<Codec> {
    let le32 = |at: usize| content.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    if content.starts_with(b"\x01vorbis") {
        return Some(Codec::Audio { rate: le32(12).filter(|rate| *rate > 0)?, skipped: 0 });
    }
    if content.starts_with(b"OpusHead") {
        let skipped = u16::from_le_bytes(content.get(10..12)?.try_into().ok()?);
        return Some(Codec::Audio { rate: 48_000, skipped: skipped.into() });
    }
    if content.starts_with(b"Speex   ") {
        return Some(Codec::Audio { rate: le32(36).filter(|rate| *rate > 0)?, skipped: 0 });
    }
    if content.starts_with(b"\x7fFLAC") {
        return Some(Codec::Audio { rate: flac::rate(content.get(17..)?)?, skipped: 0 });
    }
    if content.starts_with(b"\x80theora") {
        let be24 = |at: usize| Some(content.get(at..at + 3)?.iter().fold(0, |all, byte| (all << 8) | u32::from(*byte)));
        return Some(Codec::Video(be24(14).zip(be24(17)).filter(|(width, height)| *width > 0 && *height > 0)));
    }
    None
}

/// The position at the end of a stream's last page.
fn last_position(tail: &[u8], of: u32) -> Option<u64> {
    let pages = tail.windows(4).enumerate().rev().filter(|(_, window)| *window == b"OggS");
    let mut positions = pages.filter_map(|(at, _)| {
        let header = &tail[at..];
        let position = u64::from_le_bytes(header.get(6..14)?.try_into().ok()?);
        // All ones: no packet ends on the page.
        (serial(header)? == of && position != u64::MAX).then_some(position)
    });
    positions.next()
}

fn serial(header: &[u8]) -> Option<u32> {
    header.get(14..18)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page_of(flags: u8, position: u64, content: &[u8]) -> Vec<u8> {
        let mut bytes = b"OggS\0".to_vec();
        bytes.push(flags);
        bytes.extend(position.to_le_bytes());
        bytes.extend([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, u8::try_from(content.len()).unwrap()]);
        bytes.extend(content);
        bytes
    }

    fn opus() -> Vec<u8> {
        let mut bytes = page_of(2, 0, b"OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\0");
        bytes.extend(page_of(0, 0, b"OpusTags"));
        bytes.extend(page_of(4, 48_000 * 3 + 312, b"sound"));
        bytes
    }

    #[test]
    fn the_duration_is_in_the_last_page() {
        let detected = parse(&opus(), &opus()).expect("Ogg");
        assert_eq!((detected.mime_type, detected.duration), (Some("audio/ogg"), Some(3.0)));
        let mut vorbis = page_of(2, 0, b"\x01vorbis\0\0\0\0\x02\x44\xac\0\0");
        vorbis.extend(page_of(4, 44_100 * 2, b"sound"));
        assert_eq!(parse(&vorbis, &vorbis).expect("Ogg").duration, Some(2.0));
        assert_eq!(parse(b"no Ogg", b""), None);
    }

    proptest! {
        #[test]
        fn no_input_panics(at in 0usize..120, byte in any::<u8>(), length in 0usize..140) {
            let mut bytes = opus();
            if let Some(changed) = bytes.get_mut(at) {
                *changed = byte;
            }
            bytes.truncate(length);
            let _ = parse(&bytes, &bytes);
        }
    }
}
