//! The zip itself: its length beforehand, and its bytes as they come.

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

/// What does not fit in 32 bits: from here on a length or an offset has ZIP64's form.
const LARGE: u64 = u32::MAX as u64;
/// Info-ZIP's field for a moment in UTC; the zip's own have no time zone, and two seconds' precision.
const TIMESTAMP: u16 = 0x5455;

/// One file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// A name without folders, fit for a file system ([`file_name`](crate::http::response::disposition::file_name)).
    pub name: String,
    /// Bytes.
    pub length: u64,
    /// When it was last changed.
    pub modified: OffsetDateTime,
}

/// Files that will be a zip.
#[derive(Clone, Debug)]
pub struct Archive {
    entries: Vec<Entry>,
}

/// Why a zip breaks off.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError<E> {
    /// A file cannot be read.
    #[error(transparent)]
    Source(E),
    /// A file has more or fewer bytes than was said, or is missing.
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
    /// A zip of these files, in that order. Names that come twice are made distinct.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        let names = distinct(entries.iter().map(|entry| entry.name.clone()));
        for (entry, name) in entries.iter_mut().zip(names) {
            entry.name = name;
        }
        Self { entries }
    }

    /// How many bytes the zip has.
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

    /// The zip's bytes: exactly [`Archive::length`], or an error. `files` gives each file's bytes, in the entries' order.
    pub fn bytes<S, E>(
        self,
        files: impl Stream<Item = Result<S, E>> + Send,
    ) -> impl Stream<Item = Result<Bytes, ArchiveError<E>>> + Send
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
        E: Send,
    {
        try_stream! {
            let written = Written::default();
            let mut zip = ZipWriter::new_stream(written.clone());
            let mut files = std::pin::pin!(files);
            for entry in &self.entries {
                let mut file = files.next().await.ok_or(ArchiveError::Length)?.map_err(ArchiveError::Source)?;
                zip.start_file(&entry.name, entry.options()?)?;
                let mut left = entry.length;
                while let Some(bytes) = file.next().await {
                    let bytes = bytes.map_err(ArchiveError::Source)?;
                    left = left.checked_sub(bytes.len() as u64).ok_or(ArchiveError::Length)?;
                    zip.write_all(&bytes)?;
                    yield written.take();
                }
                if left > 0 {
                    Err(ArchiveError::Length)?;
                }
            }
            zip.finish()?;
            yield written.take();
        }
    }
}

impl Entry {
    fn is_large(&self) -> bool {
        self.length >= LARGE
    }

    /// Bytes of the timestamp's field: identifier, length, what it holds, seconds.
    const TIMESTAMP_LENGTH: u64 = 2 + 2 + 1 + 4;

    /// Bytes of header, name, file and data descriptor.
    fn local_length(&self) -> u64 {
        let (zip64, descriptor) = if self.is_large() { (20, 24) } else { (0, 16) };
        30 + self.name.len() as u64 + Self::TIMESTAMP_LENGTH + zip64 + self.length + descriptor
    }

    /// Bytes in the directory at the zip's end, when the file's header begins at `offset`.
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

/// The zip's own form of a moment, in UTC.
fn date_time(moment: OffsetDateTime) -> DateTime {
    let moment = moment.to_offset(time::UtcOffset::UTC);
    let (date, time) = (moment.date(), moment.time());
    let year = u16::try_from(date.year()).unwrap_or(0);
    DateTime::from_date_and_time(year, date.month().into(), date.day(), time.hour(), time.minute(), time.second())
        .unwrap_or_default()
}

/// What the zip's writer wrote since it was last asked.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

impl Write for Written {
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
