//! The types of media by which a gallery can be filtered.

use rocket::form::{self, FromFormField, ValueField};

use crate::api::gallery::wire::{kind_name, kind_named};
use crate::telegram::{MediaCounts, MediaKind};

/// A type of media, with the API's name in URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Filter(pub MediaKind);

impl Filter {
    /// In the order of the page.
    pub const ALL: [Self; 6] = [
        Self(MediaKind::Photo),
        Self(MediaKind::Video),
        Self(MediaKind::Animation),
        Self(MediaKind::Audio),
        Self(MediaKind::Voice),
        Self(MediaKind::Document),
    ];

    /// The name in URLs and in the API.
    pub fn name(self) -> &'static str {
        kind_name(self.0)
    }

    /// The number of items of this type.
    pub fn count(self, counts: &MediaCounts) -> u64 {
        match self.0 {
            MediaKind::Photo => counts.photo,
            MediaKind::Video => counts.video,
            MediaKind::Animation => counts.animation,
            MediaKind::Audio => counts.audio,
            MediaKind::Voice => counts.voice,
            MediaKind::Document => counts.document,
        }
    }

    /// The number of items of all types.
    pub fn sum(counts: &MediaCounts) -> u64 {
        Self::ALL.iter().map(|filter| filter.count(counts)).sum()
    }

    /// The key of its label in the texts.
    pub fn label(self) -> &'static str {
        match self.0 {
            MediaKind::Photo => "filters.photo",
            MediaKind::Video => "filters.video",
            MediaKind::Animation => "filters.animation",
            MediaKind::Audio => "filters.audio",
            MediaKind::Voice => "filters.voice",
            MediaKind::Document => "filters.document",
        }
    }
}

impl<'v> FromFormField<'v> for Filter {
    fn from_value(field: ValueField<'v>) -> form::Result<'v, Self> {
        kind_named(field.value).map(Self).ok_or_else(|| form::Error::validation("unknown type of media").into())
    }
}
