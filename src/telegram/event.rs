//! What an account's owner wants to know without asking.

use std::sync::Arc;
use std::time::Duration;

use super::{ChatMessage, Media, MessageId};

/// Something happened in Saved Messages, or to the account itself.
#[derive(Clone, Debug)]
pub enum Event {
    /// A message with media arrived.
    MediaAdded(Box<Media>),
    /// Its caption or file changed.
    MediaChanged(Box<Media>),
    /// Messages were deleted (some may have had no media).
    MediaRemoved(Vec<MessageId>),
    /// Telegram asks to wait before the next call of that kind.
    FloodWait {
        /// For so long.
        wait: Duration,
        /// It is only how fast an account without premium may transfer files (`FLOOD_PREMIUM_WAIT`): nothing fails, it goes on by itself.
        is_pace: bool,
    },
    /// The authorization ended.
    SignedOut,
}

/// Something happened in any chat. Told apart from [`Event`]s, since a busy account's groups would drown those.
#[derive(Clone, Debug)]
pub enum ChatEvent {
    /// A message arrived in a chat that the account takes part in: private ones, groups, channels, Saved Messages. Also those that the account
    /// wrote with another client. Each is told once, those of one chat in their order; what comes in while the connection is broken is asked
    /// for afterwards. Where that is more of a channel than Telegram lists, it is passed over: the chat's history has it.
    Message(Arc<ChatMessage>),
    /// The authorization ended.
    SignedOut,
}
