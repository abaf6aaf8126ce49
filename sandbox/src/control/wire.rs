//! The control port's request and response bodies.

use serde::{Deserialize, Serialize};

use crate::protocol::DataCenter;
use crate::world;

/// `GET /status`.
#[derive(Serialize)]
pub(super) struct Status<'a> {
    pub(super) layer: i32,
    pub(super) data_centers: &'a [DataCenter],
    /// PEM.
    pub(super) public_key: &'a str,
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

/// `POST /chats/<username>/messages`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPost {
    pub(super) text: String,
}

/// The response to both.
#[derive(Serialize)]
pub(super) struct Sent {
    pub(super) message_id: i32,
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
