//! What the boxes of an MP4 or QuickTime file say: its type, the dimensions of its video, and its duration.

use super::boxes::{Found, Track};
use super::detected::Detected;

/// Reads the boxes. `None` without `mvhd`, or without a track of video or sound.
pub fn parse(boxes: &Found) -> Option<Detected> {
    let header = Some(boxes.movie_header.as_slice()).filter(|header| !header.is_empty())?;
    let is_quicktime = boxes.brand.is_none_or(|brand| &brand == b"qt  ");
    let video = boxes.tracks.iter().find(|track| is_of(track, b"vide"));
    let mime_type = match (video, boxes.tracks.iter().any(|track| is_of(track, b"soun"))) {
        (Some(_), _) if is_quicktime => "video/quicktime",
        (Some(_), _) => "video/mp4",
        (None, true) => "audio/mp4",
        (None, false) => return None,
    };
    Some(Detected {
        mime_type: Some(mime_type),
        picture: None,
        video: video.and_then(dimensions),
        duration: duration(header, &boxes.extends_header),
    })
}

/// Whether the track has a handler of this type.
fn is_of(track: &Track, handler: &[u8; 4]) -> bool {
    track.handler.get(8..12) == Some(handler)
}

/// Seconds: in `mvhd`, or in `mehd` if the movie is in fragments. Version 0 has times of 32 bits, version 1 of 64 bits.
fn duration(header: &[u8], extends_header: &[u8]) -> Option<f64> {
    let (scale, length) = match header.first()? {
        0 => (be32(header, 12)?, time32(header, 16)),
        1 => (be32(header, 20)?, time64(header, 24)),
        _ => return None,
    };
    let in_fragments = || match extends_header.first()? {
        0 => time32(extends_header, 4),
        1 => time64(extends_header, 4),
        _ => None,
    };
    #[expect(clippy::cast_precision_loss, reason = "a duration needs no more than 52 bits")]
    let seconds = length.or_else(in_fragments)? as f64 / f64::from(scale);
    (scale > 0).then_some(seconds)
}

/// A time of 32 bits. 0 and all ones mean that it is unknown.
fn time32(bytes: &[u8], at: usize) -> Option<u64> {
    be32(bytes, at).filter(|time| *time != 0 && *time != u32::MAX).map(u64::from)
}

/// The same of 64 bits.
fn time64(bytes: &[u8], at: usize) -> Option<u64> {
    let time = (u64::from(be32(bytes, at)?) << 32) | u64::from(be32(bytes, at + 4)?);
    Some(time).filter(|time| *time != 0 && *time != u64::MAX)
}

/// Width and height in `tkhd`, which ends with a matrix of nine numbers, the width and the height, in 16.16 fixed point. If the matrix rotates by
/// a quarter turn, its diagonal is zero.
fn dimensions(track: &Track) -> Option<(u32, u32)> {
    let header = &track.header;
    let end = if *header.first()? == 1 { 96 } else { 84 };
    let (width, height) = (be32(header, end - 8)? >> 16, be32(header, end - 4)? >> 16);
    let matrix = end - 8 - 36;
    let rotated = be32(header, matrix)? == 0 && be32(header, matrix + 4)? != 0;
    (width > 0 && height > 0).then_some(if rotated { (height, width) } else { (width, height) })
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn boxes(rotated: bool) -> Found {
        let mut header = vec![0; 100];
        header[12..16].copy_from_slice(&600u32.to_be_bytes());
        header[16..20].copy_from_slice(&900u32.to_be_bytes());
        let mut track = vec![0; 84];
        let one = 0x0001_0000u32.to_be_bytes();
        let at = if rotated { 44 } else { 40 };
        track[at..at + 4].copy_from_slice(&one);
        track[76..80].copy_from_slice(&(640u32 << 16).to_be_bytes());
        track[80..84].copy_from_slice(&(360u32 << 16).to_be_bytes());
        let handler = b"\0\0\0\0\0\0\0\0vide\0\0\0\0".to_vec();
        let tracks = vec![Track { header: track, handler }];
        Found { brand: Some(*b"isom"), movie_header: header, tracks, ..Found::default() }
    }

    fn detected(mime_type: &'static str, video: Option<(u32, u32)>, duration: Option<f64>) -> Option<Detected> {
        Some(Detected { mime_type: Some(mime_type), picture: None, video, duration })
    }

    #[test]
    fn dimensions_and_duration_are_parsed() {
        assert_eq!(parse(&boxes(false)), detected("video/mp4", Some((640, 360)), Some(1.5)));
        assert_eq!(parse(&boxes(true)), detected("video/mp4", Some((360, 640)), Some(1.5)));
        let old = Found { brand: None, ..boxes(false) };
        assert_eq!(parse(&old), detected("video/quicktime", Some((640, 360)), Some(1.5)));
    }

    #[test]
    fn sound_alone_is_audio() {
        let mut boxes = boxes(false);
        boxes.tracks[0].handler = b"\0\0\0\0\0\0\0\0soun\0\0\0\0".to_vec();
        assert_eq!(parse(&boxes), detected("audio/mp4", None, Some(1.5)));
        boxes.tracks.clear();
        assert_eq!(parse(&boxes), None);
    }

    #[test]
    fn a_movie_in_fragments_has_its_duration_elsewhere_or_none() {
        let mut boxes = boxes(false);
        boxes.movie_header[16..20].fill(0);
        assert_eq!(parse(&boxes), detected("video/mp4", Some((640, 360)), None));
        boxes.extends_header = b"\0\0\0\0\0\0\x04\xb0".to_vec();
        assert_eq!(parse(&boxes), detected("video/mp4", Some((640, 360)), Some(2.0)));
    }

    proptest! {
        #[test]
        fn no_input_panics(header in prop::collection::vec(any::<u8>(), 0..120), track in prop::collection::vec(any::<u8>(), 0..120)) {
            let mut boxes = boxes(false);
            boxes.tracks[0].header = track;
            let _ = parse(&Found { movie_header: header.clone(), extends_header: header, ..boxes });
        }
    }
}
