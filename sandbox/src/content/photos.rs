//! The demo account's photos: `assets/photos/*.jpg`, drawn by `examples/draw`.

use super::{ContentBytes, ContentKind, Item};

/// A photo that is embedded in the program.
pub struct Photo {
    /// The file name without `.jpg`.
    pub name: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The JPEG.
    pub bytes: &'static [u8],
}

macro_rules! photos {
    ($($name:literal $width:literal x $height:literal,)*) => {
        /// All photos.
        pub const PHOTOS: &[Photo] = &[$(Photo {
            name: $name,
            width: $width,
            height: $height,
            bytes: include_bytes!(concat!("../../assets/photos/", $name, ".jpg")),
        }),*];
    };
}

photos! {
    "first-light" 1280 x 853,
    "alpine-valley" 2560 x 1707,
    "sailing-home" 1280 x 853,
    "misty-pines" 853 x 1280,
    "milky-lake" 1280 x 853,
    "balloon-morning" 1280 x 960,
    "harbour-night" 1500 x 500,
    "northern-lights" 1280 x 853,
    "ink-one" 900 x 900,
    "long-shadows" 1280 x 853,
    "paper-sea" 1080 x 1350,
    "quarter-circles" 960 x 960,
    "ringed-world" 1280 x 853,
    "survey-map" 1280 x 960,
    "still-life" 1280 x 853,
    "ridge-walk" 1800 x 600,
    "moonlit-sea" 853 x 1280,
    "window" 853 x 1280,
    "sunflower" 1080 x 1080,
    "wind" 1080 x 720,
    "festival" 1280 x 853,
    "spiral-garden" 1080 x 720,
    "autumn-valley" 1280 x 853,
    "blue-hour" 1280 x 720,
    "towers" 853 x 1280,
    "album-spring" 1280 x 960,
    "album-summer" 1280 x 960,
    "album-autumn" 1280 x 960,
    "album-winter" 1280 x 960,
    "ink-two" 750 x 1000,
    "high-pass" 1920 x 640,
    "deep-field" 960 x 960,
    "paper-hills" 1280 x 853,
    "green-curtain" 720 x 1280,
    "marbles" 1080 x 1080,
    "night-dunes" 1280 x 720,
    "small-tiles" 640 x 640,
    "island-map" 800 x 1000,
    "wheat" 720 x 1080,
    "old-icon" 90 x 60,
    "dragon-coast" 900 x 900,
    "strip" 300 x 1200,
}

/// A message with this photo.
pub fn photo(name: &str) -> Item {
    let photo = PHOTOS.iter().find(|photo| photo.name == name).expect("the photo exists");
    let mut item = Item::new(ContentKind::Photo, "image/jpeg", ContentBytes::Embedded(photo.bytes));
    (item.width, item.height) = (photo.width, photo.height);
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_have_the_dimensions_of_the_table_and_are_drawn() {
        let drawn = include_str!("../../examples/draw/catalogue.rs");
        for photo in PHOTOS {
            let image = image::load_from_memory(photo.bytes).unwrap_or_else(|error| panic!("{}: {error}", photo.name));
            assert_eq!((image.width(), image.height()), (photo.width, photo.height), "{}", photo.name);
            let call = format!("picture(\"{}\", {}, {},", photo.name, photo.width, photo.height);
            assert!(drawn.contains(&call), "{call} is not in examples/draw/catalogue.rs");
        }
        assert_eq!(drawn.matches("picture(\"").count(), PHOTOS.len(), "a photo is drawn but not embedded");
    }

    #[test]
    fn photos_have_less_than_three_mebibytes() {
        assert!(PHOTOS.iter().map(|photo| photo.bytes.len()).sum::<usize>() < 3 << 20);
    }
}
