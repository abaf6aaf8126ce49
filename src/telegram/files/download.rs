//! Downloads: a file's bytes, piece by piece, some pieces ahead of the reader.
//!
//! grammers' own iterator reports the end after an error, uses one data centre and repairs nothing. Here every piece is a call of its own with
//! a time limit, and must have exactly the length that it should have. What can be repaired is repaired where it happens, in
//! [`PieceSource::fetch`]: an expired file reference (the file is looked up again), a file that lives elsewhere (`FILE_MIGRATE_x`), a
//! connection that broke, a short flood wait. Everything else ends the stream with an error, never quietly.
//!
//! [`Reader`] decides how far ahead pieces are fetched, the lane's pool of connections which request goes next. Pieces come from the process's
//! [`ChunkCache`](crate::cache::ChunkCache) where it has them. A fetch of another account is shared; should it fail, this account makes its own.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use grammers_tl_types as tl;
use tokio_stream::Stream;
use tokio_util::bytes::Bytes;
use tracing::debug;

use super::get_file::get_file;
use super::remote_file::{FileSource, RemoteFile};
use super::repairs::{Repairs, Treatment};
use super::state::Files;
use super::stats::{Repair, StreamMeter};
use crate::cache::{ChunkKey, Origin};
use crate::stream::{Asked, ByteRange, Chunks, LinkSpeed, Piece, Plan, Reader};
use crate::telegram::calls::call::InUse;
use crate::telegram::error::{Error, SharedError};
use crate::telegram::ids::MessageId;
use crate::telegram::transport::lane::Lane;
use crate::telegram::transport::route::CallRoute;
use crate::telegram::transport::turns::StreamId;

/// How long a flood wait may be for a reader that has no byte yet; a longer one is an error that says when to come back.
pub const WAIT_BEFORE_FIRST_BYTE: Duration = Duration::from_secs(3);
/// Inside a stream a longer wait is better than a broken body.
pub const WAIT_INSIDE_STREAM: Duration = Duration::from_secs(30);

/// A file's bytes, chunk by chunk; exactly as many as the range holds, or an error. Dropping it stops the fetching.
pub struct Download {
    reader: Reader<Pieces>,
    meter: Arc<StreamMeter>,
    _in_use: InUse,
}

impl Files {
    /// Starts fetching a range of the file that a message carries. Resolves when the first chunk is there, so that errors come before anything
    /// is promised to the reader. `patience` bounds a flood wait before that.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] also when the range reaches past the file's end.
    pub async fn download(
        self: &Arc<Self>,
        message: MessageId,
        file: RemoteFile,
        source: Arc<dyn FileSource>,
        range: ByteRange,
        patience: Duration,
    ) -> Result<Download, Error> {
        let plan = Plan::new(range, file.size).ok_or(Error::NotFound)?;
        let meter = self.streams.begin(message, file.size, range);
        let pacing = self.calls.connections.pool(Lane::Downloads, file.dc).pacing().clone();
        let pieces = Pieces(Arc::new(PieceSource::new(self.clone(), file, source, meter.clone())));
        let opened = tokio::select! {
            biased;
            reader = Reader::open(pieces, plan, self.budget.clone()) => reader,
            wait = pacing.blocked_longer_than(patience) => Err(Error::Wait(wait)),
        };
        let reader = opened.inspect_err(|error| meter.failed(error))?;
        Ok(Download { reader, meter, _in_use: self.calls.in_use() })
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

/// The pieces of one file, from the cache or from Telegram.
struct Pieces(Arc<PieceSource>);

impl Chunks for Pieces {
    type Error = Error;

    fn ask(&self, piece: Piece, urgent: bool) -> Asked<Error> {
        let source = self.0.clone();
        let cache = source.files.shared.chunks.clone();
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

    fn link(&self) -> Option<LinkSpeed> {
        self.0.files.calls.connections.pool(Lane::Downloads, self.0.current().dc).link_speed()
    }
}

/// Where the pieces of one file come from. What is learnt on the way (a fresh reference, the right data centre) is kept.
struct PieceSource {
    files: Arc<Files>,
    stream: StreamId,
    file_id: i64,
    size: u64,
    source: Arc<dyn FileSource>,
    current: Mutex<Whereabouts>,
    meter: Arc<StreamMeter>,
}

/// Where the file is, as last known.
#[derive(Clone)]
struct Whereabouts {
    location: tl::enums::InputFileLocation,
    dc: i32,
}

impl PieceSource {
    fn new(files: Arc<Files>, file: RemoteFile, source: Arc<dyn FileSource>, meter: Arc<StreamMeter>) -> Self {
        Self {
            stream: files.calls.connections.next_stream(),
            files,
            file_id: file.id,
            size: file.size,
            source,
            current: Mutex::new(Whereabouts { location: file.location, dc: file.dc }),
            meter,
        }
    }

    /// One piece, whole. Waits out flood waits that are short enough for a stream.
    async fn fetch(&self, piece: Piece, urgent: bool) -> Result<Bytes, Error> {
        let calls = &self.files.calls;
        let mut repairs = Repairs::new(WAIT_INSIDE_STREAM);
        loop {
            let current = self.current();
            let route = CallRoute::download(current.dc, self.stream, urgent);
            // While a piece waits for its slot, another one's repair may bring a fresh reference: the latest one is used.
            let used = Mutex::new(current.location);
            let latest = || {
                let location = self.current().location;
                used.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&location);
                location
            };
            match get_file(calls, route, latest, piece).await {
                Ok(bytes) if bytes.len() == piece.expected as usize => {
                    self.meter.fetched(bytes.len() as u64);
                    let open = calls.connections.pool(Lane::Downloads, current.dc).connections();
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
                        self.lock().dc = dc;
                    }
                    Treatment::Refresh => {
                        self.meter.repaired(Repair::Reference);
                        self.renew(&used.into_inner().unwrap_or_else(PoisonError::into_inner)).await?;
                    }
                    // The lane keeps the wait, for all that use it.
                    Treatment::Wait(wait) => self.meter.waited(wait),
                },
            }
        }
    }

    async fn renew(&self, stale: &tl::enums::InputFileLocation) -> Result<(), Error> {
        if self.current().location != *stale {
            return Ok(());
        }
        let fresh = self.source.renew(stale).await?;
        if fresh.id != self.file_id || fresh.size != self.size {
            // The message carries another file now: half of each would be neither.
            return Err(Error::NotFound);
        }
        self.lock().location = fresh.location;
        Ok(())
    }

    fn current(&self) -> Whereabouts {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Whereabouts> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
