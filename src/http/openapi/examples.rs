//! Faults and rejections that are examples in several APIs.

use std::time::Duration;

use crate::http::errors::fault::Fault;
use crate::http::request::body::BodyError;
use crate::http::request::fields;
use crate::http::request::multipart::MultipartError;
use crate::telegram::{self, Rejected};

/// For routes with a small body.
pub fn small_body() -> impl Iterator<Item = Fault> {
    let broken =
        [Fault::Malformed("the body is not valid JSON"), BodyError::Incomplete.into(), BodyError::Stalled.into()];
    broken.into_iter().chain([BodyError::TooLarge { limit: fields::LIMIT }.into(), Fault::UnsupportedMediaType])
}

/// For routes with a form with files.
pub fn upload_form() -> impl Iterator<Item = Fault> {
    [MultipartError::Malformed.into(), BodyError::Incomplete.into(), BodyError::Stalled.into()].into_iter()
}

/// For routes that sign in with a code, and a password.
pub fn sign_in() -> impl Iterator<Item = Rejected> {
    use Rejected::{CodeExpired, CodeInvalid, NoCodeRequested, PasswordInvalid, PhoneNumberUnoccupied};
    [NoCodeRequested, CodeInvalid, CodeExpired, PasswordInvalid, PhoneNumberUnoccupied].into_iter()
}

/// An error of Telegram without a meaning of its own here.
pub fn telegram_error() -> telegram::Error {
    telegram::Error::Rpc { code: 500, name: "INTERNAL".to_owned() }
}

/// Telegram asks to wait.
pub fn telegram_wait() -> telegram::Error {
    telegram::Error::Wait(Duration::from_secs(42))
}

/// Telegram cannot be reached.
pub fn telegram_unavailable() -> telegram::Error {
    telegram::Error::Unavailable("no connection")
}
