//! The media of a message.

use time::OffsetDateTime;
use tokio_util::bytes::Bytes;

use crate::telegram::ids::MessageId;

/// A kind of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A photo in Telegram's sense.
    Photo,
    /// A video, including round video messages.
    Video,
    /// Music or another audio file.
    Audio,
    /// A voice message.
    Voice,
    /// A GIF, or a video without sound that is displayed like one.
    Animation,
    /// Any other file.
    Document,
}

/// A message with media.
#[derive(Clone, Debug)]
pub struct Media {
    /// The message's id.
    pub id: MessageId,
    /// The kind of media.
    pub kind: MediaKind,
    /// The file's name, or one made of kind and date (`photo_2026-11-20_21-15-58.jpg`). Untrusted text.
    pub name: String,
    /// When the message was sent, UTC.
    pub date: OffsetDateTime,
    /// When it was last edited, UTC.
    pub edited: Option<OffsetDateTime>,
    /// The file's size in bytes.
    pub size: u64,
    /// The MIME type that Telegram gives. Untrusted text.
    pub mime_type: String,
    /// The caption; empty without one.
    pub caption: String,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
    /// The id of the message's album (`grouped_id`).
    pub album: Option<i64>,
    /// The stripped thumbnail, converted to a JPEG of about 40 pixels.
    pub placeholder: Option<Bytes>,
    /// Whether there is a thumbnail to fetch.
    pub has_thumbnail: bool,
    /// Telegram's id of the photo or document. It is the same for every account, and changes when the file is replaced.
    pub file_id: i64,
}
