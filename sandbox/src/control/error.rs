//! The control port's errors, answered as a status and `{"error": "…"}`.

use rocket::http::Status;
use rocket::response::{self, Responder, Response};
use rocket::serde::json::{self, Json};
use rocket::{Catcher, Request, catch, catchers};

use super::wire::ErrorBody;
use crate::faults;
use crate::running::AccountError;
use crate::world::ControlError;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error("invalid request body: {0}")]
    Body(String),
    #[error("the request body is too large or incomplete")]
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

impl From<ControlError> for Error {
    fn from(error: ControlError) -> Self {
        Self::Account(error.into())
    }
}

impl Error {
    fn status(&self) -> Status {
        match self {
            Self::Body(_) | Self::Read | Self::Account(AccountError::Token) => Status::BadRequest,
            Self::Fault(faults::Error::TooMany) => Status::Conflict,
            Self::Fault(_) => Status::BadRequest,
            Self::Account(AccountError::World(ControlError::Refused(_))) => Status::Conflict,
            Self::Account(AccountError::World(
                ControlError::Phone
                | ControlError::Account
                | ControlError::Chat
                | ControlError::Message
                | ControlError::Byte,
            )) => Status::NotFound,
        }
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = Json(ErrorBody { error: self.to_string() }).respond_to(request)?;
        Response::build_from(body).status(self.status()).ok()
    }
}

#[catch(default)]
fn default_catcher(status: Status, _request: &Request<'_>) -> (Status, Json<ErrorBody>) {
    let error = match status.code {
        403 => "the control port is for programs on this machine, not for web pages".to_owned(),
        404 => "no such call; the sandbox's README lists them".to_owned(),
        _ => status.reason_lossy().to_lowercase(),
    };
    (status, Json(ErrorBody { error }))
}

pub(super) fn catchers() -> Vec<Catcher> {
    catchers![default_catcher]
}
