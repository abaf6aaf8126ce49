//! The demo account's Saved Messages.

use std::sync::LazyLock;
use std::time::Duration;

use super::{Item, Kind, Source, caption, computed};

/// Every message, the oldest first.
pub fn demo() -> &'static [Item] {
    static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
        let mut items = vec![large_file(), text("Notes to myself: **water the plants**, call the lighthouse. 🌱")];
        items.sort_by_key(|item| std::cmp::Reverse(item.age));
        items
    });
    &ITEMS
}

fn large_file() -> Item {
    let mut item = Item::new(Kind::Document, "application/octet-stream", computed(4 << 30));
    item.name = Some("four-gibibytes.bin".to_owned());
    item.age = Duration::from_secs(40 * 86_400);
    item
}

fn text(markup: &str) -> Item {
    let mut item = Item::new(Kind::Text, "", Source::Static(&[]));
    (item.caption, item.entities) = caption::parse(markup);
    item.age = Duration::from_secs(3 * 86_400);
    item
}
