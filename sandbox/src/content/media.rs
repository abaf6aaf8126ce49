//! The demo account's videos, audio files and documents: `assets/media/*`, made by `assets/make-media.sh`, and short texts.

use std::time::Duration;

use super::{ContentBytes, ContentKind, Item};

macro_rules! asset {
    ($name:literal) => {
        include_bytes!(concat!("../../assets/media/", $name)).as_slice()
    };
}

/// Six seconds, without sound, streamable.
pub fn balloons() -> Item {
    video("balloons.mp4", asset!("balloons.mp4"), asset!("balloons.jpg"), (640, 360), 6)
}

/// Five seconds, in portrait format.
pub fn tide() -> Item {
    video("tide.mp4", asset!("tide.mp4"), asset!("tide.jpg"), (360, 640), 5)
}

/// Ten seconds; the index (`moov`) is at the end of the file.
pub fn dusk() -> Item {
    let mut item = video("dusk.mp4", asset!("dusk.mp4"), asset!("dusk.jpg"), (640, 360), 10);
    item.streamable = false;
    item
}

/// 28 seconds, with sound.
pub fn crossing() -> Item {
    video("crossing.mp4", asset!("crossing.mp4"), asset!("crossing.jpg"), (480, 270), 28)
}

/// Six seconds.
pub fn sail() -> Item {
    video("sail.mp4", asset!("sail.mp4"), asset!("sail.jpg"), (480, 270), 6)
}

/// Five seconds of VP9 in WebM.
pub fn ink() -> Item {
    let mut item = video("ink.webm", asset!("ink.webm"), asset!("ink.jpg"), (320, 320), 5);
    item.mime_type = "video/webm";
    item.streamable = false;
    item
}

/// A video message of four seconds.
pub fn round() -> Item {
    let mut item = video("round.mp4", asset!("round.mp4"), asset!("round.jpg"), (240, 240), 4);
    item.kind = ContentKind::RoundVideo;
    item.name = None;
    item
}

/// An animation as MP4.
pub fn tiles() -> Item {
    let mut item = video("tiles.mp4", asset!("tiles.mp4"), asset!("tiles.jpg"), (320, 320), 8);
    item.kind = ContentKind::Animation;
    item
}

/// An animation as GIF.
pub fn bounce() -> Item {
    let mut item = file("bounce.gif", "image/gif", asset!("bounce.gif"));
    item.kind = ContentKind::Animation;
    (item.width, item.height) = (200, 134);
    item.duration = Duration::from_secs(4);
    item.cover = Some(asset!("bounce.jpg"));
    item
}

/// An audio file with a title, a performer and a cover.
pub fn song() -> Item {
    let mut item = file("five-notes-walking.mp3", "audio/mpeg", asset!("song.mp3"));
    item.kind = ContentKind::Audio;
    item.duration = Duration::from_secs(24);
    (item.title, item.performer) = (Some("Five Notes Walking"), Some("The Signal Mirrors"));
    item.cover = Some(asset!("song.jpg"));
    item
}

/// A voice message of seven seconds.
pub fn voice() -> Item {
    let mut item = Item::new(ContentKind::Voice, "audio/ogg", ContentBytes::Embedded(asset!("voice.ogg")));
    item.duration = Duration::from_secs(7);
    item.waveform = Some(asset!("voice.waveform"));
    item
}

/// A PDF with one page.
pub fn leaflet() -> Item {
    file("heliograph.pdf", "application/pdf", asset!("heliograph.pdf"))
}

/// A zip with two files and an empty folder.
pub fn archive() -> Item {
    file("signals.zip", "application/zip", asset!("signals.zip"))
}

/// A text file.
pub fn notes() -> Item {
    file("notes.txt", "text/plain", "Mirror polished. Tripod oiled.\nÜber den Hügel geblinkt: 三回。\n".as_bytes())
}

/// An HTML page with a script, which must never run in a server's origin.
pub fn page() -> Item {
    file(
        "page.html",
        "text/html",
        b"<!doctype html><title>stored page</title><h1>Stored page</h1><script>document.title = 'the script ran'</script>\n",
    )
}

/// An SVG with a script, which must never run either.
pub fn drawing() -> Item {
    file(
        "drawing.svg",
        "image/svg+xml",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 60\"><circle cx=\"45\" cy=\"30\" r=\"20\" fill=\"#f3a712\"/>\
          <script>document.documentElement.setAttribute('data-ran', 'yes')</script></svg>\n",
    )
}

/// A document with these bytes.
pub fn file(name: &str, mime_type: &'static str, bytes: &'static [u8]) -> Item {
    let mut item = Item::new(ContentKind::Document, mime_type, ContentBytes::Embedded(bytes));
    item.name = Some(name.to_owned());
    item
}

fn video(name: &str, bytes: &'static [u8], cover: &'static [u8], (width, height): (u32, u32), seconds: u64) -> Item {
    let mut item = file(name, "video/mp4", bytes);
    item.kind = ContentKind::Video;
    (item.width, item.height) = (width, height);
    item.duration = Duration::from_secs(seconds);
    item.streamable = true;
    item.cover = Some(cover);
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(item: &Item, mark: &[u8]) -> Option<usize> {
        let bytes = item.bytes.read(0, usize::MAX);
        bytes.windows(mark.len()).position(|window| window == mark)
    }

    #[test]
    fn streamable_videos_start_with_their_index() {
        for item in [balloons(), tide(), dusk(), crossing(), sail(), tiles(), round()] {
            let (index, data) = (position(&item, b"moov"), position(&item, b"mdat"));
            assert!(index.is_some() && data.is_some(), "{:?}", item.name);
            assert_eq!(index < data, item.streamable, "{:?}", item.name);
        }
    }

    #[test]
    fn covers_have_at_most_320_pixels_and_the_videos_aspect_ratio() {
        for item in [balloons(), tide(), dusk(), crossing(), sail(), tiles(), round(), ink(), bounce()] {
            let cover = image::load_from_memory(item.cover.expect("has a cover")).expect("a picture");
            assert!(cover.width().max(cover.height()) <= 320, "{:?}", item.name);
            let (video, shown) = (item.width * cover.height(), item.height * cover.width());
            assert!(video.abs_diff(shown) <= item.width.max(item.height), "{:?}", item.name);
        }
    }

    #[test]
    fn files_start_with_the_magic_bytes_of_their_type() {
        let starts = [
            (leaflet(), &b"%PDF-1.4"[..]),
            (archive(), b"PK\x03\x04"),
            (bounce(), b"GIF89a"),
            (song(), b"ID3"),
            (voice(), b"OggS"),
            (ink(), b"\x1a\x45\xdf\xa3"),
        ];
        for (item, start) in starts {
            assert_eq!(position(&item, start), Some(0), "{:?}", item.name);
        }
        assert_eq!(voice().waveform.expect("has one").len(), 63);
    }
}
