//! Any of 100,000 messages, made up from its index: the same each time, and never stored.

use std::time::Duration;

use super::{Item, Kind, computed, demo};

/// How many messages there are.
pub const ENDLESS: u32 = 100_000;

/// Seconds from one message to the next: 100,000 of them are about five years.
const STEP: u64 = 1579;

/// The message at `index` (0 is the oldest, [`ENDLESS`] − 1 the newest).
pub fn endless(index: u32) -> Item {
    let kind = endless_kind(index);
    let models = demo().iter().filter(|item| item.kind == kind);
    let count = models.clone().count().max(1);
    let mut item = models
        .clone()
        .nth(index as usize % count)
        .cloned()
        .unwrap_or_else(|| Item::new(Kind::Document, "application/octet-stream", computed(4097)));
    item.age = endless_age(index);
    item.album = None;
    item.caption = format!("Message {index}");
    item.entities = Vec::new();
    item
}

/// What the message at `index` is, without making it: six of eight are photos, one is a film, one a file.
pub fn endless_kind(index: u32) -> Kind {
    match index % 8 {
        3 => Kind::Video,
        7 => Kind::Document,
        _ => Kind::Photo,
    }
}

/// How old the message at `index` is, without making it.
pub fn endless_age(index: u32) -> Duration {
    Duration::from_secs(u64::from(ENDLESS - index) * STEP)
}
