//! The content of one message.

use std::time::Duration;

use grammers_tl_types::enums::MessageEntity;

use super::ContentBytes;

/// The kind of a message's content, by which Telegram's filters select.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentKind {
    /// Text without media.
    Text,
    /// A JPEG sent as `messageMediaPhoto`, in Telegram's sizes.
    Photo,
    /// A document with `documentAttributeVideo`.
    Video,
    /// A document with `documentAttributeAnimated`: a GIF, or a video without sound.
    Animation,
    /// A document with `documentAttributeAudio`.
    Audio,
    /// A document with `documentAttributeAudio` and its `voice` flag.
    Voice,
    /// A document with `documentAttributeVideo` and its `round_message` flag.
    RoundVideo,
    /// A document with `documentAttributeSticker`.
    Sticker,
    /// Any other file.
    Document,
}

/// The content of a message, without owner, id and access hash.
#[derive(Clone, Debug)]
pub struct Item {
    /// Determines its attributes, and which filters select it.
    pub kind: ContentKind,
    /// The file's bytes; empty for texts.
    pub bytes: ContentBytes,
    /// The file's data centre (1 to 3).
    pub dc: i32,
    /// The MIME type; empty for texts.
    pub mime_type: &'static str,
    /// `documentAttributeFilename`; not for photos.
    pub name: Option<String>,
    /// The caption, or the text.
    pub caption: String,
    /// The formatting of the caption.
    pub entities: Vec<MessageEntity>,
    /// How long before the creation of the account the message was sent.
    pub age: Duration,
    /// Consecutive messages with the same number are an album.
    pub album: Option<u32>,
    /// In pixels; 0 if there is no picture.
    pub width: u32,
    /// In pixels; 0 if there is no picture.
    pub height: u32,
    /// The duration of video and audio; zero for other files.
    pub duration: Duration,
    /// Whether a video starts with its index (`supports_streaming`).
    pub streamable: bool,
    /// The title of an audio file.
    pub title: Option<&'static str>,
    /// The performer of an audio file.
    pub performer: Option<&'static str>,
    /// The loudness of a voice message: 100 values of 5 bits, packed as Telegram does.
    pub waveform: Option<&'static [u8]>,
    /// The thumbnail of a document: a JPEG of at most 320 by 320 pixels.
    pub cover: Option<&'static [u8]>,
}

impl Item {
    /// An item without optional properties.
    pub fn new(kind: ContentKind, mime_type: &'static str, bytes: ContentBytes) -> Self {
        Self {
            kind,
            bytes,
            dc: 2,
            mime_type,
            name: None,
            caption: String::new(),
            entities: Vec::new(),
            age: Duration::ZERO,
            album: None,
            width: 0,
            height: 0,
            duration: Duration::ZERO,
            streamable: false,
            title: None,
            performer: None,
            waveform: None,
            cover: None,
        }
    }
}
