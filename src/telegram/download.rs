//! A file's bytes: raw `upload.getFile`, piece by piece along a [`Plan`].
//!
//! grammers' own iterator says "end" after an error, knows one data centre and no repairs. Here every piece is a call of its own with a time
//! limit, and must have exactly the length it should have. What can be repaired is repaired where it happens, in [`Source::fetch`]:
//! an expired file reference (the message is asked for again), a file that lives elsewhere (`FILE_MIGRATE_X`), a connection
//! that broke, a short flood wait. Whatever else happens ends the stream with an error, never quietly.
//!
//! While the reader has one piece, the next is under way, and no more than that. A reader that leaves ends its fetching.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use async_stream::try_stream;
use grammers_tl_types::{self as tl, Identifiable, Serializable};
use tokio_stream::{Stream, StreamExt};
use tokio_util::bytes::Bytes;
use tokio_util::task::AbortOnDropHandle;
use tracing::debug;

use super::core::{Core, Failed, Lane, To};
use super::known::Located;
use super::stats::{Repair, StreamMeter};
use super::turns::StreamId;
use super::{Account, Error, MessageId};
use crate::stream::{ByteRange, Piece, Plan};

/// A reader that has nothing yet is told to come back rather than left waiting for longer.
const WAIT_BEFORE: Duration = Duration::from_secs(3);
/// Inside a stream a wait is better than a broken body.
const WAIT_INSIDE: Duration = Duration::from_secs(30);
/// All waits for one piece together: Telegram may ask again and again.
const WAIT_IN_ALL: Duration = Duration::from_secs(60);

/// A file's bytes on their way, chunk by chunk; exactly as many as the range holds, or an error. Dropping it stops the fetching.
pub struct Download(Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>);

impl Account {
    /// Starts fetching. Resolves when the first chunk is there, so that errors come before anything is promised to the reader.
    /// [`Error::NotFound`] also when the range reaches past the file's end.
    pub async fn download(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        let located = self.core.locate(id).await?;
        let mut plan = Plan::new(range, located.media.size).ok_or(Error::NotFound)?;
        let meter = self.core.streams.begin(id, located.media.size, range);
        let source = Source::new(self.core.clone(), id, located, meter.clone());
        let first = plan.next().expect("a range is never empty");
        let bytes = source.fetch(first, WAIT_BEFORE).await.inspect_err(|error| meter.failed(error))?;
        let bytes = read_on(Arc::new(source), plan, bytes).map(move |bytes| {
            match &bytes {
                Ok(bytes) => meter.handed(bytes.len() as u64),
                Err(error) => meter.failed(error),
            }
            bytes
        });
        Ok(Download(Box::pin(bytes)))
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

/// The first piece, then the rest of the plan: each is asked for before the one ahead of it is handed out.
fn read_on(source: Arc<Source>, plan: Plan, first: Bytes) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    try_stream! {
        let mut ready = first;
        for piece in plan {
            let source = source.clone();
            let next = tokio::spawn(async move { source.fetch(piece, WAIT_INSIDE).await });
            let next = AbortOnDropHandle::new(next);
            yield ready;
            ready = next.await.map_err(|_| Error::Unavailable("the download was given up"))??;
        }
        yield ready;
    }
}

/// Where pieces of one file come from. What is learnt on the way (a fresh reference, the right data centre) is kept.
pub struct Source {
    core: Arc<Core>,
    stream: StreamId,
    id: MessageId,
    place: Mutex<Place>,
    meter: Arc<StreamMeter>,
}

#[derive(Clone)]
struct Place {
    location: tl::enums::InputFileLocation,
    dc: i32,
    file_id: i64,
    size: u64,
}

impl Place {
    fn new(located: &Located) -> Self {
        Self {
            location: located.file.clone(),
            dc: located.dc,
            file_id: located.media.file_id,
            size: located.media.size,
        }
    }
}

impl Source {
    /// The file of that message; `meter` is told what fetching it takes.
    pub fn new(core: Arc<Core>, id: MessageId, located: Arc<Located>, meter: Arc<StreamMeter>) -> Self {
        let stream = core.next_stream();
        Self { core, stream, id, place: Mutex::new(Place::new(&located)), meter }
    }

    /// One piece, cut to what is wanted of it. Waits for floods up to `patience` each.
    pub async fn fetch(&self, piece: Piece, patience: Duration) -> Result<Bytes, Error> {
        let mut repairs = Repairs::new(patience);
        loop {
            let place = self.place.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let answer =
                get(&self.core, To::download(place.dc, self.stream, false), place.location, piece.offset, piece.limit)
                    .await;
            match answer {
                Ok(bytes) if bytes.len() == piece.expected as usize => {
                    self.meter.from_telegram(bytes.len() as u64);
                    let open = self.core.lane(Lane::Downloads, place.dc).connections();
                    self.meter.connections(u32::try_from(open).unwrap_or(u32::MAX));
                    let skip = piece.skip as usize;
                    return Ok(bytes.slice(skip..skip + piece.take as usize));
                }
                Ok(bytes) => {
                    debug!(expected = piece.expected, got = bytes.len(), "a piece of a file has the wrong length");
                    repairs.short()?;
                    self.meter.repaired(Repair::Short);
                }
                Err(failed) => match repairs.treat(failed)? {
                    Treatment::Again => {}
                    Treatment::Elsewhere(dc) => {
                        self.meter.repaired(Repair::Migration);
                        self.place.lock().unwrap_or_else(PoisonError::into_inner).dc = dc;
                    }
                    Treatment::Refresh => {
                        self.meter.repaired(Repair::Reference);
                        self.refresh().await?;
                    }
                    Treatment::Wait(wait) => {
                        self.meter.waited(wait);
                        tokio::time::sleep(wait).await;
                    }
                },
            }
        }
    }

    async fn refresh(&self) -> Result<(), Error> {
        let fresh = Place::new(&*self.core.refresh(self.id).await?);
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if fresh.file_id != place.file_id || fresh.size != place.size {
            // Half of one file and half of another is nobody's file.
            return Err(Error::NotFound);
        }
        place.location = fresh.location;
        Ok(())
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
    refreshed: bool,
    migrated: u8,
    shortened: bool,
}

impl Repairs {
    /// None made yet; `patience` is the longest single wait.
    pub fn new(patience: Duration) -> Self {
        Self { patience, waited: Duration::ZERO, refreshed: false, migrated: 0, shortened: false }
    }

    /// An answer of the wrong length: tolerable once.
    pub fn short(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.shortened, true) {
            return Err(Error::Protocol("a piece of a file has the wrong length"));
        }
        Ok(())
    }

    /// What can be done about an error; the error itself when nothing can.
    pub fn treat(&mut self, failed: Failed) -> Result<Treatment, Error> {
        if failed.is("FILE_REFERENCE_*") {
            if std::mem::replace(&mut self.refreshed, true) {
                return Err(Error::Protocol("a fresh file reference is refused"));
            }
            return Ok(Treatment::Refresh);
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
        match failed.into() {
            Error::Wait(wait) if wait <= self.patience && self.waited + wait <= WAIT_IN_ALL => {
                self.waited += wait;
                Ok(Treatment::Wait(wait))
            }
            error => Err(error),
        }
    }
}

/// One `upload.getFile`.
pub async fn get(
    core: &Core,
    to: To,
    location: tl::enums::InputFileLocation,
    offset: u64,
    limit: u32,
) -> Result<Bytes, Failed> {
    let request = tl::functions::upload::GetFile {
        precise: false,
        cdn_supported: false,
        location,
        offset: i64::try_from(offset).map_err(|_| Error::Protocol("no file is that long"))?,
        limit: i32::try_from(limit).map_err(|_| Error::Protocol("no piece is that long"))?,
    };
    let answer = core.transfer(to, request.to_bytes()).await?;
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
        assert!(matches!(repairs.treat(rpc("FILE_REFERENCE_EXPIRED", None, 400)), Ok(Treatment::Refresh)));
        assert!(repairs.treat(rpc("FILE_REFERENCE_EXPIRED", None, 400)).is_err());
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_PREMIUM_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(30), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(31), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FILE_MIGRATE", Some(2), 303)), Ok(Treatment::Elsewhere(2))));
    }
}
