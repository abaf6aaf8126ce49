//! What no route answers: unknown paths, wrong methods, refused requests and failed guards, in the API's own form.

use rocket::http::Status;
use rocket::{Catcher, Request, catch, catchers};

use super::error::Error;
use crate::http::{allow, gate, left};

/// The catcher for everything.
pub(super) fn catchers() -> Vec<Catcher> {
    catchers![everything]
}

#[catch(default)]
fn everything(status: Status, request: &Request<'_>) -> Error {
    if let Some(refusal) = gate::refusal(request) {
        return Error::Refused(refusal);
    }
    if let Some(error) = left::take(request) {
        return error;
    }
    if status == Status::NotFound {
        let methods = allow::methods(request);
        if !methods.is_empty() && !methods.contains(&request.method()) {
            return Error::MethodNotAllowed(methods);
        }
    }
    Error::Http(status)
}
