//! Reading the messages, and writing the rows.

use super::collected::Collected;
use super::rebuilt::{RebuildOptions, Rebuilt};
use super::rows::Rows;
use crate::drive::existing::{ExistingStorage, channels_in};
use crate::drive::manifest::{self, Manifest};
use crate::drive::{Drive, Error};
use crate::store::drive::outbox;
use crate::store::drive::whole;
use crate::telegram::ChatId;

impl Drive {
    /// Makes the database again. `progress` is told how many messages were read.
    ///
    /// # Errors
    ///
    /// [`Error::NotEmpty`] when there are files already, and [`Error::ManifestsUnreadable`] when some messages cannot be
    /// opened, unless they are to be skipped.
    pub async fn rebuild(&self, options: RebuildOptions, progress: impl Fn(u64)) -> Result<Rebuilt, Error> {
        if !whole::is_empty(&self.store).await? {
            return Err(Error::NotEmpty);
        }
        let storage = self.existing_storage().await?;
        let mut collected = Collected::default();
        for chat in &storage.chats {
            self.read_messages(&storage, *chat, &mut collected, &progress).await?;
        }
        let channels = storage.channels().await?;
        if collected.unopened > 0 && !options.skip_unreadable {
            return Err(Error::ManifestsUnreadable { count: collected.unopened });
        }
        let (rows, mut rebuilt) = Rows::of(&collected)?;
        (rebuilt.messages, rebuilt.unopened) = (collected.messages, collected.unopened);
        let transaction = self.store.begin().await?;
        if !whole::is_empty(&transaction).await? {
            return Err(Error::NotEmpty);
        }
        whole::insert(
            &transaction,
            &rows.users,
            &rows.nodes,
            &rows.revisions,
            &rows.contents,
            &rows.segments,
            &channels,
        )
        .await?;
        outbox::add_all(&transaction, &rows.outdated).await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(rebuilt)
    }

    async fn read_messages(
        &self,
        storage: &ExistingStorage,
        chat: ChatId,
        collected: &mut Collected,
        progress: &impl Fn(u64),
    ) -> Result<(), Error> {
        let mut after = None;
        loop {
            let page = storage.account.posts_after(chat, after).await?;
            for post in &page.posts {
                collected.messages += 1;
                match Manifest::parse(&self.store, &post.text) {
                    Some(manifest) => collected.add(chat, post, manifest),
                    None if channels_in(post).is_none() && post.text.starts_with(manifest::PREFIX) => {
                        collected.unopened += 1;
                    }
                    // Somebody else's message.
                    None => {}
                }
            }
            progress(collected.messages);
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }
}
