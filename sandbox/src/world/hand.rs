//! What tests do by hand in a chat: reading its messages, adding many, changing and deleting them, altering documents. Clients are told, but
//! none of Telegram's rules is applied.

use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::Serialize;

use super::control::{ChatRef, ControlError};
use super::sending::{Revision, revise};
use super::state::{State, World};
use crate::content::FilledMessage;
use crate::model::channel::Channel;
use crate::model::events::{Event, EventKind};
use crate::model::file::File;
use crate::model::message::Message;
use crate::model::message_log::{Change, MessageLog};
use crate::model::phone::UserId;

/// A message, as tests see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageSummary {
    /// Its id.
    pub id: i32,
    /// Text or caption.
    pub text: String,
    /// Its document.
    pub document: Option<DocumentSummary>,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Whether it is a service message.
    pub service: bool,
}

/// A document, as tests see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentSummary {
    /// Its id: the same in all messages that have the document.
    pub id: i64,
    /// The file name.
    pub name: Option<String>,
    /// The length in bytes.
    pub size: u64,
}

/// A channel or supergroup, as tests see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChannelSummary {
    /// Its id, as in the schema's `channel`.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its description.
    pub about: String,
}

/// The chat that is meant.
enum Target {
    SavedMessages(UserId),
    Channel(Arc<Channel>),
}

impl Target {
    fn log<'a>(&self, state: &'a mut State) -> MessageLog<'a> {
        match self {
            Self::SavedMessages(user) => state.account(*user).log(),
            Self::Channel(channel) => state.channel(channel).log(),
        }
    }
}

impl World {
    /// The channels and supergroups that an account created and did not delete, oldest first.
    pub(crate) fn created_channels(&self, phone: &str) -> Result<Vec<ChannelSummary>, ControlError> {
        let user = self.existing_account(phone)?;
        let state = self.state();
        let created = state.existing_channels().filter(|channel| channel.is_created_by(user));
        let summary = |channel: &Arc<Channel>| ChannelSummary {
            id: channel.id,
            title: channel.title.clone(),
            about: channel.about.clone(),
        };
        Ok(created.map(summary).collect())
    }

    /// At most `limit` messages of a chat, newest first; only those before the message `before`, unless it is 0.
    pub(crate) fn summaries(
        &self,
        chat: ChatRef<'_>,
        before: i32,
        limit: usize,
    ) -> Result<Vec<MessageSummary>, ControlError> {
        let target = self.target(chat)?;
        let messages: Vec<Message> = {
            let mut state = self.state();
            let history = target.log(&mut state).history;
            let wanted =
                history.index().iter().rev().filter(|entry| entry.chat == 0 && (before == 0 || entry.id < before));
            wanted.take(limit).filter_map(|entry| history.message(entry.id)).collect()
        };
        let summary = |message: Message| MessageSummary {
            id: message.id,
            document: self.document(&target, &message).map(|(file, size)| DocumentSummary {
                id: file.id.0,
                name: file.name().map(ToOwned::to_owned),
                size,
            }),
            text: message.text,
            pinned: message.header.is_pinned,
            service: message.header.action.is_some(),
        };
        Ok(messages.into_iter().map(summary).collect())
    }

    /// Adds `count` messages to a group or channel. Returns their ids.
    pub(crate) fn fill(
        &self,
        chat: ChatRef<'_>,
        count: u32,
        message: &dyn Fn(u32) -> FilledMessage,
    ) -> Result<RangeInclusive<i32>, ControlError> {
        let channel = self.channel_of(chat)?;
        self.fill_channel(&channel, count, message).map_err(ControlError::Refused)
    }

    /// Deletes a message.
    pub(crate) fn remove_message(&self, chat: ChatRef<'_>, id: i32) -> Result<(), ControlError> {
        self.change_by_hand(chat, |log| log.remove(&[id]).ok_or(ControlError::Message))
    }

    /// Changes the text or caption of a message.
    pub(crate) fn change_message(&self, chat: ChatRef<'_>, id: i32, text: String) -> Result<(), ControlError> {
        let date = self.clock().now();
        self.change_by_hand(chat, |log| {
            let mut message = log.history.message(id).ok_or(ControlError::Message)?;
            let invert_media = message.header.options.invert_media;
            let revision = Revision { text, invert_media, ..Revision::default() };
            revise(&mut message, revision, date).map_err(ControlError::Refused)?;
            Ok(log.replace(message, EventKind::Edited))
        })
    }

    /// Alters a byte of a message's document, wherever else the document is; a second time restores it.
    pub(crate) fn alter_document(&self, chat: ChatRef<'_>, id: i32, offset: u64) -> Result<(), ControlError> {
        let target = self.target(chat)?;
        let message = target.log(&mut self.state()).history.message(id).ok_or(ControlError::Message)?;
        let (file, _) =
            self.document(&target, &message).filter(|(_, size)| offset < *size).ok_or(ControlError::Byte)?;
        self.alter_byte(file.id, offset).map_err(|error| ControlError::Refused(error.into()))
    }

    fn target(&self, chat: ChatRef<'_>) -> Result<Target, ControlError> {
        Ok(match chat {
            ChatRef::SavedMessages(phone) => Target::SavedMessages(self.existing_account(phone)?),
            ChatRef::Channel(_) | ChatRef::Username(_) => Target::Channel(self.channel_of(chat)?),
        })
    }

    /// Records a change and tells all clients of it.
    fn change_by_hand(
        &self,
        chat: ChatRef<'_>,
        change: impl FnOnce(&mut MessageLog<'_>) -> Result<Change, ControlError>,
    ) -> Result<(), ControlError> {
        let target = self.target(chat)?;
        let event: Event = {
            let mut state = self.state();
            let change = change(&mut target.log(&mut state))?;
            self.record_one(change).map_err(|error| ControlError::Refused(error.into()))?
        };
        match &target {
            Target::SavedMessages(user) => self.push_events(*user, None, &[event]),
            Target::Channel(channel) => self.push_channel_events(channel, None, &[event]),
        }
        Ok(())
    }

    /// The document of a message, and its length.
    fn document(&self, target: &Target, message: &Message) -> Option<(Arc<File>, u64)> {
        let viewer = match target {
            Target::SavedMessages(user) => *user,
            // Only files of the demo content need an account, to which their dates are relative: any will do.
            Target::Channel(_) => self.state().accounts.keys().next().copied().unwrap_or(UserId(0)),
        };
        let file = self.file(viewer, message.file?)?;
        let size = file.document.as_ref()?.bytes.len();
        Some((file, size))
    }
}
