//! Where and how a call is made: which of the account's connections it uses, for whom, and how long it may take.

use std::time::Duration;

use super::turns::StreamId;

/// How long calls may stay unanswered before their connection is given up and, where that does no harm, they are made once more.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// An ordinary call answers within a second; a sleepy data centre within a few.
    pub call: Duration,
    /// A piece of a file: at most 512 KiB, also on a bad line.
    pub transfer: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { call: Duration::from_secs(15), transfer: Duration::from_secs(30) }
    }
}

impl Limits {
    /// That of a lane.
    pub fn of(self, lane: Lane) -> Duration {
        match lane {
            Lane::Calls => self.call,
            Lane::Downloads | Lane::Thumbnails | Lane::Uploads => self.transfer,
        }
    }
}

/// Which of the account's connections a call uses.
///
/// Files never stand in the way of small calls, a grid of thumbnails not in that of a video, and an upload in nobody's.
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

    /// How long somebody who uses it waits for Telegram's permission, rather than be told to come back.
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

/// Where and how a call is made.
#[derive(Clone, Copy, Debug)]
pub struct To {
    pub lane: Lane,
    /// `None`: where the account is at home.
    pub dc: Option<i32>,
    /// Whether it may be made twice when nobody knows if the first one arrived.
    pub repeatable: bool,
    /// For whom; streams share a lane fairly.
    pub stream: StreamId,
    /// Whether somebody waits for a first byte.
    pub urgent: bool,
}

impl To {
    /// An ordinary call at home that does no harm when made twice.
    pub const HOME: Self = Self { lane: Lane::Calls, dc: None, repeatable: true, stream: StreamId(0), urgent: false };
    /// A call at home that must not be made twice.
    pub const HOME_ONCE: Self = Self { repeatable: false, ..Self::HOME };

    /// A piece of a file that comes from that data centre.
    pub const fn download(dc: i32, stream: StreamId, urgent: bool) -> Self {
        Self { lane: Lane::Downloads, dc: Some(dc), stream, urgent, ..Self::HOME }
    }

    /// A small picture, or a piece of one, that comes from that data centre.
    pub const fn thumbnail(dc: i32, urgent: bool) -> Self {
        Self { lane: Lane::Thumbnails, dc: Some(dc), urgent, ..Self::HOME }
    }

    /// A part of a file that goes to the home data centre.
    pub const fn upload(stream: StreamId) -> Self {
        Self { lane: Lane::Uploads, stream, ..Self::HOME }
    }
}
