//! What the messages of the channel say.

use std::collections::{BTreeMap, HashMap};

use crate::drive::manifest::{FileManifest, FolderManifest, Manifest, SegmentFacts, UserManifest};
use crate::store::drive::MessageRef;
use crate::store::drive::nodes::FileFacts;
use crate::telegram::{ChatId, Post};

/// What the messages say.
#[derive(Default)]
pub struct Collected {
    pub messages: u64,
    /// Messages with a manifest that cannot be opened.
    pub unopened: u64,
    pub users: HashMap<i64, (UserManifest, MessageRef)>,
    pub folders: HashMap<i64, (FolderManifest, MessageRef)>,
    /// By message.
    pub segments: HashMap<MessageRef, CollectedSegment>,
    /// The messages of each content's segments, by position.
    pub parts: HashMap<i64, BTreeMap<u32, MessageRef>>,
    /// Each content's file manifest, and how many messages were read before it.
    pub contents: HashMap<i64, (FileManifest, MessageRef, u64)>,
}

/// A file, as the manifests of its contents tell of it.
pub struct CollectedFile<'a> {
    /// The one that was written last: it knows the name and the folder.
    pub named_by: &'a FileManifest,
    /// The newest content.
    pub facts: FileFacts,
}

pub struct CollectedSegment {
    pub owner: i64,
    pub facts: SegmentFacts,
    pub document: i64,
    pub size: u64,
}

impl Collected {
    /// Messages come oldest first: what is told twice is as the later one says.
    pub fn add(&mut self, chat: ChatId, post: &Post, manifest: Manifest) {
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
                self.contents.insert(file.revision, (file, message, self.messages));
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
    pub fn segments_of(&self, file: &FileManifest) -> Option<Vec<MessageRef>> {
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
