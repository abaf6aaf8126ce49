//! Any of 100,000 messages, generated from its index: always the same, and never stored.
//!
//! They repeat the demo account's photos, videos and documents, each message with its own caption.

use std::sync::LazyLock;
use std::time::Duration;

use super::{ContentKind, Item, demo};

/// The number of messages.
pub const ENDLESS: u32 = 100_000;

/// Seconds from one message to the next: 100,000 of them are about five years.
const STEP: u64 = 1579;

/// The message at `index`; 0 is the oldest.
pub fn endless(index: u32) -> Item {
    let models = match endless_kind(index) {
        ContentKind::Video => &MODELS.videos,
        ContentKind::Document => &MODELS.documents,
        _ => &MODELS.photos,
    };
    let mut item = models[index as usize % models.len()].clone();
    item.age = endless_age(index);
    item.caption = format!("Message {index}");
    item
}

/// The kind of the message at `index`: of eight, six are photos, one is a video and one a document.
pub fn endless_kind(index: u32) -> ContentKind {
    match index % 8 {
        3 => ContentKind::Video,
        7 => ContentKind::Document,
        _ => ContentKind::Photo,
    }
}

/// The age of the message at `index`.
pub fn endless_age(index: u32) -> Duration {
    Duration::from_secs(u64::from(ENDLESS.saturating_sub(index)) * STEP)
}

/// The items that are repeated.
struct Models {
    photos: Vec<Item>,
    videos: Vec<Item>,
    documents: Vec<Item>,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let of = |kind| {
        let bare = |item: &Item| Item { album: None, caption: String::new(), entities: Vec::new(), ..item.clone() };
        demo().iter().filter(|item| item.kind == kind).map(bare).collect()
    };
    Models { photos: of(ContentKind::Photo), videos: of(ContentKind::Video), documents: of(ContentKind::Document) }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_match_and_ages_decrease() {
        let mut before = Duration::MAX;
        for index in (0..ENDLESS).step_by(997) {
            let item = endless(index);
            assert_eq!(item.kind, endless_kind(index));
            assert!(item.age < before);
            before = item.age;
        }
        assert!(!endless(ENDLESS - 1).age.is_zero());
    }

    #[test]
    fn all_photos_are_repeated() {
        let sizes: std::collections::HashSet<_> =
            (0..400).map(endless).filter(|item| item.kind == ContentKind::Photo).map(|item| item.bytes.len()).collect();
        assert_eq!(sizes.len(), MODELS.photos.len());
    }
}
