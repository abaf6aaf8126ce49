//! Every way in which the gallery API refuses a request, with its status, sentence and code.
//!
//! Errors about a browser's session are those of the pages, too ([`crate::browser::Error`]); the others are about media. The sentences are
//! part of the API's contract. They are written for the client; the cause of an internal failure is logged once, with the request's id.
//! `details` names a cause, never a value.

use rocket::http::Status;
use rocket::response::{self, Responder};
use rocket::{Request, Response};

use super::wire::ErrorBody;
use crate::browser;
use crate::browser::sentence::sentence;
use crate::browser::session_cookie::SessionCookie;
use crate::http::errors::api_error::{ApiError, respond};
use crate::http::errors::code::Code;
use crate::http::errors::failure;
use crate::http::errors::fault::Fault;
use crate::http::errors::guard_error;
use crate::http::request::id::RequestId;
use crate::telegram::{self, Rejected};

/// What was being done when something failed that the client cannot help. Each has a sentence of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Reading the request.
    Read,
    /// `/is-authenticated`
    CheckAuthentication,
    /// `/media-counts`, `/media-calendar`
    Count,
    /// `/upload_file`
    Upload,
    /// `PATCH /media/<id>`
    Edit,
    /// `DELETE /media/<id>`
    Delete,
    /// `/stream_media/<id>`, `/download`
    Stream,
    /// `/stream_thumbnail/<id>`
    Thumbnail,
}

/// A refusal.
#[derive(Debug)]
pub enum Error {
    /// An error about the browser's session.
    Browser(browser::Error),
    /// A parameter with an invalid value.
    Parameter {
        /// Its name.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// No file in an upload.
    NoFile,
    /// A file that is not accepted, with the reason.
    InvalidFile(&'static str),
    /// The files are too large for one zip.
    DownloadTooLarge {
        /// How many bytes they may have together.
        limit: u64,
    },
    /// A failure that every API can have, and what was being done.
    Fault(Operation, Fault),
}

impl Operation {
    /// A fault during this operation.
    pub fn failed(self, fault: impl Into<Fault>) -> Error {
        Error::Fault(self, fault.into())
    }

    /// What this operation refers to does not exist.
    pub fn not_found(self) -> Error {
        self.failed(telegram::Error::NotFound)
    }

    fn text(self) -> &'static str {
        match self {
            Self::Read => "Something went wrong.",
            Self::CheckAuthentication => "Failed to check authentication status.",
            Self::Count => "Failed to count media in Saved Messages.",
            Self::Upload => "Failed to upload file to Telegram.",
            Self::Edit => "Failed to change the caption.",
            Self::Delete => "Failed to delete the media.",
            Self::Stream => "Failed to stream media.",
            Self::Thumbnail => "Failed to stream thumbnail.",
        }
    }
}

impl Error {
    /// The sentence, for people.
    pub fn text(&self) -> &'static str {
        match self {
            Self::Browser(error) => error.text(),
            Self::Parameter { .. } => "Invalid parameter.",
            Self::NoFile => "No file provided in the request.",
            Self::InvalidFile(_) => "Invalid file type or format.",
            Self::DownloadTooLarge { .. } => "The files are too large for one download.",
            Self::Fault(Operation::Thumbnail, Fault::Telegram(telegram::Error::NotFound)) => {
                "Thumbnail not found for this message or message ID is invalid."
            }
            Self::Fault(operation, fault) => sentence(fault, operation.text()),
        }
    }

    /// The code, for programs.
    pub fn code(&self) -> Code {
        match self {
            Self::Browser(error) => error.code(),
            Self::Parameter { .. } => Code::ParameterInvalid,
            Self::NoFile => Code::FileRequired,
            Self::InvalidFile(_) => Code::FileInvalid,
            Self::DownloadTooLarge { .. } => Code::DownloadTooLarge,
            Self::Fault(Operation::Thumbnail, Fault::Telegram(telegram::Error::NotFound)) => Code::ThumbnailNotFound,
            Self::Fault(_, Fault::Telegram(telegram::Error::NotFound)) => Code::MediaNotFound,
            Self::Fault(_, fault) => fault.code(),
        }
    }

    /// The response's body.
    pub fn body(&self) -> ErrorBody {
        let body = ErrorBody::new(self.text(), self.code());
        match self {
            Self::Browser(browser::Error::PasswordRequired { hint }) => {
                ErrorBody { password_required: true, password_hint: hint.clone(), ..body }
            }
            Self::Parameter { name, expected } => {
                ErrorBody { details: Some(format!("{name} must be {expected}")), ..body }
            }
            Self::InvalidFile(why) => ErrorBody { details: Some((*why).to_owned()), ..body },
            Self::DownloadTooLarge { limit } => ErrorBody { limit: Some(*limit), ..body },
            Self::Browser(browser::Error::Fault(_, fault)) | Self::Fault(_, fault) => ErrorBody {
                details: details(fault),
                limit: fault.limit(),
                retry_after: fault.wait().map(failure::whole_seconds),
                ..body
            },
            Self::Browser(_) | Self::NoFile => body,
        }
    }

    /// The body of a refusal that is sent as an event instead of a response. An internal failure is logged.
    pub fn log_and_describe(&self) -> ErrorBody {
        self.log(None);
        self.body()
    }

    /// Logs the cause of an internal failure.
    fn log(&self, request: Option<RequestId>) {
        match self {
            Self::Browser(error) => error.log(request),
            Self::Fault(operation, fault) => {
                if let Some(cause) = fault.failure() {
                    failure::log(request, operation, cause);
                }
            }
            Self::Parameter { .. } | Self::NoFile | Self::InvalidFile(_) | Self::DownloadTooLarge { .. } => {}
        }
    }

    fn is_session_ended(&self) -> bool {
        matches!(self.fault(), Some(Fault::Telegram(telegram::Error::SignedOut)))
    }
}

/// `details`: what is wrong with the request, or what failed.
fn details(fault: &Fault) -> Option<String> {
    match fault {
        Fault::Malformed(how) => Some((*how).to_owned()),
        Fault::Telegram(telegram::Error::Rejected(Rejected::FileEmpty)) => Some("the file is empty".to_owned()),
        fault => fault.failure().map(failure::details),
    }
}

impl From<browser::Error> for Error {
    fn from(error: browser::Error) -> Self {
        Self::Browser(error)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Operation::Read.failed(fault)
    }
}

impl ApiError for Error {
    fn status(&self) -> Status {
        match self {
            Self::Browser(error) => error.status(),
            Self::Parameter { .. } | Self::NoFile | Self::InvalidFile(_) => Status::BadRequest,
            Self::DownloadTooLarge { .. } => Status::PayloadTooLarge,
            Self::Fault(_, fault) => fault.status(),
        }
    }

    fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Browser(error) => error.fault(),
            Self::Fault(_, fault) => Some(fault),
            _ => None,
        }
    }

    fn of_guard(request: &Request<'_>) -> Option<Self> {
        guard_error::take(request).or_else(|| guard_error::take(request).map(Self::Browser))
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        self.log(Some(RequestId::of(request)));
        let mut response = Response::build_from(respond(request, &self, self.body())?);
        if self.is_session_ended() {
            response.header(SessionCookie::of(request).removal());
        }
        response.ok()
    }
}
