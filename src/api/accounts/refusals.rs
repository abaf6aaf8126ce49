//! What each route may refuse, for the OpenAPI document.
//!
//! A type stands for a route's refusals and is named in its `#[utoipa::path]`. Status, sentence and example are asked of [`Error`] itself, so
//! the document cannot tell of other ones than the server gives.

use std::collections::BTreeMap;
use std::time::Duration;

use utoipa::openapi::RefOr;
use utoipa::openapi::response::Response;
use utoipa::{IntoResponses, ToSchema};

use super::error::Error;
use super::wire::ErrorBody;
use crate::http::access::api_keys::Denied;
use crate::http::errors::api_error::ApiError;
use crate::http::errors::fault::Fault;
use crate::http::limits::limited::Limited;
use crate::http::openapi::{RefusalExample, refusal_responses};
use crate::http::request::body::BodyError;
use crate::http::request::fields;
use crate::http::request::multipart::MultipartError;
use crate::telegram::limits::FILE_BYTES;
use crate::telegram::{self, ChatRefusal, Rejected};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $($errors:expr),+;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let errors = [key(), $($errors),+].into_iter().flatten();
                refusal_responses(&ErrorBody::name(), errors.map(|error| {
                    let body = error.body();
                    RefusalExample::new(error.status().code, body.message.clone(), &body)
                }))
            }
        }
    )+};
}

refusals! {
    /// `/sendCode`
    SendingCode = phone(), vec![rejected(Rejected::PhoneNumberBanned)];
    /// `/signin`
    SigningIn = phone(), code(), body();
    /// `/qrLogin`
    ScanningCode = phone(), vec![Error::PasswordRequired { hint: None }];
    /// `/cleanSessions`
    Cleaning = vec![];
    /// Whatever asks an account.
    Asking = account();
    /// `/user/<phone>/downloadProfilePhoto`
    Picturing = account(), vec![Error::PhotoNotFound];
    /// What is listed in pages.
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

/// Whatever is asked: a key has to be shown, and Telegram to be reached.
fn key() -> Vec<Error> {
    let internal = telegram::Error::Rpc { code: 500, name: "INTERNAL".to_owned() };
    vec![
        Error::Denied(Denied::Missing),
        Error::Denied(Denied::Unknown),
        Error::Denied(Denied::Scope),
        Error::Denied(Denied::Limited(Limited { wait: Duration::from_secs(30) })),
        telegram::Error::Wait(Duration::from_secs(42)).into(),
        Limited { wait: Duration::from_secs(2) }.into(),
        internal.into(),
        telegram::Error::Unavailable("no connection").into(),
    ]
}

fn rejected(rejected: Rejected) -> Error {
    telegram::Error::Rejected(rejected).into()
}

fn phone() -> Vec<Error> {
    vec![Error::PhoneRequired, Error::PhoneInvalid, rejected(Rejected::PhoneNumberInvalid)]
}

/// Where an account is asked.
fn account() -> Vec<Error> {
    vec![Error::PhoneInvalid, Error::NotAuthorized]
}

fn chat() -> Vec<Error> {
    vec![
        telegram::Error::NotFound.into(),
        Error::Parameter { name: "chatId", expected: "a marked id, @name, a t.me link, or me" },
    ]
}

/// Where a small body is read.
fn body() -> Vec<Error> {
    vec![
        Fault::Malformed("the body is not valid JSON").into(),
        Fault::from(BodyError::Incomplete).into(),
        Fault::from(BodyError::Stalled).into(),
        Fault::from(BodyError::TooLarge { limit: fields::LIMIT }).into(),
        Fault::UnsupportedMediaType.into(),
    ]
}

fn code() -> Vec<Error> {
    let rejections = [
        Rejected::NoCodeRequested,
        Rejected::CodeInvalid,
        Rejected::CodeExpired,
        Rejected::PasswordInvalid,
        Rejected::PhoneNumberUnoccupied,
    ];
    let rejections = rejections.into_iter().map(rejected);
    [Error::CodeRequired, Error::PasswordRequired { hint: Some("the usual one".to_owned()) }]
        .into_iter()
        .chain(rejections)
        .collect()
}

fn file() -> Vec<Error> {
    vec![
        Error::NoFile,
        Fault::from(MultipartError::Malformed).into(),
        Fault::from(BodyError::Incomplete).into(),
        Fault::from(BodyError::Stalled).into(),
        rejected(Rejected::CaptionTooLong),
        rejected(Rejected::FileTooLarge { limit: FILE_BYTES }),
        rejected(ChatRefusal::WriteForbidden.into()),
    ]
}
