//! The rows, by their ids and by the messages that they name.

use std::collections::{HashMap, HashSet};

use crate::store::drive::nodes::Node;
use crate::store::drive::outbox::Outdated;
use crate::store::drive::revisions::Revision;
use crate::store::drive::users::User;
use crate::store::drive::whole::Whole;
use crate::store::drive::{MessageRef, NodeId, NodeKind, RevisionId, Segment, SegmentId};

/// What a message has to be.
pub enum Expected<'a> {
    Segment(&'a Segment),
    Manifest(Subject<'a>),
}

/// Whose manifest a text message has.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    User(&'a User),
    Folder(&'a Node),
    Revision(&'a Revision),
}

/// The index, by its ids.
pub struct Index<'a> {
    /// All rows.
    pub whole: &'a Whole,
    /// The nodes.
    pub nodes: HashMap<NodeId, &'a Node>,
    segments: HashMap<SegmentId, &'a Segment>,
    /// The segments of each content, in their order.
    contents: HashMap<RevisionId, Vec<SegmentId>>,
    /// The contents that each segment is in.
    uses: HashMap<SegmentId, Vec<&'a Revision>>,
}

impl Subject<'_> {
    pub fn outdated(&self) -> Outdated {
        match self {
            Self::User(user) => Outdated::User(user.id),
            Self::Folder(folder) => Outdated::Folder(folder.id),
            Self::Revision(revision) => Outdated::Revision(revision.id),
        }
    }
}

impl<'a> Index<'a> {
    pub fn new(whole: &'a Whole) -> Self {
        let mut contents: HashMap<_, Vec<_>> = HashMap::new();
        for (revision, segment) in &whole.contents {
            contents.entry(*revision).or_default().push(*segment);
        }
        let mut uses: HashMap<_, Vec<_>> = HashMap::new();
        for revision in &whole.revisions {
            for segment in contents.get(&revision.id).into_iter().flatten() {
                uses.entry(*segment).or_default().push(revision);
            }
        }
        Self {
            nodes: whole.nodes.iter().map(|node| (node.id, node)).collect(),
            segments: whole.segments.iter().map(|segment| (segment.id, segment)).collect(),
            contents,
            uses,
            whole,
        }
    }

    /// What each message has to be.
    pub fn expected(&self) -> HashMap<MessageRef, Expected<'a>> {
        let whole = self.whole;
        let segments = whole.segments.iter().map(|segment| (segment.message, Expected::Segment(segment)));
        let users =
            whole.users.iter().filter_map(|user| Some((user.manifest?, Expected::Manifest(Subject::User(user)))));
        let folders = whole.nodes.iter().filter(|node| node.kind == NodeKind::Folder);
        let folders = folders.filter_map(|node| Some((node.manifest?, Expected::Manifest(Subject::Folder(node)))));
        let texts = whole.revisions.iter();
        let texts = texts.filter_map(|it| Some((it.manifest?, Expected::Manifest(Subject::Revision(it)))));
        segments.chain(users).chain(folders).chain(texts).collect()
    }

    /// What should have a message with a manifest, and has none.
    pub fn unposted(&self) -> impl Iterator<Item = Subject<'a>> {
        let whole = self.whole;
        let users = whole.users.iter().filter(|user| user.manifest.is_none()).map(Subject::User);
        let folders = whole.nodes.iter().filter(|node| node.kind == NodeKind::Folder && node.manifest.is_none());
        let texts = whole.revisions.iter().filter(|it| !it.owns_segments && it.manifest.is_none());
        users.chain(folders.map(Subject::Folder)).chain(texts.map(Subject::Revision))
    }

    pub fn segments_of(&self, revision: &Revision) -> impl Iterator<Item = &'a Segment> {
        let ids = self.contents.get(&revision.id).into_iter().flatten();
        ids.filter_map(|id| self.segments.get(id).copied())
    }

    /// The content that a segment was sent for, its position there, and whether it is the last one.
    pub fn owner_of(&self, segment: &Segment) -> Option<(&'a Revision, usize, bool)> {
        let owner = self.uses.get(&segment.id)?.iter().find(|revision| revision.owns_segments)?;
        let ids = self.contents.get(&owner.id)?;
        let position = ids.iter().position(|id| *id == segment.id)?;
        Some((owner, position, position + 1 == ids.len()))
    }

    pub fn is_newest(&self, revision: &Revision) -> bool {
        let file = self.nodes.get(&revision.node).and_then(|node| node.file.as_ref());
        file.is_some_and(|file| file.revision == revision.id)
    }

    /// The paths of the files that a segment is a part of.
    pub fn files_with(&self, segment: &Segment) -> Vec<String> {
        let revisions = self.uses.get(&segment.id).into_iter().flatten();
        let nodes: HashSet<_> = revisions.map(|revision| revision.node).collect();
        let mut paths: Vec<_> =
            nodes.into_iter().filter_map(|id| self.nodes.get(&id)).map(|node| self.path(node)).collect();
        paths.sort();
        paths
    }

    pub fn name_of(&self, subject: Subject<'_>) -> String {
        match subject {
            Subject::User(user) => user.name.clone(),
            Subject::Folder(folder) => self.path(folder),
            Subject::Revision(revision) => {
                self.nodes.get(&revision.node).map(|node| self.path(node)).unwrap_or_default()
            }
        }
    }

    /// `user:folder/name`
    pub fn path(&self, node: &Node) -> String {
        let mut names = vec![node.name.as_str()];
        let mut parent = node.parent;
        while let Some(folder) = parent.and_then(|id| self.nodes.get(&id)) {
            if folder.kind != NodeKind::Root {
                names.push(&folder.name);
            }
            parent = folder.parent;
        }
        names.reverse();
        let owner = self.whole.users.iter().find(|user| user.id == node.owner);
        format!("{}:{}", owner.map_or("", |user| user.name.as_str()), names.join("/"))
    }
}
