//! A history with its update sequence: every change of the one is an event of the other, and rows for the store.

use super::events::{Event, EventKind, EventLog};
use super::history::History;
use super::message::{Message, deleted_row};
use crate::content::ContentKind;
use crate::store::{EventRow, MessageRow};

/// The messages and events of an account's message box or of a channel.
pub(crate) struct MessageLog<'a> {
    /// As in [`super::peer_id`].
    pub(crate) owner: i64,
    pub(crate) history: &'a mut History,
    pub(crate) events: &'a mut EventLog,
}

/// A change of messages.
pub(crate) struct Change {
    pub(crate) event: Event,
    pub(crate) messages: Vec<MessageRow>,
    pub(crate) event_row: EventRow,
}

impl MessageLog<'_> {
    /// Adds a new message.
    pub(crate) fn add(&mut self, message: Message, kind: ContentKind, random_id: i64) -> Change {
        let (id, row) = (message.id, message.to_row(self.owner, Some(random_id)));
        self.history.insert(message, kind);
        self.change(EventKind::New, vec![id], vec![row])
    }

    /// Replaces a message with its new version.
    pub(crate) fn replace(&mut self, message: Message, event: EventKind) -> Change {
        self.replace_all(vec![message], event)
    }

    /// Replaces an edited message with its new version, which may be of another kind.
    pub(crate) fn replace_with_kind(&mut self, message: Message, kind: Option<ContentKind>) -> Change {
        let (id, row) = (message.id, message.to_row(self.owner, None));
        let kind = kind.or_else(|| self.history.kind(id)).unwrap_or(ContentKind::Text);
        self.history.insert(message, kind);
        self.change(EventKind::Edited, vec![id], vec![row])
    }

    /// Replaces messages with their new versions, as one event.
    pub(crate) fn replace_all(&mut self, messages: Vec<Message>, event: EventKind) -> Change {
        let (mut ids, mut rows) = (Vec::new(), Vec::new());
        for message in messages {
            ids.push(message.id);
            rows.push(message.to_row(self.owner, None));
            let kind = self.history.kind(message.id).unwrap_or(ContentKind::Text);
            self.history.insert(message, kind);
        }
        self.change(event, ids, rows)
    }

    /// Removes messages, ignoring missing ones. `None` if all are missing.
    pub(crate) fn remove(&mut self, ids: &[i32]) -> Option<Change> {
        let removed: Vec<_> = ids.iter().copied().filter(|id| self.history.remove(*id)).collect();
        if removed.is_empty() {
            return None;
        }
        let messages = removed.iter().map(|id| deleted_row(self.owner, *id)).collect();
        Some(self.change(EventKind::Deleted, removed, messages))
    }

    fn change(&mut self, kind: EventKind, ids: Vec<i32>, messages: Vec<MessageRow>) -> Change {
        let event = self.events.add(kind, ids);
        let event_row = event.to_row(self.owner);
        Change { event, messages, event_row }
    }
}
