//! Collections of content from which messages are computed, and the ids of files.

use std::sync::LazyLock;

use crate::content::chats::{self, Posts};
use crate::content::{self, ContentKind, Item};
use crate::random;

/// The computed messages with which a history starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Collection {
    Empty,
    /// The demo account's.
    Demo,
    /// Some of the demo account's, for ordinary accounts.
    Sample,
    /// 100,000, generated from their index.
    Endless,
    /// Those of a channel, by its index in [`chats::CHANNELS`].
    Channel(usize),
}

impl Collection {
    /// The number of messages. Their ids are 1 to this.
    pub(crate) fn len(self) -> u32 {
        match self {
            Self::Empty => 0,
            Self::Demo => u32::try_from(content::demo().len()).expect("the demo content is a short list"),
            Self::Sample => u32::try_from(SAMPLE.len()).expect("the sample is a short list"),
            Self::Endless => content::ENDLESS,
            Self::Channel(index) => match &chats::CHANNELS[index].posts {
                Posts::Listed(posts) => u32::try_from(posts.len()).expect("channels' messages are short lists"),
                Posts::Endless => chats::ENDLESS_POSTS,
            },
        }
    }

    /// The content at an index.
    pub(crate) fn item(self, index: u32) -> Option<Item> {
        let position = usize::try_from(index).ok()?;
        match self {
            Self::Empty | Self::Channel(_) => None,
            Self::Demo => content::demo().get(position).cloned(),
            Self::Sample => SAMPLE.get(position).map(|item| (*item).clone()),
            Self::Endless => (index < content::ENDLESS).then(|| content::endless(index)),
        }
    }
}

/// The number of messages in the sample.
const SAMPLE_LENGTH: usize = 12;

/// The newest messages of every kind, without albums: four photos, and one of each other kind.
static SAMPLE: LazyLock<Vec<&'static Item>> = LazyLock::new(|| {
    let mut sample: Vec<&Item> = Vec::new();
    let count = |kind, sample: &[&Item]| sample.iter().filter(|item| item.kind == kind).count();
    for item in content::demo().iter().rev().filter(|item| item.album.is_none()) {
        let maximum = if item.kind == ContentKind::Photo { 4 } else { 1 };
        if sample.len() < SAMPLE_LENGTH && count(item.kind, &sample) < maximum {
            sample.push(item);
        }
    }
    sample.reverse();
    sample
});

/// The newest file of the demo content that matches.
pub(crate) fn newest_file(matches: impl Fn(&Item) -> bool) -> Option<FileId> {
    let index = content::demo().iter().rposition(matches)?;
    Some(FileId::computed(Collection::Demo, u32::try_from(index).ok()?))
}

/// The profile photo of everybody who has one.
pub(crate) fn profile_photo() -> Option<FileId> {
    newest_file(|item| item.kind == ContentKind::Photo && item.width.min(item.height) >= 1000)
}

/// The id of a photo or document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FileId(pub(crate) i64);

/// Ids of computed files have this bit; the others are the collection and the index.
const COMPUTED: i64 = 1 << 62;

/// Files of messages with which tests filled channels: instead of the collection, this plus the number of the [`Fill`](super::fill::Fill).
const FIRST_FILL: i64 = 16;

impl FileId {
    /// The id of a computed message's file, the same for all accounts.
    pub(crate) fn computed(collection: Collection, index: u32) -> Self {
        let collection = match collection {
            // Channels' files are in the demo content.
            Collection::Empty | Collection::Channel(_) => 0,
            Collection::Demo => 1,
            Collection::Sample => 2,
            Collection::Endless => 3,
        };
        Self(COMPUTED | collection << 32 | i64::from(index))
    }

    /// An id for an uploaded file.
    pub(crate) fn random() -> Self {
        Self(random::id() & (COMPUTED - 1))
    }

    /// The id of a file in a fill.
    pub(crate) fn filled(fill: u32, index: u32) -> Self {
        Self(COMPUTED | (FIRST_FILL + i64::from(fill)) << 32 | i64::from(index))
    }

    /// Whether its file is computed when it is needed, and not uploaded.
    pub(crate) fn is_computed(self) -> bool {
        self.0 & COMPUTED != 0
    }

    /// The collection and index of a computed file.
    pub(crate) fn origin(self) -> Option<(Collection, u32)> {
        let (number, index) = self.computed_parts()?;
        let collection = match number {
            1 => Collection::Demo,
            2 => Collection::Sample,
            3 => Collection::Endless,
            _ => return None,
        };
        Some((collection, index))
    }

    /// The number of the fill and the index of a file in it.
    pub(crate) fn fill(self) -> Option<(usize, u32)> {
        let (number, index) = self.computed_parts()?;
        Some((usize::try_from(number.checked_sub(FIRST_FILL)?).ok()?, index))
    }

    fn computed_parts(self) -> Option<(i64, u32)> {
        let index = u32::try_from(self.0 & 0xffff_ffff).expect("32 bits are 32 bits");
        self.is_computed().then_some(((self.0 & !COMPUTED) >> 32, index))
    }
}
