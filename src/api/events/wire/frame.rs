//! Frames to the client: `{"event":…,"data":{"status":…,"message":…}}`.

use std::time::Duration;

use serde::Serialize;

use crate::http::errors::failure;

/// The first frame of every socket; it alone has no event.
pub const CONNECTED: &str = r#"{"status":"connected"}"#;

/// A frame. Its message is a text, or what was asked for.
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
}

impl<'a, M: Serialize> Frame<'a, M> {
    /// Something went well.
    pub fn success(event: &'a str, message: M) -> Self {
        Self::new(event, "success", message)
    }

    /// Something did not.
    pub fn failed(event: &'a str, message: M) -> Self {
        Self::new(event, "failed", message)
    }

    /// With the group that it is about.
    pub fn about(mut self, group: &'a str) -> Self {
        self.data.group = Some(group);
        self
    }

    /// With the time after which it may be tried again, in whole seconds.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.data.retry_after = Some(failure::whole_seconds(wait));
        self
    }

    /// With a word for the reason, where the document's text does not tell it.
    pub fn because(mut self, reason: &'static str) -> Self {
        self.data.reason = Some(reason);
        self
    }

    /// With the hint that the owner of a password left.
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.data.hint = hint;
        self
    }

    /// As it is sent.
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("a frame of ours is JSON")
    }

    fn new(event: &'a str, status: &'static str, message: M) -> Self {
        Self { event, data: Data { status, message, group: None, retry_after: None, reason: None, hint: None } }
    }
}
