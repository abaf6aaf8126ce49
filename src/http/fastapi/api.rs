//! An API in FastAPI's form, known by its error type.

use rocket::http::Status;
use rocket::{Request, Response, response};

use super::refusal::{Detail, ErrorBody, SchemaNames};
use super::validation::Item;
use crate::http::errors::api_error::{self, ApiError};
use crate::http::errors::failure::whole_seconds;

/// The error type of an API whose refusals are `{"detail": …}`.
pub trait FastApi: ApiError + SchemaNames {
    /// The routes whose path ends with a slash in the original's documentation; all others have none.
    const WITH_SLASH: &'static [&'static str];
    /// The most bytes of a small body.
    const BODY_LIMIT: u64;
    /// Whether the caller is identified before the parameters are checked, as FastAPI's dependencies are. Otherwise whatever is malformed is reported first,
    /// and nothing is said about the caller.
    const CALLER_FIRST: bool;

    /// The request is malformed: 422.
    fn invalid(problems: Vec<Item>) -> Self;

    /// The path has another form: 307 to that address.
    fn redirect(location: String) -> Self;

    /// The address of a redirect.
    fn location(&self) -> Option<&str>;

    /// The content of a refusal; `None` for a redirect.
    fn detail(&self) -> Option<Detail>;

    /// The body of a refusal; `None` for a redirect.
    fn body(&self) -> Option<ErrorBody<Self>> {
        self.detail().map(|detail| ErrorBody::new(detail, self.wait().map(whole_seconds)))
    }
}

/// The response of an error.
pub fn respond<E: FastApi>(request: &Request<'_>, error: &E) -> response::Result<'static> {
    match error.location() {
        Some(location) => Response::build()
            .status(Status::TemporaryRedirect)
            .raw_header("Cache-Control", "no-store")
            .raw_header("X-Content-Type-Options", "nosniff")
            .raw_header("Location", location.to_owned())
            .ok(),
        None => api_error::respond(request, error, error.body()),
    }
}
