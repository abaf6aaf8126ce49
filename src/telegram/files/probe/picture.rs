//! Parsing the headers of PNG and WebP pictures, and the orientation in EXIF. JPEGs are read by [`super::jpeg`].

/// The MIME type, and width and height as displayed. `None` for other files, or when the header does not end within `bytes`.
pub fn parse(bytes: &[u8]) -> Option<(&'static str, (u32, u32))> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(("image/png", png(bytes)?)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(("image/webp", webp(bytes)?)),
        _ => None,
    }
}

/// Whether the EXIF orientation (tag 0x0112) swaps width and height: the values 5 to 8 do.
pub fn is_rotated(segment: &[u8]) -> bool {
    let read = || {
        let tiff = segment.strip_prefix(b"Exif\0\0")?;
        let little = match tiff.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let word = |at: usize, length: usize| {
            let bytes = tiff.get(at..at.checked_add(length)?)?;
            let order = |value: usize, byte: &u8| (value << 8) | usize::from(*byte);
            Some(if little { bytes.iter().rev().fold(0, order) } else { bytes.iter().fold(0, order) })
        };
        let directory = word(4, 4)?;
        let entries = word(directory, 2)?;
        let entry = (0..entries).map(|index| directory + 2 + index * 12).find(|at| word(*at, 2) == Some(0x0112))?;
        word(entry + 8, 2)
    };
    matches!(read(), Some(5..=8))
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    Some((be32(bytes, 16)?, be32(bytes, 20)?))
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let byte = |at: usize| bytes.get(at).map(|byte| u32::from(*byte));
    match bytes.get(12..16)? {
        // Lossy: a key frame's start code, then width and height of 14 bits.
        b"VP8 " if bytes.get(23..26)? == [0x9d, 0x01, 0x2a] => {
            Some(((byte(26)? | (byte(27)? << 8)) & 0x3fff, (byte(28)? | (byte(29)? << 8)) & 0x3fff))
        }
        // Lossless: a signature, then width − 1 and height − 1 of 14 bits, packed.
        b"VP8L" if byte(20)? == 0x2f => {
            let packed = byte(21)? | (byte(22)? << 8) | (byte(23)? << 16) | (byte(24)? << 24);
            Some(((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1))
        }
        // Extended: width − 1 and height − 1 of 24 bits. An animation is not a photo.
        b"VP8X" if byte(20)? & 0x02 == 0 => {
            let dimension = |at| Some((byte(at)? | (byte(at + 1)? << 8) | (byte(at + 2)? << 16)) + 1);
            Some((dimension(24)?, dimension(27)?))
        }
        _ => None,
    }
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dimensions_are_parsed() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0";
        assert_eq!(parse(png), Some(("image/png", (1024, 768))));
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0";
        assert_eq!(parse(webp), Some(("image/webp", (640, 480))));
    }

    #[test]
    fn files_of_other_types_are_refused() {
        assert_eq!(parse(b""), None);
        assert_eq!(parse(b"GIF89a"), None);
        assert_eq!(parse(&[0xff, 0xd8, 0xff, 0xe0]), None);
    }

    proptest! {
        #[test]
        fn no_input_panics(mut bytes in prop::collection::vec(any::<u8>(), 0..200), which in 0usize..2) {
            let start: [&[u8]; 2] = [b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8X"];
            bytes.splice(0..0, start[which].iter().copied());
            let _ = parse(&bytes);
        }
    }
}
