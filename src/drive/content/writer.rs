//! Storing a content: its bytes go to Telegram as they come.
//!
//! They are cut into segments, each of which is a document of its own, encrypted where there is a recipient. A segment is posted when more bytes
//! follow it. The last one is uploaded and not posted, until the caller has decided ([`Ended`]): so a content that is stored already, or whose size
//! is not the announced one, costs no message. Nothing is kept on disk; in memory are the parts under way, whose number is limited for each file and for
//! the process ([`PartSink`](crate::telegram::PartSink)), and up to 10 MiB at the beginning of a segment of unknown size.
//!
//! Dropped before its end, after an error too, a writer leaves no message ([`Unclaimed`]).

use std::sync::Arc;

use tokio_util::bytes::Bytes;

use super::age::Recipient;
use super::captions::{Captions, Totals};
use super::ended::{Ended, StoredSegment};
use super::hashes::Hashes;
use super::segment_upload::{SegmentUpload, UploadedSegment, capacity};
use super::unclaimed::{Orphans, Unclaimed};
use crate::drive::Error;
use crate::drive::storage::Storage;

/// How many bytes are hashed and encrypted between two points at which other tasks may run.
const STEP: usize = 256 * 1024;

/// A content that is about to be stored.
#[derive(Clone, Debug)]
pub struct NewContent {
    /// The file's name, which documents bear that are not encrypted.
    pub name: String,
    /// For whom to encrypt.
    pub recipient: Option<Recipient>,
    /// The announced size, if there is one.
    pub size: Option<u64>,
    /// The largest segment in bytes ([`crate::config::Drive::segment`]). The account may allow less.
    pub segment: u64,
}

/// Stores a content.
pub struct ContentWriter {
    content: NewContent,
    captions: Arc<dyn Captions>,
    /// Bytes of the content in a full segment.
    capacity: u64,
    posted: Unclaimed,
    segments: Vec<StoredSegment>,
    current: Option<SegmentUpload>,
    size: u64,
    hashes: Hashes,
    /// A call failed or was dropped: bytes are missing.
    is_broken: bool,
}

impl ContentWriter {
    /// Begins to store. Nothing is sent yet.
    pub fn new(storage: Storage, content: NewContent, captions: Arc<dyn Captions>, orphans: Arc<dyn Orphans>) -> Self {
        let capacity = capacity(content.segment, storage.account.largest_upload(), content.recipient.is_some());
        Self {
            content,
            captions,
            capacity,
            posted: Unclaimed::new(storage, orphans),
            segments: Vec::new(),
            current: None,
            size: 0,
            hashes: Hashes::default(),
            is_broken: false,
        }
    }

    /// Bytes that were taken.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next bytes, and waits while too much is under way. [`Error::Incomplete`] when there are more than announced, and after a call that
    /// failed or was dropped.
    pub async fn write(&mut self, mut bytes: Bytes) -> Result<(), Error> {
        self.check_whole()?;
        self.is_broken = true;
        self.size += bytes.len() as u64;
        if self.content.size.is_some_and(|announced| self.size > announced) {
            return Err(Error::Incomplete);
        }
        let mut offset = self.size - bytes.len() as u64;
        while !bytes.is_empty() {
            if self.current.as_ref().is_some_and(|segment| segment.plain_size() == self.capacity) {
                self.post_current().await?;
            }
            let mut segment = match self.current.take() {
                Some(segment) => segment,
                None => self.next_segment(offset),
            };
            let room = usize::try_from(self.capacity - segment.plain_size()).unwrap_or(STEP);
            let step = bytes.split_to(bytes.len().min(room).min(STEP));
            offset += step.len() as u64;
            segment.write(step, &mut self.hashes).await?;
            self.current = Some(segment);
        }
        self.is_broken = false;
        Ok(())
    }

    /// The content has all its bytes: waits until they are stored. [`Error::Incomplete`] when there are fewer than announced.
    pub async fn end(mut self) -> Result<Ended, Error> {
        self.check_whole()?;
        if self.content.size.is_some_and(|announced| self.size != announced) {
            return Err(Error::Incomplete);
        }
        let last = match self.current.take() {
            Some(segment) => Some(segment.finish(&mut self.hashes).await?),
            None => None,
        };
        let of_last = |size: fn(&UploadedSegment) -> u64| last.as_ref().map_or(0, size);
        let totals = Totals {
            size: self.size,
            stored_size: self.segments.iter().map(|segment| segment.size).sum::<u64>()
                + of_last(|last| last.facts.size),
            sha256: self.hashes.finish(),
            segments: self.segments.len() as u32 + u32::from(last.is_some()),
        };
        Ok(Ended { totals, posted: self.posted, segments: self.segments, last, captions: self.captions })
    }

    fn check_whole(&self) -> Result<(), Error> {
        if self.is_broken { Err(Error::Incomplete) } else { Ok(()) }
    }

    fn next_segment(&self, offset: u64) -> SegmentUpload {
        let rest = self.content.size.map(|announced| (announced - offset).min(self.capacity));
        let recipient = self.content.recipient.as_ref();
        SegmentUpload::start(&self.posted.storage().account, self.document_name(), recipient, offset, rest)
    }

    /// The file's name, numbered from the second segment on. A random one where the content is encrypted.
    fn document_name(&self) -> String {
        match (self.content.recipient, self.segments.len()) {
            (Some(_), _) => random_name(),
            (None, 0) => self.content.name.clone(),
            (None, index) => format!("{}.{index:03}", self.content.name),
        }
    }

    async fn post_current(&mut self) -> Result<(), Error> {
        if let Some(segment) = self.current.take() {
            let segment = segment.finish(&mut self.hashes).await?;
            let caption = self.captions.segment(self.segments.len() as u32, &segment.facts);
            self.segments.push(segment.post(&mut self.posted, caption).await?);
        }
        Ok(())
    }
}

fn random_name() -> String {
    let name = getrandom::u64().expect("the operating system provides random numbers");
    format!("{name:016x}.age")
}
