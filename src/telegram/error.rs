//! Errors of the core. Their variants say what the caller can do about them.

use std::sync::Arc;
use std::time::Duration;

use grammers_mtsender::RpcError;

use super::chat_refusal::ChatRefusal;
use super::limits::FILE_BYTES;
use super::refusals::Refusal;
use crate::cache::FetchAborted;

/// An error of the core.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A flood wait (`FLOOD_WAIT_x`, `FLOOD_PREMIUM_WAIT_x`, `SLOWMODE_WAIT_x`): try again after this time.
    #[error("telegram asks to wait {} seconds", .0.as_secs())]
    Wait(Duration),
    /// The account's authorization has ended: sign in again. The session is deleted already.
    #[error("the account is signed out")]
    SignedOut,
    /// There is no such chat, message, file or thumbnail.
    #[error("not found")]
    NotFound,
    /// The caller's input is refused: change it.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// Another process has the account open: try again after this time, within which the process renews its lease or has ended.
    #[error("another process has the account open")]
    OpenElsewhere(Duration),
    /// Telegram does not answer: try again later.
    #[error("telegram cannot be reached: {0}")]
    Unavailable(&'static str),
    /// Any other RPC error. [`Error::refusal`] knows the documented ones.
    #[error("telegram answered {code} {name}")]
    Rpc {
        /// The RPC error's code.
        code: i32,
        /// Its name, such as `MESSAGE_NOT_MODIFIED`.
        name: String,
    },
    /// An answer that violates the protocol, or a call that was made wrongly.
    #[error("unexpected answer: {0}")]
    Protocol(&'static str),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}

impl Error {
    /// The refusal that an RPC error without a variant of its own is.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Rpc { name, .. } => Refusal::of(name),
            _ => None,
        }
    }

    /// Converts an RPC error that means the same after every method.
    pub fn from_rpc(error: &RpcError) -> Self {
        let rejected = match error.name.as_str() {
            "AUTH_KEY_UNREGISTERED"
            | "AUTH_KEY_INVALID"
            | "AUTH_KEY_DUPLICATED"
            | "SESSION_REVOKED"
            | "SESSION_EXPIRED" => {
                return Self::SignedOut;
            }
            "MESSAGE_ID_INVALID" | "MSG_ID_INVALID" => return Self::NotFound,
            "PHONE_NUMBER_INVALID" => Rejected::PhoneNumberInvalid,
            "PHONE_NUMBER_BANNED" => Rejected::PhoneNumberBanned,
            "PHONE_NUMBER_UNOCCUPIED" => Rejected::PhoneNumberUnoccupied,
            "PHONE_CODE_INVALID" | "PHONE_CODE_EMPTY" => Rejected::CodeInvalid,
            "PHONE_CODE_EXPIRED" | "PHONE_CODE_HASH_EMPTY" => Rejected::CodeExpired,
            "PASSWORD_HASH_INVALID" => Rejected::PasswordInvalid,
            "MEDIA_CAPTION_TOO_LONG" | "MESSAGE_TOO_LONG" => Rejected::CaptionTooLong,
            "MESSAGE_NOT_MODIFIED" => Rejected::NotModified,
            "FILE_PARTS_INVALID" => Rejected::FileTooLarge { limit: FILE_BYTES },
            "FILE_EMPTY" | "FILE_PART_EMPTY" => Rejected::FileEmpty,
            "MEDIA_INVALID" | "MEDIA_EMPTY" | "IMAGE_PROCESS_FAILED" => Rejected::FileInvalid,
            name if name.starts_with("PHOTO_") => Rejected::FileInvalid,
            // Returned by a sign-in: the deactivation of a signed-in account is handled in `calls/`.
            name if name.starts_with("USER_DEACTIVATED") => Rejected::PhoneNumberBanned,
            name if error.code == 420 || error.code == 429 || name.ends_with("_WAIT") => {
                return Self::Wait(Duration::from_secs(error.value.unwrap_or(1).into()));
            }
            _ if error.code < 0 || error.code >= 500 => return Self::Unavailable("telegram has a fault of its own"),
            _ => return Self::Rpc { code: error.code, name: full_name(error) },
        };
        Self::Rejected(rejected)
    }
}

/// The error of a fetch that several callers share.
#[derive(Clone, Debug, thiserror::Error)]
#[error(transparent)]
pub struct SharedError(Arc<Error>);

impl SharedError {
    /// The error for one of the callers. ([`Error`] cannot be cloned.)
    pub fn to_error(&self) -> Error {
        match &*self.0 {
            Error::Wait(wait) => Error::Wait(*wait),
            Error::SignedOut => Error::SignedOut,
            Error::NotFound => Error::NotFound,
            Error::Rejected(rejected) => Error::Rejected(*rejected),
            Error::Unavailable(why) => Error::Unavailable(why),
            Error::OpenElsewhere(wait) => Error::OpenElsewhere(*wait),
            Error::Rpc { code, name } => Error::Rpc { code: *code, name: name.clone() },
            Error::Protocol(what) => Error::Protocol(what),
            Error::Store(_) => Error::Unavailable("the database failed"),
        }
    }
}

impl From<Error> for SharedError {
    fn from(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

impl From<FetchAborted> for SharedError {
    fn from(FetchAborted: FetchAborted) -> Self {
        Error::Unavailable("the download was given up").into()
    }
}

/// The name with its number, which grammers removes. Nearly all names have it at their end.
fn full_name(error: &RpcError) -> String {
    match error.value {
        Some(value) => format!("{}_{value}", error.name),
        None => error.name.clone(),
    }
}

/// Why the caller's input is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// `PHONE_NUMBER_INVALID`.
    #[error("the phone number is invalid")]
    PhoneNumberInvalid,
    /// `PHONE_NUMBER_BANNED`.
    #[error("the phone number is banned")]
    PhoneNumberBanned,
    /// The code is right, but no account has the number (`auth.authorizationSignUpRequired`).
    #[error("the phone number is not registered")]
    PhoneNumberUnoccupied,
    /// No code was requested for this session.
    #[error("no code was requested")]
    NoCodeRequested,
    /// `PHONE_CODE_INVALID`, `PHONE_CODE_EMPTY`.
    #[error("the code is invalid")]
    CodeInvalid,
    /// `PHONE_CODE_EXPIRED`.
    #[error("the code has expired")]
    CodeExpired,
    /// `PASSWORD_HASH_INVALID`.
    #[error("the password is wrong")]
    PasswordInvalid,
    /// `MEDIA_CAPTION_TOO_LONG`.
    #[error("the caption is too long")]
    CaptionTooLong,
    /// `MESSAGE_NOT_MODIFIED`: the text or caption is the same as before.
    #[error("the message would not change")]
    NotModified,
    /// The file has 0 bytes, which Telegram does not allow.
    #[error("the file is empty")]
    FileEmpty,
    /// The file is larger than Telegram allows (`FILE_PARTS_INVALID`).
    #[error("the file is larger than {limit} bytes")]
    FileTooLarge {
        /// The account's limit in bytes.
        limit: u64,
    },
    /// Telegram cannot process the file as the kind of media that it was sent as (`PHOTO_*`, `MEDIA_INVALID`).
    #[error("the file is not usable")]
    FileInvalid,
    /// The action is refused in a chat.
    #[error(transparent)]
    Chat(#[from] ChatRefusal),
}

impl From<ChatRefusal> for Error {
    fn from(refusal: ChatRefusal) -> Self {
        Self::Rejected(Rejected::Chat(refusal))
    }
}
