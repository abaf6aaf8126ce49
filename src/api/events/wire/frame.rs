//! Frames to the client: `{"event":…,"data":{"status":…,"message":…}}`.

use std::time::Duration;

use serde::Serialize;

use crate::http::errors::failure;
use crate::http::response::sent_code::SentCodeBody;

/// The first frame of every socket, the only one without an event.
pub const CONNECTED: &str = r#"{"status":"connected"}"#;

/// A frame. Its message is a text, a person or a chat message.
#[derive(Debug, Serialize)]
pub struct Frame<'a, M> {
    event: &'a str,
    data: Data<'a, M>,
}

#[derive(Debug, Serialize)]
struct Data<'a, M> {
    status: &'static str,
    message: M,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent: Option<SentCodeBody>,
}

impl<'a, M: Serialize> Frame<'a, M> {
    /// A frame for a success.
    pub fn success(event: &'a str, message: M) -> Self {
        Self::new(event, "success", message)
    }

    /// A frame for a failure.
    pub fn failed(event: &'a str, message: M) -> Self {
        Self::new(event, "failed", message)
    }

    /// Adds the group that it is about.
    pub fn group(mut self, group: &'a str) -> Self {
        self.data.group = Some(group);
        self
    }

    /// Adds the time to wait, in whole seconds.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.data.retry_after = Some(failure::whole_seconds(wait));
        self
    }

    /// Adds a code for the reason, if the original's text does not name it.
    pub fn reason(mut self, reason: &'static str) -> Self {
        self.data.reason = Some(reason);
        self
    }

    /// Adds the hint that the owner of a password set.
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.data.hint = hint;
        self
    }

    /// Adds where a code went.
    pub fn sent(mut self, sent: SentCodeBody) -> Self {
        self.data.sent = Some(sent);
        self
    }

    /// The frame as JSON.
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("a frame of ours is JSON")
    }

    fn new(event: &'a str, status: &'static str, message: M) -> Self {
        Self {
            event,
            data: Data { status, message, group: None, retry_after: None, reason: None, hint: None, sent: None },
        }
    }
}
