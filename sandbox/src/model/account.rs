//! An account.

use super::collection::Collection;
use super::events::EventLog;
use super::history::History;
use super::message_log::MessageLog;
use super::phone::{AccountKind, Phone, UserId};
use crate::store::AccountRow;

#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) id: UserId,
    pub(crate) phone: Phone,
    pub(crate) first_name: String,
    pub(crate) last_name: Option<String>,
    pub(crate) username: Option<String>,
    /// When it was first used.
    pub(crate) created: i32,
    /// The message box: Saved Messages, private chats and basic groups.
    pub(crate) history: History,
    /// The events of the message box.
    pub(crate) events: EventLog,
}

impl Account {
    pub(crate) fn log(&mut self) -> MessageLog<'_> {
        MessageLog { owner: self.id.0, history: &mut self.history, events: &mut self.events }
    }

    pub(crate) fn from_row(row: AccountRow, phone: Phone) -> Self {
        let collection = match phone.account_kind() {
            AccountKind::Demo => Collection::Demo,
            AccountKind::Endless => Collection::Endless,
            AccountKind::Password | AccountKind::Ordinary => Collection::Sample,
            AccountKind::Premium
            | AccountKind::Email
            | AccountKind::EmailSetup
            | AccountKind::Fragment
            | AccountKind::Call
            | AccountKind::MissedCall
            | AccountKind::Empty
            | AccountKind::Banned
            | AccountKind::Flooded
            | AccountKind::Unregistered => Collection::Empty,
        };
        let history = History::new(collection, row.created);
        // As if every computed message had been sent: `pts` starts at 1.
        let events = EventLog::starting_at(history.top_message().max(0) + 1);
        Self {
            id: UserId(row.id),
            phone,
            first_name: row.first_name,
            last_name: row.last_name,
            username: (phone.account_kind() == AccountKind::Demo).then(|| format!("helio_graph_{}", phone.dc())),
            created: row.created,
            history,
            events,
        }
    }
}
