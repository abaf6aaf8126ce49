//! A message's media.

use time::OffsetDateTime;
use tokio_util::bytes::Bytes;

use crate::telegram::ids::MessageId;

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
