//! Uploading a file in parts, at any offset and in any order.
//!
//! Parts are sent in parallel on the connections of the uploads' lane, and each is repeated by itself if it fails. The number of parts under way
//! is limited for each file and for the process. At a limit [`PartSink::write_at`] waits, which bounds memory and slows a fast sender down to
//! Telegram's speed.
//!
//! A sink does not know forms, names or kinds of media. With its [`PartProgress`] the upload can be resumed later and by another process, as long as
//! Telegram stores the parts. (Telegram does not say how long it stores parts that no message uses.)

use std::collections::BTreeSet;
use std::sync::Arc;

use grammers_tl_types as tl;
use tokio::task::JoinSet;
use tokio_util::bytes::Bytes;

use super::probe::Probe;
use super::save_part::{PART, PartRight, save_part, send_part};
use super::state::Files;
use super::uploaded::{UploadHints, Uploaded};
use crate::telegram::calls::call::InUse;
use crate::telegram::calls::random_id::random_id;
use crate::telegram::error::Error;
use crate::telegram::transport::fair_queue::StreamId;
use crate::telegram::transport::lane::Lane;

/// The parts of one file that may be under way: three for each of four connections. At 60 ms and 6 MiB/s, two keep a connection busy,
/// and the third is sent when one of them is stored.
const MAX_UNDER_WAY: usize = 12;

/// The method by which a file's parts are sent, the same for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartMethod {
    /// `upload.saveFilePart`, for files of up to 10 MiB.
    Small,
    /// `upload.saveBigFilePart`, for larger files. The number of parts need not be known before the last one.
    Big,
}

/// Which parts of a file Telegram has stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartProgress {
    /// The id under which Telegram stores the parts.
    pub file_id: i64,
    /// The method by which they are sent.
    pub method: PartMethod,
    /// The numbers of the stored parts.
    pub stored: BTreeSet<u32>,
}

/// An upload in parts. When it is dropped unfinished, Telegram deletes the parts some time later.
pub struct PartSink {
    files: Arc<Files>,
    stream: StreamId,
    progress: PartProgress,
    sending: JoinSet<Result<u32, Error>>,
    _in_use: InUse,
}

impl PartProgress {
    /// A new file, of which no part is stored.
    pub fn new(method: PartMethod) -> Self {
        Self { file_id: random_id(), method, stored: BTreeSet::new() }
    }

    /// The offset of the first part that is not stored.
    pub fn stored_from_start(&self) -> u64 {
        let missing = (0..).find(|number| !self.stored.contains(number)).unwrap_or(u32::MAX);
        u64::from(missing) * PART as u64
    }

    /// The numbers of the parts of a file of `size` bytes that are not stored.
    pub fn missing(&self, size: u64) -> impl Iterator<Item = u32> + '_ {
        (0..parts_of(size)).filter(|number| !self.stored.contains(number))
    }
}

impl PartSink {
    /// Starts an upload, or resumes one.
    pub fn new(files: &Arc<Files>, progress: PartProgress) -> Self {
        let (stream, in_use) = (files.calls.connections.next_stream(), files.calls.in_use());
        Self { files: files.clone(), stream, progress, sending: JoinSet::new(), _in_use: in_use }
    }

    /// The method by which its parts are sent.
    pub fn method(&self) -> PartMethod {
        self.progress.method
    }

    /// Sends the part that begins at `offset`. Resolves when it is under way. Every part but the last has 512 KiB. `size` is the size of the
    /// file if it is known; for the last part it is required.
    ///
    /// # Errors
    ///
    /// Those of this and of earlier parts. [`Error::Protocol`] when the part's offset or length is not allowed.
    pub async fn write_at(&mut self, offset: u64, part: Bytes, size: Option<u64>) -> Result<(), Error> {
        let end = offset + part.len() as u64;
        let is_last = size == Some(end);
        if !offset.is_multiple_of(PART as u64) || part.is_empty() || part.len() > PART {
            return Err(Error::Protocol("a part of a file begins or ends where none can"));
        }
        if (part.len() < PART && !is_last) || size.is_some_and(|size| size < end) {
            return Err(Error::Protocol("a part of a file does not fit its size"));
        }
        while self.sending.len() >= MAX_UNDER_WAY {
            self.wait_for_part().await?;
        }
        self.wait_for_pace().await;
        let mut right = PartRight::new(self.files.shared.upload_parts.clone());
        right.take().await?;
        let too_many = |_| Error::Protocol("no file has that many parts");
        let number = u32::try_from(offset / PART as u64).map_err(too_many)?;
        let total = match (self.progress.method, size) {
            (PartMethod::Small, _) => None,
            (PartMethod::Big, None) => Some(-1),
            (PartMethod::Big, Some(size)) => Some(i32::try_from(parts_of(size)).map_err(too_many)?),
        };
        let request = save_part(self.progress.file_id, i32::try_from(number).map_err(too_many)?, total, part);
        let (files, stream) = (self.files.clone(), self.stream);
        self.sending.spawn(async move { send_part(&files.calls, stream, request, right).await.map(|()| number) });
        Ok(())
    }

    /// Waits until all parts that were written are stored.
    pub async fn flush(&mut self) -> Result<&PartProgress, Error> {
        while !self.sending.is_empty() {
            self.wait_for_part().await?;
        }
        Ok(&self.progress)
    }

    /// Waits until all parts are stored, and returns the file, which can then be sent. Its bytes are not probed.
    ///
    /// # Errors
    ///
    /// [`Error::Protocol`] when a part of the `size` bytes was not written.
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

    /// Waits until a flood wait is over which is short enough, without holding back the uploads of other accounts. (A longer one is told by the call.)
    async fn wait_for_pace(&self) {
        let calls = &self.files.calls;
        let blocked = calls.connections.pool(Lane::Uploads, calls.session.home()).pacer().blocked_for();
        if blocked <= calls.limits.flood_waits.transfer {
            tokio::time::sleep(blocked).await;
        }
    }

    /// Waits until one of the parts under way is stored.
    async fn wait_for_part(&mut self) -> Result<(), Error> {
        if let Some(sent) = self.sending.join_next().await {
            let number = sent.map_err(|_| Error::Unavailable("the upload was aborted"))??;
            self.progress.stored.insert(number);
        }
        Ok(())
    }
}

/// The number of parts of a file.
fn parts_of(size: u64) -> u32 {
    u32::try_from(size.div_ceil(PART as u64)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_parts_are_listed() {
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
