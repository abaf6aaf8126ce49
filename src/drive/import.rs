//! Importing: documents that are in a chat already become files, without a byte being sent again.
//!
//! They are forwarded into the storage channel without their author, a hundred a call, and get their manifests as captions there. Documents whose
//! contents the user has already are left out, so an import that broke off is simply done again. Photos are not documents, and stay where they are.

use serde::Serialize;
use time::OffsetDateTime;

use super::tree::FolderPath;
use super::{Actor, Drive, Error, NodeName};
use crate::store::drive::nodes;
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::revisions::{self, Revision};
use crate::store::drive::segments;
use crate::store::drive::users;
use crate::store::drive::{MessageRef, RevisionId, Segment, SegmentId};
use crate::telegram::{ChatId, ChatRef, MessageId, Post};

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
        let ids: Vec<_> = new.iter().map(|post| post.id).collect();
        let copies = storage.account.forward_without_author(from, storage.chat, &ids).await?;
        let noted = self.note_imported(actor, storage.chat, folder, &copies).await;
        if noted.is_err() {
            let messages = copies.iter().map(|post| MessageRef { chat: storage.chat.0, message: post.id.0 });
            outbox::add_all(&self.store, &messages.map(Outdated::Delete).collect::<Vec<_>>()).await?;
        }
        self.outbox.notify_one();
        imported.imported = noted?;
        Ok(imported)
    }

    async fn note_imported(
        &self,
        actor: &Actor,
        chat: ChatId,
        folder: &FolderPath,
        copies: &[Post],
    ) -> Result<u64, Error> {
        let mut noted = 0;
        let transaction = self.store.begin().await?;
        let parent = self.ensure_folder(&transaction, actor, folder).await?;
        for post in copies {
            let Some(document) = &post.document else { continue };
            let unnamed = format!("document-{}", post.id.0);
            let name = [document.name.as_str(), unnamed.as_str()].into_iter().find_map(NodeName::parse);
            let name = name.ok_or(Error::NotFound)?;
            let (node, name) = self.insert_file(&transaction, actor, parent.id, &name).await?;
            let segment = Segment {
                id: SegmentId::random()?,
                owner: actor.user,
                message: MessageRef { chat: chat.0, message: post.id.0 },
                document: document.id,
                size: document.size,
                plain_size: document.size,
                header: None,
                // Nobody has seen the bytes: a deep check notes what Telegram says of them.
                digest: Vec::new(),
            };
            let revision = Revision {
                id: RevisionId::random()?,
                node,
                number: 1,
                size: document.size,
                stored_size: document.size,
                sha256: Vec::new(),
                content_type: document.mime_type.clone(),
                is_encrypted: false,
                original_name: name.to_string(),
                created: OffsetDateTime::now_utc(),
                created_by: actor.name.clone(),
                owns_segments: true,
                manifest: None,
            };
            segments::insert(&transaction, std::slice::from_ref(&segment)).await?;
            revisions::insert(&transaction, &revision, &[segment.id]).await?;
            nodes::set_file(&transaction, node, &self.facts(&revision, Some(post.id.0.into()))).await?;
            outbox::add(&transaction, Outdated::Revision(revision.id)).await?;
            self.note(&transaction, actor, "file.import", Some((node, format!("{folder}/{name}")))).await?;
            noted += 1;
        }
        transaction.commit().await?;
        Ok(noted)
    }
}
