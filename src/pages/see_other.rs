//! A redirect to another of our pages.

use rocket::http::{Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};

/// 303 See Other, with headers for the browser to take along.
pub(super) struct GoTo {
    path: &'static str,
    headers: Vec<Header<'static>>,
}

impl GoTo {
    /// To that path.
    pub fn new(path: &'static str) -> Self {
        Self { path, headers: Vec::new() }
    }

    /// With a header, such as a cookie.
    pub fn with(mut self, header: Header<'static>) -> Self {
        self.headers.push(header);
        self
    }
}

impl<'r> Responder<'r, 'static> for GoTo {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response.status(Status::SeeOther).raw_header("Location", self.path).raw_header("Cache-Control", "no-store");
        for header in self.headers {
            response.header_adjoin(header);
        }
        response.ok()
    }
}
