//! AVI and WAV: chunks of RIFF with little-endian numbers.

use super::detected::Detected;

/// Parses the beginning of a file of `size` bytes. `None` if it is of another type.
pub fn parse(head: &[u8], size: u64) -> Option<Detected> {
    match (head.get(..4)?, head.get(8..12)?) {
        (b"RIFF", b"AVI ") => Some(avi(head)),
        (b"RIFF" | b"RF64", b"WAVE") => Some(wav(head, size)),
        _ => None,
    }
}

/// `avih` is the first chunk of the first list; `dmlh` counts the frames of files of more than a gigabyte.
fn avi(head: &[u8]) -> Detected {
    let detected = Detected { mime_type: Some("video/x-msvideo"), ..Detected::default() };
    let Some(header) = find(head, b"avih") else { return detected };
    let word = |at: usize| le32(header, at);
    let frames = find(head, b"dmlh").and_then(|content| le32(content, 0)).or_else(|| word(16));
    let seconds = word(0).zip(frames).map(|(microseconds, frames)| f64::from(microseconds) / 1e6 * f64::from(frames));
    let dimensions = word(32).zip(word(36)).filter(|(width, height)| *width > 0 && *height > 0);
    Detected { video: dimensions, duration: seconds.filter(|seconds| *seconds > 0.0), ..detected }
}

/// The duration is the length of `data` divided by the bytes of a second in `fmt `.
fn wav(head: &[u8], size: u64) -> Detected {
    let mut rate = None;
    let mut at = 12;
    let duration = loop {
        let (Some(kind), Some(length)) = (head.get(at..at + 4), le32(head, at + 4)) else { break None };
        match (kind, rate) {
            (b"fmt ", _) => rate = le32(head, at + 16).filter(|rate| *rate > 0),
            (b"data", Some(rate)) => {
                let rest = size.saturating_sub(at as u64 + 8);
                // A recording that was streamed does not know its length.
                let length = u64::from(length);
                let length = if length == 0 || length == u64::from(u32::MAX) { rest } else { length.min(rest) };
                #[expect(clippy::cast_precision_loss, reason = "a length needs no more than 52 bits")]
                break Some(length as f64 / f64::from(rate));
            }
            (b"data", None) => break None,
            _ => {}
        }
        // Chunks have an even length.
        at += 8 + length as usize + (length as usize & 1);
    };
    let duration = duration.filter(|seconds| *seconds > 0.0);
    Detected { mime_type: Some("audio/wav"), duration, ..Detected::default() }
}

/// The content of the first chunk of this type, wherever it stands.
fn find<'a>(head: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    head.windows(4).position(|window| window == kind).and_then(|at| head.get(at + 8..))
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn avi_file() -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0AVI LIST\0\0\0\0hdrlavih\x38\0\0\0".to_vec();
        let mut header = vec![0; 56];
        header[..4].copy_from_slice(&40_000u32.to_le_bytes());
        header[16..20].copy_from_slice(&50u32.to_le_bytes());
        header[32..36].copy_from_slice(&640u32.to_le_bytes());
        header[36..40].copy_from_slice(&360u32.to_le_bytes());
        bytes.extend(header);
        bytes
    }

    fn wav_file(data: u32) -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0fmt \x10\0\0\0\x01\0\x01\0".to_vec();
        bytes.extend(8000u32.to_le_bytes());
        bytes.extend(16_000u32.to_le_bytes());
        bytes.extend(b"\x02\0\x10\0data");
        bytes.extend(data.to_le_bytes());
        bytes
    }

    #[test]
    fn an_avi_has_dimensions_and_a_duration() {
        let detected = parse(&avi_file(), 1000).expect("an AVI");
        assert_eq!((detected.mime_type, detected.video), (Some("video/x-msvideo"), Some((640, 360))));
        assert_eq!(detected.duration, Some(2.0));
    }

    #[test]
    fn a_wav_has_a_duration_even_if_its_length_is_not_known() {
        for data in [24_000, 0, u32::MAX] {
            let head = wav_file(data);
            let detected = parse(&head, head.len() as u64 + 24_000).expect("a WAV");
            assert_eq!((detected.mime_type, detected.duration), (Some("audio/wav"), Some(1.5)), "{data}");
        }
    }

    proptest! {
        #[test]
        fn no_input_panics(at in 0usize..90, byte in any::<u8>(), length in 0usize..120, size in 0u64..500) {
            for mut bytes in [avi_file(), wav_file(7)] {
                if let Some(changed) = bytes.get_mut(at) {
                    *changed = byte;
                }
                bytes.truncate(length);
                let _ = parse(&bytes, size);
            }
        }
    }
}
