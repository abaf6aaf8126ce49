//! The channels of a drive that is there already, whether the database knows them or not: for checks and rebuilds.

use std::sync::Arc;

use serde::Deserialize;

use super::{Drive, Error, manifest};
use crate::store::drive::channels::{self, Channel};
use crate::telegram::{Account, ChatId, Post};

/// The storage account, and all chats that it has stored in, in their order.
pub struct ExistingStorage {
    /// The account.
    pub account: Arc<Account>,
    /// The chats.
    pub chats: Vec<ChatId>,
}

impl ExistingStorage {
    /// The chats as rows, each with its message that names all of them.
    pub(super) async fn channels(&self) -> Result<Vec<Channel>, Error> {
        let mut channels = Vec::new();
        for (chat, number) in self.chats.iter().zip(1..) {
            let pinned = self.account.pinned_posts(*chat).await?;
            let manifest = pinned.iter().find(|post| channels_in(post).is_some()).map(|post| post.id.0);
            channels.push(Channel { chat: chat.0, number, manifest });
        }
        Ok(channels)
    }
}

/// The message that names all channels.
#[derive(Deserialize)]
struct ChannelsManifest {
    channels: Vec<i64>,
}

impl Drive {
    /// Those that the database knows, or else those that the account's drive names.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when the account has none.
    pub(super) async fn existing_storage(&self) -> Result<ExistingStorage, Error> {
        let account = self.storage_account().await?;
        let known = channels::list(&self.store).await?;
        let mut chats: Vec<_> = known.iter().map(|channel| ChatId(channel.chat)).collect();
        if chats.is_empty()
            && let Some(chat) = self.settings.chat
        {
            chats.push(ChatId(chat));
        }
        if chats.is_empty() {
            let found = self.find_drive_channel(&account).await?.ok_or(Error::NotFound)?;
            let pinned = account.pinned_posts(found).await?;
            chats = pinned.iter().find_map(channels_in).unwrap_or_else(|| vec![found]);
        }
        Ok(ExistingStorage { account, chats })
    }
}

/// The channels that a post names, if it is the one that does so.
pub(super) fn channels_in(post: &Post) -> Option<Vec<ChatId>> {
    let json = post.text.strip_prefix(manifest::PREFIX)?.trim_start();
    let ChannelsManifest { channels } = serde_json::from_str(json).ok()?;
    Some(channels.into_iter().map(ChatId).collect())
}
