//! Files for uploads: bytes that can't be mistaken, names that hurt, and multipart forms that a test controls to the byte.

/// The first bytes of the sandbox's ramp: at every offset another stretch, so that a chunk that is short or shifted can't pass.
pub fn ramp(length: usize) -> Vec<u8> {
    sandbox::content::ramp(0, length)
}

/// A real JPEG of 1000 by 750 pixels: Telegram makes its sizes from it.
pub fn jpeg() -> Vec<u8> {
    include_bytes!("picture.jpg").to_vec()
}

/// Names that have broken servers of this kind.
pub const NAMES_THAT_HURT: &[&str] = &[
    "plain.bin",
    "two words.bin",
    "quote\"quote'quote.bin",
    "percent%20%0d%0a.bin",
    "semi;colon=equals,comma.bin",
    "back\\slash.bin",
    "ünïcödé – 写真 📷.bin",
    "right\u{202e}nib.exe.bin",
    "../../../etc/passwd",
    ".hidden",
    "no extension at all",
    "<img src=x onerror=alert(1)>.bin",
    "con.bin",
];

/// One part of a multipart form.
#[derive(Clone, Debug)]
pub struct Part {
    name: &'static str,
    file: Option<(String, Option<String>)>,
    bytes: Vec<u8>,
}

impl Part {
    /// The field `file`.
    pub fn file(name: &str, content_type: &str, bytes: Vec<u8>) -> Self {
        Self { name: "file", file: Some((name.to_owned(), Some(content_type.to_owned()))), bytes }
    }

    /// A field that is a file, by another name than `file`.
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// A text field.
    pub fn text(name: &'static str, text: &str) -> Self {
        Self { name, file: None, bytes: text.as_bytes().to_vec() }
    }
}

/// The boundary of all forms; it stands in no file of the tests.
const BOUNDARY: &str = "----heliograph-test-boundary-3f9a";

/// The form as browsers write it: the content type and the body.
pub fn form(parts: &[Part]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"", part.name).as_bytes(),
        );
        if let Some((file, content_type)) = &part.file {
            // As the HTML standard says: only these three are escaped, everything else stays UTF-8.
            let name = file.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
            body.extend_from_slice(format!("; filename=\"{name}\"").as_bytes());
            if let Some(content_type) = content_type {
                body.extend_from_slice(format!("\r\nContent-Type: {content_type}").as_bytes());
            }
        }
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(&part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={BOUNDARY}"), body)
}

/// A message without media, to arrive at the sandbox.
pub fn words(text: &str) -> sandbox::NewMessage {
    sandbox::NewMessage { text: text.to_owned(), photo: false }
}
