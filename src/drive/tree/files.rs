//! Files: find, list, rename, move.

use super::FolderPath;
use crate::drive::{Actor, Drive, Error, NodeName};
use crate::store::drive::nodes::{self, FileFacts, Node, NodePage};
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::{NodeId, NodeKind};
use crate::store::{Executor, Transaction};

/// A file, and the path of its folder.
#[derive(Clone, Debug)]
pub struct FileEntry {
    /// The file.
    pub node: Node,
    /// About its content.
    pub facts: FileFacts,
    /// The path of its folder.
    pub folder: String,
}

impl FileEntry {
    pub(in crate::drive) fn new(node: Node, folder: String) -> Option<Self> {
        let facts = node.file.clone()?;
        Some(Self { node, facts, folder })
    }

    /// Its path.
    pub(in crate::drive) fn path(&self) -> String {
        format!("{}/{}", self.folder, self.node.name)
    }
}

impl Drive {
    /// The file of that name in that folder.
    pub async fn file(&self, actor: &Actor, folder: &FolderPath, name: &NodeName) -> Result<FileEntry, Error> {
        let parent = self.folder(&self.store, actor, folder).await?;
        self.file_in(&self.store, &parent, folder, name).await
    }

    /// The files of a folder. Of a folder that is not there: none, as the API's document has it.
    pub async fn files(&self, actor: &Actor, folder: &FolderPath, page: NodePage) -> Result<Vec<FileEntry>, Error> {
        let parent = match self.folder(&self.store, actor, folder).await {
            Ok(parent) => parent,
            Err(Error::FolderNotFound(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let files = nodes::children(&self.store, parent.id, NodeKind::File, page).await?;
        Ok(files.into_iter().filter_map(|node| FileEntry::new(node, folder.to_string())).collect())
    }

    /// All files of a user, by folder and name.
    pub async fn all_files(&self, actor: &Actor, page: NodePage) -> Result<Vec<FileEntry>, Error> {
        let files = nodes::of_owner(&self.store, actor.user, NodeKind::File, page).await?;
        self.with_folders(actor, files).await
    }

    /// Files with the paths of their folders.
    pub(in crate::drive) async fn with_folders(
        &self,
        actor: &Actor,
        files: Vec<Node>,
    ) -> Result<Vec<FileEntry>, Error> {
        let folders = self.folder_paths(actor).await?;
        let folder = |node: &Node| node.parent.and_then(|id| folders.get(&id)).cloned().unwrap_or_default();
        Ok(files.into_iter().filter_map(|node| FileEntry::new(node.clone(), folder(&node))).collect())
    }

    /// Gives a file another name.
    pub async fn rename_file(
        &self,
        actor: &Actor,
        folder: &FolderPath,
        name: &NodeName,
        new_name: &NodeName,
    ) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        let parent = self.folder(&transaction, actor, folder).await?;
        let file = self.file_in(&transaction, &parent, folder, name).await?;
        self.relocate_file(&transaction, actor, &file, parent.id, folder, new_name, "file.rename").await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    /// Moves a file to another folder.
    pub async fn move_file(
        &self,
        actor: &Actor,
        folder: &FolderPath,
        name: &NodeName,
        destination: &FolderPath,
    ) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        let to = self.folder(&transaction, actor, destination).await?;
        let parent = self.folder(&transaction, actor, folder).await?;
        let file = self.file_in(&transaction, &parent, folder, name).await?;
        self.relocate_file(&transaction, actor, &file, to.id, destination, name, "file.move").await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "what is moved, from where, to where, and who does it")]
    async fn relocate_file(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        file: &FileEntry,
        parent: NodeId,
        folder: &FolderPath,
        name: &NodeName,
        action: &str,
    ) -> Result<(), Error> {
        if !nodes::relocate(transaction, file.node.id, parent, name.as_str(), &name.search_form()).await? {
            return Err(Error::FileExists { name: file.node.name.clone(), folder: folder.to_string() });
        }
        outbox::add(transaction, Outdated::Revision(file.facts.revision)).await?;
        let text = format!("{}/{} → {folder}/{name}", file.folder, file.node.name);
        self.note(transaction, actor, action, Some((file.node.id, text))).await
    }

    pub(in crate::drive) async fn file_in(
        &self,
        db: &impl Executor,
        parent: &Node,
        folder: &FolderPath,
        name: &NodeName,
    ) -> Result<FileEntry, Error> {
        let node = nodes::child(db, parent.id, name.as_str()).await?;
        let file = node.and_then(|node| FileEntry::new(node, folder.to_string()));
        file.ok_or_else(|| Error::FileNotFound(name.to_string()))
    }
}
