//! The zip: its length in advance, and its bytes.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use async_stream::try_stream;
use futures_util::{Stream, StreamExt};
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;
use zip::result::ZipError;
use zip::write::FullFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::names::distinct;

/// The largest 32-bit number: from here on, lengths and offsets need ZIP64.
const LARGE: u64 = u32::MAX as u64;
/// Info-ZIP's extra field for a time in UTC. A zip's own times have no time zone and a precision of two seconds.
const TIMESTAMP: u16 = 0x5455;

/// A file of a zip.
#[derive(Clone, Debug)]
pub struct Entry {
    /// A safe name without folders ([`file_name`](crate::http::response::disposition::file_name)).
    pub name: String,
    /// The length in bytes.
    pub length: u64,
    /// When the file last changed.
    pub modified: OffsetDateTime,
}

/// A zip of several files.
#[derive(Clone, Debug)]
pub struct Archive {
    entries: Vec<Entry>,
}

/// Why a zip is incomplete.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError<E> {
    /// A file cannot be read.
    #[error(transparent)]
    Source(E),
    /// A file is missing or does not have its length.
    #[error("a file has not the length that was promised")]
    Length,
    /// The zip cannot be written.
    #[error("the zip cannot be written: {0}")]
    Zip(#[from] ZipError),
    /// The zip cannot be written.
    #[error("the zip cannot be written: {0}")]
    Write(#[from] io::Error),
}

impl Archive {
    /// A zip of these files, in this order. Repeated names get a number.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        let names = distinct(entries.iter().map(|entry| entry.name.clone()));
        for (entry, name) in entries.iter_mut().zip(names) {
            entry.name = name;
        }
        Self { entries }
    }

    /// The zip's length in bytes.
    pub fn length(&self) -> u64 {
        let (mut offset, mut directory) = (0, 0);
        for entry in &self.entries {
            directory += entry.directory_length(offset);
            offset += entry.local_length();
        }
        let is_large = offset.max(directory) > LARGE || self.entries.len() > usize::from(u16::MAX);
        let zip64_end = if is_large { 56 + 20 } else { 0 };
        offset + directory + zip64_end + 22
    }

    /// The zip's bytes: exactly [`Archive::length`], or an error. `files` are the files' bytes, in the order of the entries.
    pub fn bytes<S, E>(
        self,
        files: impl Stream<Item = Result<S, E>> + Send,
    ) -> impl Stream<Item = Result<Bytes, ArchiveError<E>>> + Send
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
        E: Send,
    {
        try_stream! {
            let output = OutputBuffer::default();
            let mut zip = ZipWriter::new_stream(output.clone());
            let mut files = std::pin::pin!(files);
            for entry in &self.entries {
                let mut file = files.next().await.ok_or(ArchiveError::Length)?.map_err(ArchiveError::Source)?;
                zip.start_file(&entry.name, entry.options()?)?;
                let mut left = entry.length;
                while let Some(bytes) = file.next().await {
                    let bytes = bytes.map_err(ArchiveError::Source)?;
                    left = left.checked_sub(bytes.len() as u64).ok_or(ArchiveError::Length)?;
                    zip.write_all(&bytes)?;
                    yield output.take();
                }
                if left > 0 {
                    Err(ArchiveError::Length)?;
                }
            }
            zip.finish()?;
            yield output.take();
        }
    }
}

impl Entry {
    fn is_large(&self) -> bool {
        self.length >= LARGE
    }

    /// The length of the timestamp's field: identifier, length, flags, seconds.
    const TIMESTAMP_LENGTH: u64 = 2 + 2 + 1 + 4;

    /// The length of header, name, file and data descriptor.
    fn local_length(&self) -> u64 {
        let (zip64, descriptor) = if self.is_large() { (20, 24) } else { (0, 16) };
        30 + self.name.len() as u64 + Self::TIMESTAMP_LENGTH + zip64 + self.length + descriptor
    }

    /// The length of the entry in the central directory, if the file's header is at `offset`.
    fn directory_length(&self, offset: u64) -> u64 {
        let zip64 = match (self.is_large(), offset >= LARGE) {
            (false, false) => 0,
            (false, true) => 4 + 8,
            (true, false) => 4 + 16,
            (true, true) => 4 + 24,
        };
        46 + self.name.len() as u64 + Self::TIMESTAMP_LENGTH + zip64
    }

    fn options(&self) -> Result<FullFileOptions<'static, 'static>, ZipError> {
        let seconds = u32::try_from(self.modified.unix_timestamp()).unwrap_or(0).to_le_bytes();
        let mut options = FullFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(self.is_large())
            .last_modified_time(date_time(self.modified));
        options.add_extra_field(TIMESTAMP, [[1].as_slice(), seconds.as_slice()].concat(), false)?;
        Ok(options)
    }
}

/// A time in the zip format, in UTC.
fn date_time(moment: OffsetDateTime) -> DateTime {
    let moment = moment.to_offset(time::UtcOffset::UTC);
    let (date, time) = (moment.date(), moment.time());
    let year = u16::try_from(date.year()).unwrap_or(0);
    DateTime::from_date_and_time(year, date.month().into(), date.day(), time.hour(), time.minute(), time.second())
        .unwrap_or_default()
}

/// The bytes that the zip's writer has written and that are not sent yet.
#[derive(Clone, Default)]
struct OutputBuffer(Arc<Mutex<Vec<u8>>>);

impl OutputBuffer {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl Write for OutputBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
