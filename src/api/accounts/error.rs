//! Every way in which the accounts API refuses a request: `{"isSuccess": false, "message": …}`.
//!
//! Sentences of the original API are the same here, letter for letter. The cause of an internal failure is logged once, with the request's
//! id; `message` names a cause, never a value.

use std::time::Duration;

use rocket::http::Status;
use rocket::response::{self, Responder};
use rocket::{Request, Response};

use super::wire::{ErrorBody, SecondFactor};
use crate::http::access::api_keys::Denied;
use crate::http::access::gate::Refusal;
use crate::http::errors::api_error::{ApiError, respond};
use crate::http::errors::code::Code;
use crate::http::errors::failure;
use crate::http::errors::fault::Fault;
use crate::http::errors::unanswered::Unanswered;
use crate::http::limits::limited::Limited;
use crate::http::request::body::BodyError;
use crate::http::request::id::RequestId;
use crate::telegram;

/// A refusal.
#[derive(Debug)]
pub enum Error {
    /// The API key is missing, wrong, or for another API.
    Denied(Denied),
    /// The phone number is missing.
    PhoneRequired,
    /// The phone number is malformed.
    PhoneInvalid,
    /// `/signin` without a code.
    CodeRequired,
    /// The code was right, the second factor is missing.
    PasswordRequired {
        /// The hint that the owner set.
        hint: Option<String>,
    },
    /// The key has no account with that number, or the account was logged out.
    NotAuthorized,
    /// A parameter with an invalid value.
    Parameter {
        /// Its name.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// No file in an upload.
    NoFile,
    /// There is no such message, or it has no file.
    FileNotFound,
    /// None of the messages exists.
    MessagesNotFound,
    /// The account has no profile photo.
    PhotoNotFound,
    /// A failure that every API can have.
    Fault(Fault),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<telegram::Error> for Error {
    fn from(error: telegram::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Limited> for Error {
    fn from(limited: Limited) -> Self {
        Self::Fault(limited.into())
    }
}

impl Error {
    /// The error for a fault in a request for a file.
    pub(super) fn of_file(fault: impl Into<Fault>) -> Self {
        match fault.into() {
            Fault::Telegram(telegram::Error::NotFound) => Self::FileNotFound,
            fault => Self::Fault(fault),
        }
    }

    /// The response's body.
    pub fn body(&self) -> ErrorBody {
        let data = match self {
            Self::PasswordRequired { hint } => Some(SecondFactor { needs2fa: true, hint: hint.clone() }),
            _ => None,
        };
        let retry_after = self.wait().map(failure::whole_seconds);
        ErrorBody { is_success: false, message: self.message(), code: self.code(), data, retry_after }
    }

    /// The code, for programs.
    pub fn code(&self) -> Code {
        match self {
            Self::Denied(denied) => Code::of_denied(denied),
            Self::PhoneRequired => Code::PhoneNumberRequired,
            Self::PhoneInvalid => Code::PhoneNumberInvalid,
            Self::CodeRequired => Code::CodeRequired,
            Self::PasswordRequired { .. } => Code::PasswordRequired,
            Self::NotAuthorized => Code::NotAuthenticated,
            Self::Parameter { .. } => Code::ParameterInvalid,
            Self::NoFile => Code::FileRequired,
            Self::FileNotFound => Code::FileNotFound,
            Self::MessagesNotFound => Code::MessagesNotFound,
            Self::PhotoNotFound => Code::PhotoNotFound,
            Self::Fault(Fault::Telegram(telegram::Error::NotFound)) => Code::ChatNotFound,
            Self::Fault(fault) => fault.code(),
        }
    }

    fn message(&self) -> String {
        let text = match self {
            Self::Denied(Denied::Missing) => "An API key is required.",
            Self::Denied(Denied::Unknown) => "The API key is not valid.",
            Self::Denied(Denied::Scope) => "The API key is not for this API.",
            Self::Denied(Denied::Limited(_)) => "Too many wrong API keys. Please try again later.",
            Self::Denied(Denied::Store(_)) => "Something went wrong.",
            Self::PhoneRequired => "phoneNumber is required.",
            Self::PhoneInvalid => "The phone number is invalid.",
            Self::CodeRequired => "phoneCode is required.",
            Self::PasswordRequired { .. } => "2FA detected, please provide a password at signin",
            Self::NotAuthorized | Self::Fault(Fault::Telegram(telegram::Error::SignedOut)) => {
                "The user trying to access telegram features is not authorized."
            }
            Self::Parameter { name, expected } => return format!("{name} must be {expected}."),
            Self::NoFile | Self::Fault(Fault::NotMultipart) => "file is required.",
            Self::FileNotFound => "There is no such message, or it has no file.",
            Self::MessagesNotFound => "None of the messages was found.",
            Self::PhotoNotFound => "The account has no profile photo.",
            Self::Fault(Fault::Unanswered(why)) => unanswered(why),
            Self::Fault(Fault::Malformed(how)) => return format!("The request is malformed: {how}."),
            Self::Fault(Fault::UnsupportedMediaType) => "Send JSON or a form.",
            Self::Fault(Fault::Body(BodyError::TooLarge { limit })) => {
                return format!("The request is larger than {limit} bytes.");
            }
            Self::Fault(Fault::Body(BodyError::Incomplete)) => "The request broke off.",
            Self::Fault(Fault::Body(BodyError::Stalled)) => "The request took too long to arrive.",
            Self::Fault(Fault::RangeNotSatisfiable { .. }) => "The range is outside of the file.",
            Self::Fault(Fault::PreconditionFailed) => "The file is not the expected one.",
            Self::Fault(Fault::Limited(_) | Fault::Telegram(telegram::Error::Wait(_))) => {
                "Too many requests. Please try again later."
            }
            Self::Fault(Fault::Telegram(telegram::Error::NotFound)) => "The chat was not found.",
            Self::Fault(Fault::Telegram(telegram::Error::Rejected(rejected))) => {
                return capitalized(&rejected.to_string());
            }
            Self::Fault(Fault::Telegram(telegram::Error::OpenElsewhere(_))) => {
                "Another server process uses this account. Please try again later."
            }
            Self::Fault(Fault::Telegram(cause @ telegram::Error::Rpc { .. })) => match cause.refusal() {
                Some(refusal) => refusal.sentence,
                None => return capitalized(&failure::details(cause)),
            },
            Self::Fault(Fault::Telegram(
                cause @ (telegram::Error::Unavailable(_) | telegram::Error::Protocol(_) | telegram::Error::Store(_)),
            )) => return capitalized(&failure::details(cause)),
        };
        text.to_owned()
    }
}

/// A sentence: with a capital letter and a full stop.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// The sentence for a request that no route answers.
fn unanswered(why: &Unanswered) -> &'static str {
    match why {
        Unanswered::Refused(Refusal::Host) => "The request is for another host.",
        Unanswered::Refused(Refusal::Origin) => "Requests from this origin are not allowed.",
        Unanswered::MethodNotAllowed(_) => "Method not allowed.",
        Unanswered::Http(status) => match status.code {
            404 => "There is no such action.",
            408 => "The request took too long to arrive.",
            413 => "The request is too large.",
            415 => "Send JSON or a form.",
            400 | 422 => "The request is malformed.",
            503 => "The server is busy. Please try again later.",
            400..=499 => "The request cannot be answered.",
            _ => "Something went wrong.",
        },
    }
}

impl ApiError for Error {
    fn status(&self) -> Status {
        match self {
            Self::Denied(denied) => denied.status(),
            Self::NotAuthorized | Self::PasswordRequired { .. } => Status::Unauthorized,
            Self::PhoneRequired | Self::PhoneInvalid | Self::CodeRequired | Self::Parameter { .. } | Self::NoFile => {
                Status::BadRequest
            }
            Self::FileNotFound | Self::MessagesNotFound | Self::PhotoNotFound => Status::NotFound,
            Self::Fault(fault) => fault.status(),
        }
    }

    fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    fn wait(&self) -> Option<Duration> {
        match self {
            Self::Denied(Denied::Limited(Limited { wait })) => Some(*wait),
            Self::Fault(fault) => fault.wait(),
            _ => None,
        }
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let id = RequestId::of(request);
        match &self {
            Self::Fault(fault) => {
                if let Some(cause) = fault.failure() {
                    failure::log(Some(id), "accounts", cause);
                }
            }
            Self::Denied(Denied::Store(cause)) => {
                tracing::error!(request_id = %id, error = %cause, "an API key could not be looked up");
            }
            _ => {}
        }
        let mut response = Response::build_from(respond(request, &self, self.body())?);
        if let Self::Denied(denied) = &self
            && let Some(challenge) = denied.challenge()
        {
            response.raw_header("WWW-Authenticate", challenge);
        }
        response.ok()
    }
}
