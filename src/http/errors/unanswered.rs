//! Requests that no route answers: unknown paths, wrong methods, refused requests and failed guards. The catcher of an API answers them in its
//! own form.

use rocket::Request;
use rocket::http::{Method, Status};

use super::code::Code;
use crate::http::access::gate::{self, Refusal};
use crate::http::request::methods;

/// Why no route answers a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// The request was refused before it was routed.
    Refused(Refusal),
    /// The path has other methods: these.
    MethodNotAllowed(Vec<Method>),
    /// Another status of Rocket's: an unknown path, a malformed request.
    Http(Status),
}

/// The error that a catcher responds with: the one that a guard stored (taken by `of_guard`), or one made of the reason by `otherwise`.
pub fn error<E>(
    status: Status,
    request: &Request<'_>,
    of_guard: impl FnOnce(&Request<'_>) -> Option<E>,
    otherwise: impl FnOnce(Unanswered) -> E,
) -> E {
    if let Some(refusal) = gate::refusal(request) {
        return otherwise(Unanswered::Refused(refusal));
    }
    if let Some(error) = of_guard(request) {
        return error;
    }
    if status == Status::NotFound {
        let methods = methods::of(request);
        if !methods.is_empty() && !methods.contains(&request.method()) {
            return otherwise(Unanswered::MethodNotAllowed(methods));
        }
    }
    otherwise(Unanswered::Http(status))
}

impl Unanswered {
    /// The status of the response.
    pub fn status(&self) -> Status {
        match self {
            Self::Refused(Refusal::Host) => Status::BadRequest,
            Self::Refused(Refusal::Origin) => Status::Forbidden,
            Self::MethodNotAllowed(_) => Status::MethodNotAllowed,
            Self::Http(status) => match status.code {
                // Rocket's status for forms that it cannot parse.
                422 => Status::BadRequest,
                400..=499 | 501 | 503 => *status,
                _ => Status::InternalServerError,
            },
        }
    }

    /// The code of the response.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(Refusal::Host) => Code::HostNotAllowed,
            Self::Refused(Refusal::Origin) => Code::OriginNotAllowed,
            Self::MethodNotAllowed(_) => Code::MethodNotAllowed,
            Self::Http(status) => match status.code {
                401 => Code::NotAuthenticated,
                403 => Code::Forbidden,
                404 => Code::NotFound,
                408 => Code::RequestTimeout,
                413 => Code::RequestTooLarge,
                415 => Code::UnsupportedMediaType,
                400..=499 => Code::RequestMalformed,
                501 => Code::NotImplemented,
                503 => Code::ServerBusy,
                _ => Code::InternalError,
            },
        }
    }
}
