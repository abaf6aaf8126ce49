//! A message's media: what it is, its bytes, its thumbnails.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use time::OffsetDateTime;
use tokio_util::bytes::Bytes;

use super::{Account, Error};
use crate::stream::ByteRange;

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

/// Telegram's thumbnail sizes: a box of 100, 320, 800, 1280, 2560 pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThumbnailSize {
    /// 100
    S,
    /// 320
    M,
    /// 800
    X,
    /// 1280
    Y,
    /// 2560
    W,
}

/// A thumbnail, whole.
#[derive(Clone, Debug)]
pub struct Thumbnail {
    /// The picture.
    pub bytes: Bytes,
    /// `image/jpeg`, `image/png` or `image/webp`, told by the bytes themselves.
    pub mime_type: &'static str,
}

/// A file's bytes on their way, chunk by chunk; exactly as many as the range holds, or an error. Dropping it stops the fetching.
pub struct Download {}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        todo!()
    }
}

impl Account {
    /// The media of one message, asked of Telegram unless known already. [`Error::NotFound`] when there is no such message or it has none.
    pub async fn media(&self, id: MessageId) -> Result<Media, Error> {
        todo!()
    }

    /// Starts fetching. Resolves when the first chunk is there, so that errors come before anything is promised to the reader.
    pub async fn download(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        todo!()
    }

    /// The thumbnail nearest to that size (the next larger one if there is none). [`Error::NotFound`] when there is none at all.
    pub async fn thumbnail(&self, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        todo!()
    }

    /// Replaces a message's caption (`messages.editMessage`) and tells the media as it is now.
    pub async fn edit_caption(&self, id: MessageId, caption: &str) -> Result<Media, Error> {
        todo!()
    }

    /// Deletes messages with media (`messages.deleteMessages`). [`Error::NotFound`] when one of them is none, and then none is deleted.
    pub async fn delete(&self, ids: &[MessageId]) -> Result<(), Error> {
        todo!()
    }
}
