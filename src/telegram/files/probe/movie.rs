//! Parsing a `moov` box: the duration and dimensions of a video.

/// The content of a `moov` box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Movie {
    /// Width and height of the first video track as displayed; `None` without a video track.
    pub dimensions: Option<(u32, u32)>,
    /// Seconds.
    pub duration: Option<f64>,
}

/// Parses the content of the box. `None` when it has no `mvhd` box.
pub fn parse(moov: &[u8]) -> Option<Movie> {
    let header = children(moov).find(|(kind, _)| *kind == b"mvhd")?.1;
    let tracks = children(moov).filter(|(kind, _)| *kind == b"trak").map(|(_, content)| content);
    let dimensions = tracks.filter(|track| is_video(track)).find_map(track_dimensions);
    Some(Movie { dimensions, duration: duration(header) })
}

/// The duration in `mvhd`. Version 0 has times of 32 bits, version 1 of 64 bits.
fn duration(header: &[u8]) -> Option<f64> {
    let (scale, length) = match header.first()? {
        0 => (be32(header, 12)?, u64::from(be32(header, 16)?)),
        1 => (be32(header, 20)?, (u64::from(be32(header, 24)?) << 32) | u64::from(be32(header, 28)?)),
        _ => return None,
    };
    #[expect(clippy::cast_precision_loss, reason = "a duration needs no more than 52 bits")]
    let seconds = length as f64 / f64::from(scale);
    // A length of all ones means that it is unknown.
    (scale > 0 && length != u64::from(u32::MAX) && length != u64::MAX).then_some(seconds)
}

/// Whether the handler of the track (trak / mdia / hdlr) is that of a video.
fn is_video(track: &[u8]) -> bool {
    let media = children(track).find(|(kind, _)| *kind == b"mdia");
    let handler = media.and_then(|(_, media)| children(media).find(|(kind, _)| *kind == b"hdlr"));
    handler.and_then(|(_, handler)| handler.get(8..12)) == Some(b"vide")
}

/// Width and height in `tkhd`, which ends with a matrix of nine numbers, the width and the height, in 16.16 fixed point. If the matrix rotates by
/// a quarter turn, its diagonal is zero.
fn track_dimensions(track: &[u8]) -> Option<(u32, u32)> {
    let header = children(track).find(|(kind, _)| *kind == b"tkhd")?.1;
    let end = if *header.first()? == 1 { 96 } else { 84 };
    let (width, height) = (be32(header, end - 8)? >> 16, be32(header, end - 4)? >> 16);
    let matrix = end - 8 - 36;
    let rotated = be32(header, matrix)? == 0 && be32(header, matrix + 4)? != 0;
    (width > 0 && height > 0).then_some(if rotated { (height, width) } else { (width, height) })
}

/// The boxes in a box: their types and contents. Ends at the first one that is malformed.
fn children(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let length = be32(bytes, 0)? as usize;
        let kind = bytes.get(4..8)?.try_into().ok()?;
        let content = bytes.get(8..length)?;
        bytes = &bytes[length..];
        Some((kind, content))
    })
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let mut bytes = u32::try_from(content.len() + 8).expect("short").to_be_bytes().to_vec();
        bytes.extend(kind);
        bytes.extend(content);
        bytes
    }

    fn moov(rotated: bool) -> Vec<u8> {
        let mut header = vec![0; 100];
        header[12..16].copy_from_slice(&600u32.to_be_bytes());
        header[16..20].copy_from_slice(&900u32.to_be_bytes());
        let mut track = vec![0; 84];
        let one = 0x0001_0000u32.to_be_bytes();
        let at = if rotated { 44 } else { 40 };
        track[at..at + 4].copy_from_slice(&one);
        track[76..80].copy_from_slice(&(640u32 << 16).to_be_bytes());
        track[80..84].copy_from_slice(&(360u32 << 16).to_be_bytes());
        let handler = boxed(b"hdlr", b"\0\0\0\0\0\0\0\0vide\0\0\0\0");
        let mut content = boxed(b"tkhd", &track);
        content.extend(boxed(b"mdia", &handler));
        let mut moov = boxed(b"mvhd", &header);
        moov.extend(boxed(b"trak", &content));
        moov
    }

    #[test]
    fn dimensions_and_duration_are_parsed() {
        assert_eq!(parse(&moov(false)), Some(Movie { dimensions: Some((640, 360)), duration: Some(1.5) }));
    }

    #[test]
    fn a_rotated_video_swaps_width_and_height() {
        assert_eq!(parse(&moov(true)).and_then(|movie| movie.dimensions), Some((360, 640)));
    }

    proptest! {
        #[test]
        fn no_input_panics(at in 0usize..300, byte in any::<u8>(), length in 0usize..400) {
            let mut bytes = moov(false);
            if let Some(changed) = bytes.get_mut(at) {
                *changed = byte;
            }
            bytes.truncate(length);
            let _ = parse(&bytes);
        }
    }
}
