//! The sentences of faults. They are part of the gallery API's contract; the pages show them in the user's language.

use crate::http::access::gate::Refusal;
use crate::http::errors::fault::Fault;
use crate::http::errors::unanswered::Unanswered;
use crate::http::request::body::BodyError;
use crate::telegram::{self, Rejected};

/// The sentence of a fault. `failed` is the operation's, for failures that are not the client's fault.
pub fn sentence(fault: &Fault, failed: &'static str) -> &'static str {
    match fault {
        Fault::Unanswered(why) => unanswered(why),
        Fault::Body(BodyError::TooLarge { .. }) => "The request is too large.",
        Fault::Body(BodyError::Incomplete) => "The request broke off.",
        Fault::Body(BodyError::Stalled) => "The request took too long to arrive.",
        Fault::Malformed(_) => "Invalid request body.",
        Fault::UnsupportedMediaType => "Send JSON or a form.",
        Fault::NotMultipart => "No file provided in the request.",
        Fault::PreconditionFailed => "The file is not the expected one.",
        Fault::RangeNotSatisfiable { .. } => "The range is outside of the file.",
        Fault::Limited(_) | Fault::Telegram(telegram::Error::Wait(_)) => "Too many requests. Please try again later.",
        Fault::Telegram(telegram::Error::SignedOut) => "User not authenticated.",
        Fault::Telegram(telegram::Error::NotFound) => "Media not found or message ID is invalid.",
        Fault::Telegram(telegram::Error::Rejected(rejected)) => rejection(*rejected),
        Fault::Telegram(telegram::Error::OpenElsewhere(_)) => {
            "Another server process uses this account. Please try again later."
        }
        Fault::Telegram(error @ telegram::Error::Rpc { .. }) => {
            error.refusal().map_or(failed, |refusal| refusal.sentence)
        }
        Fault::Telegram(telegram::Error::Unavailable(_) | telegram::Error::Protocol(_) | telegram::Error::Store(_)) => {
            failed
        }
    }
}

/// The sentence for a request that no route answers.
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

/// The sentence for an input that Telegram refuses.
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
        Rejected::AccountFrozen => {
            "Telegram has frozen this account: it can be read, but nothing can be sent or changed with it."
        }
        Rejected::AccountRestricted => "Telegram does not allow this to the account.",
        // Browsers only use Saved Messages.
        Rejected::Chat(_) => "The chat does not allow that.",
        Rejected::FileTooLarge { .. } => "The file is too large.",
    }
}
