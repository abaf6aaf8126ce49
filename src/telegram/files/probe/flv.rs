//! Flash video: its metadata is the first tag, an object of AMF numbers.

use super::detected::Detected;

/// Parses the beginning of a file. `None` if it is of another type.
pub fn parse(head: &[u8]) -> Option<Detected> {
    if !head.starts_with(b"FLV\x01") {
        return None;
    }
    let pixels = |name| number(head, name).filter(|pixels| (1.0..=65_535.0).contains(pixels));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
    let dimensions = pixels(b"width").zip(pixels(b"height")).map(|(width, height)| (width as u32, height as u32));
    let duration = number(head, b"duration").filter(|seconds| seconds.is_finite() && *seconds > 0.0);
    Some(Detected { mime_type: Some("video/x-flv"), picture: None, video: dimensions, duration })
}

/// The number with this name: the length of the name, the name, the type 0, and eight bytes.
fn number(head: &[u8], name: &[u8]) -> Option<f64> {
    let length = u16::try_from(name.len()).expect("a short name").to_be_bytes();
    let key = [&length, name, &[0]].concat();
    let at = head.windows(key.len()).position(|window| window == key)? + key.len();
    head.get(at..at + 8)?.try_into().ok().map(f64::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_and_duration_are_parsed() {
        let mut bytes = b"FLV\x01\x05\0\0\0\x09\0\0\0\0\x12onMetaData\x08\0\0\0\x03".to_vec();
        for (name, value) in
            [(&b"\0\x08duration\0"[..], 2.5_f64), (b"\0\x05width\0", 640.0), (b"\0\x06height\0", 360.0)]
        {
            bytes.extend(name);
            bytes.extend(value.to_be_bytes());
        }
        let detected = parse(&bytes).expect("an FLV");
        assert_eq!((detected.video, detected.duration), (Some((640, 360)), Some(2.5)));
        for length in 0..bytes.len() {
            let _ = parse(&bytes[..length]);
        }
        assert_eq!(parse(b"FLV\x01 without metadata").map(|detected| detected.duration), Some(None));
    }
}
