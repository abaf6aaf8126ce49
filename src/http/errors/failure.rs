//! Descriptions of internal failures and of Telegram's: for the client without values, for the log with everything but secrets.

use std::error::Error;
use std::fmt::Debug;
use std::time::Duration;

use tracing::error;

use crate::http::request::id::RequestId;
use crate::{store, telegram};

/// Logs a failure with its cause and the request's id.
pub fn log(request: Option<RequestId>, operation: impl Debug, cause: &telegram::Error) {
    let request_id = request.map(tracing::field::display);
    error!(request_id, ?operation, error = %chain(cause), "an operation failed");
}

/// The cause for clients: Telegram's error names, but no details of the database.
pub fn details(cause: &telegram::Error) -> String {
    match cause {
        telegram::Error::Store(store::Error::LeaseLost) => "another instance uses this session".to_owned(),
        telegram::Error::Store(_) => "the database failed".to_owned(),
        cause => cause.to_string(),
    }
}

/// Rounds up to whole seconds, at least one.
pub fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

/// An error and its sources, on one line.
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
