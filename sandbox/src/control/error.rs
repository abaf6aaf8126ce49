//! The control port's errors: a status and `{"error": "…"}`.

use rocket::http::Status;
use rocket::response::{self, Responder, Response};
use rocket::serde::json::{self, Json};
use rocket::{Catcher, Request, catch, catchers};

use super::wire::Problem;
use crate::faults;
use crate::sandbox::AccountError;
use crate::world;

/// What went wrong with a request.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("the body is not what this call takes: {0}")]
    Body(String),
    #[error("the body is too large or broke off")]
    Read,
    #[error(transparent)]
    Fault(#[from] faults::Error),
    #[error(transparent)]
    Account(#[from] AccountError),
}

impl From<json::Error<'_>> for Error {
    fn from(error: json::Error<'_>) -> Self {
        match error {
            json::Error::Io(_) => Self::Read,
            json::Error::Parse(_, error) => Self::Body(error.to_string()),
        }
    }
}

impl From<world::Unknown> for Error {
    fn from(error: world::Unknown) -> Self {
        Self::Account(error.into())
    }
}

impl Error {
    fn status(&self) -> Status {
        match self {
            Self::Body(_) | Self::Read | Self::Account(AccountError::Token) => Status::BadRequest,
            Self::Fault(faults::Error::TooMany) => Status::Conflict,
            Self::Fault(_) => Status::BadRequest,
            Self::Account(AccountError::World(world::Unknown::Refused(_))) => Status::Conflict,
            Self::Account(AccountError::World(
                world::Unknown::Phone | world::Unknown::Account | world::Unknown::Chat,
            )) => Status::NotFound,
        }
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = Json(Problem { error: self.to_string() }).respond_to(request)?;
        Response::build_from(body).status(self.status()).ok()
    }
}

#[catch(default)]
fn anything(status: Status, _request: &Request<'_>) -> (Status, Json<Problem>) {
    let error = match status.code {
        403 => "only programs of this machine may use the control port, and no web pages".to_owned(),
        404 => "there is no such call; the sandbox's README has the list".to_owned(),
        _ => status.reason_lossy().to_lowercase(),
    };
    (status, Json(Problem { error }))
}

pub(super) fn catchers() -> Vec<Catcher> {
    catchers![anything]
}
