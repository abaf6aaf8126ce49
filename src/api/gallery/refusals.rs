//! The refusals of each route, for the OpenAPI document.

use std::time::Duration;

use super::error::{Error, Operation};
use super::message_ids;
use super::wire::ErrorBody;
use crate::browser;
use crate::http::access::gate::Refusal;
use crate::http::errors::api_error::ApiError;
use crate::http::errors::fault::Fault;
use crate::http::limits::limited::Limited;
use crate::http::openapi::{RefusalExample, examples, refusals};
use crate::telegram::limits::FILE_BYTES;
use crate::telegram::{self, Rejected};

refusals! {
    schema: ErrorBody, example: example, always: vec![];

    /// `/send-code`
    SendingCode = of_browser([browser::Error::PhoneRequired, browser::Error::PhoneInvalid]), vec![rejected(Rejected::PhoneNumberBanned)],
        small_body(), other_origin(), browser_session(browser::Operation::SendCode), limited();
    /// `/sign-in`
    SigningIn = code(), second_factor(), small_body(), other_origin(), browser_session(browser::Operation::SignIn), limited();
    /// `/check-password`
    CheckingPassword = of_browser([browser::Error::PasswordMissing]),
        vec![rejected(Rejected::PasswordInvalid), rejected(Rejected::NoCodeRequested)],
        small_body(), other_origin(), browser_session(browser::Operation::SignIn), limited();
    /// `/sign-in/qr`
    ScanningCode = other_origin(), browser_session(browser::Operation::SignIn), limited();
    /// `/is-authenticated`
    CheckingSession = session(Operation::CheckAuthentication);
    /// `/logout`
    LoggingOut = not_signed_in(), other_origin(), browser_session(browser::Operation::LogOut);
    /// `/get-saved-messages-media`
    Listing = vec![parameter("limit", "a number from 1 to 500")], not_signed_in(), browser_session(browser::Operation::List);
    /// `/media-counts`
    Counting = not_signed_in(), session(Operation::Count);
    /// `/media-calendar`
    CountingDays = vec![parameter("type", "photo, video, audio, voice, animation or document")],
        not_signed_in(), session(Operation::Count);
    /// `/upload_file`
    Uploading = file(), not_signed_in(), other_origin(), session(Operation::Upload);
    /// `PATCH /media/<id>`
    Editing = vec![parameter("caption", "given"), rejected(Rejected::CaptionTooLong), Operation::Edit.not_found()],
        small_body(), not_signed_in(), other_origin(), session(Operation::Edit);
    /// `DELETE /media/<id>`
    Deleting = vec![Operation::Delete.not_found()], not_signed_in(), other_origin(), session(Operation::Delete);
    /// `DELETE /media`
    DeletingMany = vec![parameter("ids", message_ids::EXPECTED)], not_signed_in(), other_origin(), session(Operation::Delete);
    /// `/stream_media/<id>`
    Streaming = vec![Operation::Stream.not_found()], faults([Fault::PreconditionFailed, Fault::RangeNotSatisfiable { length: 102_400 }]),
        not_signed_in(), session(Operation::Stream), limited();
    /// `/download`
    Downloading = vec![parameter("ids", message_ids::EXPECTED), Operation::Stream.not_found()],
        vec![Error::DownloadTooLarge { limit: message_ids::MAX_BYTES }], not_signed_in(), session(Operation::Stream), limited();
    /// `/stream_thumbnail/<id>`
    FetchingThumbnail = vec![parameter("size", "s, m, x, y or w"), Operation::Thumbnail.not_found()], not_signed_in(), session(Operation::Thumbnail);
    /// `/events`
    Watching = not_signed_in(), browser_session(browser::Operation::OpenSession), limited();
    /// `/stream-stats`
    ReadingStats = not_signed_in(), browser_session(browser::Operation::OpenSession);
}

fn example(error: &Error) -> Option<RefusalExample> {
    Some(RefusalExample::new(error.status().code, error.text(), &error.body()))
}

fn rejected(rejected: Rejected) -> Error {
    Operation::Read.failed(telegram::Error::from(rejected))
}

fn parameter(name: &'static str, expected: &'static str) -> Error {
    Error::Parameter { name, expected }
}

fn of_browser(errors: impl IntoIterator<Item = browser::Error>) -> Vec<Error> {
    errors.into_iter().map(Error::from).collect()
}

/// Every route: the cookie has to be valid, and Telegram reachable.
fn session(operation: Operation) -> Vec<Error> {
    let failures = telegram_failures().map(|failure| operation.failed(failure));
    of_browser([browser::Error::SeveralCookies]).into_iter().chain(failures).collect()
}

/// The same where the operation is one of [`browser::Operation`].
fn browser_session(operation: browser::Operation) -> Vec<Error> {
    let failures = telegram_failures().map(|failure| operation.failed(failure));
    of_browser([browser::Error::SeveralCookies].into_iter().chain(failures))
}

fn telegram_failures() -> impl Iterator<Item = telegram::Error> {
    [examples::telegram_wait(), examples::telegram_error(), examples::telegram_unavailable()].into_iter()
}

/// Routes with limits of this server.
fn limited() -> Vec<Error> {
    faults([Limited { wait: Duration::from_secs(2) }.into()])
}

fn faults(faults: impl IntoIterator<Item = Fault>) -> Vec<Error> {
    faults.into_iter().map(Error::from).collect()
}

/// Routes that need a signed-in session.
fn not_signed_in() -> Vec<Error> {
    of_browser([browser::Error::NotAuthenticated])
}

/// Routes that change something.
fn other_origin() -> Vec<Error> {
    faults([Refusal::Origin.into()])
}

/// Routes with a small body.
fn small_body() -> Vec<Error> {
    faults(examples::small_body())
}

fn code() -> Vec<Error> {
    let missing = of_browser([browser::Error::PhoneAndCodeRequired, browser::Error::PhoneInvalid]);
    missing.into_iter().chain(examples::sign_in().map(rejected)).collect()
}

fn second_factor() -> Vec<Error> {
    of_browser([browser::Error::PasswordRequired { hint: Some("the usual one".to_owned()) }])
}

fn file() -> Vec<Error> {
    let own =
        vec![Error::NoFile, parameter("as", "photo or file"), Error::InvalidFile("at most 10 files make an album")];
    let rejections = [Rejected::CaptionTooLong, Rejected::FileTooLarge { limit: FILE_BYTES }];
    own.into_iter().chain(faults(examples::upload_form())).chain(rejections.map(rejected)).collect()
}

#[cfg(test)]
mod tests {
    use utoipa::IntoResponses;

    use super::*;

    #[test]
    fn the_document_has_the_servers_errors() {
        let responses = Streaming::responses();
        let statuses: Vec<_> = responses.keys().map(String::as_str).collect();
        assert_eq!(statuses, ["400", "401", "404", "412", "416", "429", "500", "503"]);
        let described = serde_json::to_value(&responses["429"]).unwrap();
        let example = &described["content"]["application/json"]["examples"]["too-many-requests-please-try-again-later"];
        assert_eq!(example["value"]["retry_after"], 42);
        assert_eq!(described["headers"]["Retry-After"]["schema"]["type"], "integer");
    }

    #[test]
    fn each_error_of_one_status_has_an_example() {
        let described = serde_json::to_value(&SigningIn::responses()["400"]).unwrap();
        let examples = described["content"]["application/json"]["examples"].as_object().unwrap();
        assert!(examples.contains_key("invalid-code-please-try-again"), "{examples:?}");
        assert!(examples.contains_key("phone-number-and-code-are-required"), "{examples:?}");
    }
}
