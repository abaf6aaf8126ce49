//! A file's bytes: raw `upload.getFile`, piece by piece, some pieces ahead of the reader.
//!
//! grammers' own iterator says "end" after an error, knows one data centre and no repairs. Here every piece is a call of its own with a time
//! limit, and must have exactly the length it should have. What can be repaired is repaired where it happens, in [`Source::fetch`]:
//! an expired file reference (the message is asked for again), a file that lives elsewhere (`FILE_MIGRATE_X`), a connection
//! that broke, a short flood wait. Whatever else happens ends the stream with an error, never quietly.
//!
//! How far ahead is [`Reader`]'s to say, whose turn it is [`Transfers`](super::transfers)'. Pieces come from the process's
//! [`ChunkCache`](crate::stream::ChunkCache) where it has them. What another account is fetching is shared, but not its misfortunes: when that
//! fetch fails, this account makes its own.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use grammers_tl_types::{self as tl, Identifiable, Serializable};
use tokio_stream::Stream;
use tokio_util::bytes::Bytes;
use tracing::debug;

use super::chats::ChatRef;
use super::core::{Core, Failed};
use super::error::SharedError;
use super::known::{At, Located};
use super::lane::{Lane, To};
use super::stats::{Repair, StreamMeter};
use super::turns::StreamId;
use super::{Account, Error, MessageId};
use crate::stream::{Asked, ByteRange, ChunkKey, Chunks, Link, Origin, Piece, Plan, Reader};

/// A reader that has nothing yet is told to come back rather than left waiting for longer.
const WAIT_BEFORE: Duration = Duration::from_secs(3);
/// Inside a stream a wait is better than a broken body.
const WAIT_INSIDE: Duration = Duration::from_secs(30);
/// All waits for one piece together: Telegram may ask again and again.
const WAIT_IN_ALL: Duration = Duration::from_secs(60);
/// How often a piece is asked for again after its connections broke (each time twice, on another connection).
const BROKEN: u8 = 2;
/// How often a piece gets another file reference. One that another stream got may have expired as well, and the newest may on its way.
const REFRESHED: u8 = 6;
/// How often a piece may be too short, or not found in time, before its file is not to be had.
const SHORT: u8 = 3;

/// A file's bytes on their way, chunk by chunk; exactly as many as the range holds, or an error. Dropping it stops the fetching.
pub struct Download {
    reader: Reader<Pieces>,
    meter: Arc<StreamMeter>,
}

impl Account {
    /// Starts fetching. Resolves when the first chunk is there, so that errors come before anything is promised to the reader.
    /// [`Error::NotFound`] also when the range reaches past the file's end.
    pub async fn download(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        self.begin(id.into(), range, WAIT_BEFORE).await
    }

    /// Starts fetching for a reader who has had something already, and would rather wait, as inside a stream.
    pub async fn download_next(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        self.begin(id.into(), range, WAIT_INSIDE).await
    }

    /// Starts fetching the file of a message in any chat, as [`Account::download`] does in Saved Messages. Its size is in
    /// [`Account::message`]'s `media`.
    pub async fn download_from(&self, chat: &ChatRef, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        let at = self.core.at(chat, id).await?;
        self.begin(at, range, WAIT_BEFORE).await
    }

    async fn begin(&self, at: At, range: ByteRange, patience: Duration) -> Result<Download, Error> {
        let core = &self.core;
        let located = core.locate(at).await?;
        let plan = Plan::new(range, located.media.size).ok_or(Error::NotFound)?;
        let meter = core.streams.begin(at.id, located.media.size, range);
        let pacing = core.lane(Lane::Downloads, located.dc).pacing().clone();
        let pieces = Pieces(Arc::new(Source::new(core.clone(), at, located, meter.clone())));
        let opened = tokio::select! {
            biased;
            reader = Reader::open(pieces, plan, core.budget.clone()) => reader,
            wait = pacing.blocked_longer_than(patience) => Err(Error::Wait(wait)),
        };
        let reader = opened.inspect_err(|error| meter.failed(error))?;
        Ok(Download { reader, meter })
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = Pin::new(&mut self.reader).poll_next(context);
        match &polled {
            Poll::Ready(Some(Ok(bytes))) => self.meter.handed(bytes.len() as u64),
            Poll::Ready(Some(Err(error))) => self.meter.failed(error),
            Poll::Ready(None) | Poll::Pending => {}
        }
        polled
    }
}

/// The pieces of one file, from the cache or from its source.
struct Pieces(Arc<Source>);

impl Chunks for Pieces {
    type Error = Error;

    fn ask(&self, piece: Piece, urgent: bool) -> Asked<Error> {
        let source = self.0.clone();
        let cache = source.core.server.chunks.clone();
        let key = ChunkKey::new(source.file_id, source.size, piece);
        let fetch = {
            let source = source.clone();
            move || async move { source.fetch(piece, urgent).await.map_err(SharedError::from) }
        };
        let (asked, origin) = cache.ask(key, fetch);
        Box::pin(async move {
            match asked.await {
                Ok(bytes) => {
                    if origin != Origin::Fetched {
                        source.meter.cached(bytes.len() as u64);
                    }
                    Ok(bytes)
                }
                Err(error) if origin == Origin::Shared => {
                    debug!(%error, "another reader's fetch failed; this one makes its own");
                    source.fetch(piece, urgent).await
                }
                Err(error) => Err(error.retold()),
            }
        })
    }

    fn link(&self) -> Option<Link> {
        self.0.core.lane(Lane::Downloads, self.0.place().dc).link()
    }
}

/// Where pieces of one file come from. What is learnt on the way (a fresh reference, the right data centre) is kept.
struct Source {
    core: Arc<Core>,
    stream: StreamId,
    at: At,
    file_id: i64,
    size: u64,
    place: Mutex<Place>,
    meter: Arc<StreamMeter>,
}

#[derive(Clone)]
struct Place {
    location: tl::enums::InputFileLocation,
    dc: i32,
}

impl Source {
    /// The file of that message; `meter` is told what fetching it takes.
    fn new(core: Arc<Core>, at: At, located: Arc<Located>, meter: Arc<StreamMeter>) -> Self {
        Self {
            stream: core.next_stream(),
            core,
            at,
            file_id: located.media.file_id,
            size: located.media.size,
            place: Mutex::new(Place { location: located.file.clone(), dc: located.dc }),
            meter,
        }
    }

    /// One piece, whole. Waits for floods as long as a stream bears it.
    async fn fetch(&self, piece: Piece, urgent: bool) -> Result<Bytes, Error> {
        let mut repairs = Repairs::new(WAIT_INSIDE);
        loop {
            let place = self.place();
            let to = To::download(place.dc, self.stream, urgent);
            // While a piece waits for its turn, another one's trouble may bring a fresh reference: the one that counts is the latest.
            let used = Mutex::new(place.location);
            let latest = || {
                let location = self.place().location;
                used.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&location);
                location
            };
            match get(&self.core, to, latest, piece).await {
                Ok(bytes) if bytes.len() == piece.expected as usize => {
                    self.meter.fetched(bytes.len() as u64);
                    let open = self.core.lane(Lane::Downloads, place.dc).connections();
                    self.meter.connections(u32::try_from(open).unwrap_or(u32::MAX));
                    return Ok(bytes);
                }
                Ok(bytes) => {
                    debug!(expected = piece.expected, got = bytes.len(), "a piece of a file has the wrong length");
                    repairs.short()?;
                    self.meter.repaired(Repair::Short);
                }
                Err(failed) => match repairs.treat(failed)? {
                    Treatment::Again => self.meter.repaired(Repair::Connection),
                    Treatment::Elsewhere(dc) => {
                        self.meter.repaired(Repair::Migration);
                        self.place.lock().unwrap_or_else(PoisonError::into_inner).dc = dc;
                    }
                    Treatment::Refresh => {
                        self.meter.repaired(Repair::Reference);
                        self.refresh(&used.into_inner().unwrap_or_else(PoisonError::into_inner)).await?;
                    }
                    // The lane keeps the wait, for all who use it.
                    Treatment::Wait(wait) => self.meter.waited(wait),
                },
            }
        }
    }

    async fn refresh(&self, stale: &tl::enums::InputFileLocation) -> Result<(), Error> {
        if self.place().location != *stale {
            return Ok(());
        }
        let fresh = self.core.renew(self.at, stale).await?;
        if fresh.media.file_id != self.file_id || fresh.media.size != self.size {
            // Half of one file and half of another is nobody's file.
            return Err(Error::NotFound);
        }
        self.place.lock().unwrap_or_else(PoisonError::into_inner).location = fresh.file.clone();
        Ok(())
    }

    fn place(&self) -> Place {
        self.place.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What to do about a failed piece.
pub enum Treatment {
    /// Ask once more.
    Again,
    /// Ask that data centre.
    Elsewhere(i32),
    /// Get a fresh file reference first.
    Refresh,
    /// Wait first.
    Wait(Duration),
}

/// The repairs made for one piece; each has its limit, so that none goes on for ever.
pub struct Repairs {
    patience: Duration,
    waited: Duration,
    refreshed: u8,
    migrated: u8,
    shortened: u8,
    broken: u8,
}

impl Repairs {
    /// None made yet; `patience` is the longest single wait.
    pub fn new(patience: Duration) -> Self {
        Self { patience, waited: Duration::ZERO, refreshed: 0, migrated: 0, shortened: 0, broken: 0 }
    }

    /// An answer of the wrong length: tolerable a few times.
    pub fn short(&mut self) -> Result<(), Error> {
        self.shortened += 1;
        match self.shortened <= SHORT {
            true => Ok(()),
            false => Err(Error::Protocol("a piece of a file has the wrong length")),
        }
    }

    /// What can be done about an error; the error itself when nothing can.
    pub fn treat(&mut self, failed: Failed) -> Result<Treatment, Error> {
        if failed.is("FILE_REFERENCE_*") {
            self.refreshed += 1;
            return match self.refreshed <= REFRESHED {
                true => Ok(Treatment::Refresh),
                false => Err(Error::Protocol("a fresh file reference is refused")),
            };
        }
        if let Some(dc) = failed.value_of("FILE_MIGRATE") {
            self.migrated += 1;
            return match i32::try_from(dc) {
                Ok(dc) if self.migrated <= 2 => Ok(Treatment::Elsewhere(dc)),
                _ => Err(Error::Protocol("the data centres send each other the file")),
            };
        }
        if failed.is("TIMEOUT") || failed.is("Timeout") {
            self.short()?;
            return Ok(Treatment::Again);
        }
        // How fast one without premium may go: not to be counted among refusals.
        let pace = failed.is("FLOOD_PREMIUM_WAIT");
        match failed.into() {
            Error::Wait(wait) if pace && wait <= self.patience => Ok(Treatment::Wait(wait)),
            Error::Unavailable(_) if self.broken < BROKEN => {
                self.broken += 1;
                Ok(Treatment::Again)
            }
            Error::Wait(wait) if wait <= self.patience && self.waited + wait <= WAIT_IN_ALL => {
                self.waited += wait;
                Ok(Treatment::Wait(wait))
            }
            error => Err(error),
        }
    }
}

/// One `upload.getFile`. Where the file is, is asked for when its turn has come.
pub async fn get(
    core: &Core,
    to: To,
    location: impl Fn() -> tl::enums::InputFileLocation + Sync,
    piece: Piece,
) -> Result<Bytes, Failed> {
    let offset = i64::try_from(piece.offset).map_err(|_| Error::Protocol("no file is that long"))?;
    let limit = i32::try_from(piece.limit).map_err(|_| Error::Protocol("no piece is that long"))?;
    let request = || {
        let location = location();
        tl::functions::upload::GetFile { precise: false, cdn_supported: false, location, offset, limit }.to_bytes()
    };
    let answer = core.transfer(to, request).await?;
    Ok(read_file(answer)?)
}

/// The bytes in an `upload.file`, without copying them: it ends with them, behind a header of a few words.
fn read_file(answer: Vec<u8>) -> Result<Bytes, Error> {
    const UNREADABLE: Error = Error::Protocol("the file's bytes cannot be read");
    const HEADER: usize = 12;
    let id = answer.first_chunk().map(|id| u32::from_le_bytes(*id)).ok_or(UNREADABLE)?;
    if id == tl::types::upload::FileCdnRedirect::CONSTRUCTOR_ID {
        return Err(Error::Protocol("the file is said to be on a CDN, which was not asked for"));
    }
    if id != tl::types::upload::File::CONSTRUCTOR_ID {
        return Err(UNREADABLE);
    }
    // Constructor, storage type and modification time have four bytes each. Then TL's bytes: one byte of length, or 254 and three.
    let (start, length) = match answer.get(HEADER..HEADER + 4).ok_or(UNREADABLE)? {
        [254, a, b, c] => (HEADER + 4, u32::from_le_bytes([*a, *b, *c, 0]) as usize),
        [short, ..] => (HEADER + 1, usize::from(*short)),
        [] => return Err(UNREADABLE),
    };
    if answer.len() < start + length {
        return Err(UNREADABLE);
    }
    Ok(Bytes::from(answer).slice(start..start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_as_they_were_written() {
        for length in [0, 1, 253, 254, 255, 4096, 524_288] {
            let bytes: Vec<u8> = (0..length).map(|index| (index % 251) as u8).collect();
            let file = tl::types::upload::File {
                r#type: tl::enums::storage::FileType::FileUnknown,
                mtime: 5,
                bytes: bytes.clone(),
            };
            let answer = tl::enums::upload::File::File(file).to_bytes();
            assert_eq!(read_file(answer.clone()).expect("whole"), bytes);
            assert!(length == 0 || read_file(answer[..answer.len() - 4].to_vec()).is_err());
        }
        assert!(read_file(Vec::new()).is_err());
    }

    #[test]
    fn repairs_have_an_end() {
        let rpc = |name: &str, value, code| {
            Failed::Rpc(grammers_mtsender::RpcError { code, name: name.to_owned(), value, caused_by: None })
        };
        let mut repairs = Repairs::new(WAIT_INSIDE);
        for _ in 0..REFRESHED {
            assert!(matches!(repairs.treat(rpc("FILE_REFERENCE_EXPIRED", None, 400)), Ok(Treatment::Refresh)));
        }
        assert!(repairs.treat(rpc("FILE_REFERENCE_EXPIRED", None, 400)).is_err());
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_PREMIUM_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(1), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_PREMIUM_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(31), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FILE_MIGRATE", Some(2), 303)), Ok(Treatment::Elsewhere(2))));
    }
}
