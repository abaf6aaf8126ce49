//! An id for every request, in the response (`X-Request-Id`) and in the log, so that the log lines of a reported problem can be found.

use std::fmt;

use rocket::Request;

/// A request's id: 64 random bits. Ids that a client sends are ignored, since clients must not write into the log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// The request's id, generated at the first call.
    pub fn of(request: &Request<'_>) -> Self {
        // Zero if there are no random bytes: nothing depends on the id.
        *request.local_cache(|| Self(getrandom::u64().unwrap_or_default()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
