//! The errors of a browser's session, in the gallery API and on the pages.

use std::time::Duration;

use rocket::Request;
use rocket::http::Status;

use super::sentence::sentence;
use crate::http::errors::code::Code;
use crate::http::errors::failure;
use crate::http::errors::fault::Fault;
use crate::http::errors::guard_error;
use crate::http::request::id::RequestId;
use crate::telegram::{self, Rejected};

/// The operation that failed. Each has a sentence for failures that are not the client's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Finding the session of a cookie.
    OpenSession,
    /// Requesting a code.
    SendCode,
    /// Signing in by a code, a password or a QR code.
    SignIn,
    /// Logging out.
    LogOut,
    /// Listing the media of Saved Messages.
    List,
}

/// Why a request of a browser is refused.
#[derive(Debug)]
pub enum Error {
    /// A code is requested without a number.
    PhoneRequired,
    /// The phone number is malformed.
    PhoneInvalid,
    /// A sign-in without a code or a number.
    PhoneAndCodeRequired,
    /// The password to check is missing.
    PasswordMissing,
    /// The code was right, the second factor is missing.
    PasswordRequired {
        /// The hint that the owner set.
        hint: Option<String>,
    },
    /// Nobody is signed in.
    NotAuthenticated,
    /// Two session cookies: one of them was planted by another site.
    SeveralCookies,
    /// A fault during an operation.
    Fault(Operation, Fault),
}

impl Operation {
    /// A fault during this operation.
    pub fn failed(self, fault: impl Into<Fault>) -> Error {
        Error::Fault(self, fault.into())
    }

    /// An input that Telegram refuses, or would refuse.
    pub fn rejected(self, rejected: Rejected) -> Error {
        self.failed(telegram::Error::Rejected(rejected))
    }

    fn text(self) -> &'static str {
        match self {
            Self::OpenSession => "Failed to open the session. Please try again.",
            Self::SendCode => "Failed to send code. Please try again.",
            Self::SignIn => "Failed to sign in. Please try again.",
            Self::LogOut => "Failed to log out.",
            Self::List => "Failed to fetch media from Saved Messages.",
        }
    }
}

impl Error {
    /// Whether the session behind the cookie has ended.
    pub fn is_session_ended(&self) -> bool {
        matches!(self, Self::Fault(_, Fault::Telegram(telegram::Error::SignedOut)))
    }

    /// The sentence, for people.
    pub fn text(&self) -> &'static str {
        match self {
            Self::PhoneRequired => "Phone number is required.",
            Self::PhoneInvalid => "Invalid phone number format.",
            Self::PhoneAndCodeRequired => "Phone number and code are required.",
            Self::PasswordMissing => "Password is required.",
            Self::PasswordRequired { .. } => "Two-factor authentication is enabled. Please enter your password.",
            Self::NotAuthenticated => "User not authenticated.",
            Self::SeveralCookies => "Several session cookies were sent.",
            Self::Fault(operation, fault) => sentence(fault, operation.text()),
        }
    }

    /// The code, for programs.
    pub fn code(&self) -> Code {
        match self {
            Self::PhoneRequired => Code::PhoneNumberRequired,
            Self::PhoneInvalid => Code::PhoneNumberInvalid,
            Self::PhoneAndCodeRequired => Code::CodeRequired,
            Self::PasswordMissing => Code::PasswordMissing,
            Self::PasswordRequired { .. } => Code::PasswordRequired,
            Self::NotAuthenticated => Code::NotAuthenticated,
            Self::SeveralCookies => Code::SeveralSessionCookies,
            Self::Fault(_, Fault::Telegram(telegram::Error::NotFound)) => Code::MediaNotFound,
            Self::Fault(_, fault) => fault.code(),
        }
    }

    /// The status of the response.
    pub fn status(&self) -> Status {
        match self {
            Self::PhoneRequired
            | Self::PhoneInvalid
            | Self::PhoneAndCodeRequired
            | Self::PasswordMissing
            | Self::SeveralCookies => Status::BadRequest,
            Self::PasswordRequired { .. } | Self::NotAuthenticated => Status::Unauthorized,
            Self::Fault(_, fault) => fault.status(),
        }
    }

    /// The fault, if it is one that every API has.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(_, fault) => Some(fault),
            _ => None,
        }
    }

    /// The time until the next attempt can succeed.
    pub fn wait(&self) -> Option<Duration> {
        self.fault().and_then(Fault::wait)
    }

    /// Logs the cause, if the client is not at fault.
    pub fn log(&self, request: Option<RequestId>) {
        if let Self::Fault(operation, fault) = self
            && let Some(cause) = fault.failure()
        {
            failure::log(request, operation, cause);
        }
    }

    /// Fails a guard: stores the error, with which the catcher responds.
    pub(super) fn fail(self, request: &Request<'_>) -> (Status, ()) {
        let status = self.status();
        guard_error::set(request, self);
        (status, ())
    }
}
