//! The account that stores, and the chat that it stores in.
//!
//! By default that is a private channel which the drive makes itself, when the first file or folder is to be stored. Every channel has a pinned
//! message that names them all, so that a database that was lost can be made again from any of them: an account that has such a channel is
//! not given a second one by a database that knows none ([`Error::StorageOccupied`]). When a channel is full, a further one is made.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::{Instrument, info, warn};

use super::Error;
use super::state::{Drive, KnownChat};
use crate::store::drive::channels::{self, Channel};
use crate::telegram::{self, Account, BareId, ChatId, ChatKind, ChatRef, MessageId};

/// The titles of our channels begin with this.
const TITLE: &str = "Heliograph drive";
const ABOUT: &str =
    "The files of a Heliograph drive. Its messages belong together: please change and delete nothing here by hand.";
/// Every message of ours begins with this.
const MARK: &str = "heliograph/1 ";
/// How long a chat is used before it is looked at again: whether it is there, and not full.
const LOOK_AGAIN: Duration = Duration::from_secs(10 * 60);

/// Where new files go.
#[derive(Clone, Debug)]
pub struct Storage {
    /// The account that stores. It reads from any chat.
    pub account: Arc<Account>,
    /// The chat that it stores in.
    pub chat: ChatId,
}

impl Drive {
    /// The account that stores, for reading. [`Error::StorageSignedOut`] when there is none.
    pub async fn storage_account(&self) -> Result<Arc<Account>, Error> {
        self.sign_in_flow().signed_in().await?.ok_or(Error::StorageSignedOut)
    }

    /// Where new files go. Makes the channel where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::StorageSignedOut`] when nobody is signed in, [`Error::StorageOccupied`] when the account has a drive that this database does not
    /// know, [`Error::StorageUnusable`] when the chat that is named cannot store.
    pub async fn storage(&self) -> Result<Storage, Error> {
        let account = self.storage_account().await?;
        if let Some(chat) = self.recent_chat(&account) {
            return Ok(Storage { account, chat });
        }
        // What begins to make a channel ends with its row, whether the caller is still there or not.
        let (drive, finder) = (self.clone(), account.clone());
        let finding = tokio::spawn(async move { drive.find_chat(&finder).await }.in_current_span());
        let found = finding.await.map_err(|_| telegram::Error::Unavailable("the server is shutting down"))?;
        let chat = match (found, self.storage_chat.known_to(account.id())) {
            // Messages can be posted as soon as Telegram is there again.
            (
                Err(Error::Telegram(
                    telegram::Error::Unavailable(_) | telegram::Error::OpenElsewhere(_) | telegram::Error::Wait(_),
                )),
                Some(known),
            ) => known.chat,
            (found, _) => found?,
        };
        Ok(Storage { account, chat })
    }

    /// A channel of a drive that the account has, whether this database knows it or not.
    pub async fn find_drive_channel(&self, account: &Account) -> Result<Option<ChatId>, Error> {
        for chat in account.chats(usize::MAX).await? {
            if chat.kind != ChatKind::Channel || !chat.name.starts_with(TITLE) {
                continue;
            }
            if account.pinned_posts(chat.id).await?.iter().any(|post| post.text.starts_with(MARK)) {
                return Ok(Some(chat.id));
            }
        }
        Ok(None)
    }
}

impl Drive {
    fn recent_chat(&self, account: &Account) -> Option<ChatId> {
        let known = self.storage_chat.known_to(account.id())?;
        (known.found.elapsed() < LOOK_AGAIN).then_some(known.chat)
    }

    async fn find_chat(&self, account: &Account) -> Result<ChatId, Error> {
        let _one_at_a_time = self.storage_chat.search.lock().await;
        if let Some(chat) = self.recent_chat(account) {
            return Ok(chat);
        }
        let chat = match self.settings.chat {
            Some(chat) => named_chat(account, ChatId(chat)).await?,
            None => self.own_channel(account).await?,
        };
        self.storage_chat.set(KnownChat { account: account.id(), chat, found: Instant::now() });
        Ok(chat)
    }

    async fn own_channel(&self, account: &Account) -> Result<ChatId, Error> {
        let mut channels = channels::list(&self.store).await?;
        if channels.is_empty() {
            if let Some(chat) = self.find_drive_channel(account).await? {
                warn!(
                    chat = chat.0,
                    "the storage account has a drive that this database does not know: `heliograph drive rebuild` reads it"
                );
                return Err(Error::StorageOccupied);
            }
            channels.push(self.make_channel(account, 1).await?);
        }
        let mut current = *channels.last().ok_or(Error::StorageUnusable("the drive has no channel"))?;
        if self.is_full(account, current).await? {
            current = self.make_channel(account, current.number + 1).await?;
            channels.push(current);
        }
        self.pin_manifests(account, &channels).await?;
        Ok(ChatId(current.chat))
    }

    async fn is_full(&self, account: &Account, channel: Channel) -> Result<bool, Error> {
        match account.newest_message(ChatId(channel.chat)).await {
            Ok(newest) => Ok(newest.is_some_and(|newest| newest.0 >= self.settings.channel_messages)),
            Err(telegram::Error::NotFound) => {
                Err(Error::StorageUnusable("the account that is signed in has no access to the drive's channel"))
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn make_channel(&self, account: &Account, number: i32) -> Result<Channel, Error> {
        let title = if number == 1 { TITLE.to_owned() } else { format!("{TITLE} {number}") };
        let chat = match self.unused_channel(account, &title).await? {
            Some(chat) => chat,
            None => account.create_channel(&title, ABOUT).await?,
        };
        let channel = Channel { chat: chat.0, number, manifest: None };
        channels::insert(&self.store, channel).await?;
        info!(chat = chat.0, number, "a channel for the drive was made");
        Ok(channel)
    }

    /// A channel that was made, and whose row was not written before the server ended: nothing was posted there, and no row names it.
    async fn unused_channel(&self, account: &Account, title: &str) -> Result<Option<ChatId>, Error> {
        let known = channels::list(&self.store).await?;
        for chat in account.chats(usize::MAX).await? {
            let is_ours = chat.kind == ChatKind::Channel && chat.name == title;
            if !is_ours || known.iter().any(|channel| channel.chat == chat.id.0) {
                continue;
            }
            // The first message says that the channel was made.
            if account.newest_message(chat.id).await?.is_none_or(|newest| newest.0 <= 1) {
                return Ok(Some(chat.id));
            }
        }
        Ok(None)
    }

    /// Posts and pins the message that names all channels, in those that have none, and brings the first one's up to date.
    async fn pin_manifests(&self, account: &Account, channels: &[Channel]) -> Result<(), Error> {
        let text = channels_manifest(channels);
        for channel in channels.iter().filter(|channel| channel.manifest.is_none()) {
            let chat = ChatId(channel.chat);
            let message = account.post_text(chat, &text).await?;
            account.pin_post(chat, message).await?;
            if let Some(Channel { chat, manifest: Some(message), .. }) = channels.first() {
                account.edit_text(ChatId(*chat), MessageId(*message), &text).await?;
            }
            channels::set_manifest(&self.store, channel.chat, message.0).await?;
        }
        Ok(())
    }
}

/// The chat that the settings name. A basic group is refused when they are read.
async fn named_chat(account: &Account, chat: ChatId) -> Result<ChatId, Error> {
    let is_own = account.user().is_some_and(|user| ChatId::user(user.id) == chat);
    match chat.bare() {
        Some(BareId::Channel(_)) => {}
        Some(BareId::User(_)) if is_own => {}
        Some(BareId::Group(_)) | None => {
            return Err(Error::StorageUnusable("DRIVE_CHAT names no channel or supergroup"));
        }
        Some(BareId::User(_)) => return Err(Error::StorageUnusable("DRIVE_CHAT names a person")),
    }
    match account.find_chat(&ChatRef::Id(chat)).await {
        Err(telegram::Error::NotFound) => {
            Err(Error::StorageUnusable("the account that is signed in has no access to the chat in DRIVE_CHAT"))
        }
        found => Ok(found?),
    }
}

/// The message that names all channels.
fn channels_manifest(channels: &[Channel]) -> String {
    let chats: Vec<_> = channels.iter().map(|channel| channel.chat.to_string()).collect();
    format!("{MARK}{{\"kind\":\"channels\",\"channels\":[{}]}}", chats.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_the_channels_in_order() {
        let channel = |chat, number| Channel { chat, number, manifest: None };
        let text = channels_manifest(&[channel(-1_001_000_000_007, 1), channel(-1_001_000_000_003, 2)]);
        assert_eq!(text, "heliograph/1 {\"kind\":\"channels\",\"channels\":[-1001000000007,-1001000000003]}");
    }
}
