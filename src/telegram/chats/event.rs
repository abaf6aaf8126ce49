//! Events of chats.

use std::sync::Arc;

use super::message::ChatMessage;

/// An event of any chat. They are separate from [`Event`](crate::telegram::Event)s, because a busy account has many of them.
#[derive(Clone, Debug)]
pub enum ChatEvent {
    /// There is a new message in a chat of the account: a private chat, group, channel, or Saved Messages. Messages that the account sent from
    /// other clients are included. Each message is sent once, and those of one chat in order. Messages that were missed while the connection was
    /// broken follow, unless there are more than Telegram returns.
    Message(Arc<ChatMessage>),
    /// Messages were missed, more than Telegram tells later: the history of their chats contains them.
    Missed,
    /// The authorization has ended.
    SignedOut,
}
