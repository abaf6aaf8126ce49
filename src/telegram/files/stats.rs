//! Statistics of streams, which say why a stream is slow.
//!
//! A download records in a [`StreamMeter`] the bytes sent to its reader, the pieces from the cache and from Telegram, flood waits, repairs, and
//! connections; that costs a few atomic additions. The statistics of running streams and of the last ones that ended can be read
//! ([`Files::stream_stats`](super::state::Files::stream_stats)). When the meter is dropped, they are logged in one line.
//!
//! A stream is identified by its message alone: names of files appear neither here nor in the log.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use tracing::info;

use crate::stream::ByteRange;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;

/// How many streams that ended are kept. A browser opens a handful for each video that it plays.
const KEPT: usize = 32;

/// The streams of one account: those that run, and the last ones that ended.
#[derive(Clone, Default)]
pub struct Streams(Arc<Mutex<Register>>);

#[derive(Default)]
struct Register {
    begun: u64,
    running: BTreeMap<u64, Arc<Figures>>,
    /// The latest first.
    ended: VecDeque<StreamStats>,
}

/// Records the statistics of one stream. The stream ends when it is dropped.
pub struct StreamMeter {
    streams: Streams,
    number: u64,
    figures: Arc<Figures>,
}

struct Figures {
    message: MessageId,
    size: u64,
    range: ByteRange,
    started_at: OffsetDateTime,
    started: Instant,
    /// Microseconds from the start until the first bytes were sent to the reader; 0 before.
    first_byte: AtomicU64,
    /// The same for the latest bytes.
    last_byte: AtomicU64,
    sent: AtomicU64,
    cached: PieceCounter,
    fetched: PieceCounter,
    /// Microseconds.
    waited: AtomicU64,
    references: AtomicU32,
    migrations: AtomicU32,
    reconnections: AtomicU32,
    short: AtomicU32,
    connections: AtomicU32,
    failure: OnceLock<&'static str>,
}

/// A number of pieces and their bytes.
#[derive(Default)]
struct PieceCounter {
    pieces: AtomicU32,
    bytes: AtomicU64,
}

/// A failure that was repaired within a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The file reference had expired and was renewed.
    Reference,
    /// The file is at another data centre.
    Migration,
    /// A connection broke, a request timed out, or the data centre had an internal error, and the piece was requested again.
    Connection,
    /// A piece had the wrong length and was requested again.
    Short,
}

/// The repairs within a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepairCounts {
    /// [`Repair::Reference`]
    pub references: u32,
    /// [`Repair::Migration`]
    pub migrations: u32,
    /// [`Repair::Connection`]
    pub connections: u32,
    /// [`Repair::Short`]
    pub short: u32,
}

/// The state of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamState {
    /// It is running.
    Running,
    /// It ended after all bytes of its range.
    Whole,
    /// Its reader cancelled it, for example by seeking or by closing the page.
    Left,
    /// It ended with an error, of this kind.
    Failed(&'static str),
}

/// The statistics of one stream.
#[derive(Clone, Debug)]
pub struct StreamStats {
    /// The message that contains the file.
    pub message: MessageId,
    /// The size of the file in bytes.
    pub size: u64,
    /// The requested range.
    pub range: ByteRange,
    /// When it started, UTC.
    pub started_at: OffsetDateTime,
    /// Its state.
    pub state: StreamState,
    /// The time from the start until the first bytes were sent to the reader; `None` before.
    pub first_byte: Option<Duration>,
    /// The time from the start until now or the end.
    pub duration: Duration,
    /// Bytes sent to the reader.
    pub sent: u64,
    /// Bytes per second, from the start to the latest bytes sent.
    pub bytes_per_second: u64,
    /// Pieces that were cached or being fetched for another reader, and their bytes.
    pub cached: (u32, u64),
    /// Pieces that were fetched from Telegram for this stream, and their bytes.
    pub fetched: (u32, u64),
    /// The sum of the flood waits.
    pub waited: Duration,
    /// The repairs, counted by kind.
    pub repairs: RepairCounts,
    /// The most connections that were open for it at a time.
    pub connections: u32,
}

impl Streams {
    /// Starts the statistics of a stream: a range of a file of `size` bytes.
    pub fn begin(&self, message: MessageId, size: u64, range: ByteRange) -> Arc<StreamMeter> {
        let figures = Arc::new(Figures {
            message,
            size,
            range,
            started_at: OffsetDateTime::now_utc(),
            started: Instant::now(),
            first_byte: AtomicU64::new(0),
            last_byte: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            cached: PieceCounter::default(),
            fetched: PieceCounter::default(),
            waited: AtomicU64::new(0),
            references: AtomicU32::new(0),
            migrations: AtomicU32::new(0),
            reconnections: AtomicU32::new(0),
            short: AtomicU32::new(0),
            connections: AtomicU32::new(0),
            failure: OnceLock::new(),
        });
        let mut register = self.register();
        register.begun += 1;
        let number = register.begun;
        register.running.insert(number, figures.clone());
        Arc::new(StreamMeter { streams: self.clone(), number, figures })
    }

    /// First the streams that run, then those that ended, the latest first in each group.
    pub fn all(&self) -> Vec<StreamStats> {
        let register = self.register();
        let running = register.running.values().rev().map(|figures| figures.read(StreamState::Running));
        running.chain(register.ended.iter().cloned()).collect()
    }

    fn register(&self) -> MutexGuard<'_, Register> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StreamMeter {
    /// Records that bytes were sent to the reader.
    pub fn record_sent(&self, bytes: u64) {
        let figures = &*self.figures;
        let now = microseconds(figures.started.elapsed()).max(1);
        // Succeeds in the first call only.
        let _ = figures.first_byte.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
        figures.last_byte.fetch_max(now, Ordering::Relaxed);
        figures.sent.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Records a piece that was cached or being fetched for another reader.
    pub fn record_cached(&self, bytes: u64) {
        self.figures.cached.add(bytes);
    }

    /// Records a piece that was fetched from Telegram.
    pub fn record_fetched(&self, bytes: u64) {
        self.figures.fetched.add(bytes);
    }

    /// Records a flood wait.
    pub fn record_wait(&self, wait: Duration) {
        self.figures.waited.fetch_add(microseconds(wait), Ordering::Relaxed);
    }

    /// Records a repair.
    pub fn record_repair(&self, repair: Repair) {
        self.figures.repairs(repair).fetch_add(1, Ordering::Relaxed);
    }

    /// Records the number of open connections. The maximum is kept.
    pub fn record_connections(&self, open: u32) {
        self.figures.connections.fetch_max(open, Ordering::Relaxed);
    }

    /// Records the error that ends the stream. The first one is kept.
    pub fn record_failure(&self, error: &Error) {
        self.figures.failure.get_or_init(|| kind_of(error));
    }
}

impl Drop for StreamMeter {
    fn drop(&mut self) {
        let figures = &*self.figures;
        let whole = figures.sent.load(Ordering::Relaxed) >= figures.range.len();
        let stats = figures.read(match figures.failure.get() {
            Some(why) => StreamState::Failed(why),
            None if whole => StreamState::Whole,
            None => StreamState::Left,
        });
        stats.log();
        let mut register = self.streams.register();
        register.running.remove(&self.number);
        register.ended.truncate(KEPT - 1);
        register.ended.push_front(stats);
    }
}

impl Figures {
    fn repairs(&self, repair: Repair) -> &AtomicU32 {
        match repair {
            Repair::Reference => &self.references,
            Repair::Migration => &self.migrations,
            Repair::Connection => &self.reconnections,
            Repair::Short => &self.short,
        }
    }

    fn read(&self, state: StreamState) -> StreamStats {
        let sent = self.sent.load(Ordering::Relaxed);
        let first_byte = self.first_byte.load(Ordering::Relaxed);
        let last_byte = self.last_byte.load(Ordering::Relaxed).max(1);
        let rate = u128::from(sent) * 1_000_000 / u128::from(last_byte);
        let count = |repair| self.repairs(repair).load(Ordering::Relaxed);
        StreamStats {
            message: self.message,
            size: self.size,
            range: self.range,
            started_at: self.started_at,
            state,
            first_byte: (first_byte > 0).then(|| Duration::from_micros(first_byte)),
            duration: self.started.elapsed(),
            sent,
            bytes_per_second: u64::try_from(rate).unwrap_or(u64::MAX),
            cached: self.cached.read(),
            fetched: self.fetched.read(),
            waited: Duration::from_micros(self.waited.load(Ordering::Relaxed)),
            repairs: RepairCounts {
                references: count(Repair::Reference),
                migrations: count(Repair::Migration),
                connections: count(Repair::Connection),
                short: count(Repair::Short),
            },
            connections: self.connections.load(Ordering::Relaxed),
        }
    }
}

impl PieceCounter {
    fn add(&self, bytes: u64) {
        self.pieces.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn read(&self) -> (u32, u64) {
        (self.pieces.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

impl RepairCounts {
    fn total(self) -> u32 {
        let Self { references, migrations, connections, short } = self;
        references + migrations + connections + short
    }
}

impl StreamStats {
    fn log(&self) {
        let (ended, why) = match self.state {
            StreamState::Running => ("running", None),
            StreamState::Whole => ("whole", None),
            StreamState::Left => ("left", None),
            StreamState::Failed(why) => ("failed", Some(why)),
        };
        info!(
            message = self.message.0,
            ended,
            why,
            first_byte_ms = self.first_byte.map(milliseconds),
            duration_ms = milliseconds(self.duration),
            bytes = self.sent,
            bytes_per_second = self.bytes_per_second,
            pieces_cached = self.cached.0,
            pieces_fetched = self.fetched.0,
            waited_ms = milliseconds(self.waited),
            repairs = self.repairs.total(),
            connections = self.connections,
            "a stream ended"
        );
    }
}

fn kind_of(error: &Error) -> &'static str {
    match error {
        Error::Wait(_) => "flood_wait",
        Error::SignedOut => "signed_out",
        Error::NotFound => "not_found",
        Error::Unavailable(_) | Error::OpenElsewhere(_) => "unavailable",
        Error::Rejected(_) | Error::Rpc { .. } => "refused",
        Error::Protocol(_) => "protocol",
        Error::Store(_) => "database",
    }
}

fn microseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(streams: &Streams, message: i32) -> Arc<StreamMeter> {
        streams.begin(MessageId(message), 1000, ByteRange::new(0..100).expect("not empty"))
    }

    #[test]
    fn statistics_can_be_read_while_a_stream_runs_and_afterwards() {
        let streams = Streams::default();
        let meter = begin(&streams, 1);
        let stats = &streams.all()[0];
        assert_eq!((stats.state, stats.first_byte, stats.sent), (StreamState::Running, None, 0));
        meter.record_cached(40);
        meter.record_fetched(60);
        meter.record_sent(40);
        meter.record_sent(60);
        meter.record_wait(Duration::from_millis(5));
        meter.record_repair(Repair::Migration);
        meter.record_connections(3);
        meter.record_connections(2);
        let stats = &streams.all()[0];
        assert_eq!((stats.state, stats.sent, stats.connections), (StreamState::Running, 100, 3));
        assert!(stats.first_byte.is_some() && stats.bytes_per_second > 0);
        assert_eq!((stats.cached, stats.fetched, stats.waited.as_millis()), ((1, 40), (1, 60), 5));
        assert_eq!(stats.repairs, RepairCounts { migrations: 1, ..RepairCounts::default() });
        drop(meter);
        assert_eq!(streams.all()[0].state, StreamState::Whole);
        assert_eq!(streams.all().len(), 1);
    }

    #[test]
    fn cancelled_and_failed_streams_have_different_states() {
        let streams = Streams::default();
        let cancelled = begin(&streams, 1);
        cancelled.record_sent(99);
        drop(cancelled);
        let failed = begin(&streams, 2);
        failed.record_failure(&Error::SignedOut);
        failed.record_failure(&Error::NotFound);
        drop(failed);
        let states: Vec<_> = streams.all().iter().map(|stats| stats.state).collect();
        assert_eq!(states, [StreamState::Failed("signed_out"), StreamState::Left]);
    }

    #[test]
    fn only_the_last_streams_that_ended_are_kept() {
        let streams = Streams::default();
        let running = begin(&streams, 0);
        (1..100).for_each(|message| drop(begin(&streams, message)));
        let messages: Vec<_> = streams.all().iter().map(|stats| stats.message.0).collect();
        assert_eq!(messages.len(), 1 + KEPT);
        assert_eq!((messages[0], messages[1], messages[32]), (0, 99, 68));
        drop(running);
        assert_eq!(streams.all()[0].message.0, 0);
        assert_eq!(streams.all().len(), KEPT);
    }
}
