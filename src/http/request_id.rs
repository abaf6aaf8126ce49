//! A name for every request, in the answer (`X-Request-Id`) and in the log, so that a report can be matched with what happened.

use std::fmt;

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::Header;
use rocket::{Request, Response};

/// A request's name: 64 random bits. Names that a client sends are not taken over: they would be a way to write into our log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RequestId(u64);

impl RequestId {
    /// The request's name, given at the first call.
    pub fn of(request: &Request<'_>) -> Self {
        // Without random bytes a zero does: the name is for people, nothing depends on it.
        *request.local_cache(|| Self(getrandom::u64().unwrap_or_default()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Puts the name into the answer.
pub(super) struct RequestIds;

#[rocket::async_trait]
impl Fairing for RequestIds {
    fn info(&self) -> Info {
        Info { name: "request ids", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        response.set_header(Header::new("X-Request-Id", RequestId::of(request).to_string()));
    }
}
