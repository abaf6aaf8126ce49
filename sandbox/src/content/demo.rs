//! The demo account's Saved Messages, as someone might have collected them over some months.

use std::sync::LazyLock;
use std::time::Duration;

use super::media::{self, file};
use super::photos::photo;
use super::{Item, Kind, Source, caption, computed};

/// Every message, the oldest first. All ages differ, save those of an album, which are a second apart.
pub fn demo() -> &'static [Item] {
    static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
        let mut items: Vec<Item> =
            [recent(), spring(), winter(), autumn(), hurting(), large()].into_iter().flatten().collect();
        items.sort_by_key(|item| std::cmp::Reverse(item.age));
        items
    });
    &ITEMS
}

/// The last two weeks: what a newcomer sees first.
fn recent() -> Vec<Item> {
    vec![
        photo("first-light").said("🌄 **First light** over the seven ridges #dawn").at(0, 7),
        photo("sailing-home").said("Sailing home ⛵").at(0, 19).kept(1),
        media::balloons().said("They went up just as we arrived 🎈🎈").at(1, 6),
        photo("balloon-morning").at(1, 6),
        photo("alpine-valley")
            .said("The big one: 2560 pixels of valley. [Where it is](https://example.org/map?valley=1)")
            .at(2, 13),
        photo("northern-lights").said("Kp 7! __Nobody slept.__ 🌌").at(3, 23).kept(3),
        text("Notes to self:\n**water the plants** 🌱\n~~call the lighthouse~~ done\nhttps://example.org/tides")
            .at(3, 12),
        photo("quarter-circles").at(4, 15),
        media::crossing().said("28 seconds along the ridge, with sound 🎧 #walk").at(5, 10),
        photo("misty-pines").said("shh 🌲").at(5, 8),
        photo("paper-sea").at(6, 20),
        photo("ringed-world").said("🪐").at(7, 22),
        media::tide().at(8, 18),
        photo("sunflower").said("620 seeds, I counted 🌻").at(9, 14),
        media::tiles().said("This never ends").at(9, 9),
        photo("harbour-night").said("Harbour, three to one").at(10, 21),
        photo("milky-lake").said("The lake keeps a second sky ✨").at(11, 2),
        media::voice().at(11, 17),
        photo("ink-one").at(12, 11),
        media::song().said("On repeat 🎶").at(13, 16),
    ]
}

fn spring() -> Vec<Item> {
    vec![
        photo("album-spring").said("Four seasons, one bench 🌸☀️🍂❄️").at(20, 12).together(1, 0),
        photo("album-summer").at(20, 12).together(1, 1),
        photo("album-autumn").at(20, 12).together(1, 2).kept(1),
        photo("album-winter").at(20, 12).together(1, 3).kept(3),
        photo("long-shadows").said("40 °C in the shade. There was no shade.").at(24, 16),
        media::leaflet().said("The leaflet, one page").at(27, 10),
        photo("survey-map").said("#map sheet 12").at(30, 9),
        photo("still-life").at(33, 15),
        media::dusk().said("Index at the end: a player has to ask for the tail first").at(37, 20),
        text("The longest heliograph link on record: **183 miles**, in 1894. `-.-. --.-`").at(40, 8),
        photo("moonlit-sea").at(44, 2),
        photo("ridge-walk").said("🥾 18 km").at(48, 17).kept(1),
        media::sail().said("From the other boat (kept far away, in data centre 3)").at(52, 13).kept(3),
        photo("window").at(56, 11),
        photo("festival").said("Out of focus is a style ✨").at(60, 22),
    ]
}

fn winter() -> Vec<Item> {
    vec![
        photo("autumn-valley").said("||It was a Tuesday||").at(70, 18),
        photo("wind").at(75, 12),
        media::ink().said("WebM, VP9").at(79, 9),
        photo("spiral-garden").said("z² + c").at(84, 23),
        media::archive().at(88, 14),
        photo("blue-hour").at(93, 19).kept(3),
        photo("towers").said("All the lights 🏙").at(99, 20),
        media::bounce().at(104, 10),
        photo("ink-two").at(110, 11),
        text("Books to find: __The Art of Signalling__, second edition 📚").at(115, 21),
        photo("high-pass").said("Snow above, grass below").at(121, 12),
        photo("deep-field").at(128, 1),
        media::round().at(133, 13),
        photo("green-curtain").at(140, 23),
    ]
}

fn autumn() -> Vec<Item> {
    vec![
        photo("paper-hills").said("Cut with small scissors ✂️").at(150, 10),
        photo("marbles").at(160, 15),
        photo("night-dunes").at(171, 3).kept(1),
        photo("small-tiles").at(183, 12),
        media::notes().at(190, 9),
        photo("island-map").said("X marks nothing 🏝 #map").at(200, 16),
        photo("wheat").at(215, 14),
        photo("dragon-coast").at(230, 22),
        photo("strip").said("Taller than wide, four to one").at(245, 8),
        photo("old-icon").said("90 × 60 pixels, all of them").at(260, 13),
        text("This is where I keep things now.").at(262, 9),
    ]
}

/// Names that hurt: each has broken a header, a terminal, a page or a file system somewhere.
fn hurting() -> Vec<Item> {
    let bytes = b"Only the name is dangerous.\n";
    let named = |name: &str, day, hour| file(name, "text/plain", bytes).at(day, hour);
    vec![
        media::page().said("An HTML page with a script in it").at(141, 8),
        media::drawing().said("An SVG, likewise").at(142, 8),
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

/// Files too large to carry: computed from their offsets.
fn large() -> Vec<Item> {
    let sized = |name: &str, length| {
        let mut item = Item::new(Kind::Document, "application/octet-stream", computed(length));
        item.name = Some(name.to_owned());
        item
    };
    vec![
        sized("four-gibibytes.bin", 4 << 30).said("4 GiB, made up as you read it").at(65, 12),
        sized("sixty-four-mebibytes.bin", 64 << 20).said("64 MiB in data centre 3").at(66, 12).kept(3),
    ]
}

fn text(markup: &str) -> Item {
    Item::new(Kind::Text, "", Source::Static(&[])).said(markup)
}

impl Item {
    /// With a caption, in [`caption`]'s markup.
    fn said(mut self, markup: &str) -> Self {
        (self.caption, self.entities) = caption::parse(markup);
        self
    }

    /// So many days ago, and some hours and odd minutes.
    fn at(mut self, days: u64, hours: u64) -> Self {
        let odd = (days * 37 + hours * 11 + self.source.len()) % 3600;
        self.age = Duration::from_secs(days * 86_400 + hours * 3600 + odd + 60);
        self
    }

    /// In another data centre than the account's own.
    fn kept(mut self, dc: i32) -> Self {
        self.dc = dc;
        self
    }

    /// Part of an album: all at the time of its day, one second apart.
    fn together(mut self, album: u32, place: u64) -> Self {
        self.album = Some(album);
        self.age = Duration::from_secs(self.age.as_secs() / 3600 * 3600 + 60 - place);
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn oldest_first_and_no_two_at_once() {
        let ages: Vec<_> = demo().iter().map(|item| item.age).collect();
        assert!(ages.is_sorted_by(|a, b| a > b));
    }

    #[test]
    fn all_kinds_all_data_centres_and_every_picture_occur() {
        let kinds: HashSet<_> = demo().iter().map(|item| item.kind).collect();
        assert_eq!(kinds.len(), 8);
        let data_centers: HashSet<_> = demo().iter().map(|item| item.dc).collect();
        assert_eq!(data_centers, HashSet::from([1, 2, 3]));
        let pictures = demo().iter().filter(|item| item.kind == Kind::Photo).count();
        assert_eq!(pictures, super::super::photos::PHOTOS.len());
    }

    #[test]
    fn the_album_is_four_neighbours() {
        let places: Vec<_> =
            demo().iter().enumerate().filter(|(_, item)| item.album == Some(1)).map(|(place, _)| place).collect();
        assert_eq!(places.len(), 4);
        assert_eq!(places[3] - places[0], 3);
    }

    #[test]
    fn the_long_name_has_200_letters() {
        assert!(demo().iter().filter_map(|item| item.name.as_ref()).any(|name| name.chars().count() == 200));
    }

    #[test]
    fn captions_keep_telegrams_limit() {
        assert!(demo().iter().all(|item| item.caption.encode_utf16().count() <= 1024));
    }
}
