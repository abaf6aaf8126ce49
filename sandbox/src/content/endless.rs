//! Any of 100,000 messages, made up from its index: the same each time, and never stored.
//!
//! They are the demo account's pictures, films and files over and over, each with a caption of its own; a client that asks for
//! one of them pays for one.

use std::sync::LazyLock;
use std::time::Duration;

use super::{Item, Kind, demo};

/// How many messages there are.
pub const ENDLESS: u32 = 100_000;

/// Seconds from one message to the next: 100,000 of them are about five years.
const STEP: u64 = 1579;

/// The message at `index` (0 is the oldest, [`ENDLESS`] − 1 the newest).
pub fn endless(index: u32) -> Item {
    let models = match endless_kind(index) {
        Kind::Video => &MODELS.films,
        Kind::Document => &MODELS.files,
        _ => &MODELS.photos,
    };
    let mut item = models[index as usize % models.len()].clone();
    item.age = endless_age(index);
    item.caption = format!("Message {index}");
    item
}

/// What the message at `index` is, without making it: of eight, six are photos, one is a film and one a file.
pub fn endless_kind(index: u32) -> Kind {
    match index % 8 {
        3 => Kind::Video,
        7 => Kind::Document,
        _ => Kind::Photo,
    }
}

/// How old the message at `index` is, without making it.
pub fn endless_age(index: u32) -> Duration {
    Duration::from_secs(u64::from(ENDLESS.saturating_sub(index)) * STEP)
}

/// What the messages are made from, ready to be cloned.
struct Models {
    photos: Vec<Item>,
    films: Vec<Item>,
    files: Vec<Item>,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let of = |kind| {
        let bare = |item: &Item| Item { album: None, caption: String::new(), entities: Vec::new(), ..item.clone() };
        demo().iter().filter(|item| item.kind == kind).map(bare).collect()
    };
    Models { photos: of(Kind::Photo), films: of(Kind::Video), files: of(Kind::Document) }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_has_its_kind_and_dates_go_forward() {
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
    fn all_pictures_take_their_turn() {
        let sizes: std::collections::HashSet<_> =
            (0..400).map(endless).filter(|item| item.kind == Kind::Photo).map(|item| item.source.len()).collect();
        assert_eq!(sizes.len(), MODELS.photos.len());
    }
}
