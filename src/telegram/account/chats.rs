//! Chats with people, groups and channels. [`Chats`](crate::telegram::chats::state::Chats) documents each method in full.

use tokio_util::bytes::Bytes;

use super::handle::Account;
use crate::telegram::chats::dialogs::Chat;
use crate::telegram::chats::format::TextFormat;
use crate::telegram::chats::history::{HistoryPage, HistoryQuery, HistoryStretch};
use crate::telegram::chats::join::ChatDetails;
use crate::telegram::chats::members::MembersPage;
use crate::telegram::chats::message::ChatMessage;
use crate::telegram::chats::write::{SendOptions, Sent};
use crate::telegram::error::Error;
use crate::telegram::files::uploaded::Uploaded;
use crate::telegram::ids::{ChatId, MessageId};
use crate::telegram::link::user::User;
use crate::telegram::peers::reference::ChatRef;

impl Account {
    /// Up to `limit` of the account's chats: first those that are pinned, then those with the newest messages.
    pub async fn chats(&self, limit: usize) -> Result<Vec<Chat>, Error> {
        self.chats.list(limit).await
    }

    /// The people in the account's list of contacts.
    pub async fn contacts(&self) -> Result<Vec<User>, Error> {
        self.chats.contacts().await
    }

    /// The id of a chat. Call it before an upload, so that no file is uploaded for a chat that does not exist.
    pub async fn find_chat(&self, chat: &ChatRef) -> Result<ChatId, Error> {
        self.chats.find_chat(chat).await
    }

    /// A page of the messages of a chat, newest first.
    pub async fn history(&self, chat: &ChatRef, query: &HistoryQuery) -> Result<HistoryPage, Error> {
        self.chats.history(chat, query).await
    }

    /// Up to a hundred messages newer than `after`, oldest first.
    pub async fn history_after(&self, chat: &ChatRef, after: Option<MessageId>) -> Result<HistoryStretch, Error> {
        self.chats.history_after(chat, after).await
    }

    /// One message of a chat.
    pub async fn message(&self, chat: &ChatRef, id: MessageId) -> Result<ChatMessage, Error> {
        self.chats.message(chat, id).await
    }

    /// The details of a group or channel.
    pub async fn chat_details(&self, chat: &ChatRef) -> Result<ChatDetails, Error> {
        self.chats.chat_details(chat).await
    }

    /// A page of a group's members, from that offset on.
    pub async fn members(&self, chat: &ChatRef, offset: u32) -> Result<MembersPage, Error> {
        self.chats.members(chat, offset).await
    }

    /// The profile photo of a person, group or channel, as a JPEG.
    pub async fn profile_photo(&self, chat: &ChatRef) -> Result<Option<Bytes>, Error> {
        self.chats.profile_photo(chat).await
    }

    /// Joins a group or channel.
    pub async fn join(&self, chat: &ChatRef) -> Result<ChatDetails, Error> {
        self.chats.join(chat).await
    }

    /// Sends a text message.
    pub async fn send_message(&self, chat: &ChatRef, text: &str, options: &SendOptions) -> Result<Sent, Error> {
        self.chats.send_message(chat, text, options).await
    }

    /// Sends an uploaded file.
    pub async fn send_file(
        &self,
        chat: &ChatRef,
        file: Uploaded,
        caption: &str,
        options: &SendOptions,
    ) -> Result<Sent, Error> {
        self.chats.send_file(chat, file, caption, options).await
    }

    /// Replaces a message's text, or its media's caption.
    pub async fn edit_message(
        &self,
        chat: &ChatRef,
        id: MessageId,
        text: &str,
        format: TextFormat,
    ) -> Result<Sent, Error> {
        self.chats.edit_message(chat, id, text, format).await
    }

    /// Deletes messages for everybody, and returns those that were deleted.
    pub async fn delete_messages(&self, chat: &ChatRef, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        self.chats.delete_messages(chat, ids).await
    }

    /// Forwards a message, and returns the new one.
    pub async fn forward_message(&self, from: &ChatRef, to: &ChatRef, id: MessageId) -> Result<Sent, Error> {
        self.chats.forward_message(from, to, id).await
    }

    /// Pins a message for everybody, or unpins it.
    pub async fn pin_message(&self, chat: &ChatRef, id: MessageId, pinned: bool) -> Result<(), Error> {
        self.chats.pin_message(chat, id, pinned).await
    }
}
