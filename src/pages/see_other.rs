//! A redirect to another page of ours.

use rocket::http::{Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};

/// 303 See Other, with headers such as cookies.
pub(super) struct SeeOther {
    path: &'static str,
    headers: Vec<Header<'static>>,
}

impl SeeOther {
    /// A redirect to that path.
    pub fn new(path: &'static str) -> Self {
        Self { path, headers: Vec::new() }
    }

    /// Adds a header, such as a cookie.
    pub fn with(mut self, header: Header<'static>) -> Self {
        self.headers.push(header);
        self
    }
}

impl<'r> Responder<'r, 'static> for SeeOther {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response.status(Status::SeeOther).raw_header("Location", self.path).raw_header("Cache-Control", "no-store");
        for header in self.headers {
            response.header_adjoin(header);
        }
        response.ok()
    }
}
