//! Types of media that are recognised by their first bytes alone, and texts.

/// The MIME type of a picture, video or sound whose header is not parsed; `None` for anything else.
pub fn by_first_bytes(head: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, bytes: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(bytes));
    let known: [(bool, &'static str); 20] = [
        (at(0, b"GIF87a") || at(0, b"GIF89a"), "image/gif"),
        (at(0, b"BM") && at(6, &[0; 4]), "image/bmp"),
        (at(0, b"II*\0") || at(0, b"MM\0*"), "image/tiff"),
        (at(4, b"ftypavif") || at(4, b"ftypavis"), "image/avif"),
        (at(4, b"ftyphei") || at(4, b"ftyphev") || at(4, b"ftypmif1") || at(4, b"ftypmsf1"), "image/heic"),
        (is_transport_stream(head, 0, 188), "video/mp2t"),
        (is_transport_stream(head, 4, 192), "video/mp2t"),
        (at(0, b"\0\0\x01\xba") || at(0, b"\0\0\x01\xb3"), "video/mpeg"),
        (at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"), "video/x-ms-wmv"),
        (at(0, b".RMF"), "application/vnd.rn-realmedia"),
        (at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")), "audio/x-aiff"),
        (at(0, b"#!AMR"), "audio/amr"),
        (at(0, b"MThd\0\0\0\x06"), "audio/midi"),
        (at(0, b"caff\0\x01"), "audio/x-caf"),
        (at(0, b"MAC "), "audio/x-ape"),
        (at(0, b"wvpk"), "audio/x-wavpack"),
        (at(0, b".snd\0\0\0"), "audio/basic"),
        (at(0, b"\x7f\xfe\x80\x01"), "audio/vnd.dts"),
        (at(0, b"\x0b\x77") && head.len() > 64 && !is_text(head), "audio/ac3"),
        (at(0, b"%PDF-"), "application/pdf"),
    ];
    known.into_iter().find(|(is, _)| *is).map(|(_, mime_type)| mime_type)
}

/// Whether packets of MPEG-TS begin at every `step` bytes.
fn is_transport_stream(head: &[u8], offset: usize, step: usize) -> bool {
    const SURE: usize = 4;
    (0..SURE).all(|packet| head.get(offset + packet * step) == Some(&0x47))
}

/// Whether the beginning of a file is text: UTF-8 without control characters. It may end within a character.
pub fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or(""),
        Err(_) => return false,
    };
    !text.is_empty() && !text.chars().any(|character| character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_are_known_by_their_first_bytes() {
        let mut stream = vec![0; 188 * 4];
        for packet in 0..4 {
            stream[packet * 188] = 0x47;
        }
        for (head, expected) in [
            (&b"GIF89a"[..], Some("image/gif")),
            (&stream, Some("video/mp2t")),
            (b"\0\0\0\x18ftypheic", Some("image/heic")),
            (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6", Some("video/x-ms-wmv")),
            (b"FORM\0\0\0\0AIFF", Some("audio/x-aiff")),
            (b"Good day", None),
            (b"", None),
        ] {
            assert_eq!(by_first_bytes(head), expected, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn texts_are_known_even_if_they_end_within_a_character() {
        assert!(is_text("let x = “1”;\n\tend".as_bytes()));
        assert!(is_text(&"größe".as_bytes()[..3]));
        for bytes in [&b""[..], b"a\0b", b"\xff\xfea", b"\x01\x02"] {
            assert!(!is_text(bytes), "{}", bytes.escape_ascii());
        }
    }
}
