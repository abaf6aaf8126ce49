//! A file on its way, and how it is stored.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use futures_util::future::BoxFuture;
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;
use tracing::Instrument;

use super::new_file::{NameTaken, NewFile};
use super::planned::{Planned, PlannedCaptions};
use crate::drive::content::age::Recipient;
use crate::drive::content::{ContentWriter, Ended, NewContent, Orphans, Totals, hashes};
use crate::drive::storage::Storage;
use crate::drive::tree::FileEntry;
use crate::drive::{Actor, Category, Drive, Error, NodeName};
use crate::store::Transaction;
use crate::store::drive::nodes::{self, FileFacts};
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::revisions::{self, Revision};
use crate::store::drive::segments;
use crate::store::drive::users::{self, User};
use crate::store::drive::{MessageRef, NodeId, NodeKind, RevisionId, Segment};
use crate::telegram::{self, ChatId, MessageId};

/// A file on its way. When it is dropped unfinished, nothing of it is left.
pub struct FileUpload {
    drive: Drive,
    actor: Actor,
    file: NewFile,
    planned: Planned,
    writer: ContentWriter,
    /// Bytes that the user's quota leaves.
    room: Option<u64>,
    /// More bytes came than that.
    is_over_quota: bool,
}

impl Drive {
    /// Begins to send a file. Checks everything that can be known before the first byte.
    pub async fn upload(&self, actor: &Actor, file: NewFile) -> Result<FileUpload, Error> {
        let path = file.path();
        let begun = self.begin_upload(actor, file).await;
        self.noted_if_refused(actor, "file.upload", || Some(path), begun).await
    }

    async fn begin_upload(&self, actor: &Actor, file: NewFile) -> Result<FileUpload, Error> {
        let storage = self.storage().await?;
        let user = users::find(&self.store, actor.user).await?.ok_or(Error::TokenInvalid)?;
        self.check_quota(&self.store, &user, file.size.unwrap_or_default()).await?;
        let room = self.room(&self.store, &user).await?;
        let transaction = self.begin_change(actor.user).await?;
        let parent = self.ensure_folder(&transaction, actor, &file.folder).await?;
        transaction.commit().await?;
        let taken = nodes::child(&self.store, parent.id, file.name.as_str()).await?;
        let replaced = taken.filter(|node| file.name_taken == NameTaken::Replace && node.kind == NodeKind::File);
        let number = match &replaced {
            Some(node) => revisions::of_node(&self.store, node.id).await?.first().map_or(1, |newest| newest.number + 1),
            None => 1,
        };
        let recipient = match &user.recipient {
            Some(recipient) if user.encrypts => Some(Recipient::parse(recipient).ok_or(Error::NotFound)?),
            _ => None,
        };
        let started = OffsetDateTime::now_utc();
        let planned = Planned {
            parent: parent.id,
            node: match &replaced {
                Some(node) => node.id,
                None => NodeId::random()?,
            },
            revision: RevisionId::random()?,
            number,
            name: file.name.clone(),
            content_type: file.content_type(),
            started,
            created: replaced.as_ref().map_or(started, |node| node.created),
            segments: Arc::default(),
            user,
        };
        let captions = PlannedCaptions {
            planned: planned.clone(),
            actor: actor.name.clone(),
            original_name: file.original_name.clone(),
            store: self.store.clone(),
        };
        let content =
            NewContent { name: file.name.to_string(), recipient, size: file.size, segment: self.settings.segment };
        let writer = ContentWriter::new(storage, content, Arc::new(captions), Arc::new(Abandoned(self.clone())));
        let (drive, actor) = (self.clone(), actor.clone());
        Ok(FileUpload { drive, actor, file, planned, writer, room, is_over_quota: false })
    }
}

impl FileUpload {
    /// Takes the next bytes, and waits while too many are on their way.
    ///
    /// # Errors
    ///
    /// [`Error::QuotaExceeded`] as soon as more came than may be stored.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), Error> {
        if let (Some(room), Some(quota)) = (self.room, self.planned.user.quota)
            && self.writer.size() + bytes.len() as u64 > room
        {
            self.is_over_quota = true;
            let exceeded = Err(Error::QuotaExceeded { quota });
            return self.drive.noted_if_refused(&self.actor, "file.upload", || Some(self.file.path()), exceeded).await;
        }
        self.writer.write(bytes).await
    }

    /// The file is whole: it exists when this resolves. What has begun goes on when the caller is dropped: once its last segment is posted, the content
    /// needs its row.
    pub async fn finish(self) -> Result<FileEntry, Error> {
        let finishing = tokio::spawn(self.post_and_commit().in_current_span());
        finishing.await.map_err(|_| telegram::Error::Unavailable("the server is shutting down"))?
    }

    async fn post_and_commit(self) -> Result<FileEntry, Error> {
        if self.is_over_quota {
            return Err(Error::Incomplete);
        }
        let (drive, actor, path) = (self.drive.clone(), self.actor.clone(), self.file.path());
        let stored = self.store().await;
        drive.noted_if_refused(&actor, "file.upload", || Some(path), stored).await
    }

    async fn store(self) -> Result<FileEntry, Error> {
        let Self { drive, actor, file, planned, writer, .. } = self;
        let ended = writer.end().await?;
        let storage = drive.storage().await?;
        drive.post_manifests_above(&storage, &planned.user, planned.parent).await?;
        let entry = drive.commit_content(&actor, &file, planned, ended).await?;
        if !entry.owns_segments {
            // The file is there in any case, and its message is posted later then.
            let outdated = [Outdated::Revision(entry.file.facts.revision)];
            if let Err(error) = drive.bring_up_to_date(&storage, &outdated).await {
                tracing::debug!(%error, "the manifest of a new file is posted later");
            }
        }
        drive.outbox.notify_one();
        Ok(entry.file)
    }
}

/// A file that has got a content.
struct Committed {
    file: FileEntry,
    owns_segments: bool,
}

impl Drive {
    /// Posts what a rebuild needs beside the content, where that is not there yet.
    pub(in crate::drive) async fn post_manifests_above(
        &self,
        storage: &Storage,
        user: &User,
        parent: NodeId,
    ) -> Result<(), Error> {
        let owner = self.bring_up_to_date(storage, &[Outdated::User(user.id)]).await;
        if user.encrypts {
            // Without the key, what is stored could never be read again.
            owner?;
        }
        let mut folder = Some(parent);
        while let Some(id) = folder {
            let Some(node) = nodes::find(&self.store, id).await? else { break };
            if node.kind == NodeKind::Folder
                && node.manifest.is_none()
                && let Err(error) = self.bring_up_to_date(storage, &[Outdated::Folder(id)]).await
            {
                tracing::debug!(%error, "the manifest of a folder is posted later");
            }
            folder = node.parent;
        }
        Ok(())
    }

    async fn commit_content(
        &self,
        actor: &Actor,
        file: &NewFile,
        planned: Planned,
        ended: Ended,
    ) -> Result<Committed, Error> {
        let is_encrypted = planned.user.encrypts;
        let Totals { size, stored_size, sha256, .. } = ended.totals;
        self.check_quota(&self.store, &planned.user, stored_size).await?;
        let same = revisions::find_same(&self.store, actor.user, &sha256, size, is_encrypted).await?;
        if let Some(same) = same.filter(|_| size > 0)
            && let Some(file) = self.share_existing(actor, file, &planned, &same).await?
        {
            ended.discard().await;
            return Ok(Committed { file, owns_segments: false });
        }
        let file = self.post(actor, file, planned, ended).await?;
        Ok(Committed { file, owns_segments: size > 0 })
    }

    /// The bytes are there already: the file gets the segments that have them. `None` when these were deleted meanwhile.
    async fn share_existing(
        &self,
        actor: &Actor,
        file: &NewFile,
        planned: &Planned,
        same: &Revision,
    ) -> Result<Option<FileEntry>, Error> {
        let transaction = self.begin_change(actor.user).await?;
        let Some(same) = revisions::find(&transaction, same.id).await? else { return Ok(None) };
        let (node, _) = self.place(&transaction, actor, file, planned).await?;
        let content =
            Revision { content_type: planned.content_type.clone(), original_name: file.original_name.clone(), ..same };
        self.share_content(&transaction, actor, node, &content).await?;
        self.committed(transaction, actor, planned, node).await.map(Some)
    }

    /// Posts the last segment, and then writes the rows.
    async fn post(&self, actor: &Actor, file: &NewFile, planned: Planned, ended: Ended) -> Result<FileEntry, Error> {
        let Totals { size, stored_size, sha256, .. } = ended.totals;
        let content = ended.post().await?;
        let ids = planned.segments.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let posted: Vec<_> = content
            .segments
            .iter()
            .zip(ids)
            .map(|(segment, id)| Segment {
                id,
                owner: actor.user,
                message: MessageRef { chat: segment.chat.0, message: segment.message.0 },
                document: segment.document,
                size: segment.size,
                plain_size: segment.plain_size,
                header: segment.header.clone(),
                digest: hashes::digest(&segment.hashes).to_vec(),
            })
            .collect();
        let written = match self.check_segments(&planned, &posted).await {
            Ok(()) => self.write_rows(actor, file, &planned, &posted, (size, stored_size, sha256)).await,
            Err(error) => Err(error),
        };
        if written.is_err() {
            // Nothing is to be left behind; what cannot be deleted now is an orphan that a check deletes.
            let messages: Vec<_> = posted.iter().map(|segment| Outdated::Delete(segment.message)).collect();
            if let Err(error) = outbox::add_all(&self.store, &messages).await {
                tracing::warn!(%error, "segments of a file that was not stored could not be handed to the outbox");
            }
            self.outbox.notify_one();
        }
        written
    }

    /// Whether all segments are still there. What takes so long that a check may have taken them for orphans is not believed without looking.
    async fn check_segments(&self, planned: &Planned, posted: &[Segment]) -> Result<(), Error> {
        if OffsetDateTime::now_utc() - planned.started < self.settings.orphan_age / 2 {
            return Ok(());
        }
        let account = self.storage_account().await?;
        let mut by_chat: HashMap<i64, Vec<&Segment>> = HashMap::new();
        for segment in posted {
            by_chat.entry(segment.message.chat).or_default().push(segment);
        }
        for (chat, segments) in by_chat {
            let ids: Vec<_> = segments.iter().map(|segment| MessageId(segment.message.message)).collect();
            let posts = account.posts(ChatId(chat), &ids).await?;
            let is_there = |segment: &&Segment| {
                let post = posts.iter().find(|post| post.id.0 == segment.message.message);
                post.and_then(|post| post.document.as_ref()).is_some_and(|it| it.id == segment.document)
            };
            if !segments.iter().all(is_there) {
                return Err(telegram::Error::Unavailable("segments of the file were deleted while it was sent").into());
            }
        }
        Ok(())
    }

    async fn write_rows(
        &self,
        actor: &Actor,
        file: &NewFile,
        planned: &Planned,
        posted: &[Segment],
        (size, stored_size, sha256): (u64, u64, [u8; 32]),
    ) -> Result<FileEntry, Error> {
        let transaction = self.begin_change(actor.user).await?;
        // As it is now: uploads of the user that end at the same time come one after the other here, and count.
        let user = users::find(&transaction, actor.user).await?.ok_or(Error::TokenInvalid)?;
        self.check_quota(&transaction, &user, stored_size).await?;
        let (node, name) = self.place(&transaction, actor, file, planned).await?;
        let number = revisions::of_node(&transaction, node).await?.first().map_or(1, |newest| newest.number + 1);
        let revision = Revision {
            id: planned.revision,
            node,
            number,
            size,
            stored_size,
            sha256: sha256.to_vec(),
            content_type: planned.content_type.clone(),
            is_encrypted: planned.user.encrypts,
            original_name: file.original_name.clone(),
            created: planned.started,
            created_by: actor.name.clone(),
            owns_segments: !posted.is_empty(),
            manifest: None,
        };
        segments::insert(&transaction, posted).await?;
        let ids: Vec<_> = posted.iter().map(|segment| segment.id).collect();
        revisions::insert(&transaction, &revision, &ids).await?;
        let message = posted.first().map(|segment| segment.message.message.into());
        nodes::set_file(&transaction, node, &self.facts(&revision, message)).await?;
        // The caption was written before the rows: where they differ, it is out of date. Without a segment there is none yet.
        let parent = nodes::find(&transaction, node).await?.and_then(|node| node.parent);
        let is_as_planned = (node, parent, number) == (planned.node, Some(planned.parent), planned.number);
        let is_as_planned = is_as_planned && name == planned.name;
        if !is_as_planned || posted.is_empty() {
            outbox::add(&transaction, Outdated::Revision(revision.id)).await?;
        }
        self.forget_old_versions(&transaction, node).await?;
        self.committed(transaction, actor, planned, node).await
    }

    /// The node that gets the content: a new one, or the one of that name.
    async fn place(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        file: &NewFile,
        planned: &Planned,
    ) -> Result<(NodeId, NodeName), Error> {
        // The folder may have been deleted while the bytes came.
        let folder = match nodes::find_to_change(transaction, planned.parent).await? {
            Some(folder) if folder.trashed_with.is_none() => folder,
            _ => self.ensure_folder(transaction, actor, &file.folder).await?,
        };
        if file.name_taken == NameTaken::Replace
            && let Some(taken) = nodes::child(transaction, folder.id, planned.name.as_str()).await?
            && taken.kind == NodeKind::File
        {
            return Ok((taken.id, planned.name.clone()));
        }
        let is_used = nodes::find(transaction, planned.node).await?.is_some();
        let id = if is_used { NodeId::random()? } else { planned.node };
        let name = self.insert_file_as(transaction, actor, folder.id, &planned.name, id).await?;
        Ok((id, name))
    }

    async fn committed(
        &self,
        transaction: Transaction,
        actor: &Actor,
        planned: &Planned,
        node: NodeId,
    ) -> Result<FileEntry, Error> {
        let node = nodes::find(&transaction, node).await?.ok_or(Error::NotFound)?;
        // The folder may have another path by now.
        let mut path = nodes::path(&transaction, &node).await?;
        path.pop();
        let entry = FileEntry::new(node, path.join("/")).ok_or(Error::NotFound)?;
        let action = if planned.number > 1 { "file.replace" } else { "file.upload" };
        self.note(&transaction, actor, action, Some((entry.node.id, entry.path()))).await?;
        transaction.commit().await?;
        Ok(entry)
    }

    /// What a file's row says of its newest content.
    pub(in crate::drive) fn facts(&self, revision: &Revision, message: Option<i64>) -> FileFacts {
        FileFacts {
            revision: revision.id,
            size: revision.size,
            stored_size: revision.stored_size,
            category: Category::of(&revision.content_type).number(),
            content_type: revision.content_type.clone(),
            is_encrypted: revision.is_encrypted,
            original_name: revision.original_name.clone(),
            uploaded: revision.created,
            message,
        }
    }
}

/// Hands the messages of contents that were given up to the outbox.
struct Abandoned(Drive);

impl Orphans for Abandoned {
    fn note(&self, chat: ChatId, messages: Vec<MessageId>) -> BoxFuture<'_, ()> {
        let messages = messages.into_iter().map(|id| MessageRef { chat: chat.0, message: id.0 });
        let outdated: Vec<_> = messages.map(Outdated::Delete).collect();
        Box::pin(async move {
            match outbox::add_all(&self.0.store, &outdated).await {
                Ok(()) => self.0.outbox.notify_one(),
                // A check finds them.
                Err(error) => tracing::warn!(%error, "messages of an upload that was given up could not be noted"),
            }
        })
    }
}
