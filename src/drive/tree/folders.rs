//! Folders: make, list, rename, move.

use std::collections::HashMap;

use super::FolderPath;
use crate::drive::{Actor, Drive, Error, NodeName};
use crate::store::drive::nodes::{self, NewNode, Node, NodePage};
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::{NodeId, NodeKind, users};
use crate::store::{Executor, Transaction};

/// A folder in a list.
#[derive(Clone, Debug)]
pub struct FolderEntry {
    /// The folder.
    pub node: Node,
    /// The names that lead to it.
    pub path: String,
    /// The messages of the files in it, in the order in which they were sent.
    pub messages: Vec<i64>,
}

impl Drive {
    /// Makes a folder. The folders above it have to be there.
    pub async fn create_folder(&self, actor: &Actor, path: &FolderPath) -> Result<FolderEntry, Error> {
        let transaction = self.begin_change(actor.user).await?;
        let (name, above) = path.split_last();
        let parent = self.walk(&transaction, actor, above).await?;
        let Some(node) = self.insert_folder(&transaction, actor, parent.id, name).await? else {
            return Err(Error::FolderExists(path.to_string()));
        };
        self.note(&transaction, actor, "folder.create", Some((node.id, path.to_string()))).await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(FolderEntry { node, path: path.to_string(), messages: Vec::new() })
    }

    /// All folders, each with its path, by path.
    pub async fn folders(&self, actor: &Actor) -> Result<Vec<FolderEntry>, Error> {
        let folders = self.folders_with_paths(actor).await?;
        let ids: Vec<_> = folders.iter().map(|(node, _)| node.id).collect();
        let mut messages: HashMap<NodeId, Vec<i64>> = HashMap::new();
        for (folder, message) in nodes::messages_in(&self.store, &ids).await? {
            messages.entry(folder).or_default().push(message);
        }
        let mut entries: Vec<_> = folders
            .into_iter()
            .map(|(node, path)| {
                let messages = messages.remove(&node.id).unwrap_or_default();
                FolderEntry { node, path, messages }
            })
            .collect();
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(entries)
    }

    /// The path of each folder. Unlike [`Drive::folders`] it reads nothing of the files in them.
    pub(in crate::drive) async fn folder_paths(&self, actor: &Actor) -> Result<HashMap<NodeId, String>, Error> {
        Ok(self.folders_with_paths(actor).await?.into_iter().map(|(node, path)| (node.id, path)).collect())
    }

    async fn folders_with_paths(&self, actor: &Actor) -> Result<Vec<(Node, String)>, Error> {
        let folders = nodes::of_owner(&self.store, actor.user, NodeKind::Folder, NodePage::default()).await?;
        let by_id: HashMap<_, _> = folders.iter().map(|node| (node.id, (node.parent, node.name.clone()))).collect();
        let path = |node: &Node| {
            let (mut names, mut current) = (vec![node.name.as_str()], node.parent);
            while let Some((parent, name)) = current.and_then(|id| by_id.get(&id)) {
                names.push(name);
                current = *parent;
            }
            names.reverse();
            names.join("/")
        };
        let paths: Vec<_> = folders.iter().map(path).collect();
        Ok(folders.into_iter().zip(paths).collect())
    }

    /// Gives a folder another name. The files in it are not touched.
    pub async fn rename_folder(&self, actor: &Actor, path: &FolderPath, name: &NodeName) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        let folder = self.folder(&transaction, actor, path).await?;
        let parent = folder.parent.ok_or_else(|| Error::FolderNotFound(path.to_string()))?;
        self.relocate_folder(&transaction, actor, &folder, parent, name, "folder.rename").await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    /// Moves a folder, with everything in it, into another one; `None`: to the root.
    pub async fn move_folder(
        &self,
        actor: &Actor,
        path: &FolderPath,
        destination: Option<&FolderPath>,
    ) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        let parent = self.walk(&transaction, actor, destination.map_or(&[], FolderPath::names)).await?;
        let folder = self.folder(&transaction, actor, path).await?;
        if nodes::is_within(&transaction, parent.id, folder.id).await? {
            return Err(Error::FolderIntoItself);
        }
        let (name, _) = path.split_last();
        self.relocate_folder(&transaction, actor, &folder, parent.id, name, "folder.move").await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    async fn relocate_folder(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        folder: &Node,
        parent: NodeId,
        name: &NodeName,
        action: &str,
    ) -> Result<(), Error> {
        let before = nodes::path(transaction, folder).await?.join("/");
        if !nodes::relocate(transaction, folder.id, parent, name.as_str(), &name.search_form()).await? {
            return Err(Error::FolderExists(name.to_string()));
        }
        outbox::add(transaction, Outdated::Folder(folder.id)).await?;
        let moved = nodes::Node { parent: Some(parent), name: name.to_string(), ..folder.clone() };
        let after = nodes::path(transaction, &moved).await?.join("/");
        self.note(transaction, actor, action, Some((folder.id, format!("{before} → {after}")))).await
    }

    /// The folder of a path.
    pub(in crate::drive) async fn folder(
        &self,
        db: &impl Executor,
        actor: &Actor,
        path: &FolderPath,
    ) -> Result<Node, Error> {
        self.walk(db, actor, path.names()).await
    }

    /// The folder of a path; folders that are missing on the way are made.
    pub(in crate::drive) async fn ensure_folder(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        path: &FolderPath,
    ) -> Result<Node, Error> {
        let mut current = self.root(transaction, actor).await?;
        for name in path.names() {
            let mut next = nodes::child(transaction, current.id, name.as_str()).await?;
            if next.is_none() {
                next = match self.insert_folder(transaction, actor, current.id, name).await? {
                    Some(made) => Some(made),
                    // Another transaction has made it meanwhile.
                    None => nodes::child(transaction, current.id, name.as_str()).await?,
                };
            }
            let folder = next.filter(|node| node.kind == NodeKind::Folder);
            current = folder.ok_or_else(|| Error::FolderNotFound(path.to_string()))?;
        }
        Ok(current)
    }

    async fn walk(&self, db: &impl Executor, actor: &Actor, names: &[NodeName]) -> Result<Node, Error> {
        let mut current = self.root(db, actor).await?;
        for (index, name) in names.iter().enumerate() {
            let next = nodes::child(db, current.id, name.as_str()).await?;
            current = next.filter(|node| node.kind == NodeKind::Folder).ok_or_else(|| {
                let walked: Vec<_> = names[..=index].iter().map(NodeName::as_str).collect();
                Error::FolderNotFound(walked.join("/"))
            })?;
        }
        Ok(current)
    }

    pub(super) async fn root(&self, db: &impl Executor, actor: &Actor) -> Result<Node, Error> {
        let user = users::find(db, actor.user).await?.ok_or(Error::TokenInvalid)?;
        nodes::find(db, user.root).await?.ok_or(Error::NotFound)
    }

    async fn insert_folder(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        parent: NodeId,
        name: &NodeName,
    ) -> Result<Option<Node>, Error> {
        let node = NewNode {
            id: NodeId::random()?,
            owner: actor.user,
            parent,
            kind: NodeKind::Folder,
            name: name.to_string(),
            search_name: name.search_form(),
        };
        if !nodes::insert(transaction, &node).await? {
            return Ok(None);
        }
        outbox::add(transaction, Outdated::Folder(node.id)).await?;
        Ok(nodes::find(transaction, node.id).await?)
    }
}
