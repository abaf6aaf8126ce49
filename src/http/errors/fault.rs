//! The errors of HTTP, of the core and of the store, which can occur in any API.
//!
//! The error of an API has a variant for a fault, beside its own refusals. Status and code are the same in all APIs and come from here; each API
//! has its own sentences, in an exhaustive match.

use std::time::Duration;

use rocket::http::Status;

use super::code::Code;
use super::unanswered::Unanswered;
use crate::http::access::gate;
use crate::http::limits::limited::Limited;
use crate::http::request::body::BodyError;
use crate::http::request::fields::FieldsError;
use crate::http::request::multipart::MultipartError;
use crate::http::response::file::FileError;
use crate::store;
use crate::telegram::{self, ChatRefusal, Refusal, RefusalKind, Rejected};

/// Why a request fails.
#[derive(Debug)]
pub enum Fault {
    /// No route answers it.
    Unanswered(Unanswered),
    /// Its body cannot be read.
    Body(BodyError),
    /// Its body is malformed.
    Malformed(&'static str),
    /// Its body has an unsupported type.
    UnsupportedMediaType,
    /// Its body is not `multipart/form-data`.
    NotMultipart,
    /// `If-Match` or `If-Unmodified-Since` is not satisfied.
    PreconditionFailed,
    /// The range is outside of the file.
    RangeNotSatisfiable {
        /// The file's length.
        length: u64,
    },
    /// A limit of this server is reached.
    Limited(Limited),
    /// An error of Telegram or of the database.
    Telegram(telegram::Error),
}

impl Fault {
    /// The status of the response.
    pub fn status(&self) -> Status {
        match self {
            Self::Unanswered(why) => why.status(),
            Self::Body(BodyError::TooLarge { .. }) => Status::PayloadTooLarge,
            Self::Body(BodyError::Stalled) => Status::RequestTimeout,
            Self::Body(BodyError::Incomplete) | Self::Malformed(_) | Self::NotMultipart => Status::BadRequest,
            Self::UnsupportedMediaType => Status::UnsupportedMediaType,
            Self::PreconditionFailed => Status::PreconditionFailed,
            Self::RangeNotSatisfiable { .. } => Status::RangeNotSatisfiable,
            Self::Limited(_) => Status::TooManyRequests,
            Self::Telegram(error) => telegram_status(error),
        }
    }

    /// The code of the response. APIs replace `not_found` by the code of what was not found.
    pub fn code(&self) -> Code {
        match self {
            Self::Unanswered(why) => why.code(),
            Self::Body(BodyError::TooLarge { .. }) => Code::RequestTooLarge,
            Self::Body(BodyError::Incomplete) => Code::RequestIncomplete,
            Self::Body(BodyError::Stalled) => Code::RequestTimeout,
            Self::Malformed(_) => Code::RequestMalformed,
            Self::UnsupportedMediaType => Code::UnsupportedMediaType,
            Self::NotMultipart => Code::FileRequired,
            Self::PreconditionFailed => Code::PreconditionFailed,
            Self::RangeNotSatisfiable { .. } => Code::RangeNotSatisfiable,
            Self::Limited(_) => Code::TooManyRequests,
            Self::Telegram(error) => match error {
                telegram::Error::Wait(_) => Code::FloodWait,
                telegram::Error::SignedOut => Code::SessionEnded,
                telegram::Error::NotFound => Code::NotFound,
                telegram::Error::Rejected(rejected) => Code::of(*rejected),
                telegram::Error::OpenElsewhere(_) => Code::AccountInUse,
                telegram::Error::Unavailable(_) => Code::TelegramUnavailable,
                telegram::Error::Rpc { .. } => match error.refusal().map(|refusal| refusal.kind) {
                    Some(RefusalKind::Flood) => Code::FloodWait,
                    Some(RefusalKind::Busy) => Code::TelegramUnavailable,
                    Some(RefusalKind::Input | RefusalKind::Forbidden | RefusalKind::NotFound) => Code::TelegramRefused,
                    None => Code::TelegramError,
                },
                telegram::Error::Protocol(_) => Code::TelegramError,
                telegram::Error::Store(_) => Code::InternalError,
            },
        }
    }

    /// The time until the next attempt can succeed.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Limited(Limited { wait })
            | Self::Telegram(telegram::Error::Wait(wait) | telegram::Error::OpenElsewhere(wait)) => Some(*wait),
            Self::Telegram(error) => error.refusal().and_then(Refusal::wait),
            _ => None,
        }
    }

    /// The largest size that is accepted, in bytes.
    pub fn limit(&self) -> Option<u64> {
        match self {
            Self::Body(BodyError::TooLarge { limit })
            | Self::Telegram(telegram::Error::Rejected(Rejected::FileTooLarge { limit })) => Some(*limit),
            _ => None,
        }
    }

    /// The cause to log, if the client is not at fault.
    pub fn failure(&self) -> Option<&telegram::Error> {
        match self {
            Self::Telegram(error) if error.refusal().is_some() => None,
            Self::Telegram(
                error @ (telegram::Error::Unavailable(_)
                | telegram::Error::Rpc { .. }
                | telegram::Error::Protocol(_)
                | telegram::Error::Store(_)),
            ) => Some(error),
            _ => None,
        }
    }
}

fn telegram_status(error: &telegram::Error) -> Status {
    match error {
        telegram::Error::Wait(_) => Status::TooManyRequests,
        telegram::Error::SignedOut => Status::Unauthorized,
        telegram::Error::NotFound => Status::NotFound,
        telegram::Error::Rejected(rejected) => rejected_status(*rejected),
        telegram::Error::Unavailable(_) | telegram::Error::OpenElsewhere(_) => Status::ServiceUnavailable,
        telegram::Error::Rpc { .. } => error.refusal().map_or(Status::InternalServerError, refusal_status),
        telegram::Error::Protocol(_) | telegram::Error::Store(_) => Status::InternalServerError,
    }
}

fn refusal_status(refusal: Refusal) -> Status {
    match refusal.kind {
        RefusalKind::Input => Status::BadRequest,
        RefusalKind::Forbidden => Status::Forbidden,
        RefusalKind::NotFound => Status::NotFound,
        RefusalKind::Flood => Status::TooManyRequests,
        RefusalKind::Busy => Status::ServiceUnavailable,
    }
}

fn rejected_status(rejected: Rejected) -> Status {
    match rejected {
        Rejected::PhoneNumberBanned
        | Rejected::PhoneNumberUnoccupied
        | Rejected::AccountFrozen
        | Rejected::AccountRestricted => Status::Forbidden,
        Rejected::FileTooLarge { .. } => Status::PayloadTooLarge,
        Rejected::Chat(refusal) => chat_status(refusal),
        Rejected::PhoneNumberInvalid
        | Rejected::NoCodeRequested
        | Rejected::CodeInvalid
        | Rejected::CodeExpired
        | Rejected::PasswordInvalid
        | Rejected::CaptionTooLong
        | Rejected::NotModified
        | Rejected::FileEmpty
        | Rejected::FileInvalid => Status::BadRequest,
    }
}

fn chat_status(refusal: ChatRefusal) -> Status {
    match refusal {
        ChatRefusal::NotAuthor
        | ChatRefusal::DeleteForbidden
        | ChatRefusal::ForwardsRestricted
        | ChatRefusal::AdminRequired
        | ChatRefusal::WriteForbidden
        | ChatRefusal::Banned
        | ChatRefusal::PersonUnreachable
        | ChatRefusal::JoinRequested
        | ChatRefusal::TooManyChats
        | ChatRefusal::ChatFull => Status::Forbidden,
        ChatRefusal::TextTooLong
        | ChatRefusal::TextEmpty
        | ChatRefusal::FormatInvalid
        | ChatRefusal::MessageInvalid
        | ChatRefusal::ReplyInvalid
        | ChatRefusal::EditTooLate
        | ChatRefusal::IsChannel
        | ChatRefusal::NotAGroup
        | ChatRefusal::InviteEmpty
        | ChatRefusal::InviteInvalid
        | ChatRefusal::InviteExpired => Status::BadRequest,
    }
}

impl From<Unanswered> for Fault {
    fn from(why: Unanswered) -> Self {
        Self::Unanswered(why)
    }
}

impl From<gate::Refusal> for Fault {
    fn from(refusal: gate::Refusal) -> Self {
        Self::Unanswered(Unanswered::Refused(refusal))
    }
}

impl From<BodyError> for Fault {
    fn from(error: BodyError) -> Self {
        Self::Body(error)
    }
}

impl From<FieldsError> for Fault {
    fn from(error: FieldsError) -> Self {
        match error {
            FieldsError::Body(error) => Self::Body(error),
            FieldsError::Malformed(how) => Self::Malformed(how),
            FieldsError::UnsupportedMediaType => Self::UnsupportedMediaType,
        }
    }
}

impl From<MultipartError> for Fault {
    fn from(error: MultipartError) -> Self {
        match error {
            MultipartError::NotMultipart => Self::NotMultipart,
            MultipartError::Malformed => {
                Self::Malformed("the form is not put together as multipart/form-data should be")
            }
            MultipartError::Body(error) => Self::Body(error),
        }
    }
}

impl<E: Into<Fault>> From<FileError<E>> for Fault {
    fn from(error: FileError<E>) -> Self {
        match error {
            FileError::Unsatisfiable(length) => Self::RangeNotSatisfiable { length },
            FileError::PreconditionFailed => Self::PreconditionFailed,
            FileError::Open(error) => error.into(),
        }
    }
}

impl From<Limited> for Fault {
    fn from(limited: Limited) -> Self {
        Self::Limited(limited)
    }
}

impl From<telegram::Error> for Fault {
    fn from(error: telegram::Error) -> Self {
        Self::Telegram(error)
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        Self::Telegram(error.into())
    }
}
