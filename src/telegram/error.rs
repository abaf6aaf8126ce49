//! Errors of the core. Their variants say what the caller can do about them.

use std::sync::Arc;
use std::time::Duration;

use grammers_mtsender::RpcError;

use super::chat_refusal::ChatRefusal;
use super::limits::FILE_BYTES;
use super::refusals::Refusal;
use crate::cache::FetchAborted;

/// Why an account is unavailable that this process has closed.
pub const CLOSED_HERE: &str = "the account was closed here";
/// Why an account is unavailable whose auth key Telegram does not know, as far as anybody can tell: it is kept.
pub const KEY_REFUSED: &str = "telegram does not know the account's key at the moment";

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
        if let Some(wait) = wait_of(error) {
            return Self::Wait(wait);
        }
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
            name if name.starts_with("FROZEN_") => Rejected::AccountFrozen,
            _ if is_fault(error) => return Self::Unavailable("telegram has a fault of its own"),
            // Telegram's other limits and conditions, which no waiting lifts: `PREMIUM_SUB_ACTIVE_UNTIL_x`, `STORY_SEND_FLOOD_x`, …
            _ if matches!(error.code, 406 | 420) && Refusal::of(&error.name).is_none() => Rejected::AccountRestricted,
            _ => return Self::Rpc { code: error.code, name: full_name(error) },
        };
        Self::Rejected(rejected)
    }
}

/// How long an RPC error asks to wait; `None` if it is no wait. The code 420 alone does not make one: some of its errors have no number
/// (`FROZEN_METHOD_INVALID`), or one that is a date (`PREMIUM_SUB_ACTIVE_UNTIL_x`).
pub fn wait_of(error: &RpcError) -> Option<Duration> {
    let is_wait = error.name.ends_with("_WAIT") || error.name == "TAKEOUT_INIT_DELAY";
    error.value.filter(|_| is_wait).map(|seconds| Duration::from_secs(seconds.into()))
}

/// Whether an RPC error is a fault of Telegram's own, which passes. `RANDOM_ID_DUPLICATE` has the code 500 as well: the message was sent by an earlier
/// attempt.
pub fn is_fault(error: &RpcError) -> bool {
    const NAMES: [&str; 4] =
        ["RPC_CALL_FAIL", "RPC_MCGET_FAIL", "PARTICIPANT_CALL_FAILED", "WORKER_BUSY_TOO_LONG_RETRY"];
    let has_code = (error.code < 0 || error.code >= 500) && error.name != "RANDOM_ID_DUPLICATE";
    let is_named = NAMES.contains(&error.name.as_str());
    has_code || is_named || error.name.starts_with("INTERDC_") || error.name.eq_ignore_ascii_case("TIMEOUT")
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
    /// Telegram has frozen the account (`FROZEN_METHOD_INVALID` and the like).
    #[error("telegram has frozen the account: it can be read, but nothing can be sent or changed with it")]
    AccountFrozen,
    /// Telegram does not allow this to the account, for a reason that no waiting and no other input changes.
    #[error("telegram does not allow this to the account")]
    AccountRestricted,
    /// The action is refused in a chat.
    #[error(transparent)]
    Chat(#[from] ChatRefusal),
}

impl From<ChatRefusal> for Error {
    fn from(refusal: ChatRefusal) -> Self {
        Self::Rejected(Rejected::Chat(refusal))
    }
}
