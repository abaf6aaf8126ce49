//! What a failure is told as. Telegram's waits and outages end nothing: the socket stays open, and the client may try again.

use std::time::Duration;

use tracing::error;

use super::conversation::{Stop, Talk};
use super::wire::Frame;
use crate::http::errors::failure::{self, whole_seconds};
use crate::telegram::{ChatRefusal, Error, Rejected};

/// A session that was ended elsewhere; what is asked next begins anew with `telegram login`.
pub(super) const REVOKED: &str = "session revoked, login again";
/// What cannot be asked for.
pub(super) const INVALID: &str = "invalid request";

impl Talk<'_> {
    /// Says that something failed which the client could not help.
    pub(super) async fn tell_failure(&mut self, event: &str, error: &Error) -> Result<(), Stop> {
        let frame = match error {
            Error::Wait(wait) => return self.tell_wait(event, *wait).await,
            Error::SignedOut => {
                self.forget_session();
                Frame::failed(event, REVOKED)
            }
            Error::Unavailable(_) => Frame::failed(event, "telegram is not available, try again later"),
            Error::NotFound => Frame::failed(event, INVALID),
            Error::Rejected(rejected) => Frame::failed(event, INVALID).because(word(*rejected)),
            Error::Rpc { .. } | Error::Protocol(_) | Error::Store(_) => {
                error!(event, error = failure::details(error), "a request over a socket failed");
                Frame::failed(event, "internal error, try again later")
            }
        };
        self.say(&frame).await
    }

    /// Says how long to wait.
    pub(super) async fn tell_wait(&mut self, event: &str, wait: Duration) -> Result<(), Stop> {
        let message = format!("too many requests, try again in {} seconds", whole_seconds(wait));
        self.say(&Frame::failed(event, message).retry_after(wait)).await
    }
}

/// A word for what Telegram refuses.
pub(super) fn word(rejected: Rejected) -> &'static str {
    match rejected {
        Rejected::PhoneNumberInvalid => "phone_number_invalid",
        Rejected::PhoneNumberBanned => "phone_number_banned",
        Rejected::PhoneNumberUnoccupied => "phone_number_unregistered",
        Rejected::NoCodeRequested => "no_code_requested",
        Rejected::CodeInvalid => "code_invalid",
        Rejected::CodeExpired => "code_expired",
        Rejected::PasswordInvalid => "password_invalid",
        Rejected::CaptionTooLong
        | Rejected::NotModified
        | Rejected::FileEmpty
        | Rejected::FileTooLarge { .. }
        | Rejected::FileInvalid => "refused",
        Rejected::Chat(ChatRefusal::AdminRequired) => "admin_required",
        Rejected::Chat(_) => "refused",
    }
}
