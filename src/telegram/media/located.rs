//! A message's media together with where its file is.

use super::item::Media;
use crate::telegram::files::remote_file::RemoteFile;
use crate::telegram::ids::{ChatId, MessageId};

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageLocation {
    /// The chat; `None` for Saved Messages.
    pub chat: Option<ChatId>,
    /// Its number there.
    pub id: MessageId,
}

impl From<MessageId> for MessageLocation {
    /// In Saved Messages.
    fn from(id: MessageId) -> Self {
        Self { chat: None, id }
    }
}

/// A message's media and its file.
#[derive(Clone, Debug)]
pub struct Located {
    /// What everybody may know.
    pub media: Media,
    /// Where its bytes are.
    pub file: RemoteFile,
}
