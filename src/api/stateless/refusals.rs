//! The refusals of each route, for the OpenAPI document.

use super::chat_name::ChatName;
use super::error::{Error, ErrorBody, Operation};
use super::guard::HEADER;
use crate::http::access::gate::Refusal;
use crate::http::errors::api_error::ApiError;
use crate::http::errors::fault::Fault;
use crate::http::fastapi::api::FastApi;
use crate::http::fastapi::validation::Item;
use crate::http::openapi::{RefusalExample, examples, refusals};
use crate::http::request::body::BodyError;
use crate::telegram::limits::FILE_BYTES;
use crate::telegram::{self, ChatRefusal, Rejected};

refusals! {
    schema: ErrorBody, example: example, always: telegram();

    /// `/auth/send_code`
    SendingCode = body(), application(), rejected(Operation::SendCode, &[Rejected::PhoneNumberInvalid, Rejected::PhoneNumberBanned]);
    /// `/auth/verify_code`
    VerifyingCode = body(), session(), rejected(
        Operation::SignIn,
        &[Rejected::CodeInvalid, Rejected::CodeExpired, Rejected::NoCodeRequested, Rejected::PhoneNumberUnoccupied],
    );
    /// `/auth/verify_password`
    VerifyingPassword = body(), session(), rejected(Operation::CheckPassword, &[Rejected::PasswordInvalid]);
    /// `/auth/logout`
    LoggingOut = session();
    /// `/auth/import`
    Importing = body(), application(), vec![Error::InvalidSession];
    /// `/chats`
    ListingChats = session();
    /// `/messages/`
    ListingMessages = session(), chat();
    /// `/messages/media/<id>`
    Reading = session(), chat(), vec![Operation::Media.not_found(), Error::NoMedia, Fault::PreconditionFailed.into()],
        vec![Fault::RangeNotSatisfiable { length: 102_400 }.into()];
    /// `/messages/send`
    Sending = body(), session(), chat(), refused(Operation::Send, &[ChatRefusal::TextTooLong, ChatRefusal::TextEmpty]), writing();
    /// `/messages/send_with_file`
    SendingFile = body(), session(), chat(), file(), writing();
    /// `/messages/delete`
    Deleting = body(), session(), chat(), vec![Error::NothingDeleted],
        refused(Operation::Delete, &[ChatRefusal::DeleteForbidden]);
    /// `/messages/forward`
    Forwarding = body(), session(), chat(), writing(),
        refused(Operation::Forward, &[ChatRefusal::MessageInvalid, ChatRefusal::ForwardsRestricted]);
    /// `/messages/edit`
    Editing = body(), session(), chat(), rejected(Operation::Edit, &[Rejected::NotModified]), refused(
        Operation::Edit,
        &[ChatRefusal::MessageInvalid, ChatRefusal::TextEmpty, ChatRefusal::TextTooLong, ChatRefusal::NotAuthor],
    );
    /// `/groups/join`
    Joining = body(), session(), vec![Error::GroupNotFound(ChatName("nope".to_owned()))], refused(
        Operation::Join,
        &[ChatRefusal::InviteEmpty, ChatRefusal::InviteInvalid, ChatRefusal::InviteExpired, ChatRefusal::NotAGroup],
    );
}

fn example(error: &Error) -> Option<RefusalExample> {
    let body = error.body()?;
    Some(RefusalExample::new(error.status().code, body.sentence(), &body))
}

/// Every route.
fn telegram() -> Vec<Error> {
    let operation = Operation::OpenSession;
    vec![
        operation.failed(examples::telegram_wait()),
        operation.failed(Refusal::Host),
        operation.failed(telegram::Error::Protocol("…")),
        operation.failed(examples::telegram_unavailable()),
    ]
}

/// Routes that need a session string.
fn session() -> Vec<Error> {
    vec![Error::InvalidSession, Error::Invalid(vec![Item::missing_header(HEADER)])]
}

/// Routes with a JSON body.
fn body() -> Vec<Error> {
    vec![
        Operation::Read.failed(Refusal::Origin),
        Error::Invalid(vec![Item::missing_body()]),
        Operation::Read.failed(BodyError::Incomplete),
        Operation::Read.failed(BodyError::Stalled),
        Operation::Read.failed(BodyError::TooLarge { limit: Error::BODY_LIMIT }),
    ]
}

/// Routes with the caller's application.
fn application() -> Vec<Error> {
    vec![Error::ApplicationInvalid]
}

/// Routes of a chat.
fn chat() -> Vec<Error> {
    vec![
        Error::ChatNotFound(ChatName("nope".to_owned())),
        Operation::Read.failed(telegram::Error::Rpc { code: 403, name: "CHAT_ADMIN_REQUIRED".to_owned() }),
    ]
}

/// Routes that send a message.
fn writing() -> Vec<Error> {
    refused(Operation::Send, &[ChatRefusal::ReplyInvalid, ChatRefusal::WriteForbidden, ChatRefusal::Banned])
}

fn file() -> Vec<Error> {
    let rejections = [Rejected::CaptionTooLong, Rejected::FileEmpty, Rejected::FileTooLarge { limit: FILE_BYTES }];
    let rejections = rejections.into_iter().map(|rejected| Operation::SendFile.rejected(rejected));
    rejections.chain([Fault::NotMultipart.into()]).collect()
}

fn refused(operation: Operation, refusals: &[ChatRefusal]) -> Vec<Error> {
    refusals.iter().map(|refusal| operation.rejected(Rejected::Chat(*refusal))).collect()
}

fn rejected(operation: Operation, rejected: &[Rejected]) -> Vec<Error> {
    rejected.iter().map(|rejected| operation.rejected(*rejected)).collect()
}
