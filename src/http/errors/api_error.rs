//! The trait of every API's error type: guards fail with it, and the catcher responds with it.

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
    /// The status of the response.
    fn status(&self) -> Status;

    /// The fault, if it is one that every API has.
    fn fault(&self) -> Option<&Fault>;

    /// The time until the next attempt can succeed.
    fn wait(&self) -> Option<Duration> {
        self.fault().and_then(Fault::wait)
    }

    /// Takes the error that a guard stored for the catcher. An API whose guards store errors of other types takes these as well.
    fn of_guard(request: &Request<'_>) -> Option<Self> {
        guard_error::take(request)
    }
}

/// Fails a guard: stores the error, with which the API's catcher responds.
pub fn fail<E: ApiError>(request: &Request<'_>, error: E) -> (Status, ()) {
    let status = error.status();
    guard_error::set(request, error);
    (status, ())
}

/// The catcher of an API: responds to unknown paths, wrong methods, refused requests and failed guards.
pub fn catcher<E: ApiError>() -> Catcher {
    Catcher::new(None, answer::<E>)
}

fn answer<'r, E: ApiError>(status: Status, request: &'r Request<'_>) -> BoxFuture<'r> {
    let error: E = unanswered::error(status, request, E::of_guard, |why| Fault::Unanswered(why).into());
    Box::pin(std::future::ready(error.respond_to(request)))
}

/// When to try again what could not be done, because Telegram was not reached, or another process has the account.
const UNAVAILABLE: Duration = Duration::from_secs(5);

/// The response of a refusal: JSON that is not cached, with the headers of its fault.
pub fn respond<E: ApiError>(request: &Request<'_>, error: &E, body: impl Serialize) -> response::Result<'static> {
    let mut response = Response::build_from(Json(body).respond_to(request)?);
    // Rocket does not run response fairings for malformed requests, so the important headers are set here.
    response
        .status(error.status())
        .raw_header("Cache-Control", "no-store")
        .raw_header("X-Content-Type-Options", "nosniff");
    let unavailable = (error.status() == Status::ServiceUnavailable).then_some(UNAVAILABLE);
    if let Some(wait) = error.wait().or(unavailable) {
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
