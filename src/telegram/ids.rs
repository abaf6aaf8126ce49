//! The numbers by which Telegram tells messages and chats apart.

use std::fmt;

/// A message's id in its chat; positive. All private chats (Saved Messages included) and basic groups of an account share one sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub i32);

/// A chat's id as bots and Telethon mark it: a person's is positive, a basic group's is negative, and a channel's or supergroup's is
/// `-100…`, which is −1,000,000,000,000 less its bare id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChatId(pub i64);

/// What an id stands for, and its bare form as Telegram's methods take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareId {
    /// A person's.
    User(i64),
    /// A basic group's.
    Group(i64),
    /// A channel's or supergroup's.
    Channel(i64),
}

/// What is subtracted from to mark a channel's id.
const CHANNEL_MARK: i64 = -1_000_000_000_000;
/// Bare ids are smaller.
const BARE_LIMIT: i64 = 1 << 40;

impl ChatId {
    /// A person's.
    pub fn user(bare: i64) -> Self {
        Self(bare)
    }

    /// A basic group's.
    pub fn group(bare: i64) -> Self {
        Self(-bare)
    }

    /// A channel's or supergroup's.
    pub fn channel(bare: i64) -> Self {
        Self(CHANNEL_MARK - bare)
    }

    /// What it stands for; `None` for a number that no chat has.
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
