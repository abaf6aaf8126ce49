//! The types that a gallery can be narrowed to.

use rocket::form::{self, FromFormField, ValueField};

use crate::api::gallery::wire::{kind_name, kind_named};
use crate::telegram::{MediaCounts, MediaKind};

/// One type of media, named in the address as in the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Filter(pub MediaKind);

impl Filter {
    /// In the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self(MediaKind::Photo),
        Self(MediaKind::Video),
        Self(MediaKind::Animation),
        Self(MediaKind::Audio),
        Self(MediaKind::Voice),
        Self(MediaKind::Document),
    ];

    /// Its name in addresses and in the API.
    pub fn name(self) -> &'static str {
        kind_name(self.0)
    }

    /// How many items there are of it.
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

    /// How many items there are of all types.
    pub fn sum(counts: &MediaCounts) -> u64 {
        Self::ALL.iter().map(|filter| filter.count(counts)).sum()
    }

    /// The key of what people read.
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
