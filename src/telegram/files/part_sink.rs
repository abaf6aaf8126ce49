//! A file that Telegram is given part by part, at any offsets and in any order.
//!
//! Parts are sent side by side over the account's connections for uploads, arrive in any order, and each is repeated by itself where that
//! helps. So many may be under way for one file, and so many for all files of the process: [`PartSink::write_at`] waits for one to arrive,
//! which slows a fast sender down to Telegram's speed and bounds memory.
//!
//! A sink knows nothing of forms, names or kinds of media. Its [`PartProgress`] is enough to go on with the same file later, in another
//! process too, as long as Telegram keeps the parts (it promises nothing for parts that no message uses).

use std::collections::BTreeSet;
use std::sync::Arc;

use grammers_tl_types as tl;
use tokio::task::JoinSet;
use tokio_util::bytes::Bytes;

use super::probe::Probe;
use super::save_part::{PART, save_part, send_part};
use super::state::Files;
use super::uploaded::{UploadHints, Uploaded};
use crate::telegram::calls::call::InUse;
use crate::telegram::calls::random_id::random_id;
use crate::telegram::error::Error;
use crate::telegram::transport::turns::StreamId;

/// Parts of one file that are under way at once: three for each of four connections. At 60 ms and 6 MiB/s a connection is kept busy by
/// two; the third is ready when one of them arrives.
const AT_ONCE: usize = 12;

/// By which method a file's parts are sent; it has to be the same for all parts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartMethod {
    /// `upload.saveFilePart`: up to 10 MiB.
    Small,
    /// `upload.saveBigFilePart`: above. The number of parts may stay open until the last one.
    Big,
}

/// Which parts of a file are at Telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartProgress {
    /// The number under which Telegram keeps the parts.
    pub file_id: i64,
    /// How they are sent.
    pub method: PartMethod,
    /// The parts that have arrived, by number.
    pub stored: BTreeSet<u32>,
}

/// A file that Telegram is given part by part. Dropping it posts nothing: Telegram forgets parts that no message uses.
pub struct PartSink {
    files: Arc<Files>,
    stream: StreamId,
    progress: PartProgress,
    sending: JoinSet<Result<u32, Error>>,
    _in_use: InUse,
}

impl PartProgress {
    /// A new file: nothing is stored yet.
    pub fn new(method: PartMethod) -> Self {
        Self { file_id: random_id(), method, stored: BTreeSet::new() }
    }

    /// The first byte that is not stored: everything before it is, in whole parts.
    pub fn stored_from_start(&self) -> u64 {
        let missing = (0..).find(|number| !self.stored.contains(number)).unwrap_or(u32::MAX);
        u64::from(missing) * PART as u64
    }

    /// The numbers of the parts that a file of `size` bytes still lacks.
    pub fn missing(&self, size: u64) -> impl Iterator<Item = u32> + '_ {
        (0..parts_of(size)).filter(|number| !self.stored.contains(number))
    }
}

impl PartSink {
    /// Begins a file, or goes on with one that was begun before.
    pub fn new(files: &Arc<Files>, progress: PartProgress) -> Self {
        let (stream, in_use) = (files.calls.connections.next_stream(), files.calls.in_use());
        Self { files: files.clone(), stream, progress, sending: JoinSet::new(), _in_use: in_use }
    }

    /// How its parts are sent.
    pub fn method(&self) -> PartMethod {
        self.progress.method
    }

    /// Sends the part that begins at `offset`; resolves as soon as it is on its way. Every part but the last has 512 KiB. `size` is the
    /// file's size where it is known; with the last part it has to be.
    ///
    /// # Errors
    ///
    /// Also those of parts that were given before. [`Error::Protocol`] when the part's place or length is not possible.
    pub async fn write_at(&mut self, offset: u64, part: Bytes, size: Option<u64>) -> Result<(), Error> {
        let end = offset + part.len() as u64;
        let is_last = size == Some(end);
        if !offset.is_multiple_of(PART as u64) || part.is_empty() || part.len() > PART {
            return Err(Error::Protocol("a part of a file begins or ends where none can"));
        }
        if (part.len() < PART && !is_last) || size.is_some_and(|size| size < end) {
            return Err(Error::Protocol("a part of a file does not fit its size"));
        }
        while self.sending.len() >= AT_ONCE {
            self.arrived().await?;
        }
        let semaphore = self.files.shared.upload_parts.clone();
        let permit = semaphore.acquire_owned().await.map_err(|_| Error::Unavailable("the server is closing"))?;
        let too_many = |_| Error::Protocol("no file has that many parts");
        let number = u32::try_from(offset / PART as u64).map_err(too_many)?;
        let total = match (self.progress.method, size) {
            (PartMethod::Small, _) => None,
            (PartMethod::Big, None) => Some(-1),
            (PartMethod::Big, Some(size)) => Some(i32::try_from(parts_of(size)).map_err(too_many)?),
        };
        let request = save_part(self.progress.file_id, i32::try_from(number).map_err(too_many)?, total, &part);
        let (files, stream) = (self.files.clone(), self.stream);
        self.sending.spawn(async move {
            let sent = send_part(&files.calls, stream, request).await;
            drop(permit);
            sent.map(|()| number)
        });
        Ok(())
    }

    /// Waits until all parts given so far are at Telegram.
    pub async fn flush(&mut self) -> Result<&PartProgress, Error> {
        while !self.sending.is_empty() {
            self.arrived().await?;
        }
        Ok(&self.progress)
    }

    /// All parts were given, here or before: the file, as it can be sent. Its bytes are not probed.
    ///
    /// # Errors
    ///
    /// [`Error::Protocol`] when a part of the `size` bytes was never given.
    pub async fn finish(mut self, size: u64, hints: UploadHints) -> Result<Uploaded, Error> {
        self.flush().await?;
        if self.progress.missing(size).next().is_some() {
            return Err(Error::Protocol("a part of the file was not given"));
        }
        let parts = i32::try_from(parts_of(size)).map_err(|_| Error::Protocol("no file has that many parts"))?;
        let (id, name) = (self.progress.file_id, hints.name.clone());
        let file = match self.progress.method {
            PartMethod::Big => tl::types::InputFileBig { id, parts, name }.into(),
            PartMethod::Small => tl::types::InputFile { id, parts, name, md5_checksum: String::new() }.into(),
        };
        Ok(Uploaded { hints, cover: None, file, size, probe: Probe::default() })
    }

    async fn arrived(&mut self) -> Result<(), Error> {
        if let Some(sent) = self.sending.join_next().await {
            let number = sent.map_err(|_| Error::Unavailable("the upload was aborted"))??;
            self.progress.stored.insert(number);
        }
        Ok(())
    }
}

/// How many parts a file of that size has.
fn parts_of(size: u64) -> u32 {
    u32::try_from(size.div_ceil(PART as u64)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_tells_what_is_missing() {
        let part = PART as u64;
        let mut progress = PartProgress::new(PartMethod::Big);
        assert_eq!(progress.stored_from_start(), 0);
        progress.stored.extend([0, 1, 3]);
        assert_eq!(progress.stored_from_start(), 2 * part);
        assert_eq!(progress.missing(4 * part).collect::<Vec<_>>(), [2]);
        assert_eq!(progress.missing(4 * part + 1).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(progress.missing(2 * part - 1).count(), 0);
    }
}
