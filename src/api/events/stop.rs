//! Why a conversation ends, or a request in it fails.

use super::socket::{Close, Disconnected};
use super::wire::Malformed;
use crate::telegram;

/// Why a conversation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The server closes the socket, once all frames are written.
    Close(Close),
    /// The client has disconnected.
    Disconnected,
}

impl From<Disconnected> for Stop {
    fn from(Disconnected: Disconnected) -> Self {
        Self::Disconnected
    }
}

/// Why a request fails.
pub(super) enum RequestError {
    /// The conversation ends.
    Stop(Stop),
    /// The request's data is malformed.
    Malformed(Malformed),
    /// A failure of Telegram or of the server.
    Failed(telegram::Error),
}

impl From<Stop> for RequestError {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Disconnected> for RequestError {
    fn from(disconnected: Disconnected) -> Self {
        Self::Stop(disconnected.into())
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
