//! Statistics of streams.

use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;

use super::timestamp;
use crate::telegram::{RepairCounts, StreamState, StreamStats};

/// One stream of `GET /stream-stats`
#[derive(Serialize, ToSchema)]
#[schema(as = StreamStats)]
pub struct StreamStatsBody {
    /// The message that has the file.
    #[schema(example = 42)]
    pub message_id: i32,
    /// The stream's state.
    pub state: StreamOutcome,
    /// The cause of a failure, as one word.
    #[schema(required, example = json!(null))]
    pub failure: Option<&'static str>,
    /// RFC 3339, UTC.
    #[schema(format = DateTime, example = "2026-11-20T10:00:00Z")]
    pub started_at: String,
    /// The time since the start, or until the end.
    #[schema(example = 2410)]
    pub duration_ms: u64,
    /// The length of the whole file.
    #[schema(example = 734003200)]
    pub file_bytes: u64,
    /// The position of the first requested byte.
    #[schema(example = 73400320)]
    pub first_byte_at: u64,
    /// The number of requested bytes.
    #[schema(example = 52428800)]
    pub asked_bytes: u64,
    /// The number of bytes sent to the reader.
    #[schema(example = 52428800)]
    pub sent_bytes: u64,
    /// The time until the first byte was sent.
    #[schema(required, example = 61)]
    pub first_byte_ms: Option<u64>,
    /// From the start to the last byte that was sent.
    #[schema(example = 22020096)]
    pub bytes_per_second: u64,
    /// Chunks from the cache, or that were already being fetched for another reader.
    #[schema(example = 12)]
    pub chunks_from_cache: u32,
    /// The bytes of those chunks.
    #[schema(example = 6291456)]
    pub bytes_from_cache: u64,
    /// Chunks that were fetched for this stream.
    #[schema(example = 90)]
    pub chunks_from_telegram: u32,
    /// The bytes of those chunks.
    #[schema(example = 46137344)]
    pub bytes_from_telegram: u64,
    /// The time spent in flood waits.
    #[schema(example = 0)]
    pub waited_ms: u64,
    /// Repairs within the stream.
    pub repairs: RepairsBody,
    /// The largest number of connections that served it at once.
    #[schema(example = 4)]
    pub connections: u32,
}

/// The state of a stream.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum StreamOutcome {
    /// It is being read.
    Running,
    /// Every byte was sent.
    Whole,
    /// The reader disconnected, as players do when they seek.
    Left,
    /// It was cut short; `failure` has the cause.
    Failed,
}

/// Repairs within a stream.
#[derive(Serialize, ToSchema)]
#[schema(as = StreamRepairs)]
pub struct RepairsBody {
    /// Renewed file references.
    pub references: u32,
    /// Redirections to another data centre.
    pub migrations: u32,
    /// Lost connections.
    pub connections: u32,
    /// Chunks of a wrong length.
    pub short: u32,
}

impl From<StreamStats> for StreamStatsBody {
    fn from(stats: StreamStats) -> Self {
        let milliseconds = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let (state, failure) = match stats.state {
            StreamState::Running => (StreamOutcome::Running, None),
            StreamState::Whole => (StreamOutcome::Whole, None),
            StreamState::Left => (StreamOutcome::Left, None),
            StreamState::Failed(why) => (StreamOutcome::Failed, Some(why)),
        };
        let RepairCounts { references, migrations, connections, short } = stats.repairs;
        Self {
            message_id: stats.message.0,
            state,
            failure,
            started_at: timestamp(stats.started_at),
            duration_ms: milliseconds(stats.duration),
            file_bytes: stats.size,
            first_byte_at: stats.range.start(),
            asked_bytes: stats.range.len(),
            sent_bytes: stats.sent,
            first_byte_ms: stats.first_byte.map(milliseconds),
            bytes_per_second: stats.bytes_per_second,
            chunks_from_cache: stats.cached.0,
            bytes_from_cache: stats.cached.1,
            chunks_from_telegram: stats.fetched.0,
            bytes_from_telegram: stats.fetched.1,
            waited_ms: milliseconds(stats.waited),
            repairs: RepairsBody { references, migrations, connections, short },
            connections: stats.connections,
        }
    }
}
