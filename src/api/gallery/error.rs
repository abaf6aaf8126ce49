//! Every way in which the gallery API refuses, and what it then says.
//!
//! The texts of the document stand here to the letter. What the client reads is written for the client; the cause of a failure of ours is
//! logged once, here, with the request's id. `details` names a cause, never a value.

use std::time::Duration;

use rocket::http::{Header, Method, Status};
use rocket::response::{self, Responder};
use rocket::serde::json::Json;
use rocket::{Request, Response};

use super::session_cookie::SessionCookie;
use super::wire::ErrorBody;
use crate::http::access::gate::Refusal;
use crate::http::errors::failure;
use crate::http::errors::unanswered::Unanswered;
use crate::http::request::body::BodyError;
use crate::http::request::fields::FieldsError;
use crate::http::request::id::RequestId;
use crate::http::request::methods;
use crate::http::request::multipart::MultipartError;
use crate::telegram::{self, Rejected};

/// What was being done when something failed that the client could not help; each has its own sentence in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Finding the session that a cookie stands for.
    OpenSession,
    /// `/send-code`
    SendCode,
    /// `/sign-in`, `/check-password`, `/sign-in/qr`
    SignIn,
    /// `/is-authenticated`
    CheckAuthentication,
    /// `/logout`
    LogOut,
    /// `/get-saved-messages-media`
    List,
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
    /// `/send-code` without a number.
    PhoneRequired,
    /// What was given is no phone number.
    PhoneInvalid,
    /// `/sign-in` without a number or a code.
    PhoneAndCodeRequired,
    /// `/check-password` without a password.
    PasswordMissing,
    /// The code was right, the second factor is missing.
    PasswordRequired {
        /// The hint that the owner left.
        hint: Option<String>,
    },
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
    /// A file that is not accepted; says why.
    InvalidFile(&'static str),
    /// Nobody is signed in.
    NotAuthenticated,
    /// The session behind the cookie has ended: the cookie goes as well.
    SessionEnded,
    /// Two session cookies: one of them was planted.
    SeveralCookies,
    /// Telegram refuses the input.
    Rejected(Rejected),
    /// Wait that long.
    Wait(Duration),
    /// No such message, or it has no media.
    MediaNotFound,
    /// No such message, or its media has no thumbnail.
    ThumbnailNotFound,
    /// No byte of the file is in the range.
    RangeNotSatisfiable {
        /// The file's length.
        length: u64,
    },
    /// The files are too large for one zip.
    DownloadTooLarge {
        /// How many bytes they may have together.
        limit: u64,
    },
    /// `If-Match` or `If-Unmodified-Since` does not hold.
    PreconditionFailed,
    /// Turned away before any route.
    Refused(Refusal),
    /// The path has other methods.
    MethodNotAllowed(Vec<Method>),
    /// Whatever else Rocket refuses: an unknown path, a request that is not understood.
    Http(Status),
    /// Telegram failed, or cannot be reached.
    Failed(Operation, telegram::Error),
}

/// What an error says.
struct Answer {
    status: Status,
    body: ErrorBody,
}

impl Operation {
    /// What a failed call to Telegram (or the store) means for the client of this operation.
    pub fn failed(self, error: telegram::Error) -> Error {
        match (error, self) {
            (telegram::Error::Wait(wait), _) => Error::Wait(wait),
            (telegram::Error::SignedOut, _) => Error::SessionEnded,
            (telegram::Error::NotFound, Self::Thumbnail) => Error::ThumbnailNotFound,
            (telegram::Error::NotFound, _) => Error::MediaNotFound,
            (telegram::Error::Rejected(rejected), _) => Error::Rejected(rejected),
            (
                error @ (telegram::Error::Unavailable(_)
                | telegram::Error::Rpc { .. }
                | telegram::Error::Protocol(_)
                | telegram::Error::Store(_)),
                _,
            ) => Error::Failed(self, error),
        }
    }

    /// What a failed operation of the store means.
    pub fn store_failed(self, error: crate::store::Error) -> Error {
        Error::Failed(self, telegram::Error::Store(error))
    }

    fn text(self) -> &'static str {
        match self {
            Self::OpenSession => "Failed to open the session. Please try again.",
            Self::SendCode => "Failed to send code. Please try again.",
            Self::SignIn => "Failed to sign in. Please try again.",
            Self::CheckAuthentication => "Failed to check authentication status.",
            Self::LogOut => "Failed to log out.",
            Self::List => "Failed to fetch media from Saved Messages.",
            Self::Count => "Failed to count media in Saved Messages.",
            Self::Upload => "Failed to upload file to Telegram.",
            Self::Edit => "Failed to change the caption.",
            Self::Delete => "Failed to delete the media.",
            Self::Stream => "Failed to stream media.",
            Self::Thumbnail => "Failed to stream thumbnail.",
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
    /// The status it is answered with.
    pub fn status(&self) -> Status {
        self.answer().status
    }

    /// The sentence that a person reads.
    pub fn text(&self) -> &'static str {
        self.answer().body.error
    }

    /// The body it is answered with.
    pub fn body(&self) -> ErrorBody {
        self.answer().body
    }

    /// The body of a refusal that goes another way than an answer (as an event). A failure of ours is logged.
    pub fn log_and_describe(&self) -> ErrorBody {
        self.log(None);
        self.answer().body
    }

    /// Logs the cause of a failure of ours.
    fn log(&self, request: Option<RequestId>) {
        if let Self::Failed(operation, cause) = self {
            failure::log(request, operation, cause);
        }
    }

    fn answer(&self) -> Answer {
        let says = |status, error| Answer { status, body: ErrorBody { error, ..ErrorBody::default() } };
        match self {
            Self::PhoneRequired => says(Status::BadRequest, "Phone number is required."),
            Self::PhoneInvalid => says(Status::BadRequest, "Invalid phone number format."),
            Self::PhoneAndCodeRequired => says(Status::BadRequest, "Phone number and code are required."),
            Self::PasswordMissing => says(Status::BadRequest, "Password is required."),
            Self::PasswordRequired { hint } => {
                says(Status::Unauthorized, "Two-factor authentication is enabled. Please enter your password.")
                    .with(|body| (body.password_required, body.password_hint) = (true, hint.clone()))
            }
            Self::Malformed(how) => {
                says(Status::BadRequest, "Invalid request body.").with(|body| body.details = Some((*how).into()))
            }
            Self::Parameter { name, expected } => says(Status::BadRequest, "Invalid parameter.")
                .with(|body| body.details = Some(format!("{name} must be {expected}"))),
            Self::UnsupportedMediaType => says(Status::UnsupportedMediaType, "Send JSON or a form."),
            Self::Body(BodyError::TooLarge { limit }) => {
                says(Status::PayloadTooLarge, "The request is too large.").with(|body| body.limit = Some(*limit))
            }
            Self::Body(BodyError::Incomplete) => says(Status::BadRequest, "The request broke off."),
            Self::Body(BodyError::Stalled) => says(Status::RequestTimeout, "The request took too long to arrive."),
            Self::NoFile => says(Status::BadRequest, "No file provided in the request."),
            Self::InvalidFile(why) => {
                says(Status::BadRequest, "Invalid file type or format.").with(|body| body.details = Some((*why).into()))
            }
            Self::NotAuthenticated | Self::SessionEnded => says(Status::Unauthorized, "User not authenticated."),
            Self::SeveralCookies => says(Status::BadRequest, "Several session cookies were sent."),
            Self::Rejected(rejected) => rejection(*rejected),
            Self::Wait(wait) => says(Status::TooManyRequests, "Too many requests. Please try again later.")
                .with(|body| body.retry_after = Some(failure::whole_seconds(*wait))),
            Self::MediaNotFound => says(Status::NotFound, "Media not found or message ID is invalid."),
            Self::ThumbnailNotFound => {
                says(Status::NotFound, "Thumbnail not found for this message or message ID is invalid.")
            }
            Self::RangeNotSatisfiable { .. } => says(Status::RangeNotSatisfiable, "The range is outside of the file."),
            Self::DownloadTooLarge { limit } => {
                says(Status::PayloadTooLarge, "The files are too large for one download.")
                    .with(|body| body.limit = Some(*limit))
            }
            Self::PreconditionFailed => says(Status::PreconditionFailed, "The file is not the expected one."),
            Self::Refused(Refusal::Host) => says(Status::BadRequest, "The request is for another host."),
            Self::Refused(Refusal::Origin) => says(Status::Forbidden, "Requests from this origin are not allowed."),
            Self::MethodNotAllowed(_) => says(Status::MethodNotAllowed, "Method not allowed."),
            Self::Http(status) => http(*status),
            Self::Failed(operation, cause) => {
                let status = match cause {
                    telegram::Error::Unavailable(_) => Status::ServiceUnavailable,
                    _ => Status::InternalServerError,
                };
                says(status, operation.text()).with(|body| body.details = Some(failure::details(cause)))
            }
        }
    }
}

impl Answer {
    fn with(mut self, add: impl FnOnce(&mut ErrorBody)) -> Self {
        add(&mut self.body);
        self
    }
}

/// What Telegram refuses.
fn rejection(rejected: Rejected) -> Answer {
    let (status, error) = match rejected {
        Rejected::PhoneNumberInvalid => (Status::BadRequest, "Invalid phone number format."),
        Rejected::PhoneNumberBanned => (Status::Forbidden, "This phone number is banned from Telegram."),
        Rejected::PhoneNumberUnoccupied => (
            Status::Forbidden,
            "This phone number is not registered with Telegram. Please sign up in a Telegram app first.",
        ),
        Rejected::NoCodeRequested => (Status::BadRequest, "No code was requested. Please request a new code."),
        Rejected::CodeInvalid => (Status::BadRequest, "Invalid code. Please try again."),
        Rejected::CodeExpired => (Status::BadRequest, "The code has expired. Please request a new code."),
        Rejected::PasswordInvalid => (Status::BadRequest, "Invalid password. Please try again."),
        Rejected::CaptionTooLong => (Status::BadRequest, "The caption is too long."),
        Rejected::NotModified => (Status::BadRequest, "The caption is like that already."),
        Rejected::FileEmpty | Rejected::FileInvalid => (Status::BadRequest, "Invalid file type or format."),
        // Nothing of this API is about other chats.
        Rejected::Chat(_) => (Status::BadRequest, "The chat does not allow that."),
        Rejected::FileTooLarge { .. } => (Status::PayloadTooLarge, "The file is too large."),
    };
    let (details, limit) = match rejected {
        Rejected::FileEmpty => (Some("the file is empty".to_owned()), None),
        Rejected::FileTooLarge { limit } => (None, Some(limit)),
        _ => (None, None),
    };
    Answer { status, body: ErrorBody { error, details, limit, ..ErrorBody::default() } }
}

/// What Rocket refuses.
fn http(status: Status) -> Answer {
    let (status, error) = match status.code {
        404 => (status, "Not found."),
        408 => (status, "The request took too long to arrive."),
        413 => (status, "The request is too large."),
        415 => (status, "Send JSON or a form."),
        // What Rocket calls unprocessable is a malformed request like any other.
        400 | 422 => (Status::BadRequest, "The request is malformed."),
        401 => (status, "User not authenticated."),
        403 => (status, "Not allowed."),
        501 => (status, "Not implemented."),
        503 => (status, "The server is busy. Please try again later."),
        400..=499 => (status, "The request cannot be answered."),
        _ => (Status::InternalServerError, "Something went wrong."),
    };
    Answer { status, body: ErrorBody { error, ..ErrorBody::default() } }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        self.log(Some(RequestId::of(request)));
        let Answer { status, body } = self.answer();
        let retry_after = body.retry_after;
        let mut response = Response::build_from(Json(body).respond_to(request)?);
        // Malformed requests pass no fairing on their way back, so the essentials are here.
        response.status(status).raw_header("Cache-Control", "no-store").raw_header("X-Content-Type-Options", "nosniff");
        if let Some(seconds) = retry_after {
            response.raw_header("Retry-After", seconds.to_string());
        }
        match self {
            Self::SessionEnded => {
                response.header(SessionCookie::of(request).removal());
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
