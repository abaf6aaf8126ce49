//! Versions: the contents that a file had before.

use time::OffsetDateTime;

use super::{FileEntry, FolderPath};
use crate::drive::{Actor, Drive, Error, NodeName};
use crate::store::Transaction;
use crate::store::drive::nodes;
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::revisions::{self, Revision};
use crate::store::drive::segments;
use crate::store::drive::{NodeId, RevisionId};

impl Drive {
    /// The contents of a file, the newest first.
    pub async fn versions(&self, actor: &Actor, folder: &FolderPath, name: &NodeName) -> Result<Vec<Revision>, Error> {
        let file = self.file(actor, folder, name).await?;
        Ok(revisions::of_node(&self.store, file.node.id).await?)
    }

    /// Makes an earlier content the newest one. Nothing is sent: the new content has the segments of the earlier one.
    pub async fn restore_version(
        &self,
        actor: &Actor,
        folder: &FolderPath,
        name: &NodeName,
        number: i32,
    ) -> Result<FileEntry, Error> {
        let transaction = self.begin_change(actor.user).await?;
        let parent = self.folder(&transaction, actor, folder).await?;
        let file = self.file_in(&transaction, &parent, folder, name).await?;
        let versions = revisions::of_node(&transaction, file.node.id).await?;
        let version = versions.iter().find(|version| version.number == number).ok_or(Error::NotFound)?;
        self.share_content(&transaction, actor, file.node.id, version).await?;
        let text = format!("{folder}/{name}, version {number}");
        self.note(&transaction, actor, "file.restore_version", Some((file.node.id, text))).await?;
        let file = self.file_in(&transaction, &parent, folder, name).await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(file)
    }

    /// Gives a file a content that exists already, as its newest one: the segments are shared.
    pub(in crate::drive) async fn share_content(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        node: NodeId,
        content: &Revision,
    ) -> Result<(), Error> {
        let shared = segments::of_revision(transaction, content.id).await?;
        let number = revisions::of_node(transaction, node).await?.first().map_or(1, |newest| newest.number + 1);
        let revision = Revision {
            id: RevisionId::random()?,
            node,
            number,
            created: OffsetDateTime::now_utc(),
            created_by: actor.name.clone(),
            owns_segments: false,
            manifest: None,
            ..content.clone()
        };
        let ids: Vec<_> = shared.iter().map(|segment| segment.id).collect();
        revisions::insert(transaction, &revision, &ids).await?;
        let message = shared.first().map(|segment| segment.message.message.into());
        nodes::set_file(transaction, node, &self.facts(&revision, message)).await?;
        outbox::add(transaction, Outdated::Revision(revision.id)).await?;
        self.forget_old_versions(transaction, node).await
    }

    /// Deletes the contents that files had before and that are too old, whether or not a new one comes. How many files had some.
    pub(in crate::drive) async fn sweep_versions(&self) -> Result<usize, Error> {
        let before = OffsetDateTime::now_utc() - self.settings.versions_age;
        let files = revisions::replaced_before(&self.store, before).await?;
        for file in &files {
            let Some(node) = nodes::find(&self.store, *file).await? else { continue };
            let transaction = self.begin_change(node.owner).await?;
            self.forget_old_versions(&transaction, *file).await?;
            transaction.commit().await?;
        }
        if !files.is_empty() {
            self.outbox.notify_one();
        }
        Ok(files.len())
    }

    /// Deletes the contents of a file that are too many or too old. The newest one stays in any case.
    pub(in crate::drive) async fn forget_old_versions(
        &self,
        transaction: &Transaction,
        node: NodeId,
    ) -> Result<(), Error> {
        let before = OffsetDateTime::now_utc() - self.settings.versions_age;
        let kept = usize::try_from(self.settings.versions).unwrap_or(usize::MAX);
        let versions = revisions::of_node(transaction, node).await?.into_iter().enumerate().skip(1);
        let old: Vec<_> = versions
            .filter(|(index, version)| *index >= kept || version.created < before)
            .map(|(_, version)| version)
            .collect();
        if old.is_empty() {
            return Ok(());
        }
        self.purge_revisions(transaction, &old).await
    }
}
