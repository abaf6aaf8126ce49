//! The outbox's worker: brings messages at Telegram up to date with the rows, in order, and again after a restart.
//!
//! It says what the rows say when it gets to them, so an entry may be worked off twice. Entries that Telegram refuses are put off with growing
//! pauses and never dropped; `heliograph drive check` tells how many there are.
//!
//! A message that was posted for a row which is gone meanwhile, or has another message by now, is deleted again. One that a row names is never
//! deleted, whatever an entry says: a commit whose confirmation was lost may have taken effect.

use std::collections::HashMap;
use std::time::Duration;

use time::OffsetDateTime;
use tokio::task::AbortHandle;
use tracing::{debug, warn};

use super::manifest::{
    FileManifest, FolderManifest, Manifest, SegmentFacts, SegmentManifest, UserManifest, encode_hash,
};
use super::storage::Storage;
use super::{Drive, Error};
use crate::store::drive::messages;
use crate::store::drive::nodes::{self, Node};
use crate::store::drive::outbox::{self, Entry, Outdated};
use crate::store::drive::revisions::{self, Revision};
use crate::store::drive::segments::{self, Segment};
use crate::store::drive::users::{self, User};
use crate::store::drive::{MessageRef, NodeId, NodeKind, RevisionId, SegmentId, UserId};
use crate::telegram::{self, ChatId, ChatRefusal, MessageId, Rejected};

/// How many entries are read at once.
const BATCH: u64 = 200;
/// The pause after the first refusal; each further one doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);
/// How often it looks for entries of others: of the command line, say, which cannot wake it.
const IDLE: Duration = Duration::from_secs(5);
/// How long to wait while nobody is signed in to the storage account.
const SIGNED_OUT: Duration = Duration::from_secs(5);

/// The running worker; it ends when this is dropped.
pub struct OutboxWorker(AbortHandle);

impl Drop for OutboxWorker {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Drive {
    /// Starts the worker.
    pub fn start_outbox(&self) -> OutboxWorker {
        let drive = self.clone();
        let task = tokio::spawn(async move {
            loop {
                let pause = match drive.work_off_outbox().await {
                    Ok(()) => drive.until_next_entry().await,
                    Err(Error::StorageSignedOut) => SIGNED_OUT,
                    // Another server on the same database has the account, and works it off.
                    Err(Error::Telegram(telegram::Error::OpenElsewhere(_))) => IDLE,
                    Err(error) => {
                        warn!(%error, "the drive's outbox could not be worked off");
                        FIRST_PAUSE
                    }
                };
                // Whoever adds an entry, or signs the account in, wakes it.
                let _ = tokio::time::timeout(pause, drive.outbox.notified()).await;
            }
        });
        OutboxWorker(task.abort_handle())
    }

    /// Works off everything that is due.
    ///
    /// # Errors
    ///
    /// [`Error::StorageSignedOut`] while there is something to do and nobody is signed in.
    pub async fn work_off_outbox(&self) -> Result<(), Error> {
        loop {
            let entries = outbox::due(&self.store, BATCH).await?;
            if entries.is_empty() {
                return Ok(());
            }
            let storage = self.storage().await?;
            let (deletions, others): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|entry| matches!(entry.outdated, Outdated::Delete(_)));
            for entry in others {
                let outcome = self.update(&storage, entry.outdated).await;
                self.settle(&[entry], outcome).await?;
            }
            let mut by_chat: HashMap<i64, Vec<(Entry, MessageId)>> = HashMap::new();
            for entry in deletions {
                if let Outdated::Delete(message) = entry.outdated {
                    by_chat.entry(message.chat).or_default().push((entry, MessageId(message.message)));
                }
            }
            for (chat, entries) in by_chat {
                let ids: Vec<_> = entries.iter().map(|(_, id)| id.0).collect();
                let needed = messages::needed(&self.store, chat, &ids).await?;
                let is_needed = |id: MessageId| needed.contains(&MessageRef { chat, message: id.0 });
                let (kept, unneeded): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(_, id)| is_needed(*id));
                for (entry, id) in kept {
                    warn!(chat, message = id.0, "a message that a row needs was to be deleted, and is kept");
                    outbox::remove(&self.store, entry).await?;
                }
                let (entries, ids): (Vec<_>, Vec<_>) = unneeded.into_iter().unzip();
                let deleted = storage.account.delete_posts(ChatId(chat), &ids).await;
                self.settle(&entries, deleted.map_err(Error::from)).await?;
            }
        }
    }

    /// Works off the entries for these now, where there are any, instead of when it is their turn. Those that fail stay.
    ///
    /// # Errors
    ///
    /// The first one that Telegram refuses ends it.
    pub(super) async fn bring_up_to_date(&self, storage: &Storage, outdated: &[Outdated]) -> Result<(), Error> {
        for outdated in outdated {
            if let Some(entry) = outbox::find(&self.store, *outdated).await? {
                self.update(storage, *outdated).await?;
                outbox::remove(&self.store, entry).await?;
            }
        }
        Ok(())
    }

    async fn until_next_entry(&self) -> Duration {
        match outbox::next_due(&self.store).await {
            Ok(Some(due)) => Duration::try_from(due - OffsetDateTime::now_utc()).unwrap_or(Duration::from_secs(1)),
            Ok(None) | Err(_) => IDLE,
        }
        .clamp(Duration::from_secs(1), IDLE)
    }

    /// Removes entries that were worked off, and puts off those that failed.
    async fn settle(&self, entries: &[Entry], outcome: Result<(), Error>) -> Result<(), Error> {
        let pause = match outcome {
            Ok(()) => {
                for entry in entries {
                    outbox::remove(&self.store, *entry).await?;
                }
                return Ok(());
            }
            Err(error @ (Error::StorageSignedOut | Error::Store(_))) => return Err(error),
            Err(Error::Telegram(telegram::Error::SignedOut)) => return Err(Error::StorageSignedOut),
            Err(Error::Telegram(telegram::Error::Wait(wait))) => Some(wait),
            Err(error) => {
                debug!(%error, "a message of the drive could not be brought up to date");
                None
            }
        };
        for entry in entries {
            let doubled = FIRST_PAUSE * 2u32.saturating_pow(entry.attempts.clamp(0, 16).unsigned_abs());
            let until = OffsetDateTime::now_utc() + pause.unwrap_or(doubled.min(LONGEST_PAUSE));
            outbox::put_off(&self.store, *entry, until).await?;
        }
        Ok(())
    }

    async fn update(&self, storage: &Storage, outdated: Outdated) -> Result<(), Error> {
        match outdated {
            Outdated::Folder(id) => self.update_folder(storage, id).await,
            Outdated::User(id) => self.update_user(storage, id).await,
            Outdated::Revision(id) => self.update_revision(storage, id).await,
            Outdated::Segment(id) => self.update_segment(storage, id).await,
            Outdated::Delete(_) => Ok(()),
        }
    }

    async fn update_folder(&self, storage: &Storage, id: NodeId) -> Result<(), Error> {
        let Some(folder) = nodes::find(&self.store, id).await? else { return Ok(()) };
        let Some(text) = self.folder_text(&folder).await? else { return Ok(()) };
        if let Some(message) = self.say(storage, folder.manifest, &text).await? {
            let is_noted = nodes::set_manifest(&self.store, id, folder.manifest, message).await?;
            self.delete_unless(is_noted, message).await?;
        }
        Ok(())
    }

    async fn update_user(&self, storage: &Storage, id: UserId) -> Result<(), Error> {
        let Some(user) = users::find(&self.store, id).await? else { return Ok(()) };
        let text = self.user_text(&user).await?;
        if let Some(message) = self.say(storage, user.manifest, &text).await? {
            let is_noted = users::set_manifest(&self.store, id, user.manifest, message).await?;
            self.delete_unless(is_noted, message).await?;
        }
        Ok(())
    }

    async fn update_revision(&self, storage: &Storage, id: RevisionId) -> Result<(), Error> {
        let Some(revision) = revisions::find(&self.store, id).await? else { return Ok(()) };
        let Some(node) = nodes::find(&self.store, revision.node).await? else { return Ok(()) };
        let segments = segments::of_revision(&self.store, id).await?;
        let user = users::find(&self.store, node.owner).await?.ok_or(Error::NotFound)?;
        let text = self.file_manifest(&user, &node, &revision, &segments)?;
        if revision.owns_segments {
            let Some(last) = segments.last() else { return Ok(()) };
            return self.change_caption(storage, last.message, &text).await;
        }
        if let Some(message) = self.say(storage, revision.manifest, &text).await? {
            let is_noted = revisions::set_manifest(&self.store, id, revision.manifest, message).await?;
            nodes::set_message(&self.store, id, message.message.into()).await?;
            self.delete_unless(is_noted, message).await?;
        }
        Ok(())
    }

    async fn update_segment(&self, storage: &Storage, id: SegmentId) -> Result<(), Error> {
        let Some(segment) = segments::find(&self.store, id).await? else { return Ok(()) };
        // Of a segment whose content is gone, only others need it: they name its message.
        let (mut file, mut content, mut position) = (0, 0, 0);
        if let Some(revision) = revisions::owner_of(&self.store, id).await? {
            let all = segments::of_revision(&self.store, revision.id).await?;
            if all.last().is_some_and(|last| last.id == id) {
                return self.update_revision(storage, revision.id).await;
            }
            position = all.iter().position(|segment| segment.id == id).ok_or(Error::NotFound)?;
            (file, content) = (revision.node.0, revision.id.0);
        }
        let user = users::find(&self.store, segment.owner).await?.ok_or(Error::NotFound)?;
        let facts = segment_facts(&segment, position);
        let manifest =
            Manifest::Segment(SegmentManifest { owner: segment.owner.0, file, revision: content, segment: facts });
        let text = manifest.to_text(&self.store, user.encrypts || segment.header.is_some())?;
        self.change_caption(storage, segment.message, &text).await
    }

    /// Changes the caption of a document. One whose message somebody has deleted has none; a check tells of it.
    async fn change_caption(&self, storage: &Storage, message: MessageRef, text: &str) -> Result<(), Error> {
        match storage.account.edit_text(ChatId(message.chat), MessageId(message.message), text).await {
            Err(error) if is_gone(&error) => Ok(()),
            changed => Ok(changed?),
        }
    }

    /// Deletes a message that was posted for a row, unless the row names it.
    async fn delete_unless(&self, is_noted: bool, message: MessageRef) -> Result<(), Error> {
        if is_noted { Ok(()) } else { Ok(outbox::add(&self.store, Outdated::Delete(message)).await?) }
    }

    /// Changes a message's text, or posts a new one where there is none, and returns that.
    async fn say(
        &self,
        storage: &Storage,
        message: Option<MessageRef>,
        text: &str,
    ) -> Result<Option<MessageRef>, Error> {
        if let Some(MessageRef { chat, message }) = message {
            match storage.account.edit_text(ChatId(chat), MessageId(message), text).await {
                // Somebody has deleted it.
                Err(error) if is_gone(&error) => {}
                changed => return Ok(changed.map(|()| None)?),
            }
        }
        let posted = storage.account.post_text(storage.chat, text).await?;
        Ok(Some(MessageRef { chat: storage.chat.0, message: posted.0 }))
    }

    /// What a folder's message has to say; `None` of a root, which has none.
    pub(super) async fn folder_text(&self, folder: &Node) -> Result<Option<String>, Error> {
        let (NodeKind::Folder, Some(parent)) = (folder.kind, folder.parent) else { return Ok(None) };
        let user = users::find(&self.store, folder.owner).await?.ok_or(Error::NotFound)?;
        let manifest = Manifest::Folder(FolderManifest {
            owner: folder.owner.0,
            folder: folder.id.0,
            parent: parent.0,
            name: folder.name.clone(),
            times: (folder.created.unix_timestamp(), folder.modified.unix_timestamp()),
            trashed: folder.trashed.map(OffsetDateTime::unix_timestamp),
        });
        Ok(Some(manifest.to_text(&self.store, user.encrypts)?))
    }

    /// What a user's message has to say.
    pub(super) async fn user_text(&self, user: &User) -> Result<String, Error> {
        let identity = users::identity(&self.store, user.id).await?;
        let manifest = Manifest::User(UserManifest {
            user: user.id.0,
            name: user.name.clone(),
            root: user.root.0,
            is_operator: user.is_operator,
            encrypts: user.encrypts,
            quota: user.quota.map(|quota| i64::try_from(quota).unwrap_or(i64::MAX)),
            identity: identity.and_then(|identity| String::from_utf8(identity.to_vec()).ok()),
            created: user.created.unix_timestamp(),
        });
        Ok(manifest.to_text(&self.store, true)?)
    }

    /// What a content's message has to say.
    pub(super) fn file_manifest(
        &self,
        user: &User,
        node: &Node,
        revision: &Revision,
        segments: &[Segment],
    ) -> Result<String, Error> {
        let last = segments.len().saturating_sub(1);
        let (segment, messages) = if revision.owns_segments {
            (segments.last().map(|segment| segment_facts(segment, last)), None)
        } else {
            let messages = segments.iter().map(|segment| (segment.message.chat, segment.message.message));
            (None, Some(messages.collect()))
        };
        let manifest = Manifest::File(FileManifest {
            owner: node.owner.0,
            file: node.id.0,
            parent: node.parent.map_or(0, |parent| parent.0),
            name: node.name.clone(),
            original_name: Some(revision.original_name.clone()).filter(|original| *original != node.name),
            revision: revision.id.0,
            number: revision.number,
            size: revision.size,
            sha256: encode_hash(&revision.sha256),
            content_type: revision.content_type.clone(),
            is_encrypted: revision.is_encrypted,
            times: (node.created.unix_timestamp(), node.modified.unix_timestamp(), revision.created.unix_timestamp()),
            created_by: revision.created_by.clone(),
            trashed: node.trashed.map(OffsetDateTime::unix_timestamp),
            segment,
            messages,
        });
        Ok(manifest.to_text(&self.store, user.encrypts || revision.is_encrypted)?)
    }
}

fn is_gone(error: &telegram::Error) -> bool {
    matches!(error, telegram::Error::Rejected(Rejected::Chat(ChatRefusal::MessageInvalid)))
}

/// A segment, as a manifest tells of it.
pub(super) fn segment_facts(segment: &Segment, position: usize) -> SegmentFacts {
    let position = u32::try_from(position).unwrap_or(u32::MAX);
    SegmentFacts(segment.id.0, position, segment.size, segment.plain_size, encode_hash(&segment.digest))
}
