//! What happened in any chat.

use std::sync::Arc;

use super::message::ChatMessage;

/// Something happened in any chat. A stream of its own beside [`Event`](crate::telegram::Event)s, which a busy account's groups would drown.
#[derive(Clone, Debug)]
pub enum ChatEvent {
    /// A message arrived in a chat that the account takes part in: private ones, groups, channels, Saved Messages. Also those that the account
    /// wrote with another client. Each is told once, those of one chat in their order; what comes in while the connection is broken is asked
    /// for afterwards. Where that is more of a channel than Telegram lists, it is passed over: the chat's history has it.
    Message(Arc<ChatMessage>),
    /// The authorization ended.
    SignedOut,
}
