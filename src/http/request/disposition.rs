//! The names in a form: the `Content-Disposition` of a part (RFC 7578), as the many programs write it that follow other rules.
//!
//! The result is the name that the person sees. `filename*` (RFC 8187) is preferred; old versions of urllib3 send it alone. A `filename` may have the
//! escapes of a quoted string, those of browsers (`%22`, `%0D`, `%0A`), those of RFC 2047 (.NET), or be percent-encoded as a whole (aiohttp). Bytes
//! that are no UTF-8 are read as Windows-1252, as browsers read bytes without a declared encoding.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, WINDOWS_1252};

/// Base64 with or without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// How the boundaries of browsers begin; libraries write others.
const BROWSERS: [&str; 3] = ["----WebKitFormBoundary", "----geckoformboundary", "-----------------------------"];

/// Who wrote a form: a `%` in a name means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormWriter {
    /// A browser, which escapes `"` and line breaks only: `a%20b` is a name with a percent sign.
    Browser,
    /// aiohttp, which escapes everything but letters, digits and `-._~`.
    Aiohttp,
    /// A program. Whether it escapes is seen from the name.
    Other,
}

/// The names of a part.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Disposition {
    /// The field's name; empty if there is none.
    pub name: String,
    /// The file's name, if it is a file. Untrusted text.
    pub file_name: Option<String>,
}

impl FormWriter {
    /// Who sends a form with this `User-Agent` and this boundary.
    pub fn of(user_agent: &str, boundary: &str) -> Self {
        if user_agent.contains("aiohttp/") {
            Self::Aiohttp
        } else if BROWSERS.iter().any(|start| boundary.starts_with(start)) {
            Self::Browser
        } else {
            Self::Other
        }
    }
}

impl Disposition {
    /// Parses the value of `Content-Disposition`.
    pub fn parse(value: &[u8], writer: FormWriter) -> Self {
        let parameters = parameters(value, writer);
        let find = |name: &str| {
            let value = |name: &str| parameters.iter().find(|(given, _)| given == name).map(|(_, value)| value);
            let extended = value(&format!("{name}*")).and_then(|value| extended(value));
            extended.or_else(|| value(name).map(|value| plain(value, writer)))
        };
        Self { name: find("name").unwrap_or_default(), file_name: find("filename") }
    }
}

/// The parameters: names in lower case, values without quotes.
fn parameters(value: &[u8], writer: FormWriter) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut rest = after(value, b';');
    while let Some(equals) = rest.iter().position(|byte| *byte == b'=') {
        let name = &rest[..equals];
        // A parameter without a value.
        if let Some(semicolon) = name.iter().position(|byte| *byte == b';') {
            rest = &rest[semicolon + 1..];
            continue;
        }
        let name = String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase();
        let (value, left) = match rest[equals + 1..].trim_ascii_start() {
            [b'"', quoted @ ..] => {
                let (value, left) = quoted_string(quoted, writer);
                (value, after(left, b';'))
            }
            token => {
                let end = token.iter().position(|byte| *byte == b';').unwrap_or(token.len());
                (token[..end].trim_ascii().to_vec(), after(token, b';'))
            }
        };
        found.push((name, value));
        rest = left;
    }
    found
}

/// What follows the first `separator`.
fn after(bytes: &[u8], separator: u8) -> &[u8] {
    bytes.iter().position(|byte| *byte == separator).map_or(&[], |at| &bytes[at + 1..])
}

/// A quoted string after its opening quote, and what follows its closing one. Only quotes and backslashes are escaped: other backslashes are
/// those of Windows' paths, as are all backslashes of browsers.
fn quoted_string(bytes: &[u8], writer: FormWriter) -> (Vec<u8>, &[u8]) {
    let mut value = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (b'"', _) => return (value, &bytes[at + 1..]),
            // The quote at the very end closes the string: a name that ends with a backslash.
            (b'\\', Some(b'"')) if !bytes[at + 2..].trim_ascii().is_empty() => {
                value.push(b'"');
                at += 2;
            }
            (b'\\', Some(b'\\')) if writer != FormWriter::Browser => {
                value.push(b'\\');
                at += 2;
            }
            _ => {
                value.push(*byte);
                at += 1;
            }
        }
    }
    (value, &[])
}

/// The value of an extended parameter: `UTF-8'en'na%C3%AFve`.
fn extended(value: &[u8]) -> Option<String> {
    let mut parts = value.splitn(3, |byte| *byte == b'\'');
    let (charset, _language, text) = (parts.next()?, parts.next()?, parts.next()?);
    let encoding = Encoding::for_label(charset)?;
    Some(encoding.decode_without_bom_handling(&percent_decode(text)?).0.into_owned())
}

/// The value of any other parameter.
fn plain(value: &[u8], writer: FormWriter) -> String {
    let text = match std::str::from_utf8(value) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(value).0,
    };
    encoded_words(&text).or_else(|| percent_encoded(&text, writer)).unwrap_or_else(|| unescaped(&text))
}

/// The text of encoded words (RFC 2047), if it consists of nothing else: `=?utf-8?B?w6Q=?=`.
fn encoded_words(text: &str) -> Option<String> {
    let mut decoded = String::new();
    for word in text.split_ascii_whitespace() {
        let mut parts = word.strip_prefix("=?")?.strip_suffix("?=")?.splitn(3, '?');
        let (charset, form, encoded) = (parts.next()?, parts.next()?, parts.next()?);
        // RFC 2231 adds a language.
        let charset = charset.split('*').next()?;
        let bytes = match form {
            "b" | "B" => BASE64.decode(encoded).ok()?,
            "q" | "Q" => escapes(encoded.replace('_', " ").as_bytes(), b'=')?,
            _ => return None,
        };
        decoded.push_str(&Encoding::for_label(charset.as_bytes())?.decode_without_bom_handling(&bytes).0);
    }
    (!decoded.is_empty()).then_some(decoded)
}

/// The text of a name that is percent-encoded as a whole. Of a program that is not known to do so only if the text would not be ASCII: `100%25` may
/// be the name itself.
fn percent_encoded(text: &str, writer: FormWriter) -> Option<String> {
    let is_whole = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte));
    if writer == FormWriter::Browser || !is_whole {
        return None;
    }
    let decoded = String::from_utf8(percent_decode(text.as_bytes())?).ok()?;
    (writer == FormWriter::Aiohttp || !decoded.is_ascii()).then_some(decoded)
}

/// A name with the escapes of the HTML standard resolved.
fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let escape = rest.get(at..at + 3).unwrap_or_default();
        let (resolved, length) = match escape {
            "%22" => ("\"", 3),
            "%0D" => ("\r", 3),
            "%0A" => ("\n", 3),
            _ => ("%", 1),
        };
        result.push_str(&rest[..at]);
        result.push_str(resolved);
        rest = &rest[at + length..];
    }
    result + rest
}

fn percent_decode(bytes: &[u8]) -> Option<Vec<u8>> {
    escapes(bytes, b'%')
}

/// Resolves escapes of a mark and two hexadecimal digits; `None` if one is malformed.
fn escapes(bytes: &[u8], mark: u8) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        if *first == mark {
            let [high, low, after @ ..] = after else { return None };
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let byte = digit(*high)? * 16 + digit(*low)?;
            decoded.push(u8::try_from(byte).expect("two digits make a byte"));
            rest = after;
        } else {
            decoded.push(*first);
            rest = after;
        }
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file_name(value: &[u8], writer: FormWriter) -> Option<String> {
        Disposition::parse(value, writer).file_name
    }

    #[test]
    fn names_are_those_that_the_person_sees() {
        use FormWriter::{Aiohttp, Browser, Other};
        for (writer, value, expected) in [
            (Other, &b"form-data; name=\"file\"; filename=\"plain.txt\""[..], "plain.txt"),
            (Other, b"form-data; name=file; filename=plain.txt", "plain.txt"),
            (Other, b"form-data; NAME=\"file\"; FileName=\"capitals.txt\"", "capitals.txt"),
            (Other, "form-data; name=\"file\"; filename=\"naïve.txt\"".as_bytes(), "naïve.txt"),
            (Other, b"form-data; name=\"file\"; filename=\"na\xefve.txt\"", "naïve.txt"),
            (Other, b"form-data; name=\"file\"; filename*=utf-8''na%C3%AFve.txt", "naïve.txt"),
            (Other, b"form-data; filename*=UTF-8'en'a%20b.txt; filename=\"a_b.txt\"; name=\"file\"", "a b.txt"),
            (Other, b"form-data; name=file; filename=\"x.txt\"; filename*=iso-8859-1''na%EFve.txt", "naïve.txt"),
            (Other, b"form-data; name=file; filename=\"x.txt\"; filename*=nonsense", "x.txt"),
            (Other, b"form-data; name=\"file\"; filename=\"=?utf-8?B?bmHDr3ZlLnR4dA==?=\"", "naïve.txt"),
            (Other, b"form-data; name=\"file\"; filename=\"=?iso-8859-1?Q?na=EFve_1.txt?=\"", "naïve 1.txt"),
            (Other, b"form-data; name=\"file\"; filename=\"na%C3%AFve%20%281%29.txt\"", "naïve (1).txt"),
            (Other, b"form-data; name=\"file\"; filename=\"a%20b.txt\"", "a%20b.txt"),
            (Aiohttp, b"form-data; name=\"file\"; filename=\"a%20b%25.txt\"", "a b%.txt"),
            (Browser, b"form-data; name=\"file\"; filename=\"na%C3%AFve.txt\"", "na%C3%AFve.txt"),
            (Browser, b"form-data; name=\"file\"; filename=\"say %22hi%22%0A100%.txt\"", "say \"hi\"\n100%.txt"),
            (Browser, b"form-data; name=\"file\"; filename=\"a\\\\b\\\"", "a\\\\b\\"),
            (Other, b"form-data; name=\"file\"; filename=\"say \\\"hi\\\" \\\\.txt\"", "say \"hi\" \\.txt"),
            (Other, b"form-data; name=\"file\"; filename=\"C:\\pictures\\a.txt\"", "C:\\pictures\\a.txt"),
            (Other, b"form-data; name=\"file\"; filename=\"a; filename=b.txt\"", "a; filename=b.txt"),
        ] {
            let parsed = Disposition::parse(value, writer);
            assert_eq!(parsed.file_name.as_deref(), Some(expected), "{}", value.escape_ascii());
            assert_eq!(parsed.name, "file");
        }
    }

    #[test]
    fn a_field_has_no_file_name() {
        for value in [&b"form-data; name=\"filename\""[..], b"form-data; name=\"a=b; filename\"", b"form-data", b""] {
            assert_eq!(file_name(value, FormWriter::Other), None, "{}", value.escape_ascii());
        }
        assert_eq!(file_name(b"form-data; flag; filename=\"a\"", FormWriter::Other).as_deref(), Some("a"));
        assert_eq!(file_name(b"form-data; name=\"file\"; filename=\"\"", FormWriter::Other).as_deref(), Some(""));
    }

    #[test]
    fn writers_are_known_by_what_they_send() {
        let of = FormWriter::of;
        assert_eq!(of("Python/3.13 aiohttp/3.12.1", "0123456789abcdef"), FormWriter::Aiohttp);
        assert_eq!(of("Mozilla/5.0", "----WebKitFormBoundaryAbC"), FormWriter::Browser);
        assert_eq!(of("curl/8.5.0", "------------------------d74496d66958873e"), FormWriter::Other);
    }

    proptest! {
        #[test]
        fn browsers_names_survive(name in "[^\"\\r\\n%]{1,40}") {
            prop_assume!(!name.starts_with("=?"));
            let value = format!("form-data; name=\"file\"; filename=\"{name}\"");
            prop_assert_eq!(file_name(value.as_bytes(), FormWriter::Browser), Some(name));
        }

        #[test]
        fn any_bytes_are_parsed(value in proptest::collection::vec(any::<u8>(), 0..80)) {
            for writer in [FormWriter::Browser, FormWriter::Aiohttp, FormWriter::Other] {
                Disposition::parse(&value, writer);
            }
        }
    }
}
