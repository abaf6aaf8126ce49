//! File bytes: parts while they are uploaded, and whole files afterwards.
//!
//! On disk an upload is one sparse file in which every part has a slot of [`SLOT`] bytes, whatever length the parts turn out to have: parts
//! may come in any order, and a finished upload becomes a file by a rename, without copying. Without a data folder the same is a map of parts
//! in memory.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Error;
use crate::content::Source;

/// The room that each part has: Telegram's longest part.
const SLOT: u64 = 512 * 1024;

/// Where bytes are kept.
#[derive(Debug)]
pub enum Blobs {
    /// Nothing on disk.
    Memory,
    /// `files` for what was sent, `uploads` for what is on its way.
    Folder {
        /// Whole files.
        files: PathBuf,
        /// Parts.
        uploads: PathBuf,
    },
}

/// A file's bytes, wherever they are.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// The sandbox's own content.
    Content(Source),
    /// In one piece.
    Memory(Arc<[u8]>),
    /// In equal parts, the last one possibly shorter.
    Parts {
        /// The parts by number.
        parts: Arc<BTreeMap<i32, Arc<[u8]>>>,
        /// The length of each but the last.
        part_size: u64,
        /// The length of all.
        length: u64,
    },
    /// On disk.
    Disk {
        /// The file.
        path: PathBuf,
        /// The length of each part but the last; parts lie [`SLOT`] bytes apart.
        part_size: u64,
        /// The length of all.
        length: u64,
    },
}

/// An upload's bytes so far.
#[derive(Debug)]
pub enum Parts {
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
        // What was on its way when the process ended can't be finished: which parts came is not kept.
        match std::fs::remove_dir_all(&uploads) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        std::fs::create_dir_all(&files)?;
        std::fs::create_dir_all(&uploads)?;
        Ok(Self::Folder { files, uploads })
    }

    /// A place for an upload's parts.
    pub fn begin(&self, name: &str) -> Parts {
        match self {
            Self::Memory => Parts::Memory(BTreeMap::new()),
            Self::Folder { uploads, .. } => Parts::Disk(uploads.join(name)),
        }
    }

    /// Makes a whole file of an upload's parts. The upload is empty afterwards.
    pub fn finish(&self, name: &str, parts: &mut Parts, part_size: u64, length: u64) -> Result<Bytes, Error> {
        match (self, parts) {
            (Self::Folder { files, .. }, Parts::Disk(from)) => {
                let path = files.join(name);
                std::fs::rename(from, &path)?;
                Ok(Bytes::Disk { path, part_size, length })
            }
            (_, Parts::Memory(parts)) => Ok(Bytes::Parts { parts: Arc::new(std::mem::take(parts)), part_size, length }),
            (Self::Memory, Parts::Disk(_)) => Err(Error::Unreadable("upload")),
        }
    }

    /// Keeps bytes that are there already, such as a photo's size.
    pub fn put(&self, name: &str, bytes: Vec<u8>) -> Result<Bytes, Error> {
        match self {
            Self::Memory => Ok(Bytes::Memory(bytes.into())),
            Self::Folder { files, .. } => {
                let path = files.join(name);
                std::fs::write(&path, &bytes)?;
                Ok(Bytes::Disk { path, part_size: SLOT, length: bytes.len() as u64 })
            }
        }
    }

    /// A file that was kept before a restart.
    pub fn find(&self, name: &str, part_size: u64, length: u64) -> Option<Bytes> {
        match self {
            Self::Memory => None,
            Self::Folder { files, .. } => Some(Bytes::Disk { path: files.join(name), part_size, length }),
        }
    }
}

impl Parts {
    /// Keeps one part, in place of one that came before.
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

    /// Everything so far as bytes that can be read, and stays an upload.
    pub fn view(&self, part_size: u64, length: u64) -> Bytes {
        match self {
            Self::Memory(parts) => Bytes::Parts { parts: Arc::new(parts.clone()), part_size, length },
            Self::Disk(path) => Bytes::Disk { path: path.clone(), part_size, length },
        }
    }

    /// Removes what is on disk.
    pub fn discard(&self) {
        if let Self::Disk(path) = self
            && let Err(error) = std::fs::remove_file(path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "an abandoned upload could not be removed");
        }
    }
}

impl Bytes {
    /// How many there are.
    pub fn len(&self) -> u64 {
        match self {
            Self::Content(source) => source.len(),
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Parts { length, .. } | Self::Disk { length, .. } => *length,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether reading waits for the disk.
    pub fn is_on_disk(&self) -> bool {
        matches!(self, Self::Disk { .. })
    }

    /// Appends at most `limit` bytes from `offset` on: fewer where the file ends, none behind its end.
    pub fn append_to(&self, out: &mut Vec<u8>, offset: u64, limit: usize) -> Result<(), Error> {
        let end = self.len().min(offset.saturating_add(limit as u64));
        if offset >= end {
            return Ok(());
        }
        match self {
            Self::Content(source) => out.extend_from_slice(&source.read(offset, limit)),
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
        }
        Ok(())
    }

    /// Everything at once: for pictures that are about to be decoded.
    pub fn to_vec(&self) -> Result<Vec<u8>, Error> {
        let mut out = Vec::with_capacity(index(self.len()));
        self.append_to(&mut out, 0, usize::MAX)?;
        Ok(out)
    }
}

/// The parts between two offsets of a file: number, and from where to where inside the part.
fn pieces(offset: u64, end: u64, part_size: u64) -> impl Iterator<Item = (u64, u64, u64)> {
    (offset / part_size..end.div_ceil(part_size)).map(move |part| {
        let start = part * part_size;
        (part, offset.max(start) - start, end.min(start + part_size) - start)
    })
}

fn index(offset: u64) -> usize {
    usize::try_from(offset).expect("bytes in memory are counted by a usize")
}
