//! Making the database again from the channel alone.
//!
//! Every message with a manifest is read, a hundred a call. Of each file the highest complete content is the newest one, lower ones are versions, and
//! contents that lack a segment are told and left out. What has lost its folder, because that message is gone or because folders are in each
//! other, is in `Recovered`. Passwords, shares and the audit are not at Telegram: an operator sets passwords anew.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::content::age::{Identity, Recipient};
use super::existing::ExistingStorage;
use super::manifest::{FileManifest, FolderManifest, Manifest, SegmentFacts, UserManifest, decode_hash};
use super::tree::RECOVERED;
use super::{Category, Drive, Error, NodeName};
use crate::store::drive::nodes::{FileFacts, Node};
use crate::store::drive::revisions::Revision;
use crate::store::drive::whole::{self, RebuiltUser};
use crate::store::drive::{MessageRef, NodeId, NodeKind, RevisionId, Segment, SegmentId, UserId};
use crate::telegram::{ChatId, Post};

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// Messages that were read.
    pub messages: u64,
    /// Users; those whose message is gone have a made-up name.
    pub users: u64,
    /// Folders.
    pub folders: u64,
    /// Files.
    pub files: u64,
    /// Contents, the newest of each file included.
    pub contents: u64,
    /// Contents that lack a segment: the name of the file, and the number of the content.
    pub incomplete: Vec<(String, i32)>,
    /// Names of what is in `Recovered` now.
    pub recovered: Vec<String>,
    /// Encrypted files whose owner's key is not among the messages, by name: nobody can read them.
    pub unreadable: Vec<String>,
}

/// What the messages say.
#[derive(Default)]
struct Collected {
    messages: u64,
    users: HashMap<i64, (UserManifest, MessageRef)>,
    folders: HashMap<i64, (FolderManifest, MessageRef)>,
    /// By message.
    segments: HashMap<MessageRef, CollectedSegment>,
    /// The messages of each content's segments, by position.
    parts: HashMap<i64, BTreeMap<u32, MessageRef>>,
    /// Each content's file manifest.
    contents: HashMap<i64, (FileManifest, MessageRef)>,
}

struct CollectedSegment {
    owner: i64,
    facts: SegmentFacts,
    document: i64,
    size: u64,
}

impl Drive {
    /// Makes the database again. `progress` is told how many messages were read.
    ///
    /// # Errors
    ///
    /// [`Error::NotEmpty`] when there are users already.
    pub async fn rebuild(&self, progress: impl Fn(u64)) -> Result<Rebuilt, Error> {
        if !whole::is_empty(&self.store).await? {
            return Err(Error::NotEmpty);
        }
        let storage = self.existing_storage().await?;
        let mut collected = Collected::default();
        for chat in &storage.chats {
            self.read_messages(&storage, *chat, &mut collected, &progress).await?;
        }
        let channels = storage.channels().await?;
        let (rows, mut rebuilt) = Rows::of(&collected)?;
        rebuilt.messages = collected.messages;
        let transaction = self.store.begin().await?;
        if !whole::is_empty(&transaction).await? {
            return Err(Error::NotEmpty);
        }
        whole::insert(
            &transaction,
            &rows.users,
            &rows.nodes,
            &rows.revisions,
            &rows.contents,
            &rows.segments,
            &channels,
        )
        .await?;
        transaction.commit().await?;
        Ok(rebuilt)
    }

    async fn read_messages(
        &self,
        storage: &ExistingStorage,
        chat: ChatId,
        collected: &mut Collected,
        progress: &impl Fn(u64),
    ) -> Result<(), Error> {
        let mut after = None;
        loop {
            let page = storage.account.posts_after(chat, after).await?;
            for post in &page.posts {
                collected.messages += 1;
                if let Some(manifest) = Manifest::parse(&self.store, &post.text) {
                    collected.add(chat, post, manifest);
                }
            }
            progress(collected.messages);
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }
}

impl Collected {
    /// Messages come oldest first: what is told twice is as the later one says.
    fn add(&mut self, chat: ChatId, post: &Post, manifest: Manifest) {
        let message = MessageRef { chat: chat.0, message: post.id.0 };
        match manifest {
            Manifest::User(user) => {
                self.users.insert(user.user, (user, message));
            }
            Manifest::Folder(folder) => {
                self.folders.insert(folder.folder, (folder, message));
            }
            Manifest::Segment(segment) => {
                self.add_segment(message, post, segment.owner, segment.revision, segment.segment);
            }
            Manifest::File(file) => {
                if let Some(facts) = file.segment.clone() {
                    self.add_segment(message, post, file.owner, file.revision, facts);
                }
                self.contents.insert(file.revision, (file, message));
            }
        }
    }

    fn add_segment(&mut self, message: MessageRef, post: &Post, owner: i64, revision: i64, facts: SegmentFacts) {
        let Some(document) = &post.document else { return };
        if document.size != facts.2 {
            return;
        }
        self.parts.entry(revision).or_default().insert(facts.1, message);
        let segment = CollectedSegment { owner, facts, document: document.id, size: document.size };
        self.segments.insert(message, segment);
    }

    /// The messages of a content's segments, in their order; `None` when one is missing.
    fn segments_of(&self, file: &FileManifest) -> Option<Vec<MessageRef>> {
        let messages: Vec<_> = match (&file.messages, &file.segment) {
            (Some(messages), _) => {
                messages.iter().map(|(chat, message)| MessageRef { chat: *chat, message: *message }).collect()
            }
            (None, Some(last)) => {
                let parts = self.parts.get(&file.revision)?;
                (0..=last.1).map(|position| parts.get(&position).copied()).collect::<Option<_>>()?
            }
            (None, None) => Vec::new(),
        };
        let sizes: Option<u64> = messages.iter().map(|message| self.segments.get(message).map(|it| it.facts.3)).sum();
        (sizes? == file.size).then_some(messages)
    }
}

/// The rows of a rebuilt database.
#[derive(Default)]
struct Rows {
    users: Vec<RebuiltUser>,
    /// With their names in lower case; parents before what is in them.
    nodes: Vec<(Node, String)>,
    revisions: Vec<Revision>,
    contents: Vec<(RevisionId, Vec<SegmentId>)>,
    segments: Vec<Segment>,
}

impl Rows {
    fn of(collected: &Collected) -> Result<(Self, Rebuilt), Error> {
        let (mut rows, mut rebuilt) = (Self::default(), Rebuilt::default());
        let files = rows.contents(collected, &mut rebuilt)?;
        rows.users(collected, files.values().map(|(file, _)| file.owner))?;
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
    ) -> Result<HashMap<i64, (&'a FileManifest, FileFacts)>, Error> {
        let mut files: HashMap<i64, (&FileManifest, FileFacts)> = HashMap::new();
        let mut known: HashSet<SegmentId> = HashSet::new();
        let mut contents: Vec<_> = collected.contents.values().collect();
        contents.sort_by_key(|(file, _)| (file.file, file.number, file.revision));
        let mut numbers: HashSet<(i64, i32)> = HashSet::new();
        for (file, message) in contents {
            let Some(messages) = collected.segments_of(file) else {
                rebuilt.incomplete.push((file.name.clone(), file.number));
                continue;
            };
            if !numbers.insert((file.file, file.number)) {
                continue;
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
                number: file.number,
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
            files.insert(file.file, (file, facts));
        }
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
        owners.extend(collected.users.keys());
        for id in owners {
            let (manifest, message) = collected.users.get(&id).cloned().unzip();
            let identity = manifest.as_ref().and_then(|user| user.identity.clone()).map(Zeroizing::new);
            let recipient =
                identity.as_ref().and_then(|text| Identity::parse(text)).map(|identity| identity.recipient());
            self.users.push(RebuiltUser {
                id: UserId(id),
                name: manifest.as_ref().map_or_else(|| format!("user-{id}"), |user| user.name.clone()),
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
        files: &HashMap<i64, (&FileManifest, FileFacts)>,
        rebuilt: &mut Rebuilt,
    ) -> Result<(), Error> {
        let mut children: HashMap<i64, Vec<Entry>> = HashMap::new();
        for (folder, message) in collected.folders.values() {
            children.entry(folder.parent).or_default().push(Entry::Folder(folder, *message));
        }
        for (file, facts) in files.values() {
            children.entry(file.parent).or_default().push(Entry::File(file, facts));
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
        Ok(id)
    }
}

/// A folder or file that has no place yet.
enum Entry<'a> {
    Folder(&'a FolderManifest, MessageRef),
    File(&'a FileManifest, &'a FileFacts),
}

impl Entry<'_> {
    fn id(&self) -> i64 {
        match self {
            Self::Folder(folder, _) => folder.folder,
            Self::File(file, _) => file.file,
        }
    }

    fn owner(&self) -> UserId {
        UserId(match self {
            Self::Folder(folder, _) => folder.owner,
            Self::File(file, _) => file.owner,
        })
    }

    fn parent(&self) -> i64 {
        match self {
            Self::Folder(folder, _) => folder.parent,
            Self::File(file, _) => file.parent,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Folder(folder, _) => &folder.name,
            Self::File(file, _) => &file.name,
        }
    }

    fn trashed(&self) -> Option<i64> {
        match self {
            Self::Folder(folder, _) => folder.trashed,
            Self::File(file, _) => file.trashed,
        }
    }

    fn node(&self, name: &NodeName, parent: NodeId, mark: Option<NodeId>) -> Node {
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

fn date(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
