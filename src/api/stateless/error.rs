//! Every way in which the stateless API refuses, and what it then says.
//!
//! The form is FastAPI's, `{"detail": …}`. The statuses are those of the document's table; the sentences are those of the program that it came
//! from, where that had one. A wait has its seconds in `retry_after` and in `Retry-After`. The cause of a failure of ours is logged once.

use std::borrow::Cow;
use std::time::Duration;

use rocket::http::{Header, Method, Status};
use rocket::response::{self, Responder};
use rocket::serde::json::Json;
use rocket::{Request, Response};

use super::wire::{ChatName, Detail, ErrorBody};
use crate::http::access::gate::Refusal;
use crate::http::errors::failure;
use crate::http::errors::unanswered::Unanswered;
use crate::http::fastapi::validation::Item;
use crate::http::request::body::BodyError;
use crate::http::request::id::RequestId;
use crate::http::request::methods;
use crate::http::request::multipart::MultipartError;
use crate::telegram::{self, ChatRefusal, Rejected};

/// What was being done; what Telegram's refusals mean depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    /// Finding the account of a string.
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

/// A refusal.
#[derive(Debug)]
pub(super) enum Error {
    /// The request is not understood.
    Invalid(Vec<Item>),
    /// The path has another form, which is there.
    Elsewhere(String),
    /// A body that cannot be read.
    Body(BodyError),
    /// The string is none of ours, for something else, or dead. Which, is not told.
    InvalidSession,
    /// `api_id` and `api_hash` cannot be those of an application.
    ApplicationInvalid,
    /// This account sees no such chat.
    ChatNotFound(ChatName),
    /// There is no such group or channel to join.
    GroupNotFound(ChatName),
    /// No such message.
    MessageNotFound,
    /// The message has no file.
    NoMedia,
    /// None of the messages could be deleted.
    NothingDeleted,
    /// A body that is no form with files.
    NotMultipart,
    /// No byte of the file is in the range.
    RangeNotSatisfiable {
        /// The file's length.
        length: u64,
    },
    /// `If-Match` or `If-Unmodified-Since` does not hold.
    PreconditionFailed,
    /// Telegram refuses the input.
    Rejected(Operation, Rejected),
    /// Telegram refuses for a reason that has no sentence here.
    Refusal {
        /// 400 or 403, as Telegram has it.
        status: Status,
        /// Telegram's name for it.
        name: String,
    },
    /// Wait that long.
    Wait(Duration),
    /// Turned away before any route.
    Refused(Refusal),
    /// The path has other methods.
    MethodNotAllowed(Vec<Method>),
    /// Whatever else Rocket refuses.
    Http(Status),
    /// Telegram failed, or cannot be reached.
    Failed(Operation, telegram::Error),
}

impl Operation {
    /// What a failed call means for the client of this operation.
    pub(super) fn failed(self, error: telegram::Error) -> Error {
        match error {
            telegram::Error::Wait(wait) => Error::Wait(wait),
            telegram::Error::SignedOut => Error::InvalidSession,
            telegram::Error::NotFound => Error::MessageNotFound,
            telegram::Error::Rejected(rejected) => Error::Rejected(self, rejected),
            telegram::Error::Rpc { name, .. } if name.starts_with("API_ID_") => Error::ApplicationInvalid,
            telegram::Error::Rpc { code: 403, name } => Error::Refusal { status: Status::Forbidden, name },
            telegram::Error::Rpc { code: 400 | 406, name } => Error::Refusal { status: Status::BadRequest, name },
            error @ (telegram::Error::Unavailable(_)
            | telegram::Error::Rpc { .. }
            | telegram::Error::Protocol(_)
            | telegram::Error::Store(_)) => Error::Failed(self, error),
        }
    }

    /// The same where nothing but the chat can be missing.
    pub(super) fn failed_in(self, error: telegram::Error, chat: &ChatName) -> Error {
        match error {
            telegram::Error::NotFound => Error::ChatNotFound(chat.clone()),
            error => self.failed(error),
        }
    }
}

impl From<MultipartError> for Error {
    fn from(error: MultipartError) -> Self {
        match error {
            MultipartError::NotMultipart | MultipartError::Malformed => Self::NotMultipart,
            MultipartError::Body(error) => Self::Body(error),
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

impl Error {
    /// The status it is answered with.
    pub(super) fn status(&self) -> Status {
        self.answer().0
    }

    /// The body it is answered with; none where the client is sent elsewhere.
    pub(super) fn body(&self) -> Option<ErrorBody> {
        let (_, detail) = self.answer();
        let retry_after = match self {
            Self::Wait(wait) => Some(failure::whole_seconds(*wait)),
            _ => None,
        };
        detail.map(|detail| ErrorBody { detail, retry_after })
    }

    fn answer(&self) -> (Status, Option<Detail>) {
        let says = |status, text: &'static str| (status, Some(Detail::Text(text.into())));
        match self {
            Self::Invalid(items) => (Status::UnprocessableEntity, Some(Detail::Items(items.clone()))),
            Self::Elsewhere(_) => (Status::TemporaryRedirect, None),
            Self::Body(BodyError::TooLarge { .. }) => says(Status::PayloadTooLarge, "The request is too large"),
            Self::Body(BodyError::Incomplete) => says(Status::BadRequest, "The request broke off"),
            Self::Body(BodyError::Stalled) => says(Status::RequestTimeout, "The request took too long to arrive"),
            Self::InvalidSession => says(Status::Unauthorized, "Invalid session"),
            Self::ApplicationInvalid => {
                says(Status::BadRequest, "The api_id/api_hash combination is invalid (caused by SendCodeRequest)")
            }
            Self::ChatNotFound(ChatName(name)) => {
                let text = format!("Chat not found: Cannot find any entity corresponding to \"{name}\"");
                (Status::NotFound, Some(Detail::Text(text.into())))
            }
            Self::GroupNotFound(ChatName(name)) => {
                (Status::NotFound, Some(Detail::Text(format!("Could not find group: {name}").into())))
            }
            Self::NoMedia => says(Status::BadRequest, "Message has no media content"),
            Self::NothingDeleted => says(Status::BadRequest, "None of the specified messages could be deleted"),
            Self::NotMultipart => says(Status::BadRequest, "There was an error parsing the body"),
            Self::RangeNotSatisfiable { .. } => says(Status::RangeNotSatisfiable, "The range is outside of the file"),
            Self::PreconditionFailed => says(Status::PreconditionFailed, "The file is not the expected one"),
            Self::MessageNotFound => says(Status::NotFound, "Message not found"),
            Self::Rejected(operation, rejected) => {
                let (status, text) = rejection(*operation, *rejected);
                says(status, text)
            }
            Self::Refusal { status, name } => {
                (*status, Some(Detail::Text(format!("Telegram refuses the request: {name}").into())))
            }
            Self::Wait(wait) => (Status::TooManyRequests, Some(Detail::Text(please_wait(*wait)))),
            Self::Refused(Refusal::Host) => says(Status::BadRequest, "The request is for another host"),
            Self::Refused(Refusal::Origin) => says(Status::Forbidden, "Requests from this origin are not allowed"),
            Self::MethodNotAllowed(_) => says(Status::MethodNotAllowed, "Method Not Allowed"),
            Self::Http(status) => http(*status),
            Self::Failed(_, cause @ telegram::Error::Unavailable(_)) => {
                (Status::ServiceUnavailable, Some(Detail::Text(failure::details(cause).into())))
            }
            Self::Failed(..) => says(Status::InternalServerError, "Internal Server Error"),
        }
    }
}

fn please_wait(wait: Duration) -> Cow<'static, str> {
    let seconds = failure::whole_seconds(wait);
    format!("Too many requests. Please wait {seconds} seconds before making another request").into()
}

/// What Telegram refuses, in Telethon's words.
fn rejection(operation: Operation, rejected: Rejected) -> (Status, &'static str) {
    let bad = |text| (Status::BadRequest, text);
    match rejected {
        Rejected::PhoneNumberInvalid => bad("The phone number is invalid (caused by SendCodeRequest)"),
        Rejected::PhoneNumberBanned => {
            (Status::Forbidden, "The used phone number has been banned from Telegram and cannot be used anymore")
        }
        Rejected::PhoneNumberUnoccupied => (
            Status::Forbidden,
            "The phone number is not yet being used. Sign up with an official Telegram application first",
        ),
        Rejected::NoCodeRequested => bad("No code was requested, or it is spent. Please send a new one"),
        Rejected::CodeInvalid => bad("The phone code entered was invalid (caused by SignInRequest)"),
        Rejected::CodeExpired => bad("The confirmation code has expired (caused by SignInRequest)"),
        Rejected::PasswordInvalid => {
            bad("The password (and thus its hash value) you entered is invalid (caused by CheckPasswordRequest)")
        }
        Rejected::CaptionTooLong if operation == Operation::Edit => bad("New message text is too long"),
        Rejected::CaptionTooLong => bad("Message caption is too long"),
        Rejected::NotModified => bad("Message content is not modified"),
        Rejected::FileEmpty => bad("The file is empty"),
        Rejected::FileTooLarge { .. } => (Status::PayloadTooLarge, "The file is too large for this account"),
        Rejected::FileInvalid => bad("Telegram cannot use the file as what it was sent as"),
        Rejected::Chat(refusal) => chat_refusal(operation, refusal),
    }
}

/// What cannot be done in a chat.
fn chat_refusal(operation: Operation, refusal: ChatRefusal) -> (Status, &'static str) {
    let (bad, forbidden) = (|text| (Status::BadRequest, text), |text| (Status::Forbidden, text));
    let is_edit = operation == Operation::Edit;
    match refusal {
        ChatRefusal::TextTooLong if is_edit => bad("New message text is too long"),
        ChatRefusal::TextTooLong => bad("Message text is too long"),
        ChatRefusal::TextEmpty if is_edit => bad("New message text cannot be empty"),
        ChatRefusal::TextEmpty => bad("Message text cannot be empty"),
        ChatRefusal::FormatInvalid => bad("The formatting is not usable"),
        ChatRefusal::MessageInvalid => bad("Invalid message ID"),
        ChatRefusal::ReplyInvalid => bad("The message to reply to does not exist"),
        ChatRefusal::NotAuthor => forbidden("You must be the author of the message to edit it"),
        ChatRefusal::EditTooLate => bad("The message can no longer be edited"),
        ChatRefusal::DeleteForbidden => forbidden("The message cannot be deleted"),
        ChatRefusal::ForwardsRestricted => forbidden("Messages of this chat cannot be forwarded"),
        ChatRefusal::AdminRequired => forbidden("Only admins of the chat can do that"),
        ChatRefusal::WriteForbidden => forbidden("You can't write in this chat"),
        ChatRefusal::Banned => forbidden("You're banned from sending messages in this chat"),
        ChatRefusal::PersonUnreachable => forbidden("This person takes no messages from you"),
        ChatRefusal::IsChannel | ChatRefusal::NotAGroup => bad("This is no group or channel that can be joined"),
        ChatRefusal::InviteEmpty => bad("Invalid invitation link - hash is empty"),
        ChatRefusal::InviteInvalid => bad("Invalid invitation link"),
        ChatRefusal::InviteExpired => bad("This invitation link has expired"),
        ChatRefusal::JoinRequested => forbidden("The admins of the chat have been asked to let you in"),
        ChatRefusal::TooManyChats => forbidden("You have joined too many channels/supergroups"),
        ChatRefusal::ChatFull => forbidden("The chat is full"),
    }
}

/// What Rocket refuses.
fn http(status: Status) -> (Status, Option<Detail>) {
    let (status, text) = match status.code {
        404 => (status, "Not Found"),
        401 => (status, "Invalid session"),
        // What Rocket calls unprocessable is a malformed request like any other.
        400 | 422 => (Status::BadRequest, "The request is malformed"),
        400..=499 => (status, status.reason().unwrap_or("The request cannot be answered")),
        503 => (status, "Service Unavailable"),
        _ => (Status::InternalServerError, "Internal Server Error"),
    };
    (status, Some(Detail::Text(text.into())))
}

impl<'r> Responder<'r, 'static> for Error {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Self::Failed(operation, cause) = &self {
            failure::log(Some(RequestId::of(request)), operation, cause);
        }
        let body = self.body();
        let retry_after = body.as_ref().and_then(|body| body.retry_after);
        let mut response = match body {
            Some(body) => Response::build_from(Json(body).respond_to(request)?),
            None => Response::build(),
        };
        // Malformed requests pass no fairing on their way back, so the essentials are here.
        response
            .status(self.status())
            .raw_header("Cache-Control", "no-store")
            .raw_header("X-Content-Type-Options", "nosniff");
        if let Some(seconds) = retry_after {
            response.raw_header("Retry-After", seconds.to_string());
        }
        match self {
            Self::Elsewhere(location) => {
                response.raw_header("Location", location);
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
