//! A folder or file that has no place yet.

use time::OffsetDateTime;

use crate::drive::NodeName;
use crate::drive::manifest::{FileManifest, FolderManifest};
use crate::store::drive::nodes::{FileFacts, Node};
use crate::store::drive::outbox::Outdated;
use crate::store::drive::{MessageRef, NodeId, NodeKind, UserId};

/// A folder or file that has no place yet.
pub enum Entry<'a> {
    Folder(&'a FolderManifest, MessageRef),
    File(&'a FileManifest, &'a FileFacts),
}

impl Entry<'_> {
    pub fn id(&self) -> i64 {
        match self {
            Self::Folder(folder, _) => folder.folder,
            Self::File(file, _) => file.file,
        }
    }

    pub fn owner(&self) -> UserId {
        UserId(match self {
            Self::Folder(folder, _) => folder.owner,
            Self::File(file, _) => file.owner,
        })
    }

    pub fn parent(&self) -> i64 {
        match self {
            Self::Folder(folder, _) => folder.parent,
            Self::File(file, _) => file.parent,
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Folder(folder, _) => &folder.name,
            Self::File(file, _) => &file.name,
        }
    }

    /// Its message.
    pub fn outdated(&self) -> Outdated {
        match self {
            Self::Folder(folder, _) => Outdated::Folder(NodeId(folder.folder)),
            Self::File(_, facts) => Outdated::Revision(facts.revision),
        }
    }

    pub fn trashed(&self) -> Option<i64> {
        match self {
            Self::Folder(folder, _) => folder.trashed,
            Self::File(file, _) => file.trashed,
        }
    }

    pub fn node(&self, name: &NodeName, parent: NodeId, mark: Option<NodeId>) -> Node {
        let (times, file, manifest) = match self {
            Self::Folder(folder, message) => (folder.times, None, Some(*message)),
            Self::File(file, facts) => ((file.times.0, file.times.1), Some((*facts).clone()), None),
        };
        Node {
            id: NodeId(self.id()),
            owner: self.owner(),
            parent: Some(parent),
            kind: if file.is_some() { NodeKind::File } else { NodeKind::Folder },
            name: name.to_string(),
            trashed_with: mark,
            trashed: self.trashed().map(date),
            created: date(times.0),
            modified: date(times.1),
            file,
            manifest,
        }
    }
}

/// A moment of a manifest.
pub fn date(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
