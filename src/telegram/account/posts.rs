//! Posts of chats that a program writes and reads. [`Chats`](crate::telegram::chats::state::Chats) documents each method in full.

use super::handle::Account;
use crate::telegram::chats::post::{Post, PostedDocument, PostsPage};
use crate::telegram::error::Error;
use crate::telegram::files::uploaded::Uploaded;
use crate::telegram::ids::{ChatId, MessageId};
use crate::telegram::peers::reference::ChatRef;

impl Account {
    /// Creates a private channel.
    pub async fn create_channel(&self, title: &str, about: &str) -> Result<ChatId, Error> {
        self.chats.create_channel(title, about).await
    }

    /// Posts an uploaded file as a document that Telegram does not look into.
    pub async fn post_document(&self, chat: ChatId, file: Uploaded, caption: &str) -> Result<PostedDocument, Error> {
        self.chats.post_document(chat, file, caption).await
    }

    /// Posts a post's document once more, in another chat and with another caption, without sending its bytes.
    pub async fn post_again(
        &self,
        from: ChatId,
        post: &Post,
        to: ChatId,
        caption: &str,
    ) -> Result<PostedDocument, Error> {
        self.chats.post_again(from, post, to, caption).await
    }

    /// Posts a text without markup.
    pub async fn post_text(&self, chat: ChatId, text: &str) -> Result<MessageId, Error> {
        self.chats.post_text(chat, text).await
    }

    /// Replaces a post's text, or its document's caption. Succeeds also when it is the same as before.
    pub async fn edit_text(&self, chat: ChatId, message: MessageId, text: &str) -> Result<(), Error> {
        self.chats.edit_text(chat, message, text).await
    }

    /// Deletes posts, whether they exist or not.
    pub async fn delete_posts(&self, chat: ChatId, ids: &[MessageId]) -> Result<(), Error> {
        self.chats.delete_posts(chat, ids).await
    }

    /// Pins a post without notifying anybody.
    pub async fn pin_post(&self, chat: ChatId, message: MessageId) -> Result<(), Error> {
        self.chats.pin_message(&ChatRef::Id(chat), message, true).await
    }

    /// Up to a hundred posts after `after`, oldest first.
    pub async fn posts_after(&self, chat: ChatId, after: Option<MessageId>) -> Result<PostsPage, Error> {
        self.chats.posts_after(chat, after).await
    }

    /// The posts with these ids. Those that do not exist are left out.
    pub async fn posts(&self, chat: ChatId, ids: &[MessageId]) -> Result<Vec<Post>, Error> {
        self.chats.posts(chat, ids).await
    }

    /// The posts that are pinned, the newest first.
    pub async fn pinned_posts(&self, chat: ChatId) -> Result<Vec<Post>, Error> {
        self.chats.pinned_posts(chat).await
    }

    /// The id of the chat's newest message, whatever it is.
    pub async fn newest_message(&self, chat: ChatId) -> Result<Option<MessageId>, Error> {
        self.chats.newest_message(chat).await
    }

    /// SHA-256 of each 128 KiB of a message's document, as Telegram tells them without a download.
    pub async fn file_hashes(&self, chat: ChatId, message: MessageId) -> Result<Vec<[u8; 32]>, Error> {
        let location = self.library.location(&ChatRef::Id(chat), message).await?;
        self.library.file_hashes(location).await
    }
}
