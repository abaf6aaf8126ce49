//! A message's media: what it is, and what can be changed about it. Its bytes are in `download.rs`, its thumbnails in `thumbnail.rs`.

use grammers_tl_types as tl;
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;

use super::lane::To;
use super::{Account, ChatRef, Error, Event};

/// A message's id in Saved Messages; positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub i32);

/// What a gallery shows it as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A photo in Telegram's sense.
    Photo,
    /// A video, round ones included.
    Video,
    /// Music or another audio file.
    Audio,
    /// A voice message.
    Voice,
    /// A GIF or a soundless video shown like one.
    Animation,
    /// Any other file.
    Document,
}

/// A message with media.
#[derive(Clone, Debug)]
pub struct Media {
    /// The message's id.
    pub id: MessageId,
    /// What it is shown as.
    pub kind: MediaKind,
    /// The file's name as Telegram has it, or one made from kind and date (`photo_2026-11-20_21-15-58.jpg`). Untrusted text.
    pub name: String,
    /// When the message was sent, UTC.
    pub date: OffsetDateTime,
    /// When it was last edited, UTC.
    pub edited: Option<OffsetDateTime>,
    /// Bytes.
    pub size: u64,
    /// The MIME type as Telegram has it. Untrusted text.
    pub mime_type: String,
    /// The caption; empty when there is none.
    pub caption: String,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
    /// Messages of one album share it (`grouped_id`).
    pub album: Option<i64>,
    /// The stripped thumbnail, unpacked to a JPEG of about 40 pixels.
    pub placeholder: Option<Bytes>,
    /// Whether there is a thumbnail to fetch.
    pub has_thumbnail: bool,
    /// Telegram's own id of the photo or document: stable, the same for every account, changes when the file is replaced.
    pub file_id: i64,
}

/// How many messages one call deletes: what Telegram takes.
const DELETED_AT_ONCE: usize = 100;

impl Account {
    /// The media of one message, asked of Telegram unless known already. [`Error::NotFound`] when there is no such message or it has none.
    pub async fn media(&self, id: MessageId) -> Result<Media, Error> {
        Ok(self.core.locate(id).await?.media.clone())
    }

    /// The same of a message in any chat. [`Error::NotFound`] also when this account sees no such chat.
    pub async fn media_in(&self, chat: &ChatRef, id: MessageId) -> Result<Media, Error> {
        let at = self.core.at(chat, id).await?;
        Ok(self.core.locate(at).await?.media.clone())
    }

    /// The media of several messages, in their order; what is not known yet is asked of Telegram a hundred at a time. [`Error::NotFound`] when
    /// there is no such message or it has none.
    pub async fn media_of(&self, ids: &[MessageId]) -> Result<Vec<Media>, Error> {
        let located = self.core.locate_all(ids).await?;
        Ok(located.into_iter().map(|located| located.media.clone()).collect())
    }

    /// Replaces a message's caption (`messages.editMessage`) and tells the media as it is now.
    pub async fn edit_caption(&self, id: MessageId, caption: &str) -> Result<Media, Error> {
        let core = &self.core;
        // Ids are shared by all private chats: without this a message to somebody else could be changed.
        core.refresh(id).await?;
        let request = tl::functions::messages::EditMessage {
            no_webpage: true,
            invert_media: false,
            peer: tl::enums::InputPeer::PeerSelf,
            id: id.0,
            message: Some(caption.to_owned()),
            media: None,
            reply_markup: None,
            entities: None,
            schedule_date: None,
            schedule_repeat_period: None,
            quick_reply_shortcut_id: None,
            rich_message: None,
        };
        core.call(To::HOME, &request).await?;
        Ok(core.refresh(id).await?.media.clone())
    }

    /// Deletes messages with media (`messages.deleteMessages`), and tells which of them were there. What is none is left alone.
    pub async fn delete(&self, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        let core = &self.core;
        let mut deleted = Vec::with_capacity(ids.len());
        for ids in ids.chunks(DELETED_AT_ONCE) {
            // Ids are shared by all private chats: without this a message to somebody else could go.
            let present = core.fetch_messages(ids).await?;
            let present: Vec<_> = present.into_iter().map(|located| located.media.id).collect();
            if present.is_empty() {
                continue;
            }
            let id = present.iter().map(|id| id.0).collect();
            core.call(To::HOME, &tl::functions::messages::DeleteMessages { revoke: true, id }).await?;
            for id in &present {
                core.known.forget(*id).await;
            }
            // Telegram tells the other sessions of it, not the one that did it.
            let _ = core.events.send(Event::MediaRemoved(present.clone()));
            deleted.extend(present);
        }
        Ok(deleted)
    }
}
