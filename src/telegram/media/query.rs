//! Listing the media of Saved Messages: what can be asked, and what comes back. How it is done is in `list.rs`.

use time::{Date, OffsetDateTime};

use super::item::{Media, MediaKind};
use crate::telegram::ids::MessageId;

/// Which media, newest first.
#[derive(Clone, Debug, Default)]
pub struct MediaQuery {
    /// At most that many (1 to 500).
    pub limit: u32,
    /// Only older messages than this.
    pub before: Option<MessageId>,
    /// Only this kind.
    pub kind: Option<MediaKind>,
    /// Only those whose caption or file name matches.
    pub text: Option<String>,
    /// Not before this moment.
    pub from: Option<OffsetDateTime>,
    /// Not after this moment.
    pub to: Option<OffsetDateTime>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct MediaPage {
    /// Newest first.
    pub items: Vec<Media>,
    /// How many there are in all, by Telegram's count.
    pub total: u64,
    /// Where the next page starts; `None` on the last.
    pub next: Option<MessageId>,
}

/// How many there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MediaCounts {
    /// [`MediaKind::Photo`]
    pub photo: u64,
    /// [`MediaKind::Video`]
    pub video: u64,
    /// [`MediaKind::Audio`]
    pub audio: u64,
    /// [`MediaKind::Voice`]
    pub voice: u64,
    /// [`MediaKind::Animation`]
    pub animation: u64,
    /// [`MediaKind::Document`]
    pub document: u64,
}

/// How many there are on one day (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub date: Date,
    /// How many on it.
    pub count: u64,
    /// The newest message of the day.
    pub newest: MessageId,
}

impl MediaCounts {
    /// All kinds together.
    pub fn all(&self) -> u64 {
        let Self { photo, video, audio, voice, animation, document } = self;
        photo + video + audio + voice + animation + document
    }
}
