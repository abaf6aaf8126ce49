//! Ids of messages and chats.

use std::fmt;

/// The id of a message in its chat; positive. All private chats (including Saved Messages) and basic groups of an account share one sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub i32);

/// The marked id of a chat, as the Bot API and Telethon use it. The bare id of a user is unchanged, that of a basic group is negated, and that of a
/// channel or supergroup is subtracted from −1,000,000,000,000, which gives `-100…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChatId(pub i64);

/// The bare id of a chat, as Telegram's methods take it, with the kind of chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareId {
    /// Of a user.
    User(i64),
    /// Of a basic group.
    Group(i64),
    /// Of a channel or supergroup.
    Channel(i64),
}

/// The bare id of a channel is subtracted from this.
const CHANNEL_MARK: i64 = -1_000_000_000_000;
/// All bare ids are below this.
const BARE_LIMIT: i64 = 1 << 40;

impl ChatId {
    /// The marked id of a user.
    pub fn user(bare: i64) -> Self {
        Self(bare)
    }

    /// The marked id of a basic group.
    pub fn group(bare: i64) -> Self {
        Self(-bare)
    }

    /// The marked id of a channel or supergroup.
    pub fn channel(bare: i64) -> Self {
        Self(CHANNEL_MARK - bare)
    }

    /// The bare id; `None` for a number that is no marked id.
    pub fn bare(self) -> Option<BareId> {
        match self.0 {
            id @ 1..BARE_LIMIT => Some(BareId::User(id)),
            id if id < CHANNEL_MARK && id > CHANNEL_MARK - BARE_LIMIT => Some(BareId::Channel(CHANNEL_MARK - id)),
            id if id < 0 && id > CHANNEL_MARK => Some(BareId::Group(-id)),
            _ => None,
        }
    }
}

impl fmt::Display for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_marked_and_unmarked() {
        for (id, bare) in [
            (ChatId::user(7), BareId::User(7)),
            (ChatId::group(7), BareId::Group(7)),
            (ChatId::channel(1_234_567_890), BareId::Channel(1_234_567_890)),
        ] {
            assert_eq!(id.bare(), Some(bare));
        }
        assert_eq!(ChatId::channel(1_234_567_890).0, -1_001_234_567_890);
    }
}
