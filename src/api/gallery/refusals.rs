//! What each route may refuse, for the OpenAPI document.
//!
//! A type stands for a route's refusals and is named in its `#[utoipa::path]`. Status, sentence, header and example are asked of [`Error`]
//! itself, so the document cannot tell of other ones than the server gives.

use std::collections::BTreeMap;
use std::time::Duration;

use utoipa::openapi::RefOr;
use utoipa::openapi::response::Response;
use utoipa::{IntoResponses, ToSchema};

use super::error::{Error, Operation};
use super::message_ids;
use super::wire::ErrorBody;
use crate::http::access::gate::Refusal;
use crate::http::errors::api_error::ApiError;
use crate::http::errors::fault::Fault;
use crate::http::limits::limited::Limited;
use crate::http::openapi::{RefusalExample, refusal_responses};
use crate::http::request::body::BodyError;
use crate::http::request::fields;
use crate::http::request::multipart::MultipartError;
use crate::telegram::limits::FILE_BYTES;
use crate::telegram::{self, Rejected};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $($errors:expr),+;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let errors = [$($errors),+].into_iter().flatten();
                refusal_responses(&ErrorBody::name(), errors.map(|error| RefusalExample::new(error.status().code, error.text(), &error.body())))
            }
        }
    )+};
}

refusals! {
    /// `/send-code`
    SendingCode = vec![Error::PhoneRequired, Error::PhoneInvalid, rejected(Rejected::PhoneNumberBanned)],
        small_body(), change(), session(Operation::SendCode), limited();
    /// `/sign-in`
    SigningIn = code(), second_factor(), small_body(), change(), session(Operation::SignIn), limited();
    /// `/check-password`
    CheckingPassword = vec![Error::PasswordMissing, rejected(Rejected::PasswordInvalid), rejected(Rejected::NoCodeRequested)],
        small_body(), change(), session(Operation::SignIn), limited();
    /// `/sign-in/qr`
    ScanningCode = change(), session(Operation::SignIn), limited();
    /// `/is-authenticated`
    CheckingSession = session(Operation::CheckAuthentication);
    /// `/logout`
    LoggingOut = nobody(), change(), session(Operation::LogOut);
    /// `/get-saved-messages-media`
    Listing = vec![parameter("limit", "a number from 1 to 500")], nobody(), session(Operation::List);
    /// `/media-counts`
    Counting = nobody(), session(Operation::Count);
    /// `/media-calendar`
    CountingDays = vec![parameter("type", "photo, video, audio, voice, animation or document")],
        nobody(), session(Operation::Count);
    /// `/upload_file`
    Uploading = file(), nobody(), change(), session(Operation::Upload);
    /// `PATCH /media/<id>`
    Editing = vec![parameter("caption", "given"), rejected(Rejected::CaptionTooLong), Operation::Edit.not_found()],
        small_body(), nobody(), change(), session(Operation::Edit);
    /// `DELETE /media/<id>`
    Deleting = vec![Operation::Delete.not_found()], nobody(), change(), session(Operation::Delete);
    /// `DELETE /media`
    DeletingMany = vec![parameter("ids", message_ids::EXPECTED)], nobody(), change(), session(Operation::Delete);
    /// `/stream_media/<id>`
    Streaming = vec![Operation::Stream.not_found()], faults([Fault::PreconditionFailed, Fault::RangeNotSatisfiable { length: 102_400 }]),
        nobody(), session(Operation::Stream), limited();
    /// `/download`
    Downloading = vec![parameter("ids", message_ids::EXPECTED), Operation::Stream.not_found()],
        vec![Error::DownloadTooLarge { limit: message_ids::MAX_BYTES }], nobody(), session(Operation::Stream), limited();
    /// `/stream_thumbnail/<id>`
    Picturing = vec![parameter("size", "s, m, x, y or w"), Operation::Thumbnail.not_found()], nobody(), session(Operation::Thumbnail);
    /// `/events`
    Listening = nobody(), session(Operation::OpenSession), limited();
    /// `/stream-stats`
    Recounting = nobody(), session(Operation::OpenSession);
}

fn rejected(rejected: Rejected) -> Error {
    Operation::Read.rejected(rejected)
}

fn parameter(name: &'static str, expected: &'static str) -> Error {
    Error::Parameter { name, expected }
}

/// Whatever is asked: the cookie has to be understood, and Telegram to be reached.
fn session(operation: Operation) -> Vec<Error> {
    let internal = telegram::Error::Rpc { code: 500, name: "INTERNAL".to_owned() };
    vec![
        Error::SeveralCookies,
        operation.failed(telegram::Error::Wait(Duration::from_secs(42))),
        operation.failed(internal),
        operation.failed(telegram::Error::Unavailable("no connection")),
    ]
}

/// Where this server has limits of its own.
fn limited() -> Vec<Error> {
    faults([Limited { wait: Duration::from_secs(2) }.into()])
}

fn faults(faults: impl IntoIterator<Item = Fault>) -> Vec<Error> {
    faults.into_iter().map(Error::from).collect()
}

/// Where somebody has to be signed in.
fn nobody() -> Vec<Error> {
    vec![Error::NotAuthenticated]
}

/// Where something is changed.
fn change() -> Vec<Error> {
    faults([Refusal::Origin.into()])
}

/// Where a small body is read.
fn small_body() -> Vec<Error> {
    faults([
        Fault::Malformed("the body is not valid JSON"),
        BodyError::Incomplete.into(),
        BodyError::Stalled.into(),
        BodyError::TooLarge { limit: fields::LIMIT }.into(),
        Fault::UnsupportedMediaType,
    ])
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
    [Error::PhoneAndCodeRequired, Error::PhoneInvalid].into_iter().chain(rejections).collect()
}

fn second_factor() -> Vec<Error> {
    vec![Error::PasswordRequired { hint: Some("the usual one".to_owned()) }]
}

fn file() -> Vec<Error> {
    vec![
        Error::NoFile,
        parameter("as", "photo or file"),
        Error::InvalidFile("at most 10 files make an album"),
        Fault::from(MultipartError::Malformed).into(),
        Fault::from(BodyError::Incomplete).into(),
        Fault::from(BodyError::Stalled).into(),
        rejected(Rejected::CaptionTooLong),
        rejected(Rejected::FileTooLarge { limit: FILE_BYTES }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_says_what_the_server_says() {
        let responses = Streaming::responses();
        let statuses: Vec<_> = responses.keys().map(String::as_str).collect();
        assert_eq!(statuses, ["400", "401", "404", "412", "416", "429", "500", "503"]);
        let told = serde_json::to_value(&responses["429"]).unwrap();
        let example = &told["content"]["application/json"]["examples"]["too-many-requests-please-try-again-later"];
        assert_eq!(example["value"]["retry_after"], 42);
        assert_eq!(told["headers"]["Retry-After"]["schema"]["type"], "integer");
    }

    #[test]
    fn errors_of_one_status_keep_an_example_each() {
        let told = serde_json::to_value(&SigningIn::responses()["400"]).unwrap();
        let examples = told["content"]["application/json"]["examples"].as_object().unwrap();
        assert!(examples.contains_key("invalid-code-please-try-again"), "{examples:?}");
        assert!(examples.contains_key("phone-number-and-code-are-required"), "{examples:?}");
    }
}
