//! The control port's request and response bodies.

use serde::{Deserialize, Serialize};

use crate::content::{FilledDocument, FilledMessage};
use crate::protocol::DataCenter;
use crate::world;

/// `GET /status`.
#[derive(Serialize)]
pub(super) struct Status<'a> {
    pub(super) layer: i32,
    pub(super) data_centers: &'a [DataCenter],
    /// PEM.
    pub(super) public_key: &'a str,
    /// Unix seconds by the sandbox's clock.
    pub(super) time: i64,
}

/// `POST /accounts/<phone>/messages`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMessage {
    #[serde(default)]
    text: String,
    #[serde(default)]
    photo: bool,
}

impl From<NewMessage> for world::NewMessage {
    fn from(message: NewMessage) -> Self {
        Self { text: message.text, photo: message.photo }
    }
}

/// `POST /chats/<chat>/messages`, and `PUT` for a message: its text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    pub(super) text: String,
}

/// The response to new messages.
#[derive(Serialize)]
pub(super) struct Sent {
    pub(super) message_id: i32,
}

/// `POST /chats/<chat>/fill`: either a list of messages, or a number of similar ones. In the texts and names of those, `{index}` stands for the
/// index of each: 0 for the first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fill {
    #[serde(default)]
    messages: Vec<NewFilledMessage>,
    #[serde(default)]
    count: u32,
    #[serde(default)]
    text: String,
    document: Option<NewFilledDocument>,
}

/// A message of a [`Fill`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFilledMessage {
    #[serde(default)]
    text: String,
    document: Option<NewFilledDocument>,
}

/// The document of a message: `length` bytes of the ramp, from the message's index on unless `start` is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFilledDocument {
    name: String,
    length: u64,
    start: Option<u64>,
}

impl Fill {
    /// The number of messages.
    pub(super) fn count(&self) -> u32 {
        if self.messages.is_empty() { self.count } else { u32::try_from(self.messages.len()).unwrap_or(u32::MAX) }
    }

    /// The message at an index.
    pub(super) fn message(&self, index: u32) -> FilledMessage {
        match self.messages.get(index as usize) {
            Some(message) => filled(&message.text, message.document.as_ref(), index, str::to_owned),
            None => {
                filled(&self.text, self.document.as_ref(), index, |text| text.replace("{index}", &index.to_string()))
            }
        }
    }
}

fn filled(
    text: &str,
    document: Option<&NewFilledDocument>,
    index: u32,
    finish: impl Fn(&str) -> String,
) -> FilledMessage {
    let document = document.map(|document| FilledDocument {
        name: finish(&document.name),
        start: document.start.unwrap_or(index.into()),
        length: document.length,
    });
    FilledMessage { text: finish(text), document }
}

/// The response to `POST /chats/<chat>/fill`: the ids of the messages.
#[derive(Serialize)]
pub(super) struct Filled {
    pub(super) first_id: i32,
    pub(super) last_id: i32,
}

/// `POST …/messages/<id>/alter`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlteredByte {
    pub(super) offset: u64,
}

/// `PUT /clock`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClockSetting {
    pub(super) ahead_seconds: i32,
}

/// `PUT /login-tokens`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoginTokens {
    pub(super) lifetime_seconds: u16,
}

/// `POST /accounts/<phone>/accept-login`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Login {
    pub(super) token: String,
}

/// Every error.
#[derive(Serialize)]
pub(super) struct ErrorBody {
    pub(super) error: String,
}
