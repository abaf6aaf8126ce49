//! What every API's error type has in common: how a guard fails with it, how a catcher answers with it, and what its answers have beside the body.

use std::time::Duration;

use rocket::catcher::{BoxFuture, Catcher};
use rocket::http::Status;
use rocket::response::{self, Responder};
use rocket::serde::json::Json;
use rocket::{Request, Response};
use serde::Serialize;

use super::failure::whole_seconds;
use super::fault::Fault;
use super::guard_error;
use super::unanswered::{self, Unanswered};
use crate::http::request::methods;

/// The error type of an API.
pub trait ApiError: From<Fault> + for<'r> Responder<'r, 'static> + Send + 'static {
    /// The status it is answered with.
    fn status(&self) -> Status;

    /// What it has in common with other APIs.
    fn fault(&self) -> Option<&Fault>;

    /// How long to wait before it is worth trying again.
    fn wait(&self) -> Option<Duration> {
        self.fault().and_then(Fault::wait)
    }

    /// Takes the error that a guard left for the catcher. An API whose guards leave errors of other types as well looks for these, too.
    fn of_guard(request: &Request<'_>) -> Option<Self> {
        guard_error::take(request)
    }
}

/// The error of a guard that fails: the API's catcher answers with it.
pub fn fail<E: ApiError>(request: &Request<'_>, error: E) -> (Status, ()) {
    let status = error.status();
    guard_error::set(request, error);
    (status, ())
}

/// Answers in the API's own form whatever no route answers: unknown paths, wrong methods, refused requests and failed guards.
pub fn catcher<E: ApiError>() -> Catcher {
    Catcher::new(None, answer::<E>)
}

fn answer<'r, E: ApiError>(status: Status, request: &'r Request<'_>) -> BoxFuture<'r> {
    let error: E = unanswered::error(status, request, E::of_guard, |why| Fault::Unanswered(why).into());
    Box::pin(std::future::ready(error.respond_to(request)))
}

/// The answer of a refusal: JSON that no cache keeps, with the headers that its fault needs.
pub fn respond<E: ApiError>(request: &Request<'_>, error: &E, body: impl Serialize) -> response::Result<'static> {
    let mut response = Response::build_from(Json(body).respond_to(request)?);
    // Malformed requests pass no fairing on their way back, so the essentials are here.
    response
        .status(error.status())
        .raw_header("Cache-Control", "no-store")
        .raw_header("X-Content-Type-Options", "nosniff");
    if let Some(wait) = error.wait() {
        response.raw_header("Retry-After", whole_seconds(wait).to_string());
    }
    match error.fault() {
        Some(Fault::RangeNotSatisfiable { length }) => {
            response.raw_header("Content-Range", format!("bytes */{length}"));
        }
        Some(Fault::Unanswered(Unanswered::MethodNotAllowed(allowed))) => {
            response.raw_header("Allow", methods::allow_header(allowed));
        }
        _ => {}
    }
    response.ok()
}
