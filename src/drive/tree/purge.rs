//! Deleting for good: rows at once, messages by the outbox.

use std::collections::HashSet;

use crate::drive::{Drive, Error};
use crate::store::Transaction;
use crate::store::drive::nodes;
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::revisions::{self, Revision};
use crate::store::drive::segments::{self, Segment};
use crate::store::drive::{NodeId, NodeKind};

impl Drive {
    /// Deletes a node and everything below it. Segments that other contents need stay.
    pub(super) async fn purge(&self, transaction: &Transaction, id: NodeId) -> Result<(), Error> {
        let below = nodes::subtree(transaction, id).await?;
        let ids: Vec<_> = below.iter().map(|node| node.id).collect();
        let segments = segments::of_nodes(transaction, &ids).await?;
        let contents = revisions::of_nodes(transaction, &ids).await?;
        nodes::delete(transaction, id).await?;
        let folders = below.iter().filter(|node| node.kind == NodeKind::Folder).filter_map(|node| node.manifest);
        let mut outdated: Vec<_> = folders.map(Outdated::Delete).collect();
        outdated.extend(contents.iter().filter_map(|content| content.manifest).map(Outdated::Delete));
        outdated.extend(self.drop_segments(transaction, segments).await?);
        Ok(outbox::add_all(transaction, &outdated).await?)
    }

    /// Deletes contents of a file that others replaced.
    pub(in crate::drive) async fn purge_revisions(
        &self,
        transaction: &Transaction,
        contents: &[Revision],
    ) -> Result<(), Error> {
        let ids: Vec<_> = contents.iter().map(|content| content.id).collect();
        let segments = segments::of_revisions(transaction, &ids).await?;
        revisions::delete(transaction, &ids).await?;
        let mut outdated: Vec<_> =
            contents.iter().filter_map(|content| content.manifest).map(Outdated::Delete).collect();
        outdated.extend(self.drop_segments(transaction, segments).await?);
        Ok(outbox::add_all(transaction, &outdated).await?)
    }

    /// Deletes the segments that nothing needs any more; the captions of the others no longer say what is true.
    async fn drop_segments(&self, transaction: &Transaction, segments: Vec<Segment>) -> Result<Vec<Outdated>, Error> {
        let dropped = segments::delete_unused(transaction, segments.clone()).await?;
        let gone: HashSet<_> = dropped.iter().map(|segment| segment.id).collect();
        let mut outdated: Vec<_> = dropped.iter().map(|segment| Outdated::Delete(segment.message)).collect();
        outdated.extend(
            segments.iter().filter(|segment| !gone.contains(&segment.id)).map(|segment| Outdated::Segment(segment.id)),
        );
        Ok(outdated)
    }
}
