//! The trash: what is deleted waits there, and can be taken out again.

use time::OffsetDateTime;

use super::FolderPath;
use crate::drive::{Actor, Drive, Error, NodeName};
use crate::store::Transaction;
use crate::store::drive::nodes::{self, Node};
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::{NodeId, NodeKind};

/// Something in the trash.
#[derive(Clone, Debug)]
pub struct TrashEntry {
    /// The file or folder.
    pub node: Node,
    /// The path that it had.
    pub path: String,
    /// When it is deleted for good.
    pub until: Option<OffsetDateTime>,
}

impl Drive {
    /// Moves a folder, with everything in it, to the trash.
    pub async fn delete_folder(&self, actor: &Actor, path: &FolderPath) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        let folder = self.folder(&transaction, actor, path).await?;
        self.discard(&transaction, actor, &folder, path.to_string(), "folder.delete").await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    /// Moves a file to the trash.
    pub async fn delete_file(&self, actor: &Actor, folder: &FolderPath, name: &NodeName) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        let parent = self.folder(&transaction, actor, folder).await?;
        let file = self.file_in(&transaction, &parent, folder, name).await?;
        self.discard(&transaction, actor, &file.node, format!("{folder}/{name}"), "file.delete").await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    async fn discard(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        node: &Node,
        path: String,
        action: &str,
    ) -> Result<(), Error> {
        self.note(transaction, actor, action, Some((node.id, path))).await?;
        if self.settings.trash_age.is_zero() {
            return self.purge(transaction, node.id).await;
        }
        nodes::trash(transaction, node.id).await?;
        Ok(outbox::add(transaction, outdated(node)).await?)
    }

    /// What a user moved to the trash, the latest first.
    pub async fn trash(&self, actor: &Actor) -> Result<Vec<TrashEntry>, Error> {
        let mut entries = Vec::new();
        for node in nodes::trashed(&self.store, actor.user).await? {
            let path = nodes::path(&self.store, &node).await?.join("/");
            let until = node.trashed.map(|trashed| trashed + self.settings.trash_age);
            entries.push(TrashEntry { node, path, until });
        }
        Ok(entries)
    }

    /// Takes something out of the trash: to where it was, or to the root where that folder is gone; under a numbered name where its own is taken.
    /// The path that it has now.
    pub async fn restore(&self, actor: &Actor, id: NodeId) -> Result<String, Error> {
        let restored = self.take_out(actor, id).await;
        self.noted_if_not_theirs(actor, "trash.restore", id, restored).await
    }

    async fn take_out(&self, actor: &Actor, id: NodeId) -> Result<String, Error> {
        let transaction = self.begin_change(actor.user).await?;
        let node = self.trashed_node(&transaction, actor, id).await?;
        let parent = self.restored_parent(&transaction, actor, &node).await?;
        let name = NodeName::parse(&node.name).ok_or(Error::NotFound)?;
        let mut restored = name.clone();
        for number in 1.. {
            if nodes::restore(&transaction, id, parent, restored.as_str(), &restored.search_form()).await? {
                break;
            }
            restored = name.numbered(number);
        }
        outbox::add(&transaction, outdated(&node)).await?;
        let node = nodes::find(&transaction, id).await?.ok_or(Error::NotFound)?;
        let path = nodes::path(&transaction, &node).await?.join("/");
        self.note(&transaction, actor, "trash.restore", Some((id, path.clone()))).await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(path)
    }

    /// Deletes something in the trash for good.
    pub async fn delete_from_trash(&self, actor: &Actor, id: NodeId) -> Result<(), Error> {
        let deleted = self.purge_trashed(actor, id).await;
        self.noted_if_not_theirs(actor, "trash.delete", id, deleted).await
    }

    async fn purge_trashed(&self, actor: &Actor, id: NodeId) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        let node = self.trashed_node(&transaction, actor, id).await?;
        let path = nodes::path(&transaction, &node).await?.join("/");
        self.purge(&transaction, id).await?;
        self.note(&transaction, actor, "trash.delete", Some((id, path))).await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    /// Deletes everything in a user's trash for good, and returns how much it was.
    pub async fn empty_trash(&self, actor: &Actor) -> Result<usize, Error> {
        let mut emptied = 0;
        for node in nodes::trashed(&self.store, actor.user).await? {
            match self.delete_from_trash(actor, node.id).await {
                Ok(()) => emptied += 1,
                // It was in something that is gone now.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(emptied)
    }

    /// Deletes for good what has been in the trash for too long.
    pub(in crate::drive) async fn sweep_trash(&self) -> Result<usize, Error> {
        let before = OffsetDateTime::now_utc() - self.settings.trash_age;
        let mut swept = 0;
        for node in nodes::trashed_before(&self.store, before).await? {
            let transaction = self.begin_change(node.owner).await?;
            // It may have been restored meanwhile, and deleted once more.
            let node = nodes::find_to_change(&transaction, node.id).await?;
            if let Some(node) = node.filter(|node| node.trashed.is_some_and(|trashed| trashed < before)) {
                let path = nodes::path(&transaction, &node).await?.join("/");
                self.purge(&transaction, node.id).await?;
                let server = Actor::server(node.owner);
                self.note(&transaction, &server, "trash.delete", Some((node.id, path))).await?;
                swept += 1;
            }
            transaction.commit().await?;
        }
        self.outbox.notify_one();
        Ok(swept)
    }

    async fn trashed_node(&self, transaction: &Transaction, actor: &Actor, id: NodeId) -> Result<Node, Error> {
        let node = nodes::find_to_change(transaction, id).await?;
        node.filter(|node| node.owner == actor.user && node.trashed.is_some()).ok_or(Error::NotFound)
    }

    /// The folder that something is restored to: its own, unless that is gone or in the trash itself.
    async fn restored_parent(&self, transaction: &Transaction, actor: &Actor, node: &Node) -> Result<NodeId, Error> {
        let parent = match node.parent {
            Some(id) => nodes::find(transaction, id).await?,
            None => None,
        };
        match parent.filter(|parent| parent.trashed_with.is_none()) {
            Some(parent) if node.kind == NodeKind::Folder || parent.kind == NodeKind::Folder => Ok(parent.id),
            _ if node.kind == NodeKind::Folder => Ok(self.root(transaction, actor).await?.id),
            // Files are in folders.
            _ => {
                let recovered = FolderPath::parse(RECOVERED)?;
                Ok(self.ensure_folder(transaction, actor, &recovered).await?.id)
            }
        }
    }
}

/// The folder of what has lost its own.
pub(in crate::drive) const RECOVERED: &str = "Recovered";

/// The message that says whether a node is in the trash.
fn outdated(node: &Node) -> Outdated {
    match &node.file {
        Some(file) => Outdated::Revision(file.revision),
        None => Outdated::Folder(node.id),
    }
}
