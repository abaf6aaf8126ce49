//! Routes of calls.

use super::fair_queue::StreamId;
use super::lane::Lane;

/// Where a call is sent, and how it is treated there.
#[derive(Clone, Copy, Debug)]
pub struct CallRoute {
    /// The lane whose connections carry the call.
    pub lane: Lane,
    /// The data centre; `None` for the account's home data centre.
    pub dc: Option<i32>,
    /// Whether the call may be made again when its connection broke before the answer, because it has the same effect once or twice.
    pub repeatable: bool,
    /// The stream that the call belongs to. The streams of a lane get equal shares of it.
    pub stream: StreamId,
    /// Whether a reader waits for this answer before it has received any bytes. Urgent calls come first.
    pub urgent: bool,
}

impl CallRoute {
    /// A repeatable call to the home data centre.
    pub const HOME: Self = Self { lane: Lane::Calls, dc: None, repeatable: true, stream: StreamId(0), urgent: false };
    /// A call to the home data centre that must not be made twice.
    pub const HOME_ONCE: Self = Self { repeatable: false, ..Self::HOME };

    /// Fetches a piece of a file from that data centre. The caller repeats it.
    pub const fn download(dc: i32, stream: StreamId, urgent: bool) -> Self {
        Self { lane: Lane::Downloads, dc: Some(dc), stream, urgent, ..Self::HOME_ONCE }
    }

    /// Fetches a thumbnail, or a piece of one, from that data centre.
    pub const fn thumbnail(dc: i32, urgent: bool) -> Self {
        Self { lane: Lane::Thumbnails, dc: Some(dc), urgent, ..Self::HOME }
    }

    /// Sends a part of a file to the home data centre. The caller repeats it.
    pub const fn upload(stream: StreamId) -> Self {
        Self { lane: Lane::Uploads, stream, ..Self::HOME_ONCE }
    }
}
