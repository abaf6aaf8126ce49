//! The check itself.

use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;

use super::finding::{CheckOptions, CheckProgress, Checked, Finding};
use super::index::{Expected, Index, Subject};
use super::orphans::Orphans;
use crate::drive::content::hashes;
use crate::drive::existing::{ExistingStorage, channels_in};
use crate::drive::manifest::{self, Manifest};
use crate::drive::outbox::segment_facts;
use crate::drive::{Drive, Error};
use crate::store::drive::messages;
use crate::store::drive::nodes;
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::revisions::{self, Revision};
use crate::store::drive::segments;
use crate::store::drive::users;
use crate::store::drive::whole;
use crate::store::drive::{MessageRef, Segment};
use crate::telegram::{self, ChatId, MessageId, Post};

impl Drive {
    /// Compares the database with Telegram. `progress` is told how far it is.
    pub async fn check(&self, options: CheckOptions, progress: impl Fn(CheckProgress)) -> Result<Checked, Error> {
        // Nothing can be done without it.
        self.storage_account().await?;
        // What is to be done already is no finding.
        match self.work_off_outbox().await {
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "the outbox could not be worked off before the check"),
        }
        let storage = self.existing_storage().await?;
        let mut checked = Checked::default();
        // Before the rows: a message that is posted meanwhile is then an orphan that is young, and not missing.
        let posts = self.all_posts(&storage, &mut checked, &progress).await?;
        let transaction = self.store.begin().await?;
        let whole = whole::load(&transaction).await?;
        drop(transaction);
        let index = Index::new(&whole);
        let mut repairs = Vec::new();
        let mut expected = index.expected();
        let mut orphans = Orphans::default();
        for (message, post) in &posts {
            match expected.remove(message) {
                Some(expected) => self.compare(&index, *message, post, &expected, &mut checked, &mut repairs).await?,
                None if channels_in(post).is_none() && post.text.starts_with(manifest::PREFIX) => {
                    match Manifest::parse(&self.store, &post.text) {
                        Some(manifest) => orphans.add(*message, post.date, &manifest),
                        // With the right key it may be what is left of somebody's files.
                        None => checked
                            .findings
                            .push(Finding::ManifestUnreadable { chat: message.chat, message: message.message }),
                    }
                }
                // Somebody else's message.
                None => {}
            }
        }
        for (message, is_old) in orphans.judged(OffsetDateTime::now_utc() - self.settings.orphan_age) {
            let MessageRef { chat, message: id } = message;
            // It may have got its row meanwhile.
            if !messages::needed(&self.store, chat, &[id]).await?.is_empty() {
                continue;
            }
            checked.findings.push(Finding::Orphan { chat, message: id, is_old });
            if is_old {
                repairs.push(Outdated::Delete(message));
            }
        }
        self.look_again(&storage, &index, expected, &mut checked, &mut repairs).await?;
        for subject in index.unposted() {
            if outbox::find(&self.store, subject.outdated()).await?.is_none() && self.is_unposted(subject).await? {
                checked.findings.push(Finding::ManifestUnposted { of: index.name_of(subject) });
                repairs.push(subject.outdated());
            }
        }
        if options.deep && self.compare_bytes(&storage, &index, &posts, &mut checked, &progress).await? {
            // Captions say now what Telegram told of imported documents.
            self.work_off_outbox().await?;
        }
        if options.repair && !repairs.is_empty() {
            outbox::add_all(&self.store, &repairs).await?;
            self.work_off_outbox().await?;
            for repair in repairs {
                // What Telegram refused is still there.
                checked.repaired += u64::from(outbox::find(&self.store, repair).await?.is_none());
            }
        }
        checked.pending = outbox::count(&self.store).await?;
        Ok(checked)
    }

    /// Tells what is missing, unless it is there after all: rows and messages were not read at the same moment.
    async fn look_again(
        &self,
        storage: &ExistingStorage,
        index: &Index<'_>,
        missing: HashMap<MessageRef, Expected<'_>>,
        checked: &mut Checked,
        repairs: &mut Vec<Outdated>,
    ) -> Result<(), Error> {
        let mut by_chat: HashMap<i64, Vec<MessageId>> = HashMap::new();
        for message in missing.keys() {
            by_chat.entry(message.chat).or_default().push(MessageId(message.message));
        }
        let mut there = HashSet::new();
        for (chat, ids) in by_chat {
            match storage.account.posts(ChatId(chat), &ids).await {
                Ok(posts) => there.extend(posts.into_iter().map(|post| MessageRef { chat, message: post.id.0 })),
                // The whole chat is gone.
                Err(telegram::Error::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        for (at, expected) in missing {
            let MessageRef { chat, message } = at;
            if there.contains(&at) || messages::needed(&self.store, chat, &[message]).await?.is_empty() {
                continue;
            }
            checked.findings.push(match expected {
                Expected::Segment(segment) => {
                    Finding::SegmentMissing { files: index.files_with(segment), chat, message }
                }
                Expected::Manifest(subject) => {
                    repairs.push(subject.outdated());
                    Finding::ManifestMissing { of: index.name_of(subject), chat, message }
                }
            });
        }
        Ok(())
    }

    /// Whether what had no message when all rows were read is still there, and still has none.
    async fn is_unposted(&self, subject: Subject<'_>) -> Result<bool, Error> {
        let manifest = match subject {
            Subject::User(user) => users::find(&self.store, user.id).await?.map(|user| user.manifest),
            Subject::Folder(folder) => nodes::find(&self.store, folder.id).await?.map(|folder| folder.manifest),
            Subject::Revision(it) => revisions::find(&self.store, it.id).await?.map(|it| it.manifest),
        };
        Ok(manifest == Some(None))
    }

    async fn all_posts(
        &self,
        storage: &ExistingStorage,
        checked: &mut Checked,
        progress: &impl Fn(CheckProgress),
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
                progress(CheckProgress::Messages(checked.messages));
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

    /// Compares the hashes of every document that is there. Whether some had none so far, and have got those that Telegram tells.
    async fn compare_bytes(
        &self,
        storage: &ExistingStorage,
        index: &Index<'_>,
        posts: &HashMap<MessageRef, Post>,
        checked: &mut Checked,
        progress: &impl Fn(CheckProgress),
    ) -> Result<bool, Error> {
        let mut has_noted = false;
        let all = index.whole.segments.len() as u64;
        for segment in &index.whole.segments {
            if posts.get(&segment.message).is_none_or(|post| post.document.is_none()) {
                continue;
            }
            let MessageRef { chat, message } = segment.message;
            let hashes = match storage.account.file_hashes(ChatId(chat), MessageId(message)).await {
                // It was deleted since the messages were read.
                Err(telegram::Error::NotFound) => continue,
                hashes => hashes?,
            };
            checked.documents += 1;
            progress(CheckProgress::Documents { compared: checked.documents, all });
            let told = hashes::digest(&hashes.concat());
            if segment.digest.is_empty() {
                let transaction = self.store.begin().await?;
                segments::set_digest(&transaction, segment.id, &told).await?;
                outbox::add(&transaction, Outdated::Segment(segment.id)).await?;
                transaction.commit().await?;
                has_noted = true;
            } else if told != segment.digest.as_slice() {
                checked.findings.push(Finding::SegmentAltered { files: index.files_with(segment), chat, message });
            }
        }
        Ok(has_noted)
    }
}
