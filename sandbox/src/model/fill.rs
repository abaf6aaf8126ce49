//! The messages with which a test filled a channel, made from their records when they are needed.
//!
//! A hundred thousand of them would take minutes to post, and hundreds of megabytes as objects. Their records are one sequence of bytes in the
//! [`store`]; what is kept in memory is where each record ends.

use super::collection::FileId;
use super::file::{Document, File};
use super::message::{Message, MessageHeader};
use crate::content::{ContentKind, FilledMessage};
use crate::rpc::{RpcError, bad_request};
use crate::store::{self, FileBytes, FillRow};

#[derive(Debug)]
pub(crate) struct Fill {
    row: FillRow,
    /// The offset of each record's end.
    ends: Vec<u64>,
    /// Which messages have a document.
    has_document: Vec<bool>,
    records: FileBytes,
}

/// The MIME type of all documents.
const MIME_TYPE: &str = "application/octet-stream";

impl Fill {
    /// A fill whose records [`pack`] made.
    pub(crate) fn new(row: FillRow, records: FileBytes) -> Result<Self, store::Error> {
        let unreadable = || store::Error::Unreadable("fill");
        let bytes = records.to_vec()?;
        let (ends, rest) = bytes.split_at_checked(row.count as usize * 8).ok_or_else(unreadable)?;
        let ends: Vec<_> = ends.as_chunks().0.iter().map(|end| u64::from_le_bytes(*end)).collect();
        let mut start = 0;
        let mut has_document = Vec::with_capacity(ends.len());
        for end in &ends {
            let end = usize::try_from(*end).map_err(|_| unreadable())?;
            has_document.push(FilledMessage::has_document(rest.get(start..end).ok_or_else(unreadable)?));
            start = end;
        }
        Ok(Self { row, ends, has_document, records })
    }

    pub(crate) fn row(&self) -> &FillRow {
        &self.row
    }

    /// The ids of the messages.
    pub(crate) fn ids(&self) -> impl ExactSizeIterator<Item = i32> + use<> {
        let first = self.row.first_id;
        (0..i32::try_from(self.ends.len()).unwrap_or(i32::MAX)).map(move |index| first + index)
    }

    /// The index of the message with this id.
    pub(crate) fn index_of(&self, id: i32) -> Option<u32> {
        let index = u32::try_from(id.checked_sub(self.row.first_id)?).ok()?;
        ((index as usize) < self.ends.len()).then_some(index)
    }

    /// The message at an index.
    pub(crate) fn message(&self, index: u32) -> Option<Message> {
        let filled = self.filled(index)?;
        Some(Message {
            id: self.row.first_id + i32::try_from(index).ok()?,
            date: self.row.date,
            edit_date: None,
            text: filled.text,
            entities: Vec::new(),
            grouped_id: None,
            file: filled.document.map(|_| FileId::filled(self.row.number, index)),
            header: MessageHeader { from: self.row.author, ..MessageHeader::default() },
        })
    }

    /// The document of the message at an index.
    pub(crate) fn file(&self, index: u32) -> Option<File> {
        let document = self.filled(index)?.document?;
        let attribute = grammers_tl_types::types::DocumentAttributeFilename { file_name: document.name.clone() };
        let document = Document {
            mime_type: MIME_TYPE.to_owned(),
            attributes: vec![attribute.into()],
            bytes: FileBytes::Content(document.bytes()),
        };
        let (id, dc, date) = (FileId::filled(self.row.number, index), self.row.dc, self.row.date);
        Some(File { id, dc, date, document: Some(document), stripped: None, sizes: Vec::new() })
    }

    /// The kind of the message at an index.
    pub(crate) fn kind(&self, index: u32) -> ContentKind {
        let has_document = self.has_document.get(index as usize) == Some(&true);
        if has_document { ContentKind::Document } else { ContentKind::Text }
    }

    /// The date of all messages.
    pub(crate) fn date(&self) -> i32 {
        self.row.date
    }

    /// The text and the file name of the message at an index.
    pub(crate) fn text_and_name(&self, index: u32) -> Option<(String, Option<String>)> {
        let filled = self.filled(index)?;
        Some((filled.text, filled.document.map(|document| document.name)))
    }

    fn filled(&self, index: u32) -> Option<FilledMessage> {
        FilledMessage::from_record(&self.record(index as usize)?)
    }

    fn record(&self, index: usize) -> Option<Vec<u8>> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let header = self.ends.len() as u64 * 8;
        let length = usize::try_from(end - start).ok()?;
        let mut record = Vec::with_capacity(length);
        match self.records.append_to(&mut record, header + start, length) {
            Ok(()) => Some(record),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "cannot read a filled message");
                None
            }
        }
    }
}

/// The bytes to store for messages: the offset of each record's end, then the records.
pub(crate) fn pack(messages: impl Iterator<Item = FilledMessage>) -> Result<Vec<u8>, RpcError> {
    let (mut records, mut ends) = (Vec::new(), Vec::new());
    for message in messages {
        if message.document.as_ref().is_some_and(|document| document.length == 0) {
            return Err(bad_request("FILE_PARTS_INVALID"));
        }
        message.append_record(&mut records);
        ends.push(records.len() as u64);
    }
    let mut bytes: Vec<u8> = Vec::with_capacity(ends.len() * 8 + records.len());
    bytes.extend(ends.iter().flat_map(|end| end.to_le_bytes()));
    bytes.append(&mut records);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_made_from_their_records() {
        let messages = [
            FilledMessage::document("one", "one.bin", 5, 300),
            FilledMessage::text("two"),
            FilledMessage::document("three", "three.bin", 9, 1),
        ];
        let bytes = pack(messages.into_iter()).unwrap();
        let row =
            FillRow { number: 2, channel: 1, first_id: 7, count: 3, author: 4, date: 50, dc: 2, pts: 10, size: 0 };
        assert!(Fill::new(row, FileBytes::Memory(bytes[..bytes.len() - 1].into())).is_err());
        let fill = Fill::new(row, FileBytes::Memory(bytes.into())).unwrap();
        assert_eq!(fill.ids().collect::<Vec<_>>(), [7, 8, 9]);
        assert_eq!([6, 7, 9, 10].map(|id| fill.index_of(id)), [None, Some(0), Some(2), None]);
        let kinds = [0, 1, 2].map(|index| fill.kind(index));
        assert_eq!(kinds, [ContentKind::Document, ContentKind::Text, ContentKind::Document]);
        let message = fill.message(2).unwrap();
        assert_eq!((message.id, message.text.as_str(), message.header.from), (9, "three", 4));
        assert_eq!(message.file.and_then(FileId::fill), Some((2, 2)));
        let file = fill.file(0).unwrap();
        assert_eq!(file.name(), Some("one.bin"));
        assert_eq!(file.bytes("").unwrap().to_vec().unwrap(), crate::content::ramp(5, 300));
        assert!(fill.file(1).is_none() && fill.message(3).is_none());
    }

    #[test]
    fn telegram_has_no_empty_documents() {
        let empty = FilledMessage::document("", "empty.bin", 0, 0);
        assert_eq!(pack(std::iter::once(empty)).unwrap_err().name, "FILE_PARTS_INVALID");
    }
}
