//! The refusals of each route, for the OpenAPI document.

use std::time::Duration;

use super::error::Error;
use super::wire::ErrorBody;
use crate::http::access::api_keys::Denied;
use crate::http::errors::api_error::ApiError;
use crate::http::errors::fault::Fault;
use crate::http::limits::limited::Limited;
use crate::http::openapi::{RefusalExample, examples, refusals};
use crate::telegram::limits::FILE_BYTES;
use crate::telegram::{self, ChatRefusal, Rejected};

refusals! {
    schema: ErrorBody, example: example, always: key();

    /// `/sendCode`
    SendingCode = phone(), vec![rejected(Rejected::PhoneNumberBanned)];
    /// `/signin`
    SigningIn = phone(), code(), body();
    /// `/qrLogin`
    ScanningCode = phone(), vec![Error::PasswordRequired { hint: None }];
    /// `/cleanSessions`
    Cleaning = vec![];
    /// Routes that ask for something of an account.
    AskingAccount = account();
    /// `/user/<phone>/downloadProfilePhoto`
    DownloadingPhoto = account(), vec![Error::PhotoNotFound];
    /// Lists with a `limit`.
    Listing = account(), chat(), vec![Error::Parameter { name: "limit", expected: "a number from 1 to 500" }];
    /// `/user/<phone>/messages/deleteMessages`
    Deleting = account(), chat(), body(),
        vec![Error::MessagesNotFound, rejected(ChatRefusal::DeleteForbidden.into())];
    /// `/user/<phone>/uploadFile`
    Uploading = account(), chat(), file();
    /// `/user/<phone>/downloadFile`
    Downloading = account(), chat(), vec![
        Error::FileNotFound, Fault::PreconditionFailed.into(), Fault::RangeNotSatisfiable { length: 102_400 }.into(),
        Error::Parameter { name: "messageId", expected: "a message's id" }
    ];
}

fn example(error: &Error) -> Option<RefusalExample> {
    let body = error.body();
    Some(RefusalExample::new(error.status().code, body.message.clone(), &body))
}

/// Every route: the key has to be valid, and Telegram reachable.
fn key() -> Vec<Error> {
    vec![
        Error::Denied(Denied::Missing),
        Error::Denied(Denied::Unknown),
        Error::Denied(Denied::Scope),
        Error::Denied(Denied::Limited(Limited { wait: Duration::from_secs(30) })),
        examples::telegram_wait().into(),
        Limited { wait: Duration::from_secs(2) }.into(),
        examples::telegram_error().into(),
        examples::telegram_unavailable().into(),
    ]
}

fn rejected(rejected: Rejected) -> Error {
    telegram::Error::Rejected(rejected).into()
}

fn phone() -> Vec<Error> {
    vec![Error::PhoneRequired, Error::PhoneInvalid, rejected(Rejected::PhoneNumberInvalid)]
}

/// Routes of an account.
fn account() -> Vec<Error> {
    vec![Error::PhoneInvalid, Error::NotAuthorized]
}

fn chat() -> Vec<Error> {
    vec![
        telegram::Error::NotFound.into(),
        Error::Parameter { name: "chatId", expected: "a marked id, @name, a t.me link, or me" },
    ]
}

/// Routes with a small body.
fn body() -> Vec<Error> {
    examples::small_body().map(Error::from).collect()
}

fn code() -> Vec<Error> {
    let own = [Error::CodeRequired, Error::PasswordRequired { hint: Some("the usual one".to_owned()) }];
    own.into_iter().chain(examples::sign_in().map(rejected)).collect()
}

fn file() -> Vec<Error> {
    let rejections = [
        Rejected::CaptionTooLong,
        Rejected::FileTooLarge { limit: FILE_BYTES },
        Rejected::Chat(ChatRefusal::WriteForbidden),
    ];
    let form = examples::upload_form().map(Error::from);
    [Error::NoFile].into_iter().chain(form).chain(rejections.map(rejected)).collect()
}
