//! Uploading a file in the order of its bytes, straight from a request's body, without a temporary file and without knowing its length.
//!
//! Telegram has one method for files of up to 10 MiB and another for larger ones ([`PartMethod`]). The first parts are therefore held back until the
//! method is known: from the sender's hints, or because more than 10 MiB have arrived. The bytes are [probed](super::probe) meanwhile.

use std::sync::Arc;

use tokio_util::bytes::{Bytes, BytesMut};

use super::hold_back::HeldBack;
use super::part_sink::{PartMethod, PartProgress, PartSink};
use super::probe::Probe;
use super::save_part::PART;
use super::state::Files;
use super::uploaded::{UploadHints, Uploaded};
use crate::telegram::error::{Error, Rejected};
use crate::telegram::limits::{FILE_BYTES, PREMIUM_FILE_BYTES, SMALL_FILE_BYTES};

/// Gets the parts of an upload.
pub type OnPart<'a> = &'a mut (dyn FnMut(&Bytes) + Send);

/// An upload of a file. When it is dropped unfinished, Telegram deletes the parts some time later.
pub struct Upload {
    files: Arc<Files>,
    hints: UploadHints,
    /// `None` until the method is known.
    sink: Option<PartSink>,
    /// Bytes that are not in a part yet. A full part stays here until more bytes follow: the last part is sent by `finish`, with the number of
    /// parts.
    buffer: BytesMut,
    /// Parts that are held back until the method is known.
    held_back: Vec<Bytes>,
    /// The memory that these have.
    memory: Option<HeldBack>,
    /// The offset of the next part.
    offset: u64,
    size: u64,
    limit: u64,
    probe: Probe,
}

impl Files {
    /// The largest file in bytes that this account may upload: 4,000 parts, or 8,000 with Telegram Premium.
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
            held_back: Vec::new(),
            memory: None,
            offset: 0,
            size: 0,
            limit: self.largest_upload(),
            probe: Probe::default(),
        }
    }
}

impl Upload {
    /// Takes the next bytes, and waits while too many parts are under way. [`Rejected::FileTooLarge`] when the file, or the size in its hints, is
    /// too large.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.write_observed(bytes, &mut |_| ()).await
    }

    /// Like [`Upload::write`]. `on_part` gets the parts in their order, each before it is sent; all but the last one have
    /// [`PART_BYTES`](crate::telegram::limits::PART_BYTES).
    pub async fn write_observed(&mut self, bytes: Bytes, on_part: OnPart<'_>) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        if self.size.max(self.hints.size.unwrap_or(0)) > self.limit {
            return Err(Rejected::FileTooLarge { limit: self.limit }.into());
        }
        if self.sink.as_ref().is_some_and(|sink| sink.method() == PartMethod::Small) && self.size > SMALL_FILE_BYTES {
            return Err(Error::Protocol("more bytes arrived than the sender said"));
        }
        if let Some(memory) = &self.memory {
            memory.check()?;
        }
        self.probe.feed(&bytes);
        if self.buffer.capacity() - self.buffer.len() < bytes.len() {
            self.buffer.reserve(PART + bytes.len());
        }
        self.buffer.extend_from_slice(&bytes);
        while self.buffer.len() > PART {
            let part = self.buffer.split_to(PART).freeze();
            on_part(&part);
            if self.sink.is_none() && self.size <= SMALL_FILE_BYTES {
                if self.memory.is_none() {
                    self.memory = Some(self.files.shared.held_back.take().await?);
                }
                self.held_back.push(part);
            } else {
                self.choose_method(PartMethod::Big).await?;
                self.send(part, None).await?;
            }
        }
        Ok(())
    }

    /// Sends the last part, and waits until all parts are stored.
    pub async fn finish(self) -> Result<Uploaded, Error> {
        self.finish_observed(&mut |_| ()).await
    }

    /// Like [`Upload::finish`]. `on_part` gets the last part ([`Upload::write_observed`]).
    pub async fn finish_observed(mut self, on_part: OnPart<'_>) -> Result<Uploaded, Error> {
        if self.size == 0 {
            return Err(Rejected::FileEmpty.into());
        }
        self.choose_method(if self.size > SMALL_FILE_BYTES { PartMethod::Big } else { PartMethod::Small }).await?;
        let last = self.buffer.split().freeze();
        on_part(&last);
        self.send(last, Some(self.size)).await?;
        let sink = self.sink.take().expect("the method is chosen above");
        let uploaded = sink.finish(self.size, self.hints).await?;
        Ok(Uploaded { probe: self.probe, ..uploaded })
    }

    /// Chooses the method unless one is chosen already, and sends the parts that were held back.
    async fn choose_method(&mut self, method: PartMethod) -> Result<(), Error> {
        if self.sink.is_none() {
            self.sink = Some(PartSink::new(&self.files, PartProgress::new(method)));
        }
        for part in std::mem::take(&mut self.held_back) {
            self.send(part, None).await?;
        }
        self.memory = None;
        Ok(())
    }

    async fn send(&mut self, part: Bytes, size: Option<u64>) -> Result<(), Error> {
        let (offset, length) = (self.offset, part.len() as u64);
        let sink = self.sink.as_mut().expect("parts are sent after the method is chosen");
        sink.write_at(offset, part, size).await?;
        self.offset += length;
        Ok(())
    }
}
