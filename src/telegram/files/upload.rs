//! A file on its way to Telegram in the order of its bytes, straight from a request's body: no temporary file, no length known beforehand.
//!
//! Telegram takes files of up to 10 MB by one method and larger ones by another ([`PartMethod`]). So the beginning is held back until it is
//! known which one it will be: from what the sender says, or because 10 MB have arrived. The bytes are [probed](super::probe) as they pass.

use std::sync::Arc;

use tokio_util::bytes::{Bytes, BytesMut};

use super::part_sink::{PartMethod, PartProgress, PartSink};
use super::probe::Probe;
use super::save_part::PART;
use super::state::Files;
use super::uploaded::{UploadHints, Uploaded};
use crate::telegram::error::{Error, Rejected};
use crate::telegram::limits::{FILE_BYTES, PREMIUM_FILE_BYTES, SMALL_FILE_BYTES};

/// A file being uploaded. Dropping it posts nothing: Telegram forgets parts that no message uses.
pub struct Upload {
    files: Arc<Files>,
    hints: UploadHints,
    /// `None` while the method is open.
    sink: Option<PartSink>,
    /// Bytes that arrived and are not yet in a part. The last part is cut only at the end, since it tells the number of parts.
    buffer: BytesMut,
    /// Parts held back while the method is open.
    held: Vec<Bytes>,
    /// Where the next part begins.
    offset: u64,
    size: u64,
    limit: u64,
    probe: Probe,
}

impl Files {
    /// The largest file that Telegram takes of this account, in bytes: 4,000 parts, or 8,000 with premium.
    pub fn largest_upload(&self) -> u64 {
        let premium = self.calls.session.user().is_some_and(|user| user.premium);
        if premium { PREMIUM_FILE_BYTES } else { FILE_BYTES }
    }

    /// Starts an upload. Nothing is sent yet.
    pub fn upload(self: &Arc<Self>, hints: UploadHints) -> Upload {
        let method = match (hints.size, hints.at_most) {
            (Some(size), _) if size > SMALL_FILE_BYTES => Some(PartMethod::Big),
            (Some(_), _) => Some(PartMethod::Small),
            (None, Some(at_most)) if at_most <= SMALL_FILE_BYTES => Some(PartMethod::Small),
            (None, _) => None,
        };
        Upload {
            files: self.clone(),
            hints,
            sink: method.map(|method| PartSink::new(self, PartProgress::new(method))),
            buffer: BytesMut::new(),
            held: Vec::new(),
            offset: 0,
            size: 0,
            limit: self.largest_upload(),
            probe: Probe::default(),
        }
    }
}

impl Upload {
    /// Takes the next bytes; waits while too many parts are under way. [`Rejected::FileTooLarge`] as soon as they are too many, or are said
    /// to become so.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        if self.size.max(self.hints.size.unwrap_or(0)) > self.limit {
            return Err(Rejected::FileTooLarge { limit: self.limit }.into());
        }
        if self.sink.as_ref().is_some_and(|sink| sink.method() == PartMethod::Small) && self.size > SMALL_FILE_BYTES {
            return Err(Error::Protocol("more bytes arrived than the sender said"));
        }
        self.probe.feed(&bytes);
        self.buffer.extend_from_slice(&bytes);
        while self.buffer.len() > PART {
            let part = self.buffer.split_to(PART).freeze();
            if self.sink.is_none() && self.size <= SMALL_FILE_BYTES {
                self.held.push(part);
            } else {
                self.send_held(PartMethod::Big).await?;
                self.send(part, None).await?;
            }
        }
        Ok(())
    }

    /// All bytes were given: sends the last part and waits for all.
    pub async fn finish(mut self) -> Result<Uploaded, Error> {
        if self.size == 0 {
            return Err(Rejected::FileEmpty.into());
        }
        self.send_held(if self.size > SMALL_FILE_BYTES { PartMethod::Big } else { PartMethod::Small }).await?;
        let last = self.buffer.split().freeze();
        self.send(last, Some(self.size)).await?;
        let sink = self.sink.take().expect("the method was chosen above");
        let uploaded = sink.finish(self.size, self.hints).await?;
        Ok(Uploaded { probe: self.probe, ..uploaded })
    }

    /// Chooses that method if none is chosen yet, and sends the parts that waited for it.
    async fn send_held(&mut self, method: PartMethod) -> Result<(), Error> {
        if self.sink.is_none() {
            self.sink = Some(PartSink::new(&self.files, PartProgress::new(method)));
        }
        for part in std::mem::take(&mut self.held) {
            self.send(part, None).await?;
        }
        Ok(())
    }

    async fn send(&mut self, part: Bytes, size: Option<u64>) -> Result<(), Error> {
        let (offset, length) = (self.offset, part.len() as u64);
        let sink = self.sink.as_mut().expect("parts are sent once the method is chosen");
        sink.write_at(offset, part, size).await?;
        self.offset += length;
        Ok(())
    }
}
