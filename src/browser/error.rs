//! Why a browser is refused, whether it asks through the gallery API or through a page without scripts.

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

/// What was being done when something failed that the client could not help; each has its own sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Finding the session that a cookie stands for.
    OpenSession,
    /// Having a code sent.
    SendCode,
    /// Signing in: by a code, a password or a QR code.
    SignIn,
    /// Logging out.
    LogOut,
    /// Listing the media of Saved Messages.
    List,
}

/// A refusal.
#[derive(Debug)]
pub enum Error {
    /// A code is to be sent, to no number.
    PhoneRequired,
    /// What was given is no phone number.
    PhoneInvalid,
    /// A code is to be tried, and it or the number is missing.
    PhoneAndCodeRequired,
    /// A password is to be tried, and there is none.
    PasswordMissing,
    /// The code was right, the second factor is missing.
    PasswordRequired {
        /// The hint that the owner left.
        hint: Option<String>,
    },
    /// Nobody is signed in.
    NotAuthenticated,
    /// Two session cookies: one of them was planted.
    SeveralCookies,
    /// What can go wrong with any request, and what was being done.
    Fault(Operation, Fault),
}

impl Operation {
    /// A fault during this operation.
    pub fn failed(self, fault: impl Into<Fault>) -> Error {
        Error::Fault(self, fault.into())
    }

    /// Telegram refuses the input, or would.
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

    /// The sentence that a person reads.
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

    /// The name that a program reads.
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

    /// The status it is answered with.
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

    /// What it has in common with the errors of other APIs.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(_, fault) => Some(fault),
            _ => None,
        }
    }

    /// How long to wait before it is worth trying again.
    pub fn wait(&self) -> Option<Duration> {
        self.fault().and_then(Fault::wait)
    }

    /// Logs the cause of a failure of ours.
    pub fn log(&self, request: Option<RequestId>) {
        if let Self::Fault(operation, fault) = self
            && let Some(cause) = fault.failure()
        {
            failure::log(request, operation, cause);
        }
    }

    /// The error of a guard that fails: the catcher of the API answers with it.
    pub(super) fn fail(self, request: &Request<'_>) -> (Status, ()) {
        let status = self.status();
        guard_error::set(request, self);
        (status, ())
    }
}
