//! Locations of messages, and media together with their files.

use super::item::Media;
use crate::telegram::files::remote_file::RemoteFile;
use crate::telegram::ids::{ChatId, MessageId};

/// A chat and a message in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageLocation {
    /// The chat; `None` for Saved Messages.
    pub chat: Option<ChatId>,
    /// The message's id.
    pub id: MessageId,
}

impl From<MessageId> for MessageLocation {
    /// A message of Saved Messages.
    fn from(id: MessageId) -> Self {
        Self { chat: None, id }
    }
}

/// The media of a message, and the file that contains it.
#[derive(Clone, Debug)]
pub struct LocatedMedia {
    /// The media, without anything secret.
    pub media: Media,
    /// The file. Its location is valid for this account alone.
    pub file: RemoteFile,
}
