//! Every way in which the stateless API refuses a request.
//!
//! The form is FastAPI's, `{"detail": …}`. The statuses are those of the original's documentation, the sentences those of its code. A wait has its
//! seconds in `retry_after` and in `Retry-After`. The cause of an internal failure is logged once.

use std::borrow::Cow;
use std::time::Duration;

use rocket::Request;
use rocket::http::Status;
use rocket::response::{self, Responder};

use super::chat_name::{ChatName, UnknownChat};
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
use crate::telegram::{self, ChatRefusal, Rejected};

/// What was being done; the meaning of some of Telegram's errors depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// Reading the request.
    Read,
    /// Opening the account of a session string.
    OpenSession,
    /// `/auth/send_code`
    SendCode,
    /// `/auth/verify_code`
    SignIn,
    /// `/auth/verify_password`
    CheckPassword,
    /// `/auth/import`
    Import,
    /// `/auth/logout`
    LogOut,
    /// `/chats`
    ListChats,
    /// `/messages/`
    ListMessages,
    /// `/messages/media/<id>`
    Media,
    /// `/messages/send`
    Send,
    /// `/messages/send_with_file`
    SendFile,
    /// `/messages/delete`
    Delete,
    /// `/messages/forward`
    Forward,
    /// `/messages/edit`
    Edit,
    /// `/groups/join`
    Join,
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
    /// The session string is malformed, for another purpose, or expired. The response does not tell which.
    InvalidSession,
    /// `api_id` and `api_hash` cannot belong to an application.
    ApplicationInvalid,
    /// The account sees no such chat.
    ChatNotFound(ChatName),
    /// There is no such group or channel.
    GroupNotFound(ChatName),
    /// The message has no file.
    NoMedia,
    /// None of the messages could be deleted.
    NothingDeleted,
    /// A failure that every API can have, and what was being done.
    Fault(Operation, Fault),
}

impl Operation {
    /// A fault during this operation.
    pub(super) fn failed(self, fault: impl Into<Fault>) -> Error {
        match fault.into() {
            Fault::Telegram(telegram::Error::Rpc { name, .. }) if name.starts_with("API_ID_") => {
                Error::ApplicationInvalid
            }
            fault => Error::Fault(self, fault),
        }
    }

    /// The same for an operation in which only the chat can be missing.
    pub(super) fn failed_in(self, fault: impl Into<Fault>, chat: &ChatName) -> Error {
        match fault.into() {
            Fault::Telegram(telegram::Error::NotFound) => Error::ChatNotFound(chat.clone()),
            fault => self.failed(fault),
        }
    }

    /// An input that Telegram refuses, or would refuse.
    pub(super) fn rejected(self, rejected: Rejected) -> Error {
        Error::Fault(self, Fault::Telegram(rejected.into()))
    }

    /// There is no such message.
    pub(super) fn not_found(self) -> Error {
        Error::Fault(self, Fault::Telegram(telegram::Error::NotFound))
    }
}

impl From<UnknownChat> for Error {
    fn from(UnknownChat(name): UnknownChat) -> Self {
        Self::ChatNotFound(name)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Operation::Read.failed(fault)
    }
}

impl SchemaNames for Error {
    const PREFIX: &'static str = "Stateless";
}

impl FastApi for Error {
    const WITH_SLASH: &'static [&'static str] = &["/messages"];
    /// More than any JSON body of this API has: the longest text, escaped.
    const BODY_LIMIT: u64 = 64 << 10;
    const CALLER_FIRST: bool = false;

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
            Self::InvalidSession => "Invalid session".into(),
            Self::ApplicationInvalid => "The api_id/api_hash combination is invalid (caused by SendCodeRequest)".into(),
            Self::ChatNotFound(ChatName(name)) => {
                format!("Chat not found: Cannot find any entity corresponding to \"{name}\"").into()
            }
            Self::GroupNotFound(ChatName(name)) => format!("Could not find group: {name}").into(),
            Self::NoMedia => "Message has no media content".into(),
            Self::NothingDeleted => "None of the specified messages could be deleted".into(),
            Self::Fault(operation, fault) => text(*operation, fault),
        };
        Some(Detail::Text(text))
    }
}

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
        Fault::Limited(Limited { wait }) | Fault::Telegram(telegram::Error::Wait(wait)) => return please_wait(*wait),
        Fault::Telegram(telegram::Error::SignedOut) => "Invalid session",
        Fault::Telegram(telegram::Error::NotFound) => "Message not found",
        Fault::Telegram(telegram::Error::Rejected(rejected)) => rejection(operation, *rejected),
        Fault::Telegram(error @ telegram::Error::Rpc { code, name }) => match (error.refusal(), code) {
            (Some(refusal), _) => refusal.sentence.trim_end_matches('.'),
            (None, 400 | 403 | 406) => return format!("Telegram refuses the request: {name}").into(),
            (None, _) => "Internal Server Error",
        },
        Fault::Telegram(cause @ telegram::Error::Unavailable(_)) => return failure::details(cause).into(),
        Fault::Telegram(telegram::Error::OpenElsewhere(_)) => "Another server process uses this account",
        Fault::Telegram(telegram::Error::Protocol(_) | telegram::Error::Store(_)) => "Internal Server Error",
    };
    text.into()
}

fn please_wait(wait: Duration) -> Cow<'static, str> {
    let seconds = failure::whole_seconds(wait);
    format!("Too many requests. Please wait {seconds} seconds before making another request").into()
}

/// The sentence for an input that Telegram refuses, in Telethon's words.
fn rejection(operation: Operation, rejected: Rejected) -> &'static str {
    match rejected {
        Rejected::PhoneNumberInvalid => "The phone number is invalid (caused by SendCodeRequest)",
        Rejected::PhoneNumberBanned => "The used phone number has been banned from Telegram and cannot be used anymore",
        Rejected::PhoneNumberUnoccupied => {
            "The phone number is not yet being used. Sign up with an official Telegram application first"
        }
        Rejected::NoCodeRequested => "No code was requested, or it is spent. Please send a new one",
        Rejected::CodeInvalid => "The phone code entered was invalid (caused by SignInRequest)",
        Rejected::CodeExpired => "The confirmation code has expired (caused by SignInRequest)",
        Rejected::PasswordInvalid => {
            "The password (and thus its hash value) you entered is invalid (caused by CheckPasswordRequest)"
        }
        Rejected::CaptionTooLong if operation == Operation::Edit => "New message text is too long",
        Rejected::CaptionTooLong => "Message caption is too long",
        Rejected::NotModified => "Message content is not modified",
        Rejected::FileEmpty => "The file is empty",
        Rejected::FileTooLarge { .. } => "The file is too large for this account",
        Rejected::FileInvalid => "Telegram cannot use the file as what it was sent as",
        Rejected::AccountFrozen => "You tried to use a method that is not available for frozen accounts",
        Rejected::AccountRestricted => "Telegram does not allow this to the account",
        Rejected::Chat(refusal) => chat_refusal(operation, refusal),
    }
}

/// The sentence for something that is not possible in a chat.
fn chat_refusal(operation: Operation, refusal: ChatRefusal) -> &'static str {
    let is_edit = operation == Operation::Edit;
    match refusal {
        ChatRefusal::TextTooLong if is_edit => "New message text is too long",
        ChatRefusal::TextTooLong => "Message text is too long",
        ChatRefusal::TextEmpty if is_edit => "New message text cannot be empty",
        ChatRefusal::TextEmpty => "Message text cannot be empty",
        ChatRefusal::FormatInvalid => "The formatting is not usable",
        ChatRefusal::MessageInvalid => "Invalid message ID",
        ChatRefusal::ReplyInvalid => "The message to reply to does not exist",
        ChatRefusal::NotAuthor => "You must be the author of the message to edit it",
        ChatRefusal::EditTooLate => "The message can no longer be edited",
        ChatRefusal::DeleteForbidden => "The message cannot be deleted",
        ChatRefusal::ForwardsRestricted => "Messages of this chat cannot be forwarded",
        ChatRefusal::AdminRequired => "Only admins of the chat can do that",
        ChatRefusal::WriteForbidden => "You can't write in this chat",
        ChatRefusal::Banned => "You're banned from sending messages in this chat",
        ChatRefusal::PersonUnreachable => "This person takes no messages from you",
        ChatRefusal::IsChannel | ChatRefusal::NotAGroup => "This is no group or channel that can be joined",
        ChatRefusal::InviteEmpty => "Invalid invitation link - hash is empty",
        ChatRefusal::InviteInvalid => "Invalid invitation link",
        ChatRefusal::InviteExpired => "This invitation link has expired",
        ChatRefusal::JoinRequested => "The admins of the chat have been asked to let you in",
        ChatRefusal::TooManyChats => "You have joined too many channels/supergroups",
        ChatRefusal::ChatFull => "The chat is full",
    }
}

/// The sentence for a request that no route answers.
fn unanswered(why: &Unanswered) -> &'static str {
    match why {
        Unanswered::Refused(Refusal::Host) => "The request is for another host",
        Unanswered::Refused(Refusal::Origin) => "Requests from this origin are not allowed",
        Unanswered::MethodNotAllowed(_) => "Method Not Allowed",
        Unanswered::Http(status) => match status.code {
            404 => "Not Found",
            401 => "Invalid session",
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
            Self::InvalidSession => Status::Unauthorized,
            Self::ChatNotFound(_) | Self::GroupNotFound(_) => Status::NotFound,
            Self::ApplicationInvalid | Self::NoMedia | Self::NothingDeleted => Status::BadRequest,
            // An error of Telegram's for which there is no sentence.
            Self::Fault(_, Fault::Telegram(error @ telegram::Error::Rpc { code, .. })) if error.refusal().is_none() => {
                match code {
                    403 => Status::Forbidden,
                    400 | 406 => Status::BadRequest,
                    _ => Status::InternalServerError,
                }
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

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Self::Fault(operation, fault) = &self
            && self.status().code >= 500
            && let Some(cause) = fault.failure()
        {
            failure::log(Some(RequestId::of(request)), operation, cause);
        }
        respond(request, &self)
    }
}
