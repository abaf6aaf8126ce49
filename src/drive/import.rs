//! Importing: documents that are in a chat already become files, without a byte being sent again.
//!
//! Each is posted once more in the storage channel, with its manifest as the caption; then come its rows. So an import that breaks off anywhere leaves
//! what an upload would leave, and what was imported is found by a rebuild. Documents that the user has already are left out: the same import is
//! simply done again. Photos are not documents, and stay where they are.

use serde::Serialize;
use time::OffsetDateTime;

use super::storage::Storage;
use super::tree::FolderPath;
use super::{Actor, Drive, Error, NodeName};
use crate::store::drive::nodes::{self, Node};
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::revisions::{self, Revision};
use crate::store::drive::segments;
use crate::store::drive::users::{self, User};
use crate::store::drive::{MessageRef, NodeId, NodeKind, RevisionId, Segment, SegmentId};
use crate::telegram::{ChatId, ChatRef, MessageId, Post, PostDocument};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Documents that became files.
    pub imported: u64,
    /// Documents that the user had already.
    pub known: u64,
    /// The last message that was looked at; an import of what comes later begins after it.
    pub last_message: Option<i32>,
    /// Whether the chat has more messages.
    pub has_more: bool,
}

impl Drive {
    /// Imports documents of a chat of the storage account, from after a message on, into a folder of that user: a page of a hundred messages.
    pub async fn import(
        &self,
        actor: &Actor,
        chat: &ChatRef,
        folder: &FolderPath,
        after: Option<MessageId>,
    ) -> Result<Imported, Error> {
        let storage = self.storage().await?;
        let from = storage.account.find_chat(chat).await?;
        let page = storage.account.posts_after(from, after).await?;
        let looked_at = page.next.or_else(|| page.posts.last().map(|post| post.id)).or(after);
        let mut imported =
            Imported { last_message: looked_at.map(|id| id.0), has_more: page.next.is_some(), ..Imported::default() };
        let documents: Vec<_> = page.posts.into_iter().filter(|post| post.document.is_some()).collect();
        let ids: Vec<_> = documents.iter().filter_map(|post| post.document.as_ref()).map(|it| it.id).collect();
        let known = segments::known_documents(&self.store, actor.user, &ids).await?;
        let is_known = |post: &&Post| post.document.as_ref().is_some_and(|document| known.contains(&document.id));
        let (skipped, new): (Vec<_>, Vec<_>) = documents.iter().partition(is_known);
        imported.known = skipped.len() as u64;
        if new.is_empty() {
            return Ok(imported);
        }
        let sizes = new.iter().filter_map(|post| post.document.as_ref()).map(|document| document.size).sum();
        let user = users::find(&self.store, actor.user).await?.ok_or(Error::TokenInvalid)?;
        self.check_quota(&self.store, &user, sizes).await?;
        let transaction = self.begin_change(actor.user).await?;
        let parent = self.ensure_folder(&transaction, actor, folder).await?.id;
        transaction.commit().await?;
        self.post_manifests_above(&storage, &user, parent).await?;
        for post in new {
            if self.import_document(actor, &user, &storage, (from, post), (parent, folder)).await? {
                imported.imported += 1;
            } else {
                imported.known += 1;
            }
        }
        Ok(imported)
    }

    /// Imports one document. `false`: the user has it already.
    async fn import_document(
        &self,
        actor: &Actor,
        user: &User,
        storage: &Storage,
        (from, post): (ChatId, &Post),
        (parent, folder): (NodeId, &FolderPath),
    ) -> Result<bool, Error> {
        let document = post.document.as_ref().ok_or(Error::NotFound)?;
        let planned = Planned::new(actor, document, post.id, parent)?;
        let segments = std::slice::from_ref(&planned.segment);
        let caption = self.file_manifest(user, &planned.file, &planned.content, segments)?;
        let posted = storage.account.post_again(from, post, storage.chat, &caption).await?;
        let message = MessageRef { chat: storage.chat.0, message: posted.message.0 };
        let noted = self.note_imported(actor, user, planned, message, folder).await;
        if !matches!(noted, Ok(true)) {
            outbox::add(&self.store, Outdated::Delete(message)).await?;
        }
        self.outbox.notify_one();
        noted
    }

    async fn note_imported(
        &self,
        actor: &Actor,
        user: &User,
        planned: Planned,
        message: MessageRef,
        folder: &FolderPath,
    ) -> Result<bool, Error> {
        let Planned { file, content, segment } = planned;
        let segment = Segment { message, ..segment };
        let transaction = self.begin_change(actor.user).await?;
        if !segments::known_documents(&transaction, actor.user, &[segment.document]).await?.is_empty() {
            return Ok(false);
        }
        self.check_quota(&transaction, user, segment.size).await?;
        let parent = self.ensure_folder(&transaction, actor, folder).await?.id;
        let wanted = NodeName::parse(&file.name).ok_or(Error::NotFound)?;
        let name = self.insert_file_as(&transaction, actor, parent, &wanted, file.id).await?;
        segments::insert(&transaction, std::slice::from_ref(&segment)).await?;
        revisions::insert(&transaction, &content, &[segment.id]).await?;
        nodes::set_file(&transaction, file.id, &self.facts(&content, Some(message.message.into()))).await?;
        if Some(parent) != file.parent || name != wanted {
            outbox::add(&transaction, Outdated::Revision(content.id)).await?;
        }
        self.note(&transaction, actor, "file.import", Some((file.id, format!("{folder}/{name}")))).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// The rows of a document that is about to be imported.
struct Planned {
    file: Node,
    content: Revision,
    /// Its message is not known yet.
    segment: Segment,
}

impl Planned {
    fn new(actor: &Actor, document: &PostDocument, message: MessageId, parent: NodeId) -> Result<Self, Error> {
        let unnamed = format!("document-{}", message.0);
        let name = [document.name.as_str(), unnamed.as_str()].into_iter().find_map(NodeName::parse);
        let (name, now) = (name.ok_or(Error::NotFound)?, OffsetDateTime::now_utc());
        let file = Node {
            id: NodeId::random()?,
            owner: actor.user,
            parent: Some(parent),
            kind: NodeKind::File,
            name: name.to_string(),
            trashed_with: None,
            trashed: None,
            created: now,
            modified: now,
            file: None,
            manifest: None,
        };
        let content = Revision {
            id: RevisionId::random()?,
            node: file.id,
            number: 1,
            size: document.size,
            stored_size: document.size,
            sha256: Vec::new(),
            content_type: document.mime_type.clone(),
            is_encrypted: false,
            original_name: name.to_string(),
            created: now,
            created_by: actor.name.clone(),
            owns_segments: true,
            manifest: None,
        };
        let segment = Segment {
            id: SegmentId::random()?,
            owner: actor.user,
            message: MessageRef { chat: 0, message: 0 },
            document: document.id,
            size: document.size,
            plain_size: document.size,
            header: None,
            // Nobody has seen the bytes: a deep check notes what Telegram says of them.
            digest: Vec::new(),
        };
        Ok(Self { file, content, segment })
    }
}
