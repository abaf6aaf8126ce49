//! The rows of a rebuilt database.

use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::collected::{Collected, CollectedFile};
use super::entry::{Entry, date};
use super::rebuilt::Rebuilt;
use crate::drive::content::age::{Identity, Recipient};
use crate::drive::manifest::{FileManifest, UserManifest, decode_hash};
use crate::drive::tree::RECOVERED;
use crate::drive::{Category, Error, NodeName};
use crate::store::drive::nodes::{FileFacts, Node};
use crate::store::drive::outbox::Outdated;
use crate::store::drive::revisions::Revision;
use crate::store::drive::whole::RebuiltUser;
use crate::store::drive::{MessageRef, NodeId, NodeKind, RevisionId, Segment, SegmentId, UserId};

/// The rows of a rebuilt database.
#[derive(Default)]
pub struct Rows {
    pub users: Vec<RebuiltUser>,
    /// With their names in lower case; parents before what is in them.
    pub nodes: Vec<(Node, String)>,
    pub revisions: Vec<Revision>,
    pub contents: Vec<(RevisionId, Vec<SegmentId>)>,
    pub segments: Vec<Segment>,
    /// What differs from its message.
    pub outdated: Vec<Outdated>,
}

impl Rows {
    /// The rows, and what is to be told of them.
    pub fn of(collected: &Collected) -> Result<(Self, Rebuilt), Error> {
        let (mut rows, mut rebuilt) = (Self::default(), Rebuilt::default());
        let files = rows.contents(collected, &mut rebuilt)?;
        rows.users(collected, files.values().map(|file| file.named_by.owner))?;
        rows.tree(collected, &files, &mut rebuilt)?;
        for (node, _) in &rows.nodes {
            let has_key = || rows.users.iter().any(|user| user.id == node.owner && user.identity.is_some());
            if node.file.as_ref().is_some_and(|file| file.is_encrypted) && !has_key() {
                rebuilt.unreadable.push(node.name.clone());
            }
        }
        rebuilt.users = rows.users.len() as u64;
        rebuilt.contents = rows.revisions.len() as u64;
        let count = |kind| rows.nodes.iter().filter(|(node, _)| node.kind == kind).count() as u64;
        (rebuilt.files, rebuilt.folders) = (count(NodeKind::File), count(NodeKind::Folder));
        Ok((rows, rebuilt))
    }

    /// The complete contents and their segments; of each file the manifest of its newest content.
    fn contents<'a>(
        &mut self,
        collected: &'a Collected,
        rebuilt: &mut Rebuilt,
    ) -> Result<HashMap<i64, CollectedFile<'a>>, Error> {
        let mut files: HashMap<i64, CollectedFile<'a>> = HashMap::new();
        let mut known: HashSet<SegmentId> = HashSet::new();
        let mut contents: Vec<_> = collected.contents.values().collect();
        contents.sort_by_key(|(file, _, order)| (file.file, file.number, *order));
        let mut numbers: HashMap<i64, i32> = HashMap::new();
        for (file, message, _) in contents {
            let Some(messages) = collected.segments_of(file) else {
                rebuilt.incomplete.push((file.name.clone(), file.number));
                continue;
            };
            let number = numbers.get(&file.file).map_or(file.number, |last| file.number.max(last + 1));
            numbers.insert(file.file, number);
            if number != file.number {
                self.outdated.push(Outdated::Revision(RevisionId(file.revision)));
            }
            let sha256 = decode_hash(&file.sha256).unwrap_or_default();
            let owns_segments = file.segment.is_some();
            let stored_size = messages.iter().filter_map(|it| collected.segments.get(it)).map(|it| it.size).sum();
            let first = messages.first().map_or(message.message, |first| first.message);
            let facts = FileFacts {
                revision: RevisionId(file.revision),
                size: file.size,
                stored_size,
                content_type: file.content_type.clone(),
                category: Category::of(&file.content_type).number(),
                is_encrypted: file.is_encrypted,
                original_name: file.original_name.clone().unwrap_or_else(|| file.name.clone()),
                uploaded: date(file.times.2),
                message: Some(first.into()),
            };
            self.revisions.push(Revision {
                id: RevisionId(file.revision),
                node: NodeId(file.file),
                number,
                size: file.size,
                stored_size,
                sha256,
                content_type: file.content_type.clone(),
                is_encrypted: file.is_encrypted,
                original_name: facts.original_name.clone(),
                created: date(file.times.2),
                created_by: file.created_by.clone(),
                owns_segments,
                manifest: (!owns_segments).then_some(*message),
            });
            let ids = messages.iter().filter_map(|it| collected.segments.get(it)).map(|it| SegmentId(it.facts.0));
            self.contents.push((RevisionId(file.revision), ids.collect()));
            self.add_segments(collected, &messages, file.is_encrypted, &mut known);
            let named_by = match files.get(&file.file) {
                Some(there) if last_change(there.named_by) > last_change(file) => there.named_by,
                _ => file,
            };
            files.insert(file.file, CollectedFile { named_by, facts });
        }
        let others = files.values().filter(|file| file.named_by.revision != file.facts.revision.0);
        self.outdated.extend(others.map(|file| Outdated::Revision(file.facts.revision)));
        Ok(files)
    }

    fn add_segments(
        &mut self,
        collected: &Collected,
        messages: &[MessageRef],
        is_encrypted: bool,
        known: &mut HashSet<SegmentId>,
    ) {
        for message in messages {
            let Some(segment) = collected.segments.get(message) else { continue };
            let id = SegmentId(segment.facts.0);
            // Several contents may have it.
            if !known.insert(id) {
                continue;
            }
            self.segments.push(Segment {
                id,
                owner: UserId(segment.owner),
                message: *message,
                document: segment.document,
                size: segment.size,
                plain_size: segment.facts.3,
                // Empty: it is read with the first bytes.
                header: is_encrypted.then(Vec::new),
                digest: decode_hash(&segment.facts.4).unwrap_or_default(),
            });
        }
    }

    fn users(&mut self, collected: &Collected, owners: impl Iterator<Item = i64>) -> Result<(), Error> {
        let mut owners: HashSet<i64> = owners.collect();
        owners.extend(collected.folders.values().map(|(folder, _)| folder.owner));
        // Whoever registered before a rebuild, to sign the storage account in, is the same user again: the one who has something, or was there first.
        let rank = |user: &UserManifest| (!owners.contains(&user.user), user.created, user.user);
        let mut by_name: HashMap<&str, &(UserManifest, MessageRef)> = HashMap::new();
        for there in collected.users.values() {
            let first = by_name.entry(&there.0.name).or_insert(there);
            if rank(&there.0) < rank(&first.0) {
                *first = there;
            }
        }
        let is_superseded = |(user, _): &&(UserManifest, MessageRef)| {
            by_name.get(user.name.as_str()).is_some_and(|first| first.0.user != user.user)
                && !owners.contains(&user.user)
        };
        let superseded = collected.users.values().filter(is_superseded);
        self.outdated.extend(superseded.clone().map(|(_, message)| Outdated::Delete(*message)));
        let superseded: HashSet<i64> = superseded.map(|(user, _)| user.user).collect();
        owners.extend(collected.users.keys().filter(|id| !superseded.contains(id)));
        for id in owners {
            let (manifest, message) = collected.users.get(&id).cloned().unzip();
            if message.is_none() {
                self.outdated.push(Outdated::User(UserId(id)));
            }
            let identity = manifest.as_ref().and_then(|user| user.identity.clone()).map(Zeroizing::new);
            let recipient =
                identity.as_ref().and_then(|text| Identity::parse(text)).map(|identity| identity.recipient());
            self.users.push(RebuiltUser {
                id: UserId(id),
                // Two of a name can have something only where somebody wrote into the channel by hand.
                name: match &manifest {
                    Some(user) if by_name.get(user.name.as_str()).is_none_or(|first| first.0.user == id) => {
                        user.name.clone()
                    }
                    _ => format!("user-{id}"),
                },
                is_operator: manifest.as_ref().is_some_and(|user| user.is_operator),
                encrypts: manifest.as_ref().is_some_and(|user| user.encrypts),
                recipient: recipient.as_ref().map(Recipient::to_string),
                identity,
                quota: manifest.as_ref().and_then(|user| user.quota).and_then(|quota| quota.try_into().ok()),
                root: match &manifest {
                    Some(user) => NodeId(user.root),
                    None => NodeId::random()?,
                },
                manifest: message,
                created: manifest.as_ref().map_or(0, |user| user.created),
            });
        }
        Ok(())
    }

    fn tree(
        &mut self,
        collected: &Collected,
        files: &HashMap<i64, CollectedFile<'_>>,
        rebuilt: &mut Rebuilt,
    ) -> Result<(), Error> {
        let mut children: HashMap<i64, Vec<Entry>> = HashMap::new();
        for (folder, message) in collected.folders.values() {
            children.entry(folder.parent).or_default().push(Entry::Folder(folder, *message));
        }
        for CollectedFile { named_by, facts } in files.values() {
            children.entry(named_by.parent).or_default().push(Entry::File(named_by, facts));
        }
        let roots: Vec<_> = self.users.iter().map(|user| (user.root, user.id)).collect();
        for (root, owner) in &roots {
            self.place(&mut children, root.0, *owner, None);
        }
        // What no root leads to. Of folders that are in each other, the one with the lowest id is taken first.
        for (root, owner) in roots {
            let mut recovered = None;
            loop {
                let unplaced: HashSet<_> = children.values().flatten().map(Entry::id).collect();
                let of_owner = || children.values().flatten().filter(|entry| entry.owner() == owner);
                let is_top = |entry: &&Entry<'_>| !unplaced.contains(&entry.parent());
                let mut lost: HashSet<_> = of_owner().filter(is_top).map(Entry::id).collect();
                if lost.is_empty() {
                    lost = of_owner().map(Entry::id).min().into_iter().collect();
                }
                if lost.is_empty() {
                    break;
                }
                let parent = match recovered {
                    Some(parent) => parent,
                    None => *recovered.insert(self.recovered_folder(root, owner)?),
                };
                let mut moved = Vec::new();
                for entries in children.values_mut() {
                    moved.extend(entries.extract_if(.., |entry| lost.contains(&entry.id())));
                }
                self.outdated.extend(moved.iter().map(Entry::outdated));
                rebuilt.recovered.extend(moved.iter().map(|entry| entry.name().to_owned()));
                children.insert(parent.0, moved);
                self.place(&mut children, parent.0, owner, None);
            }
        }
        Ok(())
    }

    /// Adds what is in a folder, and everything below it.
    fn place(&mut self, children: &mut HashMap<i64, Vec<Entry<'_>>>, parent: i64, owner: UserId, mark: Option<NodeId>) {
        let mut pending = vec![(parent, mark)];
        while let Some((parent, mark)) = pending.pop() {
            let mut entries = children.remove(&parent).unwrap_or_default();
            // Whoever had the name first keeps it.
            entries.sort_by_key(Entry::id);
            let (mine, others): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.owner() == owner);
            if !others.is_empty() {
                children.insert(parent, others);
            }
            let mut names: HashSet<(Option<NodeId>, String)> = HashSet::new();
            for entry in mine {
                let id = NodeId(entry.id());
                let mark = if entry.trashed().is_some() { Some(id) } else { mark };
                let name = free_name(&mut names, mark, entry.name());
                if name.as_str() != entry.name() {
                    self.outdated.push(entry.outdated());
                }
                let node = entry.node(&name, NodeId(parent), mark);
                if node.kind == NodeKind::Folder {
                    pending.push((id.0, mark));
                }
                self.nodes.push((node, name.search_form()));
            }
        }
    }

    /// A folder for what has lost its own.
    fn recovered_folder(&mut self, root: NodeId, owner: UserId) -> Result<NodeId, Error> {
        let mut taken: HashSet<_> = self
            .nodes
            .iter()
            .filter(|(node, _)| node.parent == Some(root))
            .map(|(node, _)| (None, node.name.clone()))
            .collect();
        let name = free_name(&mut taken, None, RECOVERED);
        let (id, now) = (NodeId::random()?, OffsetDateTime::now_utc());
        let node = Node {
            id,
            owner,
            parent: Some(root),
            kind: NodeKind::Folder,
            name: name.to_string(),
            trashed_with: None,
            trashed: None,
            created: now,
            modified: now,
            file: None,
            manifest: None,
        };
        self.nodes.push((node, name.search_form()));
        self.outdated.push(Outdated::Folder(id));
        Ok(id)
    }
}

/// When a file was last renamed, moved, written or trashed, as one of its contents tells.
fn last_change(file: &FileManifest) -> i64 {
    file.times.1.max(file.trashed.unwrap_or_default())
}

/// A name that nothing else in the folder has.
fn free_name(names: &mut HashSet<(Option<NodeId>, String)>, mark: Option<NodeId>, name: &str) -> NodeName {
    // Names in manifests were checked; one that somebody wrote by hand is replaced.
    let name = NodeName::parse(name).or_else(|| NodeName::parse("unnamed")).expect("that is a name");
    let mut free = name.clone();
    for number in 1.. {
        if names.insert((mark, free.to_string())) {
            break;
        }
        free = name.numbered(number);
    }
    free
}
