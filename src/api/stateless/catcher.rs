//! What no route answers: unknown paths, wrong methods, refused requests and failed guards, in the API's own form.

use rocket::http::Status;
use rocket::{Catcher, Request, catch, catchers};

use super::error::Error;
use crate::http::errors::unanswered::Unanswered;

/// The catcher for everything.
pub(super) fn catchers() -> Vec<Catcher> {
    catchers![everything]
}

#[catch(default)]
fn everything(status: Status, request: &Request<'_>) -> Error {
    Unanswered::tell(status, request)
}
