//! Requests that no route answered: unknown paths, wrong methods, refused requests and failed guards. Each API's catcher tells them in the
//! API's own form.

use rocket::Request;
use rocket::http::{Method, Status};

use super::guard_error;
use crate::http::access::gate::{self, Refusal};
use crate::http::request::methods;

/// Why no route answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// Turned away before any route.
    Refused(Refusal),
    /// The path has these methods, and not the one that was asked for.
    MethodNotAllowed(Vec<Method>),
    /// Whatever else Rocket refuses: an unknown path, a request that is not understood.
    Http(Status),
}

impl Unanswered {
    /// What the catcher for `status` answers: the error that a guard of this API left, or one made of the reason.
    pub fn tell<E: From<Self> + Send + 'static>(status: Status, request: &Request<'_>) -> E {
        if let Some(refusal) = gate::refusal(request) {
            return Self::Refused(refusal).into();
        }
        if let Some(error) = guard_error::take(request) {
            return error;
        }
        if status == Status::NotFound {
            let methods = methods::of(request);
            if !methods.is_empty() && !methods.contains(&request.method()) {
                return Self::MethodNotAllowed(methods).into();
            }
        }
        Self::Http(status).into()
    }
}
