//! How a failure of ours, or of Telegram's, is described: to the client as a cause without any value, in the log with everything that is no secret.

use std::error::Error;
use std::fmt::Debug;
use std::time::Duration;

use tracing::error;

use crate::http::request::id::RequestId;
use crate::{store, telegram};

/// Logs the cause, once, with the request that it happened in.
pub fn log(request: Option<RequestId>, operation: impl Debug, cause: &telegram::Error) {
    let request_id = request.map(tracing::field::display);
    error!(request_id, ?operation, error = %chain(cause), "an operation failed");
}

/// The cause in words that may leave the server: Telegram's error names, but nothing of the database.
pub fn details(cause: &telegram::Error) -> String {
    match cause {
        telegram::Error::Store(store::Error::LeaseLost) => "another instance uses this session".to_owned(),
        telegram::Error::Store(_) => "the database failed".to_owned(),
        cause => cause.to_string(),
    }
}

/// Whole seconds, at least one: a client that waits so long has waited long enough.
pub fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

/// The cause of an error and its causes, on one line.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
