//! A limit that is reached.

use std::time::Duration;

/// A limit of this server is reached; Telegram was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many requests, try again in {} seconds", .wait.as_secs())]
pub struct Limited {
    /// How long to wait before it is worth trying again.
    pub wait: Duration,
}
