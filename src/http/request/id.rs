//! An id for every request, in the answer (`X-Request-Id`) and in the log, so that a report can be matched with its log lines.

use std::fmt;

use rocket::Request;

/// A request's id: 64 random bits. Ids that a client sends are ignored: they would let it write into our log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// The request's id, generated at the first call.
    pub fn of(request: &Request<'_>) -> Self {
        // Without random bytes a zero will do: the id is for people, nothing depends on it.
        *request.local_cache(|| Self(getrandom::u64().unwrap_or_default()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
