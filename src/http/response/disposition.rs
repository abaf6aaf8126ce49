//! `Content-Disposition` (RFC 6266, RFC 8187), with names that are safe to put into a header, a file system and a dialogue.

use unicode_normalization::UnicodeNormalization;

/// No file system that matters takes longer ones.
const MAX_NAME_BYTES: usize = 200;
/// An extension longer than this is no extension but part of the name.
const MAX_EXTENSION_BYTES: usize = 16;

/// The header's value: `inline` or `attachment`, with an ASCII name for old clients and the real one in UTF-8.
pub fn content_disposition(inline: bool, name: &str) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    format!("{kind}; filename=\"{}\"; filename*=UTF-8''{}", ascii(name), percent_encode(name))
}

/// A name as it may be shown and saved: composed (Unicode's NFC, so that equal names are equal bytes), no control or direction characters,
/// nothing that a file system takes for a path or a device, at most 200 bytes with its extension kept. `otherwise` stands in where nothing
/// is left.
pub fn file_name(name: &str, otherwise: &str) -> String {
    let cleaned: String = name.nfc().filter(|character| !is_invisible(*character)).map(replace_reserved).collect();
    let cleaned = shorten(cleaned.trim_matches(is_trimmed));
    let cleaned = cleaned.trim_matches(is_trimmed);
    match cleaned {
        "" => otherwise.to_owned(),
        device if is_device(device) => format!("_{device}"),
        _ => cleaned.to_owned(),
    }
}

/// A name as the last segment of a path.
pub fn percent_encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        // RFC 8187's attr-char without what a path would need encoded.
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The name for clients that don't know `filename*`.
fn ascii(name: &str) -> String {
    let plain = |character| match character {
        '"' | '\\' | '%' => '_',
        ' '..='~' => character,
        _ => '_',
    };
    name.chars().map(plain).collect()
}

/// Control characters, and those that turn the direction of writing or break lines.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn replace_reserved(character: char) -> char {
    if matches!(character, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { character }
}

fn is_trimmed(character: char) -> bool {
    character == '.' || character.is_whitespace()
}

/// Cuts the stem, so that what follows the last dot stays.
fn shorten(name: &str) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name.to_owned();
    }
    let extension = name.rfind('.').map(|dot| &name[dot..]).filter(|extension| extension.len() <= MAX_EXTENSION_BYTES);
    let extension = extension.unwrap_or_default();
    let stem = &name[..name.floor_char_boundary(MAX_NAME_BYTES - extension.len())];
    format!("{stem}{extension}")
}

/// Names that Windows takes for devices, whatever their extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_hurt_become_harmless() {
        for (name, expected) in [
            ("photo.jpg", "photo.jpg"),
            ("Grüße an alle.png", "Grüße an alle.png"),
            ("Gru\u{308}ße.png", "Grüße.png"),
            ("a\r\nSet-Cookie: x=y.txt", "aSet-Cookie_ x=y.txt"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\x\\y.txt", "C__x_y.txt"),
            ("say \"hi\".txt", "say _hi_.txt"),
            ("gpj.\u{202e}exe.jpg", "gpj.exe.jpg"),
            ("<script>.html", "_script_.html"),
            ("nul.txt", "_nul.txt"),
            ("COM1", "_COM1"),
            ("COM10", "COM10"),
            ("...", "file-7"),
            ("\u{0}\u{7f}\u{85}", "file-7"),
            ("", "file-7"),
            (" .hidden. ", "hidden"),
        ] {
            assert_eq!(file_name(name, "file-7"), expected, "{name:?}");
        }
    }

    #[test]
    fn long_names_keep_their_extension() {
        let name = file_name(&format!("{}.tar", "ä".repeat(200)), "x");
        assert!(name.len() <= MAX_NAME_BYTES && name.ends_with("ä.tar"), "{name}");
        let name = file_name(&"b".repeat(300), "x");
        assert_eq!(name.len(), MAX_NAME_BYTES);
    }

    #[test]
    fn the_header_has_both_forms() {
        assert_eq!(
            content_disposition(true, "Grüße 100%.png"),
            "inline; filename=\"Gr__e 100_.png\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20100%25.png"
        );
        assert!(content_disposition(false, "a").starts_with("attachment; "));
    }

    proptest! {
        #[test]
        fn whatever_the_name_the_header_is_valid(name in "\\PC{0,80}|[\\x00-\\x7f]{0,80}") {
            let name = file_name(&name, "file-7");
            prop_assert!(!name.is_empty() && name.len() <= MAX_NAME_BYTES);
            let header = content_disposition(true, &name);
            prop_assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(header.matches('"').count(), 2);
        }
    }
}
