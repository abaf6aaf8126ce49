//! Why a stream is slow: what each one measured of itself.
//!
//! A download begins a [`StreamMeter`] and tells it what happens: bytes handed to the reader, pieces from the cache and from Telegram, waits,
//! repairs, connections. All of that is a few atomic additions. The account's owner reads it while the stream runs, and for the
//! last ones afterwards ([`Files::stream_stats`](super::state::Files::stream_stats)); when the meter is dropped the log gets one line of it.
//!
//! A stream is named by its message and nothing else: names of files stay out of here and out of the log.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use tracing::info;

use crate::stream::ByteRange;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;

/// Streams that have ended and are still told of. A gallery's page with a video opens a handful for each film.
const REMEMBERED: usize = 32;

/// One account's streams: those that run, and the last that ended.
#[derive(Clone, Default)]
pub struct Streams(Arc<Mutex<Register>>);

#[derive(Default)]
struct Register {
    begun: u64,
    running: BTreeMap<u64, Arc<Figures>>,
    /// The last to end comes first.
    ended: VecDeque<StreamStats>,
}

/// What one stream tells of itself while it lives. Dropping it ends the stream's record.
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
    /// Microseconds from the start until the reader was handed its first bytes; 0 until then.
    first_byte: AtomicU64,
    /// The same for the bytes handed on last.
    last_byte: AtomicU64,
    sent: AtomicU64,
    cached: Source,
    fetched: Source,
    /// Microseconds.
    waited: AtomicU64,
    references: AtomicU32,
    migrations: AtomicU32,
    reconnections: AtomicU32,
    short: AtomicU32,
    connections: AtomicU32,
    failure: OnceLock<&'static str>,
}

/// Pieces and bytes that came from one place.
#[derive(Default)]
struct Source {
    pieces: AtomicU32,
    bytes: AtomicU64,
}

/// What was set right within a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The file reference had expired, and the message was asked for again.
    Reference,
    /// The file lives in another data centre than was thought.
    Migration,
    /// A connection broke or was silent, or the data centre had a fault, and the piece was asked for again.
    Connection,
    /// A piece did not have its length, and was asked for again.
    Short,
}

/// How often something was set right within a stream.
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

/// How a stream is, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamState {
    /// It goes on.
    Running,
    /// All bytes were handed on.
    Whole,
    /// The reader left before that: a seek, a closed tab.
    Left,
    /// It broke off; a word for why.
    Failed(&'static str),
}

/// One stream's figures.
#[derive(Clone, Debug)]
pub struct StreamStats {
    /// Whose file it is.
    pub message: MessageId,
    /// Bytes of the whole file.
    pub size: u64,
    /// What the reader asked for.
    pub range: ByteRange,
    /// When it began, UTC.
    pub started_at: OffsetDateTime,
    /// How it is.
    pub state: StreamState,
    /// Until the reader was handed its first bytes; `None` when there were none yet.
    pub first_byte: Option<Duration>,
    /// How long it has been running, or ran.
    pub duration: Duration,
    /// Bytes handed to the reader.
    pub sent: u64,
    /// Bytes a second, from the start to the bytes handed on last.
    pub bytes_per_second: u64,
    /// Pieces that the cache had, or that another reader was fetching already, and their bytes.
    pub cached: (u32, u64),
    /// Pieces that were fetched from Telegram for this stream, and their bytes.
    pub fetched: (u32, u64),
    /// How long it waited because Telegram asked for it.
    pub waited: Duration,
    /// What was set right, and how often.
    pub repairs: RepairCounts,
    /// The most connections that served it at once.
    pub connections: u32,
}

impl Streams {
    /// A stream begins: that range of a file of `size` bytes.
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
            cached: Source::default(),
            fetched: Source::default(),
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

    /// Those that run, the youngest first, then those that ended, the last first.
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
    /// So many bytes were handed to the reader; the first ones fix the time of the first byte.
    pub fn handed(&self, bytes: u64) {
        let figures = &*self.figures;
        let now = microseconds(figures.started.elapsed()).max(1);
        // Only the first call finds a zero.
        let _ = figures.first_byte.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
        figures.last_byte.fetch_max(now, Ordering::Relaxed);
        figures.sent.fetch_add(bytes, Ordering::Relaxed);
    }

    /// A piece was in the cache, or another reader was fetching it already.
    pub fn cached(&self, bytes: u64) {
        self.figures.cached.add(bytes);
    }

    /// A piece was fetched from Telegram.
    pub fn fetched(&self, bytes: u64) {
        self.figures.fetched.add(bytes);
    }

    /// Telegram asked to wait, and it was done.
    pub fn waited(&self, wait: Duration) {
        self.figures.waited.fetch_add(microseconds(wait), Ordering::Relaxed);
    }

    /// Something was set right.
    pub fn repaired(&self, repair: Repair) {
        self.figures.repairs(repair).fetch_add(1, Ordering::Relaxed);
    }

    /// So many connections serve it now; the most is kept.
    pub fn connections(&self, now: u32) {
        self.figures.connections.fetch_max(now, Ordering::Relaxed);
    }

    /// It breaks off. The first error counts.
    pub fn failed(&self, error: &Error) {
        self.figures.failure.get_or_init(|| word_for(error));
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
        register.ended.truncate(REMEMBERED - 1);
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

impl Source {
    fn add(&self, bytes: u64) {
        self.pieces.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn read(&self) -> (u32, u64) {
        (self.pieces.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

impl RepairCounts {
    fn all(self) -> u32 {
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
            chunks_cached = self.cached.0,
            chunks_fetched = self.fetched.0,
            waited_ms = milliseconds(self.waited),
            repairs = self.repairs.all(),
            connections = self.connections,
            "a stream ended"
        );
    }
}

fn word_for(error: &Error) -> &'static str {
    match error {
        Error::Wait(_) => "flood_wait",
        Error::SignedOut => "signed_out",
        Error::NotFound => "not_found",
        Error::Unavailable(_) => "unavailable",
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
    fn a_stream_is_told_of_while_it_runs_and_afterwards() {
        let streams = Streams::default();
        let meter = begin(&streams, 1);
        let seen = &streams.all()[0];
        assert_eq!((seen.state, seen.first_byte, seen.sent), (StreamState::Running, None, 0));
        meter.cached(40);
        meter.fetched(60);
        meter.handed(40);
        meter.handed(60);
        meter.waited(Duration::from_millis(5));
        meter.repaired(Repair::Migration);
        meter.connections(3);
        meter.connections(2);
        let seen = &streams.all()[0];
        assert_eq!((seen.state, seen.sent, seen.connections), (StreamState::Running, 100, 3));
        assert!(seen.first_byte.is_some() && seen.bytes_per_second > 0);
        assert_eq!((seen.cached, seen.fetched, seen.waited.as_millis()), ((1, 40), (1, 60), 5));
        assert_eq!(seen.repairs, RepairCounts { migrations: 1, ..RepairCounts::default() });
        drop(meter);
        assert_eq!(streams.all()[0].state, StreamState::Whole);
        assert_eq!(streams.all().len(), 1);
    }

    #[test]
    fn who_leaves_and_what_fails_are_told_apart() {
        let streams = Streams::default();
        let left = begin(&streams, 1);
        left.handed(99);
        drop(left);
        let failed = begin(&streams, 2);
        failed.failed(&Error::SignedOut);
        failed.failed(&Error::NotFound);
        drop(failed);
        let states: Vec<_> = streams.all().iter().map(|stats| stats.state).collect();
        assert_eq!(states, [StreamState::Failed("signed_out"), StreamState::Left]);
    }

    #[test]
    fn only_the_last_ones_are_remembered() {
        let streams = Streams::default();
        let running = begin(&streams, 0);
        (1..100).for_each(|message| drop(begin(&streams, message)));
        let messages: Vec<_> = streams.all().iter().map(|stats| stats.message.0).collect();
        assert_eq!(messages.len(), 1 + REMEMBERED);
        assert_eq!((messages[0], messages[1], messages[32]), (0, 99, 68));
        drop(running);
        assert_eq!(streams.all()[0].message.0, 0);
        assert_eq!(streams.all().len(), REMEMBERED);
    }
}
