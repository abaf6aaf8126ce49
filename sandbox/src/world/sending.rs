//! Sending, editing and deleting messages in one account's message box.

use std::collections::HashSet;
use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::MessageEntity;

use super::state::{AuthorizedCaller, State, World};
use crate::content::ContentKind;
use crate::model::events::Event;
use crate::model::file::File;
use crate::model::message::{Message, MessageHeader, SendOptions, ServiceAction};
use crate::model::message_log::{Change, MessageLog};
use crate::model::phone::UserId;
use crate::rpc::{RpcError, bad_request};
use crate::store;

/// A message to send.
#[derive(Clone, Debug)]
pub(crate) struct OutgoingMessage {
    /// Text or caption.
    pub(crate) text: String,
    pub(crate) entities: Vec<MessageEntity>,
    pub(crate) file: Option<Arc<File>>,
    /// The client's unique number for it; 0 for none.
    pub(crate) random_id: i64,
    /// The album that it belongs to.
    pub(crate) grouped_id: Option<i64>,
    pub(crate) header: MessageHeader,
}

/// A new version of a message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Revision {
    /// Text or caption.
    pub(crate) text: String,
    pub(crate) entities: Vec<MessageEntity>,
    /// The media that replace the former ones, and how they are shown; `None` to keep those.
    pub(crate) media: Option<(Arc<File>, SendOptions)>,
    pub(crate) invert_media: bool,
}

/// For how many seconds messages can be edited: `edit_time_limit` of `help.getConfig`.
pub(crate) const EDIT_TIME_LIMIT: i32 = 2 * 24 * 3600;

/// A message that was sent.
#[derive(Clone, Debug)]
pub(crate) struct SentMessage {
    pub(crate) id: i32,
    pub(crate) random_id: i64,
    pub(crate) event: Event,
    pub(crate) date: i32,
}

impl OutgoingMessage {
    /// A service message.
    pub(super) fn service(action: ServiceAction, text: &str, header: MessageHeader) -> Self {
        let header = MessageHeader { action: Some(action), ..header };
        Self { text: text.to_owned(), entities: Vec::new(), file: None, random_id: 0, grouped_id: None, header }
    }

    /// Adds the message to a log.
    pub(super) fn send(self, log: &mut MessageLog<'_>, date: i32) -> Change {
        let Self { text, entities, file, random_id, grouped_id, header } = self;
        let kind = file.as_ref().map_or(ContentKind::Text, |file| file.kind());
        let (id, file) = (log.history.next_id(), file.map(|file| file.id));
        let message = Message { id, date, edit_date: None, text, entities, grouped_id, file, header };
        log.add(message, kind, random_id)
    }
}

impl World {
    /// Checks that an account has not used these `random_id`s, and uses none of them twice.
    pub(crate) fn check_random_ids(&self, owner: UserId, ids: &[i64]) -> Result<(), RpcError> {
        self.state().check_random_ids(owner, ids)
    }

    /// Puts messages into a message box.
    pub(crate) fn send(
        &self,
        owner: UserId,
        caller: Option<&AuthorizedCaller>,
        messages: Vec<OutgoingMessage>,
    ) -> Result<Vec<SentMessage>, RpcError> {
        let date = self.clock().now();
        let sent = {
            let mut state = self.state();
            for message in &messages {
                state.check_random_ids(owner, &[message.random_id])?;
                let reply_to = message.header.reply_to;
                let replied = state.account(owner).history.message(reply_to);
                if reply_to != 0 && replied.is_none_or(|replied| replied.header.chat != message.header.chat) {
                    return Err(bad_request("REPLY_MESSAGE_ID_INVALID"));
                }
            }
            messages.iter().for_each(|message| state.remember(owner, message));
            let random_ids: Vec<_> = messages.iter().map(|message| message.random_id).collect();
            let mut log = state.account(owner).log();
            let changes: Vec<_> = messages.into_iter().map(|message| message.send(&mut log, date)).collect();
            self.record(&changes)?;
            sent_messages(changes, &random_ids, date)
        };
        let events: Vec<_> = sent.iter().map(|sent| sent.event.clone()).collect();
        self.push_events(owner, caller, &events);
        Ok(sent)
    }

    /// Changes the text of a message by `author` in a message box. In Saved Messages that is possible for ever, elsewhere for two days.
    pub(super) fn edit(
        &self,
        owner: UserId,
        caller: Option<&AuthorizedCaller>,
        author: UserId,
        id: i32,
        revision: Revision,
    ) -> Result<Event, RpcError> {
        let event = {
            let mut state = self.state();
            let date = self.clock().now();
            let mut log = state.account(owner).log();
            let mut message = log.history.message(id).ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))?;
            check_editable(&message, message.header.chat == 0 || message.header.from == author.0)?;
            if message.header.chat != 0 {
                check_edit_time(&message, date)?;
            }
            if revision.text.is_empty() && message.file.is_none() && revision.media.is_none() {
                return Err(bad_request("MESSAGE_EMPTY"));
            }
            let kind = revise(&mut message, revision, date)?;
            self.record_one(log.replace_with_kind(message, kind))?
        };
        self.push_events(owner, caller, std::slice::from_ref(&event));
        Ok(event)
    }

    /// Deletes messages of a message box, ignoring missing ones. `None` if all are missing.
    pub(super) fn delete(
        &self,
        owner: UserId,
        caller: Option<&AuthorizedCaller>,
        ids: &[i32],
    ) -> Result<Option<Event>, RpcError> {
        let event = {
            let mut state = self.state();
            let Some(change) = state.account(owner).log().remove(ids) else { return Ok(None) };
            self.record_one(change)?
        };
        self.push_events(owner, caller, std::slice::from_ref(&event));
        Ok(Some(event))
    }
}

impl World {
    /// Writes changes to the store.
    pub(super) fn record(&self, changes: &[Change]) -> Result<(), store::Error> {
        let messages: Vec<_> = changes.iter().flat_map(|change| change.messages.clone()).collect();
        let events: Vec<_> = changes.iter().map(|change| change.event_row.clone()).collect();
        self.store().record(&messages, &events)
    }

    /// Writes a change to the store. Returns its event.
    pub(super) fn record_one(&self, change: Change) -> Result<Event, store::Error> {
        self.record(std::slice::from_ref(&change))?;
        Ok(change.event)
    }
}

/// What the changes of new messages sent.
pub(super) fn sent_messages(changes: Vec<Change>, random_ids: &[i64], date: i32) -> Vec<SentMessage> {
    let sent = |(change, random_id): (Change, &i64)| {
        let (id, random_id, event) = (change.event.ids[0], *random_id, change.event);
        SentMessage { id, random_id, event, date }
    };
    changes.into_iter().zip(random_ids).map(sent).collect()
}

/// Checks that a message can be edited by somebody who `may_edit` it: neither a service message nor a forwarded one.
pub(super) fn check_editable(message: &Message, may_edit: bool) -> Result<(), RpcError> {
    if message.header.action.is_some() {
        return Err(bad_request("MESSAGE_ID_INVALID"));
    }
    if !may_edit {
        return Err(RpcError::new(403, "MESSAGE_AUTHOR_REQUIRED"));
    }
    if message.header.forward.is_some() { Err(bad_request("MESSAGE_ID_INVALID")) } else { Ok(()) }
}

/// Checks that a message is not too old to be edited.
pub(super) fn check_edit_time(message: &Message, now: i32) -> Result<(), RpcError> {
    let is_over = now.saturating_sub(message.date) >= EDIT_TIME_LIMIT;
    if is_over { Err(bad_request("MESSAGE_EDIT_TIME_EXPIRED")) } else { Ok(()) }
}

/// Makes a message its new version. Returns the kind of its new media.
pub(super) fn revise(message: &mut Message, revision: Revision, date: i32) -> Result<Option<ContentKind>, RpcError> {
    let Revision { text, entities, media, invert_media } = revision;
    let is_same = message.text == text
        && message.entities == entities
        && message.header.options.invert_media == invert_media
        && media.as_ref().is_none_or(|(file, _)| message.file == Some(file.id));
    if is_same {
        return Err(bad_request("MESSAGE_NOT_MODIFIED"));
    }
    (message.text, message.entities, message.edit_date) = (text, entities, Some(date));
    message.header.options.invert_media = invert_media;
    let Some((file, options)) = media else { return Ok(None) };
    message.file = Some(file.id);
    let SendOptions { spoiler, ttl_seconds, .. } = options;
    message.header.options = SendOptions { spoiler, ttl_seconds, ..message.header.options };
    Ok(Some(file.kind()))
}

impl State {
    pub(super) fn check_random_ids(&self, sender: UserId, ids: &[i64]) -> Result<(), RpcError> {
        let mut seen = HashSet::new();
        let mut ids = ids.iter().filter(|id| **id != 0);
        let is_used = ids.any(|id| !seen.insert(*id) || self.random_ids.contains(&(sender, *id)));
        if is_used { Err(RpcError::new(500, "RANDOM_ID_DUPLICATE")) } else { Ok(()) }
    }

    /// Remembers the `random_id` and the file of a message.
    pub(super) fn remember(&mut self, sender: UserId, message: &OutgoingMessage) {
        self.random_ids.insert((sender, message.random_id));
        if let Some(file) = message.file.as_ref().filter(|file| !file.id.is_computed()) {
            self.files.insert(file.id, file.clone());
        }
    }
}
