//! The messages of an account or a channel: computed ones, and those that were sent.
//!
//! A [`History`] has one small [`IndexEntry`] for every message, in the order of their ids: enough to filter, count and page through a
//! hundred thousand of them. Computed messages and those of a [`Fill`] are made when they are needed; sent and edited ones are kept completely.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use grammers_tl_types::enums::MessageEntity;

use super::collection::{Collection, FileId};
use super::computed::searchable_text;
use super::fill::Fill;
use super::message::Message;
use crate::content::ContentKind;

/// What searching needs of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IndexEntry {
    pub(crate) id: i32,
    pub(crate) date: i32,
    pub(crate) kind: ContentKind,
    /// Whether its text has a link.
    pub(crate) has_link: bool,
    pub(crate) is_pinned: bool,
    /// As in [`MessageHeader`](super::message::MessageHeader).
    pub(crate) chat: i64,
    /// As in the header, but 0 for all messages from before the start.
    pub(crate) from: i64,
}

#[derive(Debug)]
pub(crate) struct History {
    collection: Collection,
    anchor: i32,
    index: Vec<IndexEntry>,
    /// Sent and edited messages.
    messages: HashMap<i32, Message>,
    /// With what a test filled the channel, in the order of the ids.
    fills: Vec<Arc<Fill>>,
    last_id: i32,
    /// The newest message from before the start. Everybody has read those.
    first_read: i32,
}

impl History {
    /// A history that starts with a collection, whose messages are dated relative to `anchor`.
    pub(crate) fn new(collection: Collection, anchor: i32) -> Self {
        let computed = (0..collection.len()).map(|index| {
            let id = i32::try_from(index).expect("collections have thousands of messages") + 1;
            let (kind, date) = collection.kind_and_date(index, anchor);
            let has_link = matches!(collection, Collection::Demo | Collection::Sample)
                && collection.item(index).is_some_and(|item| has_link(&item.entities));
            IndexEntry { id, date, kind, has_link, is_pinned: collection.is_pinned(index), chat: 0, from: 0 }
        });
        let mut index: Vec<_> = computed.collect();
        for message in collection.received_messages(anchor) {
            let (id, date, chat) = (message.id, message.date, message.header.chat);
            let (kind, has_link, is_pinned) = (ContentKind::Text, false, false);
            index.push(IndexEntry { id, date, kind, has_link, is_pinned, chat, from: 0 });
        }
        let last_id = index.last().map_or(0, |entry| entry.id);
        let (messages, fills) = (HashMap::new(), Vec::new());
        Self { collection, anchor, index, messages, fills, last_id, first_read: last_id }
    }

    /// The index, oldest message first.
    pub(crate) fn index(&self) -> &[IndexEntry] {
        &self.index
    }

    /// The id of the newest message, 0 if there is none.
    pub(crate) fn top_message(&self) -> i32 {
        self.index.last().map_or(0, |entry| entry.id)
    }

    /// The id of the newest message of a chat, 0 if there is none.
    pub(crate) fn top_message_of(&self, chat: i64) -> i32 {
        self.index.iter().rev().find(|entry| entry.chat == chat).map_or(0, |entry| entry.id)
    }

    /// The newest message of each chat.
    pub(crate) fn top_messages(&self) -> Vec<IndexEntry> {
        let mut seen = HashSet::new();
        self.index.iter().rev().filter(|entry| seen.insert(entry.chat)).copied().collect()
    }

    /// The newest message that was read before anybody read one: that from before the start.
    pub(crate) fn first_read(&self) -> i32 {
        self.first_read
    }

    /// The messages of a chat after `read` and up to `last` that somebody else than `reader` wrote.
    pub(crate) fn unread(&self, chat: i64, read: i32, last: i32, reader: i64) -> impl Iterator<Item = i32> {
        let start = self.index.partition_point(|entry| entry.id <= read);
        let end = self.index.partition_point(|entry| entry.id <= last).max(start);
        let is_unread = move |entry: &&IndexEntry| entry.chat == chat && entry.from != reader;
        self.index[start..end].iter().filter(is_unread).map(|entry| entry.id)
    }

    /// The id for a new message. Ids of deleted messages are not used again.
    pub(crate) fn next_id(&mut self) -> i32 {
        self.last_id += 1;
        self.last_id
    }

    pub(crate) fn message(&self, id: i32) -> Option<Message> {
        self.position(id)?;
        if let Some(message) = self.messages.get(&id) {
            return Some(message.clone());
        }
        match self.filled(id) {
            Some((fill, index)) => fill.message(index),
            None => self.collection.message(id, self.anchor),
        }
    }

    /// The ids of a chat's pinned messages, newest first.
    pub(crate) fn pinned(&self, chat: i64) -> impl Iterator<Item = i32> {
        self.index.iter().rev().filter(move |entry| entry.is_pinned && entry.chat == chat).map(|entry| entry.id)
    }

    /// Adds the messages of a fill, which must be newer than all others.
    pub(crate) fn fill(&mut self, fill: Arc<Fill>) {
        for (index, id) in (0..).zip(fill.ids()) {
            let (date, kind) = (fill.date(), fill.kind(index));
            let (has_link, is_pinned, from) = (false, false, fill.row().author);
            self.index.push(IndexEntry { id, date, kind, has_link, is_pinned, chat: 0, from });
            self.last_id = id;
        }
        self.fills.push(fill);
    }

    /// Adds a message, or replaces its former version.
    pub(crate) fn insert(&mut self, message: Message, kind: ContentKind) {
        let (id, date, chat) = (message.id, message.date, message.header.chat);
        let (has_link, is_pinned) = (has_link(&message.entities), message.header.is_pinned);
        let entry = IndexEntry { id, date, kind, has_link, is_pinned, chat, from: message.header.from };
        match self.index.binary_search_by_key(&message.id, |entry| entry.id) {
            Ok(position) => self.index[position] = entry,
            Err(position) => self.index.insert(position, entry),
        }
        self.last_id = self.last_id.max(message.id);
        self.messages.insert(message.id, message);
    }

    /// Removes a message. Whether it existed.
    pub(crate) fn remove(&mut self, id: i32) -> bool {
        self.messages.remove(&id);
        self.position(id).map(|position| self.index.remove(position)).is_some()
    }

    /// Removes a message that is stored as deleted, and reserves its id.
    pub(crate) fn restore_deleted(&mut self, id: i32) {
        self.remove(id);
        self.last_id = self.last_id.max(id);
    }

    pub(crate) fn kind(&self, id: i32) -> Option<ContentKind> {
        self.position(id).map(|position| self.index[position].kind)
    }

    /// A message's text and file name in lower case; empty for service messages. `name` returns the name of an uploaded file.
    pub(crate) fn searchable_text(&self, id: i32, name: impl Fn(FileId) -> Option<String>) -> String {
        match self.messages.get(&id) {
            Some(message) if message.header.action.is_some() => String::new(),
            Some(message) => searchable_text(&message.text, message.file.and_then(name).as_deref()),
            None => match self.filled(id) {
                Some((fill, index)) => fill
                    .text_and_name(index)
                    .map_or_else(String::new, |(text, name)| searchable_text(&text, name.as_deref())),
                None => self.collection.searchable_text(id),
            },
        }
    }

    /// The fill that has the message with this id, and the message's index in it.
    fn filled(&self, id: i32) -> Option<(&Fill, u32)> {
        self.fills.iter().find_map(|fill| Some((&**fill, fill.index_of(id)?)))
    }

    fn position(&self, id: i32) -> Option<usize> {
        self.index.binary_search_by_key(&id, |entry| entry.id).ok()
    }
}

fn has_link(entities: &[MessageEntity]) -> bool {
    entities.iter().any(|entity| matches!(entity, MessageEntity::Url(_) | MessageEntity::TextUrl(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::message::MessageHeader;

    fn message(id: i32) -> Message {
        let (text, entities, header) = ("text".to_owned(), Vec::new(), MessageHeader::default());
        Message { id, date: 0, edit_date: None, text, entities, grouped_id: None, file: None, header }
    }

    #[test]
    fn ids_of_deleted_messages_are_not_used_again() {
        let mut history = History::new(Collection::Empty, 0);
        assert_eq!(history.next_id(), 1);
        history.insert(message(1), ContentKind::Text);
        assert!(history.remove(1));
        assert_eq!(history.next_id(), 2);
        history.restore_deleted(7);
        assert_eq!(history.next_id(), 8);
    }

    #[test]
    fn removing_what_is_missing_changes_nothing() {
        let mut history = History::new(Collection::Empty, 0);
        assert!(!history.remove(i32::MAX));
        assert_eq!(history.next_id(), 1);
    }
}
