//! The types that a gallery can be narrowed to.

use rocket::form::{self, FromFormField, ValueField};

use crate::telegram::MediaKind;

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
        match self.0 {
            MediaKind::Photo => "photo",
            MediaKind::Video => "video",
            MediaKind::Animation => "animation",
            MediaKind::Audio => "audio",
            MediaKind::Voice => "voice",
            MediaKind::Document => "document",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self.0 {
            MediaKind::Photo => "Photos",
            MediaKind::Video => "Videos",
            MediaKind::Animation => "GIFs",
            MediaKind::Audio => "Music",
            MediaKind::Voice => "Voice",
            MediaKind::Document => "Files",
        }
    }
}

impl<'v> FromFormField<'v> for Filter {
    fn from_value(field: ValueField<'v>) -> form::Result<'v, Self> {
        let named = Self::ALL.into_iter().find(|filter| filter.name() == field.value);
        named.ok_or_else(|| form::Error::validation("unknown type of media").into())
    }
}
