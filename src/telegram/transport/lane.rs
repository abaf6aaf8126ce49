//! Which of an account's connections a call uses.

use std::time::Duration;

use crate::config::CallLimits;

/// Which of the account's connections a call uses.
///
/// Files never delay small calls, a grid of thumbnails never delays a video, and an upload delays nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Small calls, and the updates that Telegram pushes.
    Calls,
    /// Files on their way to readers.
    Downloads,
    /// Small pictures.
    Thumbnails,
    /// Files on their way to Telegram.
    Uploads,
}

impl Lane {
    /// How many requests a connection has under way at least. Pictures are small: what keeps it busy is their number.
    pub fn depth(self) -> usize {
        match self {
            Self::Calls | Self::Downloads | Self::Uploads => 1,
            Self::Thumbnails => 96,
        }
    }

    /// How long a call may stay unanswered.
    pub fn limit(self, limits: &CallLimits) -> Duration {
        match self {
            Self::Calls => limits.call,
            Self::Downloads | Self::Thumbnails | Self::Uploads => limits.transfer,
        }
    }

    /// How long a request waits for a flood wait to end before it fails with [`Error::Wait`](crate::telegram::Error::Wait).
    pub fn patience(self) -> Duration {
        match self {
            Self::Calls | Self::Thumbnails => Duration::from_secs(3),
            Self::Downloads | Self::Uploads => Duration::from_secs(30),
        }
    }

    /// How many connections it may have to one data centre. Telegram's own applications use as many.
    pub fn connections(self) -> usize {
        match self {
            Self::Calls | Self::Thumbnails => 1,
            Self::Downloads | Self::Uploads => 4,
        }
    }
}
