//! Why a conversation, or a request in it, does not go on.

use super::socket::{Close, Gone};
use super::wire::Malformed;
use crate::telegram;

/// Why a conversation does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The server closes the socket, once everything it said is written.
    Close(Close),
    /// The client is gone.
    Gone,
}

impl From<Gone> for Stop {
    fn from(Gone: Gone) -> Self {
        Self::Gone
    }
}

/// Why a request was not answered to its end.
pub(super) enum RequestError {
    /// The conversation does not go on.
    Stop(Stop),
    /// The request's data are not what it needs.
    Malformed(Malformed),
    /// Telegram, or the server itself.
    Failed(telegram::Error),
}

impl From<Stop> for RequestError {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Gone> for RequestError {
    fn from(gone: Gone) -> Self {
        Self::Stop(gone.into())
    }
}

impl From<Malformed> for RequestError {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl From<telegram::Error> for RequestError {
    fn from(error: telegram::Error) -> Self {
        Self::Failed(error)
    }
}
