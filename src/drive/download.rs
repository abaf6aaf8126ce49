//! Reading a file: one source over all of its segments.

use std::sync::Arc;

use futures_util::TryStreamExt;

use super::content::age::Identity;
use super::content::{age, source};
use super::shares::OpenShare;
use super::tree::FileEntry;
use super::{Actor, Drive, Error};
use crate::store::drive::segments;
use crate::store::drive::users;
use crate::store::drive::{MessageRef, RevisionId, Segment, UserId};
use crate::stream::ByteRange;
use crate::telegram::{self, Account, ByteSource, ChatId, ChatRef, MessageId};

impl Drive {
    /// The bytes of a file's newest content, for its owner.
    ///
    /// # Errors
    ///
    /// [`Error::Encrypted`] where it is encrypted and the owner has encryption switched off.
    pub async fn read(&self, actor: &Actor, file: &FileEntry) -> Result<Arc<dyn ByteSource>, Error> {
        self.check_readable(actor, file).await?;
        self.content(actor.user, file.facts.revision).await
    }

    /// Notes that a file's owner reads it, once its first bytes are there.
    pub async fn note_download(&self, actor: &Actor, file: &FileEntry) -> Result<(), Error> {
        self.note(&self.store, actor, "file.download", Some((file.node.id, file.path()))).await
    }

    /// Whether a file's owner can read it.
    pub async fn check_readable(&self, actor: &Actor, file: &FileEntry) -> Result<(), Error> {
        let user = users::find(&self.store, actor.user).await?.ok_or(Error::TokenInvalid)?;
        if file.facts.is_encrypted && !user.encrypts { Err(Error::Encrypted) } else { Ok(()) }
    }

    /// The bytes of a file that is read through a share that [admits](Drive::admit_download) the download before a byte is sent.
    pub async fn read_shared(&self, share: &OpenShare, file: &FileEntry) -> Result<Arc<dyn ByteSource>, Error> {
        self.content(share.share().owner, file.facts.revision).await
    }

    /// The bytes of a content.
    pub(super) async fn content(&self, owner: UserId, revision: RevisionId) -> Result<Arc<dyn ByteSource>, Error> {
        let account = self.storage_account().await?;
        let mut segments = segments::of_revision(&self.store, revision).await?;
        for segment in &mut segments {
            self.complete_header(&account, segment).await?;
        }
        let identity = if segments.iter().any(|segment| segment.header.is_some()) {
            Some(self.identity(owner).await?.ok_or(Error::Encrypted)?)
        } else {
            None
        };
        source(&account, &segments, identity.as_ref())
    }

    /// Reads the header of an encrypted segment that was found by a rebuild, where only its bytes have it.
    async fn complete_header(&self, account: &Arc<Account>, segment: &mut Segment) -> Result<(), Error> {
        if segment.header.as_ref().is_none_or(|header| !header.is_empty()) {
            return Ok(());
        }
        let MessageRef { chat, message } = segment.message;
        let document = account.bytes_of(&ChatRef::Id(ChatId(chat)), MessageId(message)).await?;
        let range = ByteRange::new(0..document.size().min(age::header::WRITTEN_BYTES as u64)).ok_or(Error::NotFound)?;
        let start = document.read(range).await?.try_fold(Vec::new(), async |mut start, bytes| {
            start.extend_from_slice(&bytes);
            Ok(start)
        });
        let start = start.await?;
        let broken = |_| telegram::Error::Protocol("an encrypted segment cannot be read");
        let header = age::header::find(&start).map_err(broken)?.to_vec();
        segments::set_header(&self.store, segment.id, &header).await?;
        segment.header = Some(header);
        Ok(())
    }

    /// A user's age identity.
    pub(super) async fn identity(&self, user: UserId) -> Result<Option<Identity>, Error> {
        let stored = users::identity(&self.store, user).await?;
        Ok(stored.and_then(|text| Identity::parse(std::str::from_utf8(&text).ok()?)))
    }
}
