//! The static files, compiled into the binary.
//!
//! Style sheets are sent as one: each source file is a part of a layer, and browsers load `css/heliograph.css`, which is all of them in order.
//! Modules are sent without their comments. The texts of a language, `words/en.json`, are also a module, `words/en.js`, because that is what
//! scripts can import. A file is compressed on its first request and cached in that form.

use std::collections::HashMap;
use std::sync::OnceLock;

use flate2::Compression;
use rocket::http::ContentType;
use sha2::{Digest, Sha256};

use super::comments::without_comments;
use super::language::Language;
use crate::http::response::gzip::gzip;

/// The path of the joined style sheet.
const STYLE_SHEET: &str = "css/heliograph.css";

/// The style sheets in the order in which they are joined. `layers.css` is the first: it fixes the order of the layers.
const STYLES: &[&str] = &[
    include_str!("../../static/css/layers.css"),
    include_str!("../../static/css/reset.css"),
    include_str!("../../static/css/tokens.css"),
    include_str!("../../static/css/base.css"),
    include_str!("../../static/css/layout.css"),
    include_str!("../../static/css/button.css"),
    include_str!("../../static/css/chip.css"),
    include_str!("../../static/css/field.css"),
    include_str!("../../static/css/combo.css"),
    include_str!("../../static/css/menu.css"),
    include_str!("../../static/css/find.css"),
    include_str!("../../static/css/notice.css"),
    include_str!("../../static/css/scrubber.css"),
    include_str!("../../static/css/selection.css"),
    include_str!("../../static/css/settings.css"),
    include_str!("../../static/css/sign-in.css"),
    include_str!("../../static/css/tile.css"),
    include_str!("../../static/css/tile-shape.css"),
    include_str!("../../static/css/timeline.css"),
    include_str!("../../static/css/viewer.css"),
    include_str!("../../static/css/viewer-show.css"),
    include_str!("../../static/css/keys.css"),
    include_str!("../../static/css/upload.css"),
    include_str!("../../static/css/drop.css"),
    include_str!("../../static/css/utilities.css"),
];

/// Pairs of a path below `/static/<version>/` and the content.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_bytes!(concat!("../../static/", $path)))),*]
    };
}

/// All other files.
const FILES: &[(&str, &[u8])] = files![
    "icons.svg",
    "mark.svg",
    "app/icon-192.png",
    "app/icon-512.png",
    "app/maskable-512.png",
    "app/touch-180.png",
    "js/api.js",
    "js/country-picker.js",
    "js/arrange.js",
    "js/collection.js",
    "js/counts.js",
    "js/delete-later.js",
    "js/drop.js",
    "js/find.js",
    "js/first-layout.js",
    "js/gallery.js",
    "js/keys.js",
    "js/live.js",
    "js/measure.js",
    "js/notice.js",
    "js/place.js",
    "js/qr.js",
    "js/scrubber.js",
    "js/select-bar.js",
    "js/select.js",
    "js/settings.js",
    "js/sign-in.js",
    "js/tile.js",
    "js/timeline-parts.js",
    "js/timeline-reader.js",
    "js/timeline-view.js",
    "js/trouble.js",
    "js/upload-panel.js",
    "js/upload-pick.js",
    "js/upload-rows.js",
    "js/upload.js",
    "js/viewer.js",
    "js/viewer-caption.js",
    "js/viewer-card.js",
    "js/viewer-document.js",
    "js/viewer-keys.js",
    "js/viewer-picture.js",
    "js/viewer-player.js",
    "js/viewer-pointers.js",
    "js/viewer-stage.js",
    "js/viewer-strip.js",
    "js/viewer-swipe.js",
    "js/words.js",
    "js/model/code-sent.js",
    "js/model/countries.js",
    "js/model/days.js",
    "js/model/failure.js",
    "js/model/format.js",
    "js/model/justified.js",
    "js/model/media-list.js",
    "js/model/neighbours.js",
    "js/model/page-link.js",
    "js/model/picture-sources.js",
    "js/model/rate.js",
    "js/model/reads.js",
    "js/model/scale.js",
    "js/model/selection.js",
    "js/model/sign-in-steps.js",
    "js/model/timeline.js",
    "js/model/upload-queue.js",
    "js/model/words.js",
    "js/model/zoom.js",
    "words/en.json",
    "words/es.json",
];

/// One static file.
pub(super) struct Asset {
    /// Its media type.
    pub content_type: ContentType,
    /// Its bytes.
    pub bytes: Vec<u8>,
    gzipped: OnceLock<Option<Vec<u8>>>,
}

/// All static files, and the version in their URLs.
pub(super) struct Assets {
    version: String,
    files: HashMap<String, Asset>,
}

impl Assets {
    /// The files that are compiled in.
    pub fn embedded() -> Self {
        let mut files: HashMap<_, _> =
            FILES.iter().map(|&(path, bytes)| (path.to_owned(), Asset::new(path, to_send(path, bytes)))).collect();
        for language in Language::ALL.map(Language::tag) {
            let words = FILES.iter().find(|(path, _)| *path == format!("words/{language}.json"));
            let (_, json) = words.expect("every language has its words");
            let module = [b"export default ", *json].concat();
            files.insert(format!("words/{language}.js"), Asset::new("words.js", module));
        }
        files.insert(STYLE_SHEET.to_owned(), Asset::new(STYLE_SHEET, without_comments(&STYLES.concat()).into_bytes()));
        Self { version: version(&files), files }
    }

    /// The hash over all files, 16 hexadecimal digits.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The file at that path below `/static/<version>/`.
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.files.get(path)
    }
}

impl Asset {
    fn new(path: &str, bytes: Vec<u8>) -> Self {
        let extension = path.rsplit('.').next().unwrap_or_default();
        let content_type = ContentType::from_extension(extension).unwrap_or(ContentType::Binary);
        Self { content_type, bytes, gzipped: OnceLock::new() }
    }

    /// The compressed bytes; `None` if compression does not make the file smaller.
    pub fn gzipped(&self) -> Option<&[u8]> {
        let compress = || gzip(&self.bytes, Compression::best()).ok().filter(|small| small.len() < self.bytes.len());
        self.gzipped.get_or_init(compress).as_deref()
    }
}

fn to_send(path: &str, bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(source) if path.ends_with(".js") => without_comments(source).into_bytes(),
        _ => bytes.to_vec(),
    }
}

fn version(files: &HashMap<String, Asset>) -> String {
    let mut paths: Vec<_> = files.keys().collect();
    paths.sort();
    let mut hash = Sha256::new();
    for path in paths {
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(&files[path].bytes);
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    fn files_below(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("the folder exists");
        entries
            .map(|entry| entry.expect("an entry").path())
            .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
            .collect()
    }

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        let on_disk: BTreeSet<_> = files_below(&root)
            .into_iter()
            .map(|path| path.strip_prefix(&root).expect("below it").to_str().expect("plain names").to_owned())
            .collect();
        let styles = on_disk.iter().filter(|path| path.ends_with(".css")).count();
        let others: BTreeSet<_> = on_disk.iter().filter(|path| !path.ends_with(".css")).cloned().collect();
        assert_eq!(styles, STYLES.len());
        assert_eq!(others, FILES.iter().map(|(path, _)| path.to_string()).collect());
    }

    #[test]
    fn every_style_sheet_is_in_a_layer() {
        for style in STYLES {
            assert!(style.contains("@layer "), "no layer in: {}", &style[..style.len().min(60)]);
        }
    }

    #[test]
    fn no_text_looks_like_a_comment() {
        for (path, bytes) in FILES.iter().filter(|(path, _)| path.ends_with(".js")) {
            let source = std::str::from_utf8(bytes).expect("text");
            let sent = without_comments(source);
            for text in sent.split('`').skip(1).step_by(2) {
                assert!(source.contains(text), "{path}: {text}");
            }
        }
    }

    #[test]
    fn line_numbers_are_those_of_the_source() {
        let assets = Assets::embedded();
        let (_, source) = FILES.iter().find(|(path, _)| *path == "js/gallery.js").expect("the gallery");
        let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
        let sent = &assets.get("js/gallery.js").expect("the gallery").bytes;
        assert_eq!(lines(sent), lines(source));
        assert!(sent.len() < source.len() && !sent.starts_with(b"//"));
    }

    #[test]
    fn files_have_the_types_that_browsers_require() {
        let assets = Assets::embedded();
        let type_of = |path| assets.get(path).expect("an asset").content_type.to_string();
        assert_eq!(type_of("css/heliograph.css"), "text/css; charset=utf-8");
        assert_eq!(type_of("js/gallery.js"), "text/javascript");
        assert_eq!(type_of("mark.svg"), "image/svg+xml");
    }

    #[test]
    fn the_version_is_stable_and_short() {
        let version = Assets::embedded().version().to_owned();
        assert_eq!(version, Assets::embedded().version());
        assert_eq!(version.len(), 16);
    }
}
