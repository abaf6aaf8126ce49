//! Lanes: the groups into which an account's connections are divided.

use std::time::Duration;

use crate::config::{CallLimits, FloodWaitLimits};

/// A group of an account's connections, for calls of one kind.
///
/// Lanes are separate so that files never delay small calls, a page of thumbnails never delays a video, and an upload delays nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Small calls, and the updates that Telegram pushes.
    Calls,
    /// Files that readers stream.
    Downloads,
    /// Thumbnails and other small pictures.
    Thumbnails,
    /// Files that are uploaded.
    Uploads,
}

impl Lane {
    /// How many requests a connection may have under way before anything was measured. Thumbnails are so small that it takes many of them to
    /// keep a connection busy.
    pub fn min_depth(self) -> usize {
        match self {
            Self::Calls | Self::Downloads | Self::Uploads => 1,
            Self::Thumbnails => 96,
        }
    }

    /// The time limit of the lane's calls.
    pub fn limit(self, limits: &CallLimits) -> Duration {
        match self {
            Self::Calls => limits.call,
            Self::Downloads | Self::Thumbnails | Self::Uploads => limits.transfer,
        }
    }

    /// The longest flood wait that a request waits out; after a longer one it fails with [`Error::Wait`](crate::telegram::Error::Wait).
    pub fn max_flood_wait(self, limits: &FloodWaitLimits) -> Duration {
        match self {
            Self::Calls | Self::Thumbnails => limits.thumbnail,
            Self::Downloads | Self::Uploads => limits.transfer,
        }
    }

    /// How many connections the lane may open to one data centre, where a lane with files may have `configured`.
    pub fn max_connections(self, configured: usize) -> usize {
        match self {
            Self::Calls | Self::Thumbnails => 1,
            Self::Downloads | Self::Uploads => configured,
        }
    }
}
