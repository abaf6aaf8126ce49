//! The state of a channel or supergroup: one history and one update sequence for everybody, and who is in it.

use std::collections::HashMap;
use std::sync::Arc;

use super::channel::{Channel, Membership};
use super::events::EventLog;
use super::fill::Fill;
use super::history::History;
use super::message::Message;
use super::message_log::MessageLog;
use super::peer_id::id_of_channel;
use super::phone::UserId;
use crate::content::ContentKind;
use crate::store::MemberRow;

#[derive(Debug)]
pub(crate) struct ChannelState {
    /// Replaced as a whole when its creator changes it.
    pub(crate) channel: Arc<Channel>,
    /// The date to which messages of the content are relative.
    anchor: i32,
    /// Made when it is first read: one of them has 100,000 messages.
    history: Option<History>,
    pub(crate) events: EventLog,
    /// Accounts that joined, left or asked to join, and when.
    pub(crate) memberships: HashMap<UserId, (Membership, i32)>,
    /// When each account sent its last message, for slow mode.
    pub(crate) last_sent: HashMap<UserId, i32>,
}

impl ChannelState {
    /// A channel with the messages from before the start.
    pub(crate) fn new(channel: Channel, anchor: i32) -> Self {
        let messages = i32::try_from(channel.collection.len()).unwrap_or(i32::MAX - 1);
        Self {
            channel: Arc::new(channel),
            anchor,
            history: None,
            events: EventLog::starting_at(messages + 1),
            memberships: HashMap::new(),
            last_sent: HashMap::new(),
        }
    }

    pub(crate) fn history(&mut self) -> &mut History {
        self.log().history
    }

    pub(crate) fn log(&mut self) -> MessageLog<'_> {
        let (collection, anchor) = (self.channel.collection, self.anchor);
        let history = self.history.get_or_insert_with(|| History::new(collection, anchor));
        MessageLog { owner: id_of_channel(self.channel.id), history, events: &mut self.events }
    }

    /// The id and date of the newest message; 0 and the channel's date if there is none.
    pub(crate) fn top_message(&self) -> (i32, i32) {
        if let Some(history) = &self.history {
            return history.index().last().map_or((0, self.channel.date), |entry| (entry.id, entry.date));
        }
        match self.channel.collection.len().checked_sub(1) {
            Some(last) => {
                let (_, date) = self.channel.collection.kind_and_date(last, self.anchor);
                (i32::try_from(last + 1).unwrap_or(i32::MAX), date)
            }
            None => (0, self.channel.date),
        }
    }

    /// The newest message from before the start, which everybody has read.
    pub(crate) fn first_read(&self) -> i32 {
        i32::try_from(self.channel.collection.len()).unwrap_or(i32::MAX)
    }

    /// The messages after `read` and up to `last` that somebody else than `reader` wrote.
    pub(crate) fn unread(&mut self, read: i32, last: i32, reader: i64) -> Vec<i32> {
        // Usually there are none, and the history need not be made.
        if read >= self.top_message().0 { Vec::new() } else { self.history().unread(0, read, last, reader).collect() }
    }

    /// Adds a stored message.
    pub(crate) fn restore(&mut self, message: Message, kind: ContentKind) {
        let last_sent = self.last_sent.entry(UserId(message.header.from)).or_insert(0);
        *last_sent = (*last_sent).max(message.date);
        self.history().insert(message, kind);
    }

    /// Adds messages with which a test filled the channel.
    pub(crate) fn restore_fill(&mut self, fill: Arc<Fill>) {
        self.history().fill(fill);
    }

    /// Adds a stored membership.
    pub(crate) fn restore_member(&mut self, row: MemberRow) {
        self.memberships.insert(UserId(row.account), (Membership::from_number(row.membership), row.date));
    }
}
