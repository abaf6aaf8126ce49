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

/// The longest flood waits that are waited out.
#[derive(Clone, Copy, Debug)]
pub struct LongestWait {
    /// Of those that refuse a request.
    pub refusal: Duration,
    /// Of those that only limit the speed (`FLOOD_PREMIUM_WAIT_x`).
    pub pace: Duration,
}

impl LongestWait {
    /// The same for all.
    pub fn any(longest: Duration) -> Self {
        Self { refusal: longest, pace: longest }
    }
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

    /// The longest flood waits that a request waits out; after a longer one it fails with [`Error::Wait`](crate::telegram::Error::Wait).
    pub fn longest_wait(self, limits: &FloodWaitLimits) -> LongestWait {
        match self {
            Self::Calls | Self::Thumbnails => LongestWait::any(limits.thumbnail),
            Self::Downloads | Self::Uploads => LongestWait { refusal: limits.transfer, pace: limits.pace },
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
