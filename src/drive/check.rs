//! Comparing the database with Telegram: every row with its message, every message with its row, and on demand every byte.
//!
//! A deep check asks Telegram for the hashes of each document (`upload.getFileHashes`) and compares them with what was noted when it was sent: proof
//! that the bytes are still there, without downloading any.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use time::OffsetDateTime;

use super::content::hashes;
use super::existing::{ExistingStorage, channels_in};
use super::manifest::{self, Manifest};
use super::outbox::segment_facts;
use super::{Drive, Error};
use crate::store::drive::nodes::Node;
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::revisions::Revision;
use crate::store::drive::segments;
use crate::store::drive::whole::{self, Whole};
use crate::store::drive::{MessageRef, NodeKind, Segment};
use crate::telegram::{ChatId, MessageId, Post};

/// An orphan that is younger may be of an upload under way.
const ORPHAN_AGE: time::Duration = time::Duration::DAY;

/// How a check is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions {
    /// Compare the documents' hashes.
    pub deep: bool,
    /// Make missing edits, and delete orphans that are older than a day.
    pub repair: bool,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// A segment's message is gone, or has no such document any more.
    SegmentMissing {
        /// The paths of the files that it is a part of.
        files: Vec<String>,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// The document's bytes are not those that were sent.
    SegmentAltered {
        /// The paths of the files that it is a part of.
        files: Vec<String>,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// The message with a manifest is gone.
    ManifestMissing {
        /// Whose manifest it was.
        of: String,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// A message does not say what the rows say.
    ManifestOutdated {
        /// Whose manifest it is.
        of: String,
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
    },
    /// A message that no row needs.
    Orphan {
        /// The chat.
        chat: i64,
        /// The message.
        message: i32,
        /// Whether it is old enough to be deleted.
        is_old: bool,
    },
}

/// The outcome of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Messages that were read.
    pub messages: u64,
    /// Documents whose hashes were compared.
    pub documents: u64,
    /// Changes that are still to be sent to Telegram.
    pub pending: u64,
    /// What was found.
    pub findings: Vec<Finding>,
    /// How many of these were repaired.
    pub repaired: u64,
}

impl Checked {
    /// Whether everything is as it should be.
    pub fn is_clean(&self) -> bool {
        self.findings.len() as u64 == self.repaired
    }
}

/// What a message has to be.
enum Expected<'a> {
    Segment(&'a Segment),
    Manifest(Subject<'a>),
}

/// Whose manifest a text message has.
#[derive(Clone, Copy)]
enum Subject<'a> {
    User(&'a crate::store::drive::users::User),
    Folder(&'a Node),
    Revision(&'a Revision),
}

/// The index, by its ids.
struct Index<'a> {
    whole: &'a Whole,
    nodes: HashMap<crate::store::drive::NodeId, &'a Node>,
    segments: HashMap<crate::store::drive::SegmentId, &'a Segment>,
    /// The segments of each content, in their order.
    contents: HashMap<crate::store::drive::RevisionId, Vec<crate::store::drive::SegmentId>>,
    /// The contents that each segment is in.
    uses: HashMap<crate::store::drive::SegmentId, Vec<&'a Revision>>,
}

impl Drive {
    /// Compares the database with Telegram. `progress` is told how many messages were read.
    pub async fn check(&self, options: CheckOptions, progress: impl Fn(u64)) -> Result<Checked, Error> {
        // What is to be done already is no finding.
        match self.work_off_outbox().await {
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "the outbox could not be worked off before the check"),
        }
        let storage = self.existing_storage().await?;
        let mut checked = Checked::default();
        // Before the rows: a message that is posted meanwhile is then an orphan that is young, and not missing.
        let posts = self.all_posts(&storage, &mut checked, progress).await?;
        let transaction = self.store.begin().await?;
        let whole = whole::load(&transaction).await?;
        drop(transaction);
        checked.pending = outbox::count(&self.store).await?;
        let index = Index::new(&whole);
        let mut repairs = Vec::new();
        let mut expected = index.expected();
        for (message, post) in &posts {
            match expected.remove(message) {
                Some(expected) => self.compare(&index, *message, post, &expected, &mut checked, &mut repairs).await?,
                None if channels_in(post).is_none() && post.text.starts_with(manifest::PREFIX) => {
                    let is_old = post.date < OffsetDateTime::now_utc() - ORPHAN_AGE;
                    let MessageRef { chat, message: id } = *message;
                    checked.findings.push(Finding::Orphan { chat, message: id, is_old });
                    if is_old {
                        repairs.push(Outdated::Delete(*message));
                    }
                }
                // Somebody else's message.
                None => {}
            }
        }
        for (message, missing) in expected {
            let MessageRef { chat, message } = message;
            checked.findings.push(match missing {
                Expected::Segment(segment) => {
                    Finding::SegmentMissing { files: index.files_with(segment), chat, message }
                }
                Expected::Manifest(subject) => Finding::ManifestMissing { of: index.name_of(subject), chat, message },
            });
        }
        if options.deep {
            self.compare_bytes(&storage, &index, &posts, &mut checked).await?;
        }
        if options.repair && !repairs.is_empty() {
            outbox::add_all(&self.store, &repairs).await?;
            self.work_off_outbox().await?;
            checked.repaired = repairs.len() as u64;
        }
        Ok(checked)
    }

    async fn all_posts(
        &self,
        storage: &ExistingStorage,
        checked: &mut Checked,
        progress: impl Fn(u64),
    ) -> Result<HashMap<MessageRef, Post>, Error> {
        let mut posts = HashMap::new();
        for chat in &storage.chats {
            let mut after = None;
            loop {
                let page = storage.account.posts_after(*chat, after).await?;
                checked.messages += page.posts.len() as u64;
                for post in page.posts {
                    posts.insert(MessageRef { chat: chat.0, message: post.id.0 }, post);
                }
                progress(checked.messages);
                match page.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
        }
        Ok(posts)
    }

    async fn compare(
        &self,
        index: &Index<'_>,
        message: MessageRef,
        post: &Post,
        expected: &Expected<'_>,
        checked: &mut Checked,
        repairs: &mut Vec<Outdated>,
    ) -> Result<(), Error> {
        let MessageRef { chat, message: id } = message;
        let said = Manifest::parse(&self.store, &post.text);
        let (of, repair, is_right) = match expected {
            Expected::Segment(segment) => {
                let document = post.document.as_ref();
                if document.is_none_or(|document| document.id != segment.document || document.size != segment.size) {
                    let files = index.files_with(segment);
                    checked.findings.push(Finding::SegmentMissing { files, chat, message: id });
                    return Ok(());
                }
                let files = index.files_with(segment).join(", ");
                (files, Outdated::Segment(segment.id), self.says_right(index, segment, said.as_ref()).await?)
            }
            Expected::Manifest(subject) => {
                let text = match subject {
                    Subject::User(user) => Some(self.user_text(user).await?),
                    Subject::Folder(folder) => self.folder_text(folder).await?,
                    Subject::Revision(revision) => self.revision_text(index, revision)?,
                };
                let right = text.and_then(|text| Manifest::parse(&self.store, &text));
                let is_right = match (subject, &right, &said) {
                    (Subject::Revision(revision), Some(Manifest::File(right)), Some(Manifest::File(said))) => {
                        right == said || (!index.is_newest(revision) && right.is_same_content(said))
                    }
                    _ => right == said,
                };
                (index.name_of(*subject), subject.outdated(), is_right)
            }
        };
        if !is_right {
            checked.findings.push(Finding::ManifestOutdated { of, chat, message: id });
            repairs.push(repair);
        }
        Ok(())
    }

    /// Whether a segment's caption says what it has to.
    async fn says_right(&self, index: &Index<'_>, segment: &Segment, said: Option<&Manifest>) -> Result<bool, Error> {
        let owner = index.owner_of(segment);
        Ok(match (owner, said) {
            (Some((revision, position, true)), Some(Manifest::File(said))) => {
                let right = self.revision_text(index, revision)?.and_then(|text| Manifest::parse(&self.store, &text));
                let Some(Manifest::File(right)) = right else { return Ok(false) };
                said.segment == Some(segment_facts(segment, position))
                    && (right == *said || (!index.is_newest(revision) && right.is_same_content(said)))
            }
            (Some((revision, position, false)), Some(Manifest::Segment(said))) => {
                said.revision == revision.id.0
                    && said.file == revision.node.0
                    && said.segment == segment_facts(segment, position)
            }
            // Its content is gone; others need it.
            (None, Some(Manifest::Segment(said))) => {
                said.owner == segment.owner.0 && said.segment.0 == segment.id.0 && said.segment.2 == segment.size
            }
            _ => false,
        })
    }

    fn revision_text(&self, index: &Index<'_>, revision: &Revision) -> Result<Option<String>, Error> {
        let Some(node) = index.nodes.get(&revision.node) else { return Ok(None) };
        let Some(user) = index.whole.users.iter().find(|user| user.id == node.owner) else { return Ok(None) };
        let segments: Vec<_> = index.segments_of(revision).cloned().collect();
        self.file_manifest(user, node, revision, &segments).map(Some)
    }

    /// Compares the hashes of every document that is there.
    async fn compare_bytes(
        &self,
        storage: &ExistingStorage,
        index: &Index<'_>,
        posts: &HashMap<MessageRef, Post>,
        checked: &mut Checked,
    ) -> Result<(), Error> {
        for segment in &index.whole.segments {
            if posts.get(&segment.message).is_none_or(|post| post.document.is_none()) {
                continue;
            }
            let MessageRef { chat, message } = segment.message;
            let hashes = storage.account.file_hashes(ChatId(chat), MessageId(message)).await?;
            checked.documents += 1;
            let told = hashes::digest(&hashes.concat());
            if segment.digest.is_empty() {
                segments::set_digest(&self.store, segment.id, &told).await?;
                outbox::add(&self.store, Outdated::Segment(segment.id)).await?;
            } else if told != segment.digest.as_slice() {
                checked.findings.push(Finding::SegmentAltered { files: index.files_with(segment), chat, message });
            }
        }
        Ok(())
    }
}

impl Subject<'_> {
    fn outdated(&self) -> Outdated {
        match self {
            Self::User(user) => Outdated::User(user.id),
            Self::Folder(folder) => Outdated::Folder(folder.id),
            Self::Revision(revision) => Outdated::Revision(revision.id),
        }
    }
}

impl<'a> Index<'a> {
    fn new(whole: &'a Whole) -> Self {
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
    fn expected(&self) -> HashMap<MessageRef, Expected<'a>> {
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

    fn segments_of(&self, revision: &Revision) -> impl Iterator<Item = &'a Segment> {
        let ids = self.contents.get(&revision.id).into_iter().flatten();
        ids.filter_map(|id| self.segments.get(id).copied())
    }

    /// The content that a segment was sent for, its position there, and whether it is the last one.
    fn owner_of(&self, segment: &Segment) -> Option<(&'a Revision, usize, bool)> {
        let owner = self.uses.get(&segment.id)?.iter().find(|revision| revision.owns_segments)?;
        let ids = self.contents.get(&owner.id)?;
        let position = ids.iter().position(|id| *id == segment.id)?;
        Some((owner, position, position + 1 == ids.len()))
    }

    fn is_newest(&self, revision: &Revision) -> bool {
        let file = self.nodes.get(&revision.node).and_then(|node| node.file.as_ref());
        file.is_some_and(|file| file.revision == revision.id)
    }

    /// The paths of the files that a segment is a part of.
    fn files_with(&self, segment: &Segment) -> Vec<String> {
        let revisions = self.uses.get(&segment.id).into_iter().flatten();
        let nodes: HashSet<_> = revisions.map(|revision| revision.node).collect();
        let mut paths: Vec<_> =
            nodes.into_iter().filter_map(|id| self.nodes.get(&id)).map(|node| self.path(node)).collect();
        paths.sort();
        paths
    }

    fn name_of(&self, subject: Subject<'_>) -> String {
        match subject {
            Subject::User(user) => user.name.clone(),
            Subject::Folder(folder) => self.path(folder),
            Subject::Revision(revision) => {
                self.nodes.get(&revision.node).map(|node| self.path(node)).unwrap_or_default()
            }
        }
    }

    /// `user:folder/name`
    fn path(&self, node: &Node) -> String {
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
