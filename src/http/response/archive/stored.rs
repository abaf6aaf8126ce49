//! The zip: its length in advance, and its bytes.
//!
//! Readers that read a zip from its beginning, such as Java's `ZipInputStream` or busybox with a pipe, have to see where a file ends, and check its
//! checksum. A small file is read as a whole before it is sent, so that its header has its length and its checksum; it is stored as it is. The
//! checksum of a large one is known only behind it, in a data descriptor, which is allowed for deflated files alone: so it is sent as deflated data
//! whose blocks are stored, five bytes for each 64 KiB. busybox reads no data descriptors, and needs the whole zip for large files.

use async_stream::try_stream;
use flate2::Crc;
use futures_util::{Stream, StreamExt};
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;

use super::names::distinct;

/// The largest 32-bit number: from here on, lengths and offsets need ZIP64.
const LARGE: u64 = u32::MAX as u64;
/// Info-ZIP's extra field for a time in UTC. A zip's own times have no time zone and a precision of two seconds.
const TIMESTAMP: u16 = 0x5455;
/// Files of up to this length are read as a whole before they are sent: most pictures are. A download holds one at a time.
const SMALL: u64 = 1 << 20;
/// The longest stored block of deflated data.
const BLOCK: u64 = 65_535;
/// What a block's header takes: one byte, and the length twice.
const BLOCK_HEADER: u64 = 5;

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
        let is_large = is_large_zip(self.entries.len() as u64, directory, offset);
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
            let mut files = std::pin::pin!(files);
            let (mut directory, mut offset) = (Vec::new(), 0);
            for entry in &self.entries {
                let mut file = files.next().await.ok_or(ArchiveError::Length)?.map_err(ArchiveError::Source)?;
                let (mut left, mut checksum) = (entry.length, Crc::new());
                if entry.is_small() {
                    let mut content = Vec::with_capacity(usize::try_from(entry.length).unwrap_or_default());
                    while let Some(bytes) = file.next().await {
                        let bytes = bytes.map_err(ArchiveError::Source)?;
                        left = left.checked_sub(bytes.len() as u64).ok_or(ArchiveError::Length)?;
                        content.extend_from_slice(&bytes);
                    }
                    checksum.update(&content);
                    yield entry.local_header(checksum.sum()).into();
                    yield content.into();
                } else {
                    yield entry.local_header(0).into();
                    let mut left_in_block = 0;
                    while let Some(bytes) = file.next().await {
                        let mut bytes: Bytes = bytes.map_err(ArchiveError::Source)?;
                        checksum.update(&bytes);
                        while !bytes.is_empty() {
                            if left_in_block == 0 {
                                left_in_block = left.min(BLOCK);
                                if left == 0 {
                                    Err(ArchiveError::Length)?;
                                }
                                yield block_header(left_in_block, left == left_in_block);
                            }
                            let piece = bytes.split_to(bytes.len().min(usize::try_from(left_in_block).unwrap_or(usize::MAX)));
                            left -= piece.len() as u64;
                            left_in_block -= piece.len() as u64;
                            yield piece;
                        }
                    }
                    yield entry.descriptor(checksum.sum()).into();
                }
                if left > 0 {
                    Err(ArchiveError::Length)?;
                }
                directory.extend(entry.directory_header(offset, checksum.sum()));
                offset += entry.local_length();
            }
            let count = self.entries.len() as u64;
            let end = end_of_directory(count, directory.len() as u64, offset);
            yield directory.into();
            yield end.into();
        }
    }
}

/// The header of a stored block of deflated data.
fn block_header(length: u64, is_last: bool) -> Bytes {
    let length = u16::try_from(length).expect("a block has at most 65,535 bytes");
    let mut header = vec![u8::from(is_last)];
    header.extend(length.to_le_bytes());
    header.extend((!length).to_le_bytes());
    header.into()
}

/// The records at the end of a zip with `count` files, whose directory of `length` bytes begins at `offset`.
fn end_of_directory(count: u64, length: u64, offset: u64) -> Vec<u8> {
    let mut record = Record::default();
    if is_large_zip(count, length, offset) {
        // The record of ZIP64, whose length does not count its first twelve bytes, and where it stands.
        record.u32(0x0606_4b50).u64(44).u16(VERSION_64).u16(VERSION_64).u32(0).u32(0);
        record.u64(count).u64(count).u64(length).u64(offset);
        record.u32(0x0706_4b50).u32(0).u64(offset + length).u32(1);
    }
    let short = u16::try_from(count).unwrap_or(u16::MAX);
    record.u32(0x0605_4b50).u16(0).u16(0).u16(short).u16(short).u32(low(length)).u32(low(offset)).u16(0);
    record.0
}

fn is_large_zip(count: u64, directory: u64, offset: u64) -> bool {
    offset.max(directory) >= LARGE || count >= u64::from(u16::MAX)
}

/// The number in 32 bits; all ones if it is in a field of ZIP64.
fn low(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The version of the format that a reader needs: for deflated data, and for ZIP64.
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;
/// Made by Unix, where the permissions are in the upper half of the attributes.
const MADE_BY: u16 = (3 << 8) | VERSION_64;
/// A file that its owner may write and everybody may read.
const ATTRIBUTES: u32 = 0o100_644 << 16;
/// The name is UTF-8.
const UTF_8: u16 = 1 << 11;
/// The length and the checksum follow the file.
const DESCRIPTOR: u16 = 1 << 3;

/// A record of little-endian numbers.
#[derive(Default)]
struct Record(Vec<u8>);

impl Record {
    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn u16(&mut self, number: u16) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn u32(&mut self, number: u32) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn u64(&mut self, number: u64) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }
}

impl Entry {
    fn is_small(&self) -> bool {
        self.length <= SMALL
    }

    /// The length in the zip.
    fn stored_length(&self) -> u64 {
        if self.is_small() { self.length } else { self.length + self.length.div_ceil(BLOCK) * BLOCK_HEADER }
    }

    fn is_large(&self) -> bool {
        self.stored_length() >= LARGE
    }

    /// The length of the timestamp's field: identifier, length, flags, seconds.
    const TIMESTAMP_LENGTH: u64 = 2 + 2 + 1 + 4;

    /// The length of header, name, file and data descriptor.
    fn local_length(&self) -> u64 {
        let zip64 = if self.is_large() { 4 + 16 } else { 0 };
        let descriptor = match (self.is_small(), self.is_large()) {
            (true, _) => 0,
            (false, false) => 16,
            (false, true) => 24,
        };
        30 + self.name.len() as u64 + Self::TIMESTAMP_LENGTH + zip64 + self.stored_length() + descriptor
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

    /// The header before the file. The checksum is that of a small file.
    fn local_header(&self, checksum: u32) -> Vec<u8> {
        let mut record = Record::default();
        record.u32(0x0403_4b50);
        self.common(&mut record);
        // Lengths in a data descriptor are 0 here, or all ones where they have 64 bits.
        let length = match (self.is_small(), self.is_large()) {
            (true, _) => low(self.length),
            (false, false) => 0,
            (false, true) => u32::MAX,
        };
        record.u32(checksum).u32(length).u32(length);
        let zip64 = if self.is_large() { 4 + 16 } else { 0 };
        record.u16(self.name_length()).u16(zip64 + 9).bytes(self.name.as_bytes());
        self.timestamp(&mut record);
        if self.is_large() {
            record.u16(1).u16(16).u64(0).u64(0);
        }
        record.0
    }

    /// The record behind a file that is not small.
    fn descriptor(&self, checksum: u32) -> Vec<u8> {
        let mut record = Record::default();
        record.u32(0x0807_4b50).u32(checksum);
        if self.is_large() {
            record.u64(self.stored_length()).u64(self.length);
        } else {
            record.u32(low(self.stored_length())).u32(low(self.length));
        }
        record.0
    }

    /// The entry in the central directory.
    fn directory_header(&self, offset: u64, checksum: u32) -> Vec<u8> {
        let mut zip64 = Record::default();
        if self.is_large() {
            zip64.u64(self.length).u64(self.stored_length());
        }
        if offset >= LARGE {
            zip64.u64(offset);
        }
        let zip64 = zip64.0;
        let length = |length: u64| if self.is_large() { u32::MAX } else { low(length) };
        let mut record = Record::default();
        record.u32(0x0201_4b50).u16(MADE_BY);
        self.common(&mut record);
        record.u32(checksum).u32(length(self.stored_length())).u32(length(self.length));
        let extra = 9 + if zip64.is_empty() { 0 } else { 4 + u16::try_from(zip64.len()).expect("at most 24") };
        record.u16(self.name_length()).u16(extra).u16(0).u16(0).u16(0).u32(ATTRIBUTES).u32(low(offset));
        record.bytes(self.name.as_bytes());
        self.timestamp(&mut record);
        if !zip64.is_empty() {
            record.u16(1).u16(u16::try_from(zip64.len()).expect("at most 24")).bytes(&zip64);
        }
        record.0
    }

    /// Version, flags, method and time.
    fn common(&self, record: &mut Record) {
        let version = if self.is_large() { VERSION_64 } else { VERSION };
        let (flags, method) = if self.is_small() { (UTF_8, 0) } else { (UTF_8 | DESCRIPTOR, 8) };
        let (date, time) = date_time(self.modified);
        record.u16(version).u16(flags).u16(method).u16(time).u16(date);
    }

    fn timestamp(&self, record: &mut Record) {
        let seconds = u32::try_from(self.modified.unix_timestamp()).unwrap_or(0);
        record.u16(TIMESTAMP).u16(5).bytes(&[1]).u32(seconds);
    }

    fn name_length(&self) -> u16 {
        u16::try_from(self.name.len()).expect("names have at most some hundred bytes")
    }
}

/// Date and time in the zip format, in UTC. Its first year is 1980.
fn date_time(moment: OffsetDateTime) -> (u16, u16) {
    let moment = moment.to_offset(time::UtcOffset::UTC);
    let years = u16::try_from(moment.year() - 1980).ok().filter(|years| *years < 128);
    let Some(years) = years else { return ((1 << 5) | 1, 0) };
    let date = (years << 9) | (u16::from(u8::from(moment.month())) << 5) | u16::from(moment.day());
    let time = (u16::from(moment.hour()) << 11) | (u16::from(moment.minute()) << 5) | u16::from(moment.second() / 2);
    (date, time)
}

#[cfg(test)]
mod tests;
