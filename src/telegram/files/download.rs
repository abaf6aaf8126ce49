//! Downloads: streams of a file's bytes, fetched in pieces ahead of their reader.
//!
//! grammers' own download iterator ends without an error when a piece fails, uses one data centre, and repairs nothing. Here every piece is a call
//! with a time limit, and must have exactly the expected length. [`PieceFetcher::fetch`] repairs what it can: an expired file reference (the
//! file is looked up again), a file at another data centre (`FILE_MIGRATE_x`), a broken connection, a short flood wait. Any other failure ends the
//! stream with an error.
//!
//! [`ReadAhead`] decides how far ahead pieces are requested, and the lane's pool of connections in which order. Pieces are taken from the process's
//! [`PieceCache`](crate::cache::PieceCache) if it has them. When a fetch that is shared with another account fails, this account fetches the piece itself.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio_stream::Stream;
use tokio_util::bytes::Bytes;
use tracing::debug;

use super::current_location::CurrentLocation;
use super::get_file::get_file;
use super::remote_file::{FileSource, RemoteFile};
use super::repairs::{RepairStep, Repairs};
use super::state::Files;
use super::stats::{Repair, StreamMeter};
use crate::cache::{CacheResult, PieceKey};
use crate::stream::{ByteRange, LinkSpeed, MIN_PIECE, Piece, PieceFuture, PieceSource, Plan, ReadAhead};
use crate::telegram::calls::call::InUse;
use crate::telegram::error::{Error, SharedError};
use crate::telegram::ids::MessageId;
use crate::telegram::transport::fair_queue::StreamId;
use crate::telegram::transport::lane::{Lane, LongestWait};
use crate::telegram::transport::route::CallRoute;

/// How a range of a file is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The range.
    pub range: ByteRange,
    /// The length of the first piece ([`Plan::with_first_piece`]).
    pub first_piece: u64,
    /// A flood wait before the first bytes which is longer is an error.
    pub max_wait: Duration,
}

impl Reading {
    /// The range, from a small piece on.
    pub fn new(range: ByteRange, max_wait: Duration) -> Self {
        Self { range, first_piece: MIN_PIECE, max_wait }
    }
}

/// A stream of a file's bytes: exactly those of the range, or an error. Dropping it cancels its requests.
pub struct Download {
    bytes: ReadAhead<CachedPieces>,
    meter: Arc<StreamMeter>,
    _in_use: InUse,
}

impl Files {
    /// Starts to read a range of a message's file. Resolves when the first bytes have arrived, so that an error is known before a response is
    /// started.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] also when the range reaches past the file's end.
    pub async fn download(
        self: &Arc<Self>,
        message: MessageId,
        file: RemoteFile,
        source: Arc<dyn FileSource>,
        reading: Reading,
    ) -> Result<Download, Error> {
        let Reading { range, first_piece, max_wait } = reading;
        let plan = Plan::new(range, file.size).ok_or(Error::NotFound)?.with_first_piece(first_piece);
        let meter = self.streams.begin(message, file.size, range);
        let pacer = self.calls.connections.pool(Lane::Downloads, file.dc).pacer().clone();
        let pieces = CachedPieces(Arc::new(PieceFetcher::new(self.clone(), file, source, meter.clone())));
        let opened = tokio::select! {
            biased;
            bytes = ReadAhead::open(pieces, plan, self.budget.clone()) => bytes,
            () = tokio::time::sleep(self.calls.limits.calls.first_byte) => {
                Err(Error::Unavailable("the first byte of the file did not arrive in time"))
            }
            wait = pacer.blocked_longer_than(LongestWait::any(max_wait)) => Err(Error::Wait(wait)),
        };
        let bytes = opened.inspect_err(|error| meter.record_failure(error))?;
        Ok(Download { bytes, meter, _in_use: self.calls.in_use() })
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let polled = Pin::new(&mut self.bytes).poll_next(context);
        match &polled {
            Poll::Ready(Some(Ok(bytes))) => self.meter.record_sent(bytes.len() as u64),
            Poll::Ready(Some(Err(error))) => self.meter.record_failure(error),
            Poll::Ready(None) | Poll::Pending => {}
        }
        polled
    }
}

/// The pieces of one file, from the cache or from Telegram.
struct CachedPieces(Arc<PieceFetcher>);

impl PieceSource for CachedPieces {
    type Error = Error;

    fn request(&self, piece: Piece, urgent: bool) -> PieceFuture<Error> {
        let fetcher = self.0.clone();
        let cache = fetcher.files.shared.pieces.clone();
        let key = PieceKey::new(fetcher.location.file_id(), fetcher.location.size(), piece);
        let fetch = {
            let fetcher = fetcher.clone();
            move || async move { fetcher.fetch(piece, urgent).await.map_err(SharedError::from) }
        };
        let (answer, result) = cache.get_or_fetch(key, fetch);
        Box::pin(async move {
            match answer.await {
                Ok(bytes) => {
                    if result != CacheResult::Miss {
                        fetcher.meter.record_cached(bytes.len() as u64);
                    }
                    Ok(bytes)
                }
                Err(error) if result == CacheResult::Shared => {
                    debug!(%error, "another reader's fetch of a piece failed, it is fetched again");
                    fetcher.fetch(piece, urgent).await
                }
                Err(error) => Err(error.to_error()),
            }
        })
    }

    fn link(&self) -> Option<LinkSpeed> {
        self.0.files.calls.connections.pool(Lane::Downloads, self.0.location.get().dc).link_speed()
    }
}

/// Fetches the pieces of one file. All its pieces use the latest file reference and data centre.
struct PieceFetcher {
    files: Arc<Files>,
    stream: StreamId,
    location: CurrentLocation,
    meter: Arc<StreamMeter>,
}

impl PieceFetcher {
    fn new(files: Arc<Files>, file: RemoteFile, source: Arc<dyn FileSource>, meter: Arc<StreamMeter>) -> Self {
        let (stream, location) = (files.calls.connections.next_stream(), CurrentLocation::new(file, source));
        Self { files, stream, location, meter }
    }

    /// Fetches one piece. Waits out flood waits of up to [`FloodWaitLimits::transfer`](crate::config::FloodWaitLimits::transfer).
    async fn fetch(&self, piece: Piece, urgent: bool) -> Result<Bytes, Error> {
        let calls = &self.files.calls;
        let limits = &calls.limits;
        let mut repairs = Repairs::new(limits.flood_waits.transfer, limits.flood_waits.pace, limits);
        loop {
            let current = self.location.get();
            let route = CallRoute::download(current.dc, self.stream, urgent);
            // While a piece waits for its slot, the repair of another piece may renew the reference: the latest one is sent.
            let sent = Mutex::new(current.location);
            let latest = || {
                let location = self.location.get().location;
                sent.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&location);
                location
            };
            match get_file(calls, route, latest, piece).await {
                Ok(bytes) if bytes.len() == piece.expected as usize => {
                    self.meter.record_fetched(bytes.len() as u64);
                    let open = calls.connections.pool(Lane::Downloads, current.dc).open_connections();
                    self.meter.record_connections(u32::try_from(open).unwrap_or(u32::MAX));
                    return Ok(bytes);
                }
                Ok(bytes) => {
                    debug!(expected = piece.expected, received = bytes.len(), "a piece of a file has the wrong length");
                    repairs.wrong_length()?;
                    self.meter.record_repair(Repair::Short);
                }
                Err(error) => match repairs.next_step(error)? {
                    RepairStep::Retry(pause) => {
                        self.meter.record_repair(Repair::Connection);
                        tokio::time::sleep(pause).await;
                    }
                    RepairStep::ChangeDc(dc) => {
                        self.meter.record_repair(Repair::Migration);
                        self.location.set_dc(dc);
                    }
                    RepairStep::RenewReference => {
                        self.meter.record_repair(Repair::Reference);
                        self.location.renew(&sent.into_inner().unwrap_or_else(PoisonError::into_inner)).await?;
                    }
                    RepairStep::Wait(wait) => self.meter.record_wait(wait),
                },
            }
        }
    }
}
