//! Where and how a call is made.

use super::lane::Lane;
use super::turns::StreamId;

/// Where and how a call is made.
#[derive(Clone, Copy, Debug)]
pub struct CallRoute {
    /// Which connections.
    pub lane: Lane,
    /// The data centre; `None` for the account's home.
    pub dc: Option<i32>,
    /// Whether the call may be repeated when its connection breaks before the answer: it has the same effect once or twice.
    pub repeatable: bool,
    /// The stream that it belongs to; streams share a lane fairly.
    pub stream: StreamId,
    /// Whether a reader is waiting for its first byte.
    pub urgent: bool,
}

impl CallRoute {
    /// An ordinary call at home that may be repeated.
    pub const HOME: Self = Self { lane: Lane::Calls, dc: None, repeatable: true, stream: StreamId(0), urgent: false };
    /// A call at home that must not be repeated.
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
