//! The demo account's Saved Messages, as somebody might have collected them over some months.

use std::sync::LazyLock;
use std::time::Duration;

use super::media::{self, file};
use super::photos::photo;
use super::{ContentBytes, ContentKind, Item, caption};

/// All messages, oldest first. No two have the same age; those of an album are a second apart.
pub fn demo() -> &'static [Item] {
    static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
        let mut items: Vec<Item> =
            [recent(), spring(), winter(), autumn(), hostile_names(), large_files()].into_iter().flatten().collect();
        items.sort_by_key(|item| std::cmp::Reverse(item.age));
        items
    });
    &ITEMS
}

/// The last two weeks: the first page of a client.
fn recent() -> Vec<Item> {
    vec![
        photo("first-light").caption("🌄 **First light** over the seven ridges #dawn").sent(0, 7),
        photo("sailing-home").caption("Sailing home ⛵").sent(0, 19).in_data_center(1),
        media::balloons().caption("They went up just as we arrived 🎈🎈").sent(1, 6),
        photo("balloon-morning").sent(1, 6),
        photo("alpine-valley")
            .caption("The big one: 2560 pixels of valley. [Where it is](https://example.org/map?valley=1)")
            .sent(2, 13),
        photo("northern-lights").caption("Kp 7! __Nobody slept.__ 🌌").sent(3, 23).in_data_center(3),
        text("Notes to self:\n**water the plants** 🌱\n~~call the lighthouse~~ done\nhttps://example.org/tides")
            .sent(3, 12),
        photo("quarter-circles").sent(4, 15),
        media::crossing().caption("28 seconds along the ridge, with sound 🎧 #walk").sent(5, 10),
        photo("misty-pines").caption("shh 🌲").sent(5, 8),
        photo("paper-sea").sent(6, 20),
        photo("ringed-world").caption("🪐").sent(7, 22),
        media::tide().sent(8, 18),
        photo("sunflower").caption("620 seeds, I counted 🌻").sent(9, 14),
        media::tiles().caption("This never ends").sent(9, 9),
        photo("harbour-night").caption("Harbour, three to one").sent(10, 21),
        photo("milky-lake").caption("The lake keeps a second sky ✨").sent(11, 2),
        media::voice().sent(11, 17),
        photo("ink-one").sent(12, 11),
        media::song().caption("On repeat 🎶").sent(13, 16),
    ]
}

fn spring() -> Vec<Item> {
    vec![
        photo("album-spring").caption("Four seasons, one bench 🌸☀️🍂❄️").sent(20, 12).in_album(1, 0),
        photo("album-summer").sent(20, 12).in_album(1, 1),
        photo("album-autumn").sent(20, 12).in_album(1, 2).in_data_center(1),
        photo("album-winter").sent(20, 12).in_album(1, 3).in_data_center(3),
        photo("long-shadows").caption("40 °C in the shade. There was no shade.").sent(24, 16),
        media::leaflet().caption("The leaflet, one page").sent(27, 10),
        photo("survey-map").caption("#map sheet 12").sent(30, 9),
        photo("still-life").sent(33, 15),
        media::dusk().caption("Index at the end: a player has to ask for the tail first").sent(37, 20),
        text("The longest heliograph link on record: **183 miles**, in 1894. `-.-. --.-`").sent(40, 8),
        photo("moonlit-sea").sent(44, 2),
        photo("ridge-walk").caption("🥾 18 km").sent(48, 17).in_data_center(1),
        media::sail().caption("From the other boat (kept far away, in data centre 3)").sent(52, 13).in_data_center(3),
        photo("window").sent(56, 11),
        photo("festival").caption("Out of focus is a style ✨").sent(60, 22),
    ]
}

fn winter() -> Vec<Item> {
    vec![
        photo("autumn-valley").caption("||It was a Tuesday||").sent(70, 18),
        photo("wind").sent(75, 12),
        media::ink().caption("WebM, VP9").sent(79, 9),
        photo("spiral-garden").caption("z² + c").sent(84, 23),
        media::archive().sent(88, 14),
        photo("blue-hour").sent(93, 19).in_data_center(3),
        photo("towers").caption("All the lights 🏙").sent(99, 20),
        media::bounce().sent(104, 10),
        photo("ink-two").sent(110, 11),
        text("Books to find: __The Art of Signalling__, second edition 📚").sent(115, 21),
        photo("high-pass").caption("Snow above, grass below").sent(121, 12),
        photo("deep-field").sent(128, 1),
        media::round().sent(133, 13),
        photo("green-curtain").sent(140, 23),
    ]
}

fn autumn() -> Vec<Item> {
    vec![
        photo("paper-hills").caption("Cut with small scissors ✂️").sent(150, 10),
        photo("marbles").sent(160, 15),
        photo("night-dunes").sent(171, 3).in_data_center(1),
        photo("small-tiles").sent(183, 12),
        media::notes().sent(190, 9),
        photo("island-map").caption("X marks nothing 🏝 #map").sent(200, 16),
        photo("wheat").sent(215, 14),
        photo("dragon-coast").sent(230, 22),
        photo("strip").caption("Taller than wide, four to one").sent(245, 8),
        photo("old-icon").caption("90 × 60 pixels, all of them").sent(260, 13),
        text("This is where I keep things now.").sent(262, 9),
    ]
}

/// File names that break careless headers, terminals, pages and file systems.
fn hostile_names() -> Vec<Item> {
    let bytes = b"Only the name is dangerous.\n";
    let named = |name: &str, day, hour| file(name, "text/plain", bytes).sent(day, hour);
    vec![
        media::page().caption("An HTML page with a script in it").sent(141, 8),
        media::drawing().caption("An SVG, likewise").sent(142, 8),
        named("\"double\" and 'single' quotes; filename=\"evil.exe\".txt", 143, 8),
        named("line one\r\nSet-Cookie: owned=1\r\n.txt", 144, 8),
        named("holiday\u{202e}gpj.exe", 145, 8),
        named(&"long".repeat(49).chars().chain(".txt".chars()).collect::<String>(), 146, 8),
        named("../../../etc/passwd", 147, 8),
        named("C:\\Windows\\system32\\drivers\\etc\\hosts", 148, 8),
        named("<img src=x onerror=alert(1)>.txt", 149, 8),
        named("семь холмов 七つの丘 🏔.txt", 151, 8),
        named("100%25 sure?#fragment&x=1+2.txt", 152, 8),
    ]
}

/// Files too large to embed: computed from their offsets.
fn large_files() -> Vec<Item> {
    let sized = |name: &str, length| {
        let mut item = Item::new(ContentKind::Document, "application/octet-stream", ContentBytes::Computed(length));
        item.name = Some(name.to_owned());
        item
    };
    vec![
        sized("eight-thousand-parts.bin", 8000 << 19)
            .caption("As large as files get: 8,000 parts, made up as you read them")
            .sent(65, 12),
        sized("sixty-four-mebibytes.bin", 64 << 20).caption("64 MiB in data centre 3").sent(66, 12).in_data_center(3),
    ]
}

fn text(markup: &str) -> Item {
    Item::new(ContentKind::Text, "", ContentBytes::Embedded(&[])).caption(markup)
}

impl Item {
    /// With a caption in the markup of [`caption`].
    fn caption(mut self, markup: &str) -> Self {
        (self.caption, self.entities) = caption::parse(markup);
        self
    }

    /// Days and hours before the creation of the account, and some minutes.
    fn sent(mut self, days: u64, hours: u64) -> Self {
        let extra = (days * 37 + hours * 11 + self.bytes.len()) % 3600;
        self.age = Duration::from_secs(days * 86_400 + hours * 3600 + extra + 60);
        self
    }

    /// With a file in another data centre than the account's.
    fn in_data_center(mut self, dc: i32) -> Self {
        self.dc = dc;
        self
    }

    /// Part of an album, whose messages are one second apart.
    fn in_album(mut self, album: u32, position: u64) -> Self {
        self.album = Some(album);
        self.age = Duration::from_secs(self.age.as_secs() / 3600 * 3600 + 60 - position);
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn messages_are_sorted_and_no_two_have_the_same_age() {
        let ages: Vec<_> = demo().iter().map(|item| item.age).collect();
        assert!(ages.is_sorted_by(|a, b| a > b));
    }

    #[test]
    fn all_kinds_data_centres_and_photos_occur() {
        let kinds: HashSet<_> = demo().iter().map(|item| item.kind).collect();
        assert_eq!(kinds.len(), 8);
        let data_centers: HashSet<_> = demo().iter().map(|item| item.dc).collect();
        assert_eq!(data_centers, HashSet::from([1, 2, 3]));
        let photos = demo().iter().filter(|item| item.kind == ContentKind::Photo).count();
        assert_eq!(photos, super::super::photos::PHOTOS.len());
    }

    #[test]
    fn the_album_is_four_consecutive_messages() {
        let positions: Vec<_> =
            demo().iter().enumerate().filter(|(_, item)| item.album == Some(1)).map(|(position, _)| position).collect();
        assert_eq!(positions.len(), 4);
        assert_eq!(positions[3] - positions[0], 3);
    }

    #[test]
    fn the_long_name_has_200_letters() {
        assert!(demo().iter().filter_map(|item| item.name.as_ref()).any(|name| name.chars().count() == 200));
    }

    #[test]
    fn captions_are_within_telegrams_limit() {
        assert!(demo().iter().all(|item| item.caption.encode_utf16().count() <= 1024));
    }
}
