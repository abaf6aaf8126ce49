//! Every way in which the accounts API refuses, and what it then says: `{"isSuccess": false, "message": …}`.
//!
//! Where the program that the API comes from was seen to say a sentence, it stands here to the letter. A failure of ours is logged once,
//! with the request's id; `message` names a cause, never a value.

use std::time::Duration;

use rocket::http::{Header, Method, Status};
use rocket::response::{self, Responder};
use rocket::serde::json::Json;
use rocket::{Request, Response};

use super::wire::{ErrorBody, SecondFactor};
use crate::http::access::api_keys::Denied;
use crate::http::access::gate::Refusal;
use crate::http::errors::failure;
use crate::http::errors::unanswered::Unanswered;
use crate::http::request::body::BodyError;
use crate::http::request::fields::FieldsError;
use crate::http::request::id::RequestId;
use crate::http::request::methods;
use crate::http::request::multipart::MultipartError;
use crate::telegram::{self, ChatRefusal, Rejected};

/// A refusal.
#[derive(Debug)]
pub enum Error {
    /// No key, a wrong one, or one for something else.
    Denied(Denied),
    /// No number.
    PhoneRequired,
    /// What was given is no phone number.
    PhoneInvalid,
    /// `/signin` without a code.
    CodeRequired,
    /// The code was right, the second factor is missing.
    PasswordRequired {
        /// The hint that the owner left.
        hint: Option<String>,
    },
    /// The key has no account under that number, or it was signed out.
    NotAuthorized,
    /// A body that is not understood; says how.
    Malformed(&'static str),
    /// A parameter that is not understood.
    Parameter {
        /// Its name.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// A body in a form that is not read.
    UnsupportedMediaType,
    /// A body that cannot be read.
    Body(BodyError),
    /// No file in an upload.
    NoFile,
    /// The account cannot see such a chat.
    ChatNotFound,
    /// No such message, or it has no file.
    FileNotFound,
    /// None of the messages is there.
    MessagesNotFound,
    /// The account has no profile photo.
    PhotoNotFound,
    /// No byte of the file is in the range.
    RangeNotSatisfiable {
        /// The file's length.
        length: u64,
    },
    /// `If-Match` or `If-Unmodified-Since` does not hold.
    PreconditionFailed,
    /// Telegram refuses the input.
    Rejected(Rejected),
    /// Wait that long.
    Wait(Duration),
    /// Turned away before any route.
    Refused(Refusal),
    /// The path has other methods.
    MethodNotAllowed(Vec<Method>),
    /// Whatever else Rocket refuses.
    Http(Status),
    /// Telegram or the database failed, or Telegram cannot be reached.
    Failed(telegram::Error),
}

impl From<telegram::Error> for Error {
    fn from(error: telegram::Error) -> Self {
        match error {
            telegram::Error::Wait(wait) => Self::Wait(wait),
            telegram::Error::SignedOut => Self::NotAuthorized,
            telegram::Error::NotFound => Self::ChatNotFound,
            telegram::Error::Rejected(rejected) => Self::Rejected(rejected),
            error => Self::Failed(error),
        }
    }
}

impl From<Unanswered> for Error {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::Refused(refusal) => Self::Refused(refusal),
            Unanswered::MethodNotAllowed(methods) => Self::MethodNotAllowed(methods),
            Unanswered::Http(status) => Self::Http(status),
        }
    }
}

impl From<BodyError> for Error {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl From<FieldsError> for Error {
    fn from(error: FieldsError) -> Self {
        match error {
            FieldsError::Body(error) => Self::Body(error),
            FieldsError::Malformed(how) => Self::Malformed(how),
            FieldsError::UnsupportedMediaType => Self::UnsupportedMediaType,
        }
    }
}

impl From<MultipartError> for Error {
    fn from(error: MultipartError) -> Self {
        match error {
            MultipartError::NotMultipart => Self::NoFile,
            MultipartError::Malformed => {
                Self::Malformed("the form is not put together as multipart/form-data should be")
            }
            MultipartError::Body(error) => Self::Body(error),
        }
    }
}

impl Error {
    /// What a failed call means where a file was asked for.
    pub(super) fn of_file(error: telegram::Error) -> Self {
        match error {
            telegram::Error::NotFound => Self::FileNotFound,
            error => error.into(),
        }
    }

    /// The status it is answered with.
    pub fn status(&self) -> Status {
        match self {
            Self::Denied(Denied::Missing | Denied::Unknown) | Self::NotAuthorized | Self::PasswordRequired { .. } => {
                Status::Unauthorized
            }
            Self::Denied(Denied::Scope) | Self::Refused(Refusal::Origin) => Status::Forbidden,
            Self::Denied(Denied::Wait(_)) | Self::Wait(_) => Status::TooManyRequests,
            Self::Denied(Denied::Store(_)) => Status::InternalServerError,
            Self::PhoneRequired
            | Self::PhoneInvalid
            | Self::CodeRequired
            | Self::Malformed(_)
            | Self::Parameter { .. }
            | Self::NoFile
            | Self::Body(BodyError::Incomplete)
            | Self::Refused(Refusal::Host) => Status::BadRequest,
            Self::UnsupportedMediaType => Status::UnsupportedMediaType,
            Self::Body(BodyError::TooLarge { .. }) => Status::PayloadTooLarge,
            Self::Body(BodyError::Stalled) => Status::RequestTimeout,
            Self::ChatNotFound | Self::FileNotFound | Self::MessagesNotFound | Self::PhotoNotFound => Status::NotFound,
            Self::RangeNotSatisfiable { .. } => Status::RangeNotSatisfiable,
            Self::PreconditionFailed => Status::PreconditionFailed,
            Self::Rejected(rejected) => rejection(*rejected),
            Self::MethodNotAllowed(_) => Status::MethodNotAllowed,
            // What Rocket calls unprocessable is a malformed request like any other.
            Self::Http(status) if status.code == 422 => Status::BadRequest,
            Self::Http(status) => *status,
            Self::Failed(telegram::Error::Unavailable(_)) => Status::ServiceUnavailable,
            Self::Failed(_) => Status::InternalServerError,
        }
    }

    /// The body it is answered with.
    pub fn body(&self) -> ErrorBody {
        let data = match self {
            Self::PasswordRequired { hint } => Some(SecondFactor { needs2fa: true, hint: hint.clone() }),
            _ => None,
        };
        let retry_after = self.wait().map(failure::whole_seconds);
        ErrorBody { is_success: false, message: self.message(), data, retry_after }
    }

    fn wait(&self) -> Option<Duration> {
        match self {
            Self::Wait(wait) | Self::Denied(Denied::Wait(wait)) => Some(*wait),
            _ => None,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Denied(Denied::Missing) => "An API key is required.".to_owned(),
            Self::Denied(Denied::Unknown) => "The API key is not valid.".to_owned(),
            Self::Denied(Denied::Scope) => "The API key is not for this API.".to_owned(),
            Self::Denied(Denied::Wait(_)) => "Too many wrong API keys. Please try again later.".to_owned(),
            Self::Denied(Denied::Store(_)) => "Something went wrong.".to_owned(),
            Self::PhoneRequired => "phoneNumber is required.".to_owned(),
            Self::PhoneInvalid => "The phone number is invalid.".to_owned(),
            Self::CodeRequired => "phoneCode is required.".to_owned(),
            Self::PasswordRequired { .. } => "2FA detected, please provide a password at signin".to_owned(),
            Self::NotAuthorized => "The user trying to access telegram features is not authorized.".to_owned(),
            Self::Malformed(how) => format!("The request is malformed: {how}."),
            Self::Parameter { name, expected } => format!("{name} must be {expected}."),
            Self::UnsupportedMediaType => "Send JSON or a form.".to_owned(),
            Self::Body(BodyError::TooLarge { limit }) => format!("The request is larger than {limit} bytes."),
            Self::Body(BodyError::Incomplete) => "The request broke off.".to_owned(),
            Self::Body(BodyError::Stalled) => "The request took too long to arrive.".to_owned(),
            Self::NoFile => "file is required.".to_owned(),
            Self::ChatNotFound => "The chat was not found.".to_owned(),
            Self::FileNotFound => "There is no such message, or it has no file.".to_owned(),
            Self::MessagesNotFound => "None of the messages was found.".to_owned(),
            Self::PhotoNotFound => "The account has no profile photo.".to_owned(),
            Self::RangeNotSatisfiable { .. } => "The range is outside of the file.".to_owned(),
            Self::PreconditionFailed => "The file is not the expected one.".to_owned(),
            Self::Rejected(rejected) => capitalized(&rejected.to_string()),
            Self::Wait(_) => "Too many requests. Please try again later.".to_owned(),
            Self::Refused(Refusal::Host) => "The request is for another host.".to_owned(),
            Self::Refused(Refusal::Origin) => "Requests from this origin are not allowed.".to_owned(),
            Self::MethodNotAllowed(_) => "Method not allowed.".to_owned(),
            Self::Http(status) => http(*status).to_owned(),
            Self::Failed(cause) => capitalized(&failure::details(cause)),
        }
    }
}

fn rejection(rejected: Rejected) -> Status {
    match rejected {
        Rejected::PhoneNumberBanned | Rejected::PhoneNumberUnoccupied => Status::Forbidden,
        Rejected::FileTooLarge { .. } => Status::PayloadTooLarge,
        Rejected::Chat(refusal) => chat_refusal(refusal),
        _ => Status::BadRequest,
    }
}

fn chat_refusal(refusal: ChatRefusal) -> Status {
    use ChatRefusal as It;
    match refusal {
        It::NotAuthor
        | It::DeleteForbidden
        | It::ForwardsRestricted
        | It::AdminRequired
        | It::WriteForbidden
        | It::Banned
        | It::PersonUnreachable => Status::Forbidden,
        _ => Status::BadRequest,
    }
}

/// As a sentence.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// What Rocket refuses.
fn http(status: Status) -> &'static str {
    match status.code {
        404 => "There is no such action.",
        408 => "The request took too long to arrive.",
        413 => "The request is too large.",
        415 => "Send JSON or a form.",
        400 | 422 => "The request is malformed.",
        503 => "The server is busy. Please try again later.",
        400..=499 => "The request cannot be answered.",
        _ => "Something went wrong.",
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let id = RequestId::of(request);
        match &self {
            Self::Failed(cause) => failure::log(Some(id), "accounts", cause),
            Self::Denied(Denied::Store(cause)) => {
                tracing::error!(request_id = %id, error = %cause, "an API key could not be looked up")
            }
            _ => {}
        }
        let status = self.status();
        let body = self.body();
        let retry_after = body.retry_after;
        let mut response = Response::build_from(Json(body).respond_to(request)?);
        response.status(status).raw_header("Cache-Control", "no-store").raw_header("X-Content-Type-Options", "nosniff");
        if let Some(seconds) = retry_after {
            response.raw_header("Retry-After", seconds.to_string());
        }
        match self {
            Self::Denied(Denied::Missing) => {
                response.raw_header("WWW-Authenticate", "Bearer realm=\"Heliograph\"");
            }
            Self::Denied(Denied::Unknown) => {
                response.raw_header("WWW-Authenticate", "Bearer realm=\"Heliograph\", error=\"invalid_token\"");
            }
            Self::RangeNotSatisfiable { length } => {
                response.raw_header("Content-Range", format!("bytes */{length}"));
            }
            Self::MethodNotAllowed(methods) => {
                response.header(Header::new("Allow", methods::allow_header(&methods)));
            }
            _ => {}
        }
        response.ok()
    }
}
