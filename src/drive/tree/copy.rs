//! Copies: new files with the segments of others. Nothing is sent.

use super::{FileEntry, FolderPath};
use crate::drive::{Actor, Drive, Error, NodeName};
use crate::store::drive::nodes::{self, NewNode};
use crate::store::drive::revisions;
use crate::store::drive::{NodeId, NodeKind};

impl Drive {
    /// Copies a file to a folder, under a numbered name where its own is taken.
    pub async fn copy_file(
        &self,
        actor: &Actor,
        folder: &FolderPath,
        name: &NodeName,
        destination: &FolderPath,
    ) -> Result<FileEntry, Error> {
        let transaction = self.begin_change(actor.user).await?;
        let to = self.folder(&transaction, actor, destination).await?;
        let parent = self.folder(&transaction, actor, folder).await?;
        let file = self.file_in(&transaction, &parent, folder, name).await?;
        let content = revisions::find(&transaction, file.facts.revision).await?.ok_or(Error::NotFound)?;
        let (id, copied) = self.insert_file(&transaction, actor, to.id, name).await?;
        self.share_content(&transaction, actor, id, &content).await?;
        let text = format!("{folder}/{name} → {destination}/{copied}");
        self.note(&transaction, actor, "file.copy", Some((id, text))).await?;
        let entry = self.file_in(&transaction, &to, destination, &copied).await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(entry)
    }

    /// Adds a file without a content, under that name or, where it is taken, under a numbered one.
    pub(in crate::drive) async fn insert_file(
        &self,
        transaction: &crate::store::Transaction,
        actor: &Actor,
        parent: NodeId,
        name: &NodeName,
    ) -> Result<(NodeId, NodeName), Error> {
        let id = NodeId::random()?;
        let free = self.insert_file_as(transaction, actor, parent, name, id).await?;
        Ok((id, free))
    }

    /// The same with an id that is known already.
    pub(in crate::drive) async fn insert_file_as(
        &self,
        transaction: &crate::store::Transaction,
        actor: &Actor,
        parent: NodeId,
        name: &NodeName,
        id: NodeId,
    ) -> Result<NodeName, Error> {
        let mut free = name.clone();
        for number in 1.. {
            let node = NewNode {
                id,
                owner: actor.user,
                parent,
                kind: NodeKind::File,
                name: free.to_string(),
                search_name: free.search_form(),
            };
            if nodes::insert(transaction, &node).await? {
                break;
            }
            free = name.numbered(number);
        }
        Ok(free)
    }
}
