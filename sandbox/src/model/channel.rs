//! The state of a channel or supergroup.
//!
//! A channel has one history and one update sequence for everybody. The content has its description and first messages
//! ([`crate::content::chats`]).

use std::collections::HashMap;

use super::collection::Collection;
use super::events::EventLog;
use super::history::History;
use super::message::Message;
use super::message_log::MessageLog;
use super::peer_id::id_of_channel;
use super::phone::UserId;
use crate::content::ContentKind;
use crate::content::chats::{CHANNELS, Channel};
use crate::store::MemberRow;

#[derive(Debug)]
pub(crate) struct ChannelState {
    /// In [`CHANNELS`].
    index: usize,
    /// The date to which messages are relative.
    anchor: i32,
    /// Made when it is first read: one of them has 100,000 messages.
    history: Option<History>,
    pub(crate) events: EventLog,
    /// Accounts that joined, left or asked to join, and when.
    pub(crate) memberships: HashMap<UserId, (Membership, i32)>,
    /// When each account sent its last message, for slow mode.
    pub(crate) last_sent: HashMap<UserId, i32>,
}

/// An account's relation to a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Membership {
    Joined,
    Left,
    /// Asked to join; admins have not decided.
    Requested,
}

/// A member of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Participant {
    pub(crate) user_id: i64,
    /// When they joined.
    pub(crate) date: i32,
    pub(crate) is_creator: bool,
}

/// The channel with this id.
pub(crate) fn channel_with_id(id: i64) -> Option<&'static Channel> {
    CHANNELS.iter().find(|channel| channel.id == id)
}

/// A channel's index in [`CHANNELS`].
pub(crate) fn index_of(channel: &Channel) -> usize {
    CHANNELS.iter().position(|other| other.id == channel.id).expect("the list has all channels")
}

impl ChannelState {
    /// The states of all channels, in the order of [`CHANNELS`].
    pub(crate) fn all(anchor: i32) -> Vec<Self> {
        let state = |index| {
            let messages = i32::try_from(Collection::Channel(index).len()).unwrap_or(i32::MAX - 1);
            let events = EventLog::starting_at(messages + 1);
            Self { index, anchor, history: None, events, memberships: HashMap::new(), last_sent: HashMap::new() }
        };
        (0..CHANNELS.len()).map(state).collect()
    }

    pub(crate) fn history(&mut self) -> &mut History {
        self.log().history
    }

    pub(crate) fn log(&mut self) -> MessageLog<'_> {
        let (index, anchor) = (self.index, self.anchor);
        let history = self.history.get_or_insert_with(|| History::new(Collection::Channel(index), anchor));
        MessageLog { owner: id_of_channel(&CHANNELS[index]), history, events: &mut self.events }
    }

    /// The id of the newest message.
    pub(crate) fn top_message(&self) -> i32 {
        match &self.history {
            Some(history) => history.top_message(),
            None => i32::try_from(Collection::Channel(self.index).len()).unwrap_or(i32::MAX),
        }
    }

    /// Adds a stored message.
    pub(crate) fn restore(&mut self, message: Message, kind: ContentKind) {
        let last_sent = self.last_sent.entry(UserId(message.header.from)).or_insert(0);
        *last_sent = (*last_sent).max(message.date);
        self.history().insert(message, kind);
    }

    /// Adds a stored membership.
    pub(crate) fn restore_member(&mut self, row: MemberRow) {
        let membership = match row.membership {
            1 => Membership::Joined,
            2 => Membership::Left,
            _ => Membership::Requested,
        };
        self.memberships.insert(UserId(row.account), (membership, row.date));
    }
}

impl Membership {
    pub(crate) fn to_number(self) -> i32 {
        match self {
            Self::Joined => 1,
            Self::Left => 2,
            Self::Requested => 3,
        }
    }
}
