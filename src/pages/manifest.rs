//! `GET /manifest.webmanifest`: makes the gallery installable, in the reader's language and colours.

use rocket::get;
use rocket::http::ContentType;
use serde::Serialize;

use super::reader::Reader;

/// The manifest (W3C Web Application Manifest).
#[derive(Serialize)]
struct Manifest<'a> {
    id: &'static str,
    name: &'static str,
    short_name: &'static str,
    description: &'a str,
    lang: &'a str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    background_color: &'static str,
    theme_color: &'static str,
    categories: [&'static str; 1],
    icons: [Icon; 4],
}

/// An icon for home screens and task bars.
#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
    /// `any`, or `maskable`: its edges may be cut off.
    purpose: &'static str,
}

/// The manifest, which browsers load when a page is installed.
#[get("/manifest.webmanifest")]
pub(super) fn manifest(reader: Reader<'_>) -> (ContentType, String) {
    let icon = |file: &str, sizes, media_type, purpose| Icon {
        src: format!("/static/{}/{file}", reader.version),
        sizes,
        media_type,
        purpose,
    };
    let paper = reader.theme.paper();
    let manifest = Manifest {
        id: "/",
        name: "Heliograph",
        short_name: "Heliograph",
        description: reader.words.text("app.tagline"),
        lang: reader.language.tag(),
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: paper,
        theme_color: paper,
        categories: ["photo"],
        icons: [
            icon("mark.svg", "any", "image/svg+xml", "any"),
            icon("app/icon-192.png", "192x192", "image/png", "any"),
            icon("app/icon-512.png", "512x512", "image/png", "any"),
            icon("app/maskable-512.png", "512x512", "image/png", "maskable"),
        ],
    };
    let json = serde_json::to_string(&manifest).expect("plain text and nothing else");
    (ContentType::new("application", "manifest+json"), json)
}
