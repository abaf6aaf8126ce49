//! Queries for the media of Saved Messages, and their results.

use time::{Date, OffsetDateTime};

use super::item::{Media, MediaKind};
use crate::telegram::ids::MessageId;

/// Which media to list.
#[derive(Clone, Debug, Default)]
pub struct MediaQuery {
    /// The most media on the page (1 to 500).
    pub limit: u32,
    /// Only messages older than this one.
    pub before: Option<MessageId>,
    /// Only this kind.
    pub kind: Option<MediaKind>,
    /// Only those whose caption or file name matches.
    pub text: Option<String>,
    /// Only messages of this time or later.
    pub from: Option<OffsetDateTime>,
    /// Only messages of this time or earlier.
    pub to: Option<OffsetDateTime>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct MediaPage {
    /// Newest first.
    pub items: Vec<Media>,
    /// Telegram's total; `None` if it does not count what was asked for.
    pub total: Option<u64>,
    /// `before` of the next page; `None` on the last page.
    pub next: Option<MessageId>,
}

/// The number of media of each kind.
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

/// The number of media on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day, in UTC.
    pub date: Date,
    /// The number of media.
    pub count: u64,
    /// The newest message of the day.
    pub newest: MessageId,
}

impl MediaCounts {
    /// The sum of all kinds.
    pub fn all(&self) -> u64 {
        let Self { photo, video, audio, voice, animation, document } = self;
        photo + video + audio + voice + animation + document
    }
}
