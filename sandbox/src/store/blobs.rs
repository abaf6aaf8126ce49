//! The bytes of files, and of upload parts.
//!
//! On disk an upload is a sparse file with a slot of [`SLOT`] bytes for every part, whatever the parts' length: they may arrive in any
//! order, and a complete upload becomes a file by renaming it. Without a data folder the parts are in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Error;
use crate::content::ContentBytes;

/// The slot of a part: the longest part that Telegram accepts.
const SLOT: u64 = 512 * 1024;

/// Where bytes are stored.
#[derive(Debug)]
pub enum Blobs {
    /// In memory.
    Memory,
    /// In two folders.
    Folder {
        /// Files.
        files: PathBuf,
        /// Uploads.
        uploads: PathBuf,
    },
}

/// The bytes of a file.
#[derive(Clone, Debug)]
pub enum FileBytes {
    /// Of the demo content.
    Content(ContentBytes),
    /// In memory.
    Memory(Arc<[u8]>),
    /// In memory, in parts of equal length except the last.
    Parts {
        /// By number.
        parts: Arc<BTreeMap<i32, Arc<[u8]>>>,
        /// The length of a part.
        part_size: u64,
        /// The total length.
        length: u64,
    },
    /// On disk.
    Disk {
        /// The file.
        path: PathBuf,
        /// The length of a part; parts are in slots of [`SLOT`] bytes.
        part_size: u64,
        /// The total length.
        length: u64,
    },
    /// Other bytes, some of which are altered: all their bits are inverted.
    Altered {
        /// The bytes as they were stored.
        bytes: Box<FileBytes>,
        /// The offsets of those that are altered.
        offsets: Arc<BTreeSet<u64>>,
    },
}

/// The parts of an upload.
#[derive(Debug)]
pub enum UploadParts {
    /// In memory.
    Memory(BTreeMap<i32, Arc<[u8]>>),
    /// In a sparse file.
    Disk(PathBuf),
}

impl Blobs {
    pub(super) fn open(data: Option<&Path>) -> Result<Self, Error> {
        let Some(data) = data else {
            return Ok(Self::Memory);
        };
        let (files, uploads) = (data.join("files"), data.join("uploads"));
        std::fs::create_dir_all(&files)?;
        std::fs::create_dir_all(&uploads)?;
        Ok(Self::Folder { files, uploads })
    }

    /// Starts an upload.
    pub fn begin(&self, name: &str) -> UploadParts {
        match self {
            Self::Memory => UploadParts::Memory(BTreeMap::new()),
            Self::Folder { uploads, .. } => UploadParts::Disk(uploads.join(name)),
        }
    }

    /// Removes what is left of uploads but those with these names.
    pub fn keep_uploads(&self, names: &[String]) -> Result<(), Error> {
        let Self::Folder { uploads, .. } = self else { return Ok(()) };
        for entry in std::fs::read_dir(uploads)? {
            let entry = entry?;
            if !names.iter().any(|name| entry.file_name() == name.as_str()) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Turns an upload into a file. The upload is empty afterwards.
    pub fn finish(&self, name: &str, parts: &mut UploadParts, part_size: u64, length: u64) -> Result<FileBytes, Error> {
        match (self, parts) {
            (Self::Folder { files, .. }, UploadParts::Disk(from)) => {
                let path = files.join(name);
                std::fs::rename(from, &path)?;
                Ok(FileBytes::Disk { path, part_size, length })
            }
            (_, UploadParts::Memory(parts)) => {
                Ok(FileBytes::Parts { parts: Arc::new(std::mem::take(parts)), part_size, length })
            }
            (Self::Memory, UploadParts::Disk(_)) => Err(Error::Unreadable("upload")),
        }
    }

    /// Stores a file.
    pub fn put(&self, name: &str, bytes: Vec<u8>) -> Result<FileBytes, Error> {
        match self {
            Self::Memory => Ok(FileBytes::Memory(bytes.into())),
            Self::Folder { files, .. } => {
                let path = files.join(name);
                std::fs::write(&path, &bytes)?;
                Ok(FileBytes::Disk { path, part_size: SLOT, length: bytes.len() as u64 })
            }
        }
    }

    /// A file that was stored before a restart.
    pub fn find(&self, name: &str, part_size: u64, length: u64) -> Option<FileBytes> {
        match self {
            Self::Memory => None,
            Self::Folder { files, .. } => Some(FileBytes::Disk { path: files.join(name), part_size, length }),
        }
    }
}

impl UploadParts {
    /// Stores a part in place of its former version.
    pub fn put(&mut self, part: i32, bytes: Vec<u8>) -> Result<(), Error> {
        match self {
            Self::Memory(parts) => {
                parts.insert(part, bytes.into());
            }
            Self::Disk(path) => {
                let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
                file.seek(SeekFrom::Start(u64::try_from(part).unwrap_or(0) * SLOT))?;
                file.write_all(&bytes)?;
            }
        }
        Ok(())
    }

    /// The parts as the bytes of a file, for reading them before the upload is finished.
    pub fn view(&self, part_size: u64, length: u64) -> FileBytes {
        match self {
            Self::Memory(parts) => FileBytes::Parts { parts: Arc::new(parts.clone()), part_size, length },
            Self::Disk(path) => FileBytes::Disk { path: path.clone(), part_size, length },
        }
    }

    /// Removes the parts from disk.
    pub fn discard(&self) {
        if let Self::Disk(path) = self
            && let Err(error) = std::fs::remove_file(path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "cannot remove an upload");
        }
    }
}

impl FileBytes {
    /// The length.
    pub fn len(&self) -> u64 {
        match self {
            Self::Content(bytes) => bytes.len(),
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Parts { length, .. } | Self::Disk { length, .. } => *length,
            Self::Altered { bytes, .. } => bytes.len(),
        }
    }

    /// Whether reading them waits for the disk.
    pub fn is_on_disk(&self) -> bool {
        match self {
            Self::Disk { .. } => true,
            Self::Altered { bytes, .. } => bytes.is_on_disk(),
            Self::Content(_) | Self::Memory(_) | Self::Parts { .. } => false,
        }
    }

    /// The same bytes with those at `offsets` altered, instead of those that were altered before.
    pub fn altered_at(&self, offsets: Arc<BTreeSet<u64>>) -> Self {
        match self {
            Self::Altered { bytes, .. } => bytes.altered_at(offsets),
            _ if offsets.is_empty() => self.clone(),
            _ => Self::Altered { bytes: Box::new(self.clone()), offsets },
        }
    }

    /// Appends at most `limit` bytes from `offset` on to `out`; fewer at the end of the file, none after it.
    pub fn append_to(&self, out: &mut Vec<u8>, offset: u64, limit: usize) -> Result<(), Error> {
        let end = self.len().min(offset.saturating_add(limit as u64));
        if offset >= end {
            return Ok(());
        }
        match self {
            Self::Content(bytes) => out.extend_from_slice(&bytes.read(offset, limit)),
            Self::Memory(bytes) => out.extend_from_slice(&bytes[index(offset)..index(end)]),
            Self::Parts { parts, part_size, .. } => {
                for (part, from, to) in pieces(offset, end, *part_size) {
                    let part = i32::try_from(part).ok().and_then(|part| parts.get(&part));
                    let part = part.ok_or(Error::Unreadable("file"))?;
                    out.extend_from_slice(&part[index(from)..index(to)]);
                }
            }
            Self::Disk { path, part_size, .. } => {
                let mut file = File::open(path)?;
                for (part, from, to) in pieces(offset, end, *part_size) {
                    file.seek(SeekFrom::Start(part * SLOT + from))?;
                    if Read::by_ref(&mut file).take(to - from).read_to_end(out)? as u64 != to - from {
                        return Err(Error::Unreadable("file"));
                    }
                }
            }
            Self::Altered { bytes, offsets } => {
                let start = out.len();
                bytes.append_to(out, offset, limit)?;
                for altered in offsets.range(offset..end) {
                    out[start + index(altered - offset)] ^= 0xff;
                }
            }
        }
        Ok(())
    }

    /// All bytes.
    pub fn to_vec(&self) -> Result<Vec<u8>, Error> {
        let mut out = Vec::with_capacity(index(self.len()));
        self.append_to(&mut out, 0, usize::MAX)?;
        Ok(out)
    }
}

/// The parts between two offsets of a file: their numbers, and the range inside each.
fn pieces(offset: u64, end: u64, part_size: u64) -> impl Iterator<Item = (u64, u64, u64)> {
    (offset / part_size..end.div_ceil(part_size)).map(move |part| {
        let start = part * part_size;
        (part, offset.max(start) - start, end.min(start + part_size) - start)
    })
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).expect("an offset in memory fits a usize")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn altered_bytes_differ_and_can_be_restored() {
        let bytes = FileBytes::Memory((0..100).collect());
        let altered = bytes.altered_at(Arc::new([3, 50].into()));
        let mut piece = Vec::new();
        altered.append_to(&mut piece, 40, 20).unwrap();
        let expected: Vec<u8> = (40..60).map(|byte| if byte == 50 { 50 ^ 0xff } else { byte }).collect();
        assert_eq!((piece, altered.len()), (expected, 100));
        let other = altered.altered_at(Arc::new([7].into())).to_vec().unwrap();
        assert_eq!((other[3], other[7]), (3, 7 ^ 0xff));
        assert_eq!(altered.altered_at(Arc::default()).to_vec().unwrap(), bytes.to_vec().unwrap());
    }
}
