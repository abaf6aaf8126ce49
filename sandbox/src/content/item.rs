//! One message's worth of content.

use std::time::Duration;

use grammers_tl_types::enums::MessageEntity;

use super::Source;

/// What a message is, as Telegram's filters see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words alone: `source` is empty.
    Text,
    /// A JPEG that is sent as `messageMediaPhoto`, in Telegram's sizes.
    Photo,
    /// A document with `documentAttributeVideo`.
    Video,
    /// A document with `documentAttributeAnimated`: a GIF, or a film without sound.
    Animation,
    /// A document with `documentAttributeAudio`.
    Audio,
    /// A document with `documentAttributeAudio` and its `voice` flag.
    Voice,
    /// A document with `documentAttributeVideo` and its `round_message` flag.
    RoundVideo,
    /// Any other file.
    Document,
}

/// A message to be: everything but its owner, its id and its access hash.
#[derive(Clone, Debug)]
pub struct Item {
    /// Which attributes it gets, and which filters find it.
    pub kind: Kind,
    /// The file's bytes; empty for [`Kind::Text`].
    pub source: Source,
    /// The data centre that keeps the file (1 to 3).
    pub dc: i32,
    /// The MIME type of the file; empty for [`Kind::Text`].
    pub mime_type: &'static str,
    /// `documentAttributeFilename`; photos have none.
    pub name: Option<String>,
    /// The caption, or the whole text of [`Kind::Text`].
    pub caption: String,
    /// Where the caption is bold, a link and so on; offsets are in UTF-16 units, as Telegram has them.
    pub entities: Vec<MessageEntity>,
    /// How long before the account was made the message was sent.
    pub age: Duration,
    /// Messages next to each other with the same number are one album.
    pub album: Option<u32>,
    /// Pixels across; 0 for what has no picture.
    pub width: u32,
    /// Pixels down; 0 for what has no picture.
    pub height: u32,
    /// How long film and sound are; zero for what does not play.
    pub duration: Duration,
    /// Whether a film has its index in front (`supports_streaming`).
    pub streamable: bool,
    /// A song's title.
    pub title: Option<&'static str>,
    /// Who plays it.
    pub performer: Option<&'static str>,
    /// A voice message's loudness in 100 values of 5 bits, packed as Telegram packs them.
    pub waveform: Option<&'static [u8]>,
    /// A JPEG, at most 320 pixels a side: the document's thumbnail.
    pub cover: Option<&'static [u8]>,
}

impl Item {
    /// A file of this kind with nothing else said about it.
    pub fn new(kind: Kind, mime_type: &'static str, source: Source) -> Self {
        Self {
            kind,
            source,
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
