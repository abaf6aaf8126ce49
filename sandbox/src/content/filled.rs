//! Messages with which a test fills a channel, and how they are stored: one record after the other.
//!
//! A record is what a message needs and nothing more, so that a hundred thousand of them are some megabytes. The documents' bytes are not
//! stored: they are the [`ramp`](super::ramp) from an offset on.

use super::ContentBytes;

/// A message with which a channel is filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilledMessage {
    /// Text or caption.
    pub text: String,
    /// Its document; `None` for a text message.
    pub document: Option<FilledDocument>,
}

/// The document of a [`FilledMessage`]. Its MIME type is `application/octet-stream`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledDocument {
    /// The file name.
    pub name: String,
    /// The document is [`ramp(start, length)`](super::ramp).
    pub start: u64,
    /// The length in bytes; not 0, since Telegram has no empty documents.
    pub length: u64,
}

/// The first byte of a record: whether the message has a document.
const TEXT: u8 = 0;
const DOCUMENT: u8 = 1;

impl FilledMessage {
    /// A message with a document of `length` bytes, from [`ramp`](super::ramp)'s offset `start` on.
    pub fn document(caption: impl Into<String>, name: impl Into<String>, start: u64, length: u64) -> Self {
        Self { text: caption.into(), document: Some(FilledDocument { name: name.into(), start, length }) }
    }

    /// A text message.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), document: None }
    }

    /// Appends the record: for a document its offset, its length, the length of its name and its name; then the text.
    pub(crate) fn append_record(&self, out: &mut Vec<u8>) {
        match &self.document {
            None => out.push(TEXT),
            Some(document) => {
                out.push(DOCUMENT);
                out.extend_from_slice(&document.start.to_le_bytes());
                out.extend_from_slice(&document.length.to_le_bytes());
                let name = document.name.as_bytes();
                out.extend_from_slice(&(name.len() as u64).to_le_bytes());
                out.extend_from_slice(name);
            }
        }
        out.extend_from_slice(self.text.as_bytes());
    }

    /// The message of a record. `None` if it is none.
    pub(crate) fn from_record(record: &[u8]) -> Option<Self> {
        let (kind, rest) = record.split_first()?;
        let (document, text) = match *kind {
            TEXT => (None, rest),
            DOCUMENT => {
                let (start, rest) = number(rest)?;
                let (length, rest) = number(rest)?;
                let (name_length, rest) = number(rest)?;
                let (name, text) = rest.split_at_checked(usize::try_from(name_length).ok()?)?;
                let name = String::from_utf8(name.to_vec()).ok()?;
                (Some(FilledDocument { name, start, length }), text)
            }
            _ => return None,
        };
        Some(Self { text: String::from_utf8(text.to_vec()).ok()?, document })
    }

    /// Whether a record is of a message with a document.
    pub(crate) fn has_document(record: &[u8]) -> bool {
        record.first() == Some(&DOCUMENT)
    }
}

impl FilledDocument {
    /// The bytes.
    pub fn bytes(&self) -> ContentBytes {
        ContentBytes::ComputedFrom { start: self.start, length: self.length }
    }
}

fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u64::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_as_they_were_written() {
        for message in [
            FilledMessage::document("a caption 🪞", "ä.bin", 77, 300),
            FilledMessage::document("", "", 0, 1),
            FilledMessage::text("a text"),
            FilledMessage::default(),
        ] {
            let mut record = Vec::new();
            message.append_record(&mut record);
            assert_eq!(FilledMessage::has_document(&record), message.document.is_some());
            assert_eq!(FilledMessage::from_record(&record), Some(message));
        }
        for broken in [&[][..], &[7], &[DOCUMENT, 1, 2], &[TEXT, 0xff]] {
            assert_eq!(FilledMessage::from_record(broken), None, "{broken:?}");
        }
    }
}
