//! Every way in which the drive API refuses a request.
//!
//! The form is FastAPI's, `{"detail": …}`; statuses and sentences are the original's, where it had one. Two things are different on purpose: a failure of
//! Telegram's is never a success, and a wait has its seconds in `retry_after` and in `Retry-After`. The cause of an internal failure is logged once.

use std::borrow::Cow;
use std::time::Duration;

use rocket::http::Status;
use rocket::response::{self, Responder};
use rocket::{Request, Response};

use crate::drive::{self, ShareRefusal};
use crate::http::access::gate::Refusal;
use crate::http::errors::api_error::ApiError;
use crate::http::errors::failure;
use crate::http::errors::fault::Fault;
use crate::http::errors::unanswered::Unanswered;
use crate::http::fastapi::api::{FastApi, respond};
use crate::http::fastapi::refusal::{self, Detail, SchemaNames};
use crate::http::fastapi::validation::Item;
use crate::http::limits::limited::Limited;
use crate::http::request::body::BodyError;
use crate::http::request::id::RequestId;
use crate::telegram::{self, Rejected};

/// The storage account is not signed in: of the original's sentences the one that its clients look for.
const STORAGE_SIGNED_OUT: &str = "Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.";

/// What was being done; the sentence of some failures depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// Reading the request, and whatever has no sentence of its own.
    Any,
    /// `/tgcloud/auth/phone`
    SendCode,
    /// `/tgcloud/auth/verify_code`
    VerifyCode,
    /// `/tgcloud/auth/password`
    VerifyPassword,
    /// `/tgcloud/auth/qr`
    ShowQr,
}

/// The body of a refusal.
pub(super) type ErrorBody = refusal::ErrorBody<Error>;

/// A refusal.
#[derive(Debug)]
pub(super) enum Error {
    /// The request is malformed.
    Invalid(Vec<Item>),
    /// The original's form of this path, with or without a slash at the end: a redirect.
    Redirect(String),
    /// Nothing says who the caller is.
    NotAuthenticated,
    /// An app password, where only a token will do.
    TokenRequired,
    /// The drive refuses.
    Drive(drive::Error),
    /// A failure that every API can have, and what was being done.
    Fault(Operation, Fault),
}

impl Operation {
    /// A failure of this operation.
    pub(super) fn failed(self, fault: impl Into<Fault>) -> Error {
        Error::Fault(self, fault.into())
    }

    /// An input that Telegram refuses, or would refuse.
    pub(super) fn rejected(self, rejected: Rejected) -> Error {
        self.failed(telegram::Error::from(rejected))
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Operation::Any.failed(fault)
    }
}

impl From<Limited> for Error {
    fn from(limited: Limited) -> Self {
        Operation::Any.failed(limited)
    }
}

impl From<drive::Error> for Error {
    fn from(error: drive::Error) -> Self {
        match error {
            drive::Error::Telegram(error) => Operation::Any.failed(error),
            drive::Error::Store(error) => Operation::Any.failed(error),
            drive::Error::Wait(wait) => Operation::Any.failed(Limited { wait }),
            error => Self::Drive(error),
        }
    }
}

impl SchemaNames for Error {
    const PREFIX: &'static str = "Drive";
}

impl FastApi for Error {
    const WITH_SLASH: &'static [&'static str] = &[
        "/api/v1/files",
        "/api/v1/folders",
        "/api/v1/folders/<folder>",
        "/api/v1/folders/<folder>/files",
        "/api/v1/stats",
        "/api/v1/audit",
        "/api/v1/trash",
        "/api/v1/shares",
    ];
    const BODY_LIMIT: u64 = 64 << 10;
    const CALLER_FIRST: bool = true;

    fn invalid(problems: Vec<Item>) -> Self {
        Self::Invalid(problems)
    }

    fn redirect(location: String) -> Self {
        Self::Redirect(location)
    }

    fn location(&self) -> Option<&str> {
        match self {
            Self::Redirect(location) => Some(location),
            _ => None,
        }
    }

    fn detail(&self) -> Option<Detail> {
        let text = match self {
            Self::Redirect(_) => return None,
            Self::Invalid(items) => return Some(Detail::Items(items.clone())),
            Self::NotAuthenticated => "Not authenticated".into(),
            Self::TokenRequired => "App passwords are for files only".into(),
            Self::Drive(error) => refused(error),
            Self::Fault(operation, fault) => text(*operation, fault),
        };
        Some(Detail::Text(text))
    }
}

/// The sentence for what the drive refuses.
fn refused(error: &drive::Error) -> Cow<'static, str> {
    let text = match error {
        drive::Error::NameInvalid(name) => return format!("Invalid name '{name}': contains invalid characters").into(),
        drive::Error::FolderNotFound(name) => return format!("Folder '{name}' not found").into(),
        drive::Error::FileNotFound(name) => return format!("File '{name}' not found").into(),
        drive::Error::FolderExists(name) => return format!("Folder '{name}' already exists").into(),
        drive::Error::FileExists { name, folder } => {
            return format!("File '{name}' already exists in '{folder}' folder").into();
        }
        drive::Error::FolderIntoItself => "A folder cannot be moved into itself",
        drive::Error::QuotaExceeded { quota } => return format!("The quota of {quota} bytes is used up").into(),
        drive::Error::Incomplete => "The request broke off",
        drive::Error::Encrypted => "This file is encrypted. Please enable encryption in your account to download it.",
        drive::Error::StorageSignedOut => STORAGE_SIGNED_OUT,
        drive::Error::StorageOccupied => {
            "The storage account has a drive that is not this server's. An operator has to rebuild it or to name another chat."
        }
        drive::Error::StorageUnusable(why) => why,
        drive::Error::UserExists(_) => "Username already registered",
        drive::Error::CredentialsUnusable(why) => why,
        drive::Error::CredentialsInvalid => "Incorrect login credentials",
        drive::Error::OneTimePasswordRequired => "One-time password required",
        drive::Error::OneTimePasswordsOn => "One-time passwords are enabled already",
        drive::Error::AppPasswordExists(name) => return format!("App password '{name}' already exists").into(),
        drive::Error::TokenInvalid => "Could not validate credentials",
        drive::Error::OperatorRequired => "Only an operator may do that",
        drive::Error::RegistrationClosed => "Registration is closed",
        drive::Error::NotFound => "Not Found",
        drive::Error::NotEmpty => "The database is not empty",
        drive::Error::ManifestsUnreadable { .. } => {
            "Messages of the storage account cannot be opened with this server's key"
        }
        drive::Error::Share(ShareRefusal::Unknown) => "Share token revoked or not found",
        drive::Error::Share(ShareRefusal::NotFound) => "Share token not found",
        drive::Error::Share(ShareRefusal::Expired) => "Share token expired",
        drive::Error::Share(ShareRefusal::OtherKind) => "Invalid share token",
        drive::Error::Share(ShareRefusal::PasswordRequired) => "Share password required",
        drive::Error::Share(ShareRefusal::Encrypted) => {
            "This file is encrypted, and its owner has not shared it decrypted."
        }
        drive::Error::Wait(wait) => return please_wait(*wait),
        drive::Error::Telegram(_) | drive::Error::Store(_) => "Internal Server Error",
    };
    text.into()
}

/// The sentence for a failure.
fn text(operation: Operation, fault: &Fault) -> Cow<'static, str> {
    let text = match fault {
        Fault::Unanswered(why) => unanswered(why),
        Fault::Body(BodyError::TooLarge { .. }) => "The request is too large",
        Fault::Body(BodyError::Incomplete) => "The request broke off",
        Fault::Body(BodyError::Stalled) => "The request took too long to arrive",
        Fault::Malformed(_) | Fault::UnsupportedMediaType | Fault::NotMultipart => {
            "There was an error parsing the body"
        }
        Fault::RangeNotSatisfiable { .. } => "The range is outside of the file",
        Fault::PreconditionFailed => "The file is not the expected one",
        Fault::Limited(Limited { wait }) | Fault::Telegram(telegram::Error::Wait(wait)) => {
            return signing_in(operation).map_or_else(
                || please_wait(*wait),
                |what| format!("{what}: wait {} seconds", failure::whole_seconds(*wait)).into(),
            );
        }
        Fault::Telegram(telegram::Error::SignedOut) => STORAGE_SIGNED_OUT,
        Fault::Telegram(telegram::Error::NotFound) => "Not Found",
        Fault::Telegram(telegram::Error::Rejected(Rejected::CodeInvalid)) if operation == Operation::VerifyCode => {
            "Invalid code"
        }
        Fault::Telegram(telegram::Error::Rejected(rejected)) => return with_cause(operation, &rejected.to_string()),
        Fault::Telegram(error @ telegram::Error::Rpc { code, name }) => match (error.refusal(), code) {
            (Some(refusal), _) => return with_cause(operation, refusal.sentence.trim_end_matches('.')),
            (None, 400 | 403 | 406) => return with_cause(operation, name),
            (None, _) => "Internal Server Error",
        },
        Fault::Telegram(telegram::Error::OpenElsewhere(_)) => match signing_in(operation) {
            Some(what) => return format!("{what}: another server process uses the storage account").into(),
            None => "Another server process uses the storage account",
        },
        Fault::Telegram(cause @ telegram::Error::Unavailable(_)) => {
            return with_cause(operation, &failure::details(cause));
        }
        Fault::Telegram(telegram::Error::Protocol(_) | telegram::Error::Store(_)) => "Internal Server Error",
    };
    text.into()
}

fn please_wait(wait: Duration) -> Cow<'static, str> {
    let seconds = failure::whole_seconds(wait);
    format!("Too many requests. Please wait {seconds} seconds before making another request").into()
}

/// What the original says before the cause when the storage account cannot be signed in.
fn signing_in(operation: Operation) -> Option<&'static str> {
    match operation {
        Operation::Any => None,
        Operation::SendCode | Operation::ShowQr => Some("Error sending code"),
        Operation::VerifyCode => Some("Error verifying code"),
        Operation::VerifyPassword => Some("Error verifying password"),
    }
}

fn with_cause(operation: Operation, cause: &str) -> Cow<'static, str> {
    format!("{}: {cause}", signing_in(operation).unwrap_or("Telegram refuses the request")).into()
}

/// The sentence for a request that no route answers.
fn unanswered(why: &Unanswered) -> &'static str {
    match why {
        Unanswered::Refused(Refusal::Host) => "The request is for another host",
        Unanswered::Refused(Refusal::Origin) => "Requests from this origin are not allowed",
        Unanswered::MethodNotAllowed(_) => "Method Not Allowed",
        Unanswered::Http(status) => match status.code {
            404 => "Not Found",
            401 => "Not authenticated",
            400 | 422 => "The request is malformed",
            400..=499 => status.reason().unwrap_or("The request cannot be answered"),
            501 => "Not Implemented",
            503 => "Service Unavailable",
            _ => "Internal Server Error",
        },
    }
}

impl ApiError for Error {
    fn status(&self) -> Status {
        match self {
            Self::Invalid(_) => Status::UnprocessableEntity,
            Self::Redirect(_) => Status::TemporaryRedirect,
            Self::NotAuthenticated => Status::Unauthorized,
            Self::TokenRequired => Status::Forbidden,
            Self::Drive(error) => drive_status(error),
            // An error of Telegram's for which there is no sentence.
            Self::Fault(_, Fault::Telegram(error @ telegram::Error::Rpc { code: 400 | 403 | 406, .. }))
                if error.refusal().is_none() =>
            {
                Status::BadRequest
            }
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

fn drive_status(error: &drive::Error) -> Status {
    match error {
        drive::Error::NameInvalid(_)
        | drive::Error::Incomplete
        | drive::Error::UserExists(_)
        | drive::Error::CredentialsUnusable(_)
        | drive::Error::Share(ShareRefusal::OtherKind) => Status::BadRequest,
        drive::Error::CredentialsInvalid
        | drive::Error::OneTimePasswordRequired
        | drive::Error::TokenInvalid
        | drive::Error::StorageSignedOut
        | drive::Error::Share(ShareRefusal::Unknown | ShareRefusal::Expired | ShareRefusal::PasswordRequired) => {
            Status::Unauthorized
        }
        // As the original has it: its clients read the sentence.
        drive::Error::Encrypted => Status::Ok,
        drive::Error::OperatorRequired
        | drive::Error::RegistrationClosed
        | drive::Error::Share(ShareRefusal::Encrypted) => Status::Forbidden,
        drive::Error::FolderNotFound(_)
        | drive::Error::FileNotFound(_)
        | drive::Error::NotFound
        | drive::Error::Share(ShareRefusal::NotFound) => Status::NotFound,
        drive::Error::FolderExists(_)
        | drive::Error::FileExists { .. }
        | drive::Error::FolderIntoItself
        | drive::Error::OneTimePasswordsOn
        | drive::Error::NotEmpty
        | drive::Error::ManifestsUnreadable { .. }
        | drive::Error::AppPasswordExists(_) => Status::Conflict,
        drive::Error::QuotaExceeded { .. } => Status::InsufficientStorage,
        drive::Error::StorageOccupied | drive::Error::StorageUnusable(_) => Status::ServiceUnavailable,
        drive::Error::Wait(_) => Status::TooManyRequests,
        drive::Error::Telegram(_) | drive::Error::Store(_) => Status::InternalServerError,
    }
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Self::Fault(operation, fault) = &self
            && self.status().code >= 500
            && let Some(cause) = fault.failure()
        {
            failure::log(Some(RequestId::of(request)), operation, cause);
        }
        let mut response = Response::build_from(respond(request, &self)?);
        if matches!(self, Self::NotAuthenticated | Self::Drive(drive::Error::TokenInvalid)) {
            response.raw_header("WWW-Authenticate", "Bearer");
        }
        response.ok()
    }
}
