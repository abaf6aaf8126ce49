//! Every way in which the gallery API refuses, and what it then says.
//!
//! The texts of the document stand here to the letter. What the client reads is written for the client; the cause of a failure of ours is
//! logged once, here, with the request's id. `details` names a cause, never a value.

use rocket::http::Status;
use rocket::response::{self, Responder};
use rocket::{Request, Response};

use super::session_cookie::SessionCookie;
use super::wire::ErrorBody;
use crate::http::access::gate::Refusal;
use crate::http::errors::api_error::{ApiError, respond};
use crate::http::errors::code::Code;
use crate::http::errors::failure;
use crate::http::errors::fault::Fault;
use crate::http::errors::unanswered::Unanswered;
use crate::http::request::body::BodyError;
use crate::http::request::id::RequestId;
use crate::telegram::{self, Rejected};

/// What was being done when something failed that the client could not help; each has its own sentence in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Reading the request.
    Read,
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
    /// A parameter that is not understood.
    Parameter {
        /// Its name.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
    },
    /// No file in an upload.
    NoFile,
    /// A file that is not accepted; says why.
    InvalidFile(&'static str),
    /// Nobody is signed in.
    NotAuthenticated,
    /// Two session cookies: one of them was planted.
    SeveralCookies,
    /// The files are too large for one zip.
    DownloadTooLarge {
        /// How many bytes they may have together.
        limit: u64,
    },
    /// What can go wrong in any API, and what was being done.
    Fault(Operation, Fault),
}

impl Operation {
    /// A fault during this operation.
    pub fn failed(self, fault: impl Into<Fault>) -> Error {
        Error::Fault(self, fault.into())
    }

    /// Telegram refuses the input, or would.
    pub fn rejected(self, rejected: Rejected) -> Error {
        self.failed(telegram::Error::Rejected(rejected))
    }

    /// What this operation is about is not there.
    pub fn not_found(self) -> Error {
        self.failed(telegram::Error::NotFound)
    }

    fn text(self) -> &'static str {
        match self {
            Self::Read => "Something went wrong.",
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

impl Error {
    /// Whether the session behind the cookie has ended.
    pub fn is_session_ended(&self) -> bool {
        matches!(self, Self::Fault(_, Fault::Telegram(telegram::Error::SignedOut)))
    }

    /// The sentence that a person reads.
    pub fn text(&self) -> &'static str {
        match self {
            Self::PhoneRequired => "Phone number is required.",
            Self::PhoneInvalid => "Invalid phone number format.",
            Self::PhoneAndCodeRequired => "Phone number and code are required.",
            Self::PasswordMissing => "Password is required.",
            Self::PasswordRequired { .. } => "Two-factor authentication is enabled. Please enter your password.",
            Self::Parameter { .. } => "Invalid parameter.",
            Self::NoFile | Self::Fault(_, Fault::NotMultipart) => "No file provided in the request.",
            Self::InvalidFile(_) => "Invalid file type or format.",
            Self::NotAuthenticated => "User not authenticated.",
            Self::SeveralCookies => "Several session cookies were sent.",
            Self::DownloadTooLarge { .. } => "The files are too large for one download.",
            Self::Fault(_, Fault::Unanswered(why)) => unanswered(why),
            Self::Fault(_, Fault::Body(BodyError::TooLarge { .. })) => "The request is too large.",
            Self::Fault(_, Fault::Body(BodyError::Incomplete)) => "The request broke off.",
            Self::Fault(_, Fault::Body(BodyError::Stalled)) => "The request took too long to arrive.",
            Self::Fault(_, Fault::Malformed(_)) => "Invalid request body.",
            Self::Fault(_, Fault::UnsupportedMediaType) => "Send JSON or a form.",
            Self::Fault(_, Fault::PreconditionFailed) => "The file is not the expected one.",
            Self::Fault(_, Fault::RangeNotSatisfiable { .. }) => "The range is outside of the file.",
            Self::Fault(_, Fault::Limited(_) | Fault::Telegram(telegram::Error::Wait(_))) => {
                "Too many requests. Please try again later."
            }
            Self::Fault(_, Fault::Telegram(telegram::Error::SignedOut)) => "User not authenticated.",
            Self::Fault(Operation::Thumbnail, Fault::Telegram(telegram::Error::NotFound)) => {
                "Thumbnail not found for this message or message ID is invalid."
            }
            Self::Fault(_, Fault::Telegram(telegram::Error::NotFound)) => "Media not found or message ID is invalid.",
            Self::Fault(_, Fault::Telegram(telegram::Error::Rejected(rejected))) => rejection(*rejected),
            Self::Fault(
                operation,
                Fault::Telegram(
                    telegram::Error::Unavailable(_)
                    | telegram::Error::Rpc { .. }
                    | telegram::Error::Protocol(_)
                    | telegram::Error::Store(_),
                ),
            ) => operation.text(),
        }
    }

    /// The name that a program reads.
    pub fn code(&self) -> Code {
        match self {
            Self::PhoneRequired => Code::PhoneNumberRequired,
            Self::PhoneInvalid => Code::PhoneNumberInvalid,
            Self::PhoneAndCodeRequired => Code::CodeRequired,
            Self::PasswordMissing => Code::PasswordMissing,
            Self::PasswordRequired { .. } => Code::PasswordRequired,
            Self::Parameter { .. } => Code::ParameterInvalid,
            Self::NoFile => Code::FileRequired,
            Self::InvalidFile(_) => Code::FileInvalid,
            Self::NotAuthenticated => Code::NotAuthenticated,
            Self::SeveralCookies => Code::SeveralSessionCookies,
            Self::DownloadTooLarge { .. } => Code::DownloadTooLarge,
            Self::Fault(Operation::Thumbnail, Fault::Telegram(telegram::Error::NotFound)) => Code::ThumbnailNotFound,
            Self::Fault(_, Fault::Telegram(telegram::Error::NotFound)) => Code::MediaNotFound,
            Self::Fault(_, fault) => fault.code(),
        }
    }

    /// The body it is answered with.
    pub fn body(&self) -> ErrorBody {
        let body = ErrorBody::new(self.text(), self.code());
        match self {
            Self::PasswordRequired { hint } => {
                ErrorBody { password_required: true, password_hint: hint.clone(), ..body }
            }
            Self::Parameter { name, expected } => {
                ErrorBody { details: Some(format!("{name} must be {expected}")), ..body }
            }
            Self::InvalidFile(why) => ErrorBody { details: Some((*why).to_owned()), ..body },
            Self::DownloadTooLarge { limit } => ErrorBody { limit: Some(*limit), ..body },
            Self::Fault(_, fault) => ErrorBody {
                details: details(fault),
                limit: fault.limit(),
                retry_after: fault.wait().map(failure::whole_seconds),
                ..body
            },
            Self::PhoneRequired
            | Self::PhoneInvalid
            | Self::PhoneAndCodeRequired
            | Self::PasswordMissing
            | Self::NoFile
            | Self::NotAuthenticated
            | Self::SeveralCookies => body,
        }
    }

    /// The body of a refusal that is sent in another form than an answer (as an event). A failure of ours is logged.
    pub fn log_and_describe(&self) -> ErrorBody {
        self.log(None);
        self.body()
    }

    /// Logs the cause of a failure of ours.
    fn log(&self, request: Option<RequestId>) {
        if let Self::Fault(operation, fault) = self
            && let Some(cause) = fault.failure()
        {
            failure::log(request, operation, cause);
        }
    }
}

/// What no route answers.
fn unanswered(why: &Unanswered) -> &'static str {
    match why {
        Unanswered::Refused(Refusal::Host) => "The request is for another host.",
        Unanswered::Refused(Refusal::Origin) => "Requests from this origin are not allowed.",
        Unanswered::MethodNotAllowed(_) => "Method not allowed.",
        Unanswered::Http(status) => match status.code {
            404 => "Not found.",
            408 => "The request took too long to arrive.",
            413 => "The request is too large.",
            415 => "Send JSON or a form.",
            400 | 422 => "The request is malformed.",
            401 => "User not authenticated.",
            403 => "Not allowed.",
            501 => "Not implemented.",
            503 => "The server is busy. Please try again later.",
            400..=499 => "The request cannot be answered.",
            _ => "Something went wrong.",
        },
    }
}

/// What Telegram refuses.
fn rejection(rejected: Rejected) -> &'static str {
    match rejected {
        Rejected::PhoneNumberInvalid => "Invalid phone number format.",
        Rejected::PhoneNumberBanned => "This phone number is banned from Telegram.",
        Rejected::PhoneNumberUnoccupied => {
            "This phone number is not registered with Telegram. Please sign up in a Telegram app first."
        }
        Rejected::NoCodeRequested => "No code was requested. Please request a new code.",
        Rejected::CodeInvalid => "Invalid code. Please try again.",
        Rejected::CodeExpired => "The code has expired. Please request a new code.",
        Rejected::PasswordInvalid => "Invalid password. Please try again.",
        Rejected::CaptionTooLong => "The caption is too long.",
        Rejected::NotModified => "The caption is like that already.",
        Rejected::FileEmpty | Rejected::FileInvalid => "Invalid file type or format.",
        // Nothing of this API is about other chats.
        Rejected::Chat(_) => "The chat does not allow that.",
        Rejected::FileTooLarge { .. } => "The file is too large.",
    }
}

/// What is wrong with the request, or failed, beside the sentence.
fn details(fault: &Fault) -> Option<String> {
    match fault {
        Fault::Malformed(how) => Some((*how).to_owned()),
        Fault::Telegram(telegram::Error::Rejected(Rejected::FileEmpty)) => Some("the file is empty".to_owned()),
        fault => fault.failure().map(failure::details),
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
            Self::PhoneRequired
            | Self::PhoneInvalid
            | Self::PhoneAndCodeRequired
            | Self::PasswordMissing
            | Self::Parameter { .. }
            | Self::NoFile
            | Self::InvalidFile(_)
            | Self::SeveralCookies => Status::BadRequest,
            Self::PasswordRequired { .. } | Self::NotAuthenticated => Status::Unauthorized,
            Self::DownloadTooLarge { .. } => Status::PayloadTooLarge,
            Self::Fault(_, fault) => fault.status(),
        }
    }

    fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(_, fault) => Some(fault),
            _ => None,
        }
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
