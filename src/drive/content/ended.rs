//! A content whose bytes have all arrived, and the decision what becomes of it.

use std::sync::Arc;

use super::captions::{Captions, SegmentFacts, Totals};
use super::segment_upload::UploadedSegment;
use super::unclaimed::Unclaimed;
use crate::drive::Error;
use crate::telegram::{ChatId, MessageId};

/// A content all of whose bytes Telegram has stored. Its last segment is not posted yet. Dropped, it leaves no message.
#[must_use = "it is posted or discarded"]
pub struct Ended {
    /// What it is.
    pub totals: Totals,
    pub(super) posted: Unclaimed,
    pub(super) segments: Vec<StoredSegment>,
    pub(super) last: Option<UploadedSegment>,
    pub(super) captions: Arc<dyn Captions>,
}

/// A content that is stored. Its messages are the caller's from now on: where its row cannot be written, they have to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub totals: Totals,
    /// Its segments in order.
    pub segments: Vec<StoredSegment>,
}

/// A segment that is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSegment {
    /// The chat.
    pub chat: ChatId,
    /// Its message there.
    pub message: MessageId,
    /// Telegram's id of the document.
    pub document: i64,
    /// Bytes, as they are stored.
    pub size: u64,
    /// Bytes of the content.
    pub plain_size: u64,
    /// Of an encrypted one: the header of its age file.
    pub header: Option<Vec<u8>>,
    /// SHA-256 of each 128 KiB as stored, one after the other.
    pub hashes: Vec<u8>,
}

impl Ended {
    /// The last segment, with its index; `None` for an empty content.
    pub fn last_segment(&self) -> Option<(u32, &SegmentFacts)> {
        self.last.as_ref().map(|last| (self.totals.segments - 1, &last.facts))
    }

    /// Posts the last segment, with the caption that [`Captions::last`] writes.
    pub async fn post(self) -> Result<Content, Error> {
        let caption = self.last_segment().map(|(index, facts)| self.captions.last(index, facts, &self.totals));
        self.post_with(caption.unwrap_or_default()).await
    }

    /// Posts the last segment, with that caption. When it fails or is dropped, no message of the content is left.
    pub async fn post_with(mut self, caption: String) -> Result<Content, Error> {
        if let Some(last) = self.last.take() {
            self.segments.push(last.post(&mut self.posted, caption).await?);
        }
        self.posted.claim();
        Ok(Content { totals: self.totals, segments: self.segments })
    }

    /// Gives the content up, because it is stored already: nothing more is posted, and the segments that were are deleted.
    pub async fn discard(self) {
        self.posted.delete().await;
    }
}

impl UploadedSegment {
    /// Posts it.
    pub(super) async fn post(self, posted: &mut Unclaimed, caption: String) -> Result<StoredSegment, Error> {
        let chat = posted.storage().chat;
        let document = posted.post(self.file, caption).await?;
        Ok(StoredSegment {
            chat,
            message: document.message,
            document: document.document,
            size: document.size,
            plain_size: self.facts.plain_size,
            header: self.header,
            hashes: self.hashes,
        })
    }
}
