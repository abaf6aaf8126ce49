//! The error of a limit that is reached.

use std::time::Duration;

/// A limit of this server is reached. Telegram did not get the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many requests, try again in {} seconds", .wait.as_secs())]
pub struct Limited {
    /// The time until the next attempt can succeed.
    pub wait: Duration,
}
