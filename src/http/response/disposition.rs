//! `Content-Disposition` (RFC 6266, RFC 8187), and names that are safe in a header, in a file system and on a page.

use unicode_normalization::UnicodeNormalization;

/// The longest name. Common file systems allow 255 bytes.
const MAX_NAME_BYTES: usize = 200;
/// The longest extension that is kept when a name is shortened.
const MAX_EXTENSION_BYTES: usize = 16;

/// The header's value, with an ASCII name for old clients and the real name in UTF-8.
pub fn content_disposition(inline: bool, name: &str) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    format!("{kind}; filename=\"{}\"; filename*=UTF-8''{}", ascii(name), percent_encode(name))
}

/// A name that is safe to show and to save: in Unicode's NFC, without control and direction characters, not a path or a device, at most 200
/// bytes with its extension. `otherwise` is the name if nothing is left.
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

/// A name as a segment of a URL's path.
pub fn percent_encode(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        // The characters of RFC 8187's attr-char that are also valid in a path.
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The name for clients without support for `filename*`.
fn ascii(name: &str) -> String {
    let plain = |character| match character {
        '"' | '\\' | '%' => '_',
        ' '..='~' => character,
        _ => '_',
    };
    name.chars().map(plain).collect()
}

/// Control characters, and characters that change the direction of text or break lines.
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

/// Shortens the stem and keeps the extension.
fn shorten(name: &str) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name.to_owned();
    }
    let extension = name.rfind('.').map(|dot| &name[dot..]).filter(|extension| extension.len() <= MAX_EXTENSION_BYTES);
    let extension = extension.unwrap_or_default();
    let stem = &name[..name.floor_char_boundary(MAX_NAME_BYTES - extension.len())];
    format!("{stem}{extension}")
}

/// Names of devices on Windows, with any extension.
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
    fn dangerous_names_become_safe() {
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
        fn the_header_is_valid_for_any_name(name in "\\PC{0,80}|[\\x00-\\x7f]{0,80}") {
            let name = file_name(&name, "file-7");
            prop_assert!(!name.is_empty() && name.len() <= MAX_NAME_BYTES);
            let header = content_disposition(true, &name);
            prop_assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(header.matches('"').count(), 2);
        }
    }
}
