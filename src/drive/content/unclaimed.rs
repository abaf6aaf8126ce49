//! Messages that were posted and that no content needs yet: they are deleted, unless the content claims them.
//!
//! A post runs as a task of its own, so that its message is known and deleted even if whoever waits for it is dropped meanwhile (a client went away).
//! What cannot be deleted is handed to [`Orphans`]. What the end of the process leaves is found by comparing the channel with the rows.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::{Instrument, warn};

use crate::drive::Error;
use crate::drive::storage::Storage;
use crate::telegram::{self, ChatId, MessageId, PostedDocument, Uploaded};

/// Remembers messages that nothing needs.
pub trait Orphans: Send + Sync {
    /// Notes messages that could not be deleted, so that it is tried again.
    fn note(&self, chat: ChatId, messages: Vec<MessageId>) -> BoxFuture<'_, ()>;
}

/// Posts messages, and deletes them when it is dropped.
pub struct Unclaimed {
    storage: Storage,
    orphans: Arc<dyn Orphans>,
    messages: Vec<MessageId>,
    /// A post under way.
    posting: Option<JoinHandle<Result<PostedDocument, telegram::Error>>>,
}

impl Unclaimed {
    /// Nothing is posted yet.
    pub fn new(storage: Storage, orphans: Arc<dyn Orphans>) -> Self {
        Self { storage, orphans, messages: Vec::new(), posting: None }
    }

    /// The chat in which it posts.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Posts a document.
    pub async fn post(&mut self, file: Uploaded, caption: String) -> Result<PostedDocument, Error> {
        let Storage { account, chat } = self.storage.clone();
        let post = async move { account.post_document(chat, file, &caption).await };
        let posting = self.posting.insert(tokio::spawn(post.in_current_span()));
        let posted = posting.await;
        self.posting = None;
        let posted = posted.map_err(|_| telegram::Error::Unavailable("the server is shutting down"))??;
        self.messages.push(posted.message);
        Ok(posted)
    }

    /// The messages belong to a content from now on.
    pub fn claim(mut self) {
        self.messages.clear();
    }

    /// Deletes the messages. Goes on when it is dropped.
    pub async fn delete(mut self) {
        if let Some(cleaning) = self.clean_up() {
            // It fails only when the process ends.
            let _ = cleaning.await;
        }
    }

    /// Starts to delete the messages, if there are any.
    fn clean_up(&mut self) -> Option<JoinHandle<()>> {
        let (mut messages, posting) = (std::mem::take(&mut self.messages), self.posting.take());
        if messages.is_empty() && posting.is_none() {
            return None;
        }
        let (storage, orphans) = (self.storage.clone(), self.orphans.clone());
        // Without a runtime the process is ending.
        let runtime = Handle::try_current().ok()?;
        let cleaning = async move {
            if let Some(posting) = posting
                && let Ok(Ok(posted)) = posting.await
            {
                messages.push(posted.message);
            }
            let deleted = match messages.is_empty() {
                true => Ok(()),
                false => storage.account.delete_posts(storage.chat, &messages).await,
            };
            if let Err(error) = deleted {
                warn!(%error, messages = messages.len(), "segments of a content that was given up could not be deleted");
                orphans.note(storage.chat, messages).await;
            }
        };
        Some(runtime.spawn(cleaning.in_current_span()))
    }
}

impl Drop for Unclaimed {
    fn drop(&mut self) {
        self.clean_up();
    }
}
