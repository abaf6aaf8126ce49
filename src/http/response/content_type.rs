//! As what a stored file is served: a type from our own table, and whether a browser may show it.
//!
//! Whoever can put a file into Saved Messages chooses its name and MIME type, and a browser that shows HTML, SVG or XML from our origin
//! runs what is in it. So the given type is only looked up, never repeated, and what is not plainly a picture, film, sound or plain text
//! is handed over as a download.

/// How a file is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// Whether a browser may show it; otherwise `attachment`.
    pub inline: bool,
}

const UNKNOWN: Served = Served { content_type: "application/octet-stream", inline: false };

/// Given types and what they are served as. Everything in it is shown; nothing in it can hold a script.
const SHOWN: &[(&str, &str)] = &[
    ("image/jpeg", "image/jpeg"),
    ("image/jpg", "image/jpeg"),
    ("image/png", "image/png"),
    ("image/gif", "image/gif"),
    ("image/webp", "image/webp"),
    ("image/avif", "image/avif"),
    ("image/bmp", "image/bmp"),
    ("image/heic", "image/heic"),
    ("image/heif", "image/heif"),
    ("video/mp4", "video/mp4"),
    ("video/x-m4v", "video/mp4"),
    ("video/webm", "video/webm"),
    ("video/ogg", "video/ogg"),
    ("video/quicktime", "video/quicktime"),
    ("video/x-matroska", "video/x-matroska"),
    ("video/mpeg", "video/mpeg"),
    ("audio/mpeg", "audio/mpeg"),
    ("audio/mp3", "audio/mpeg"),
    ("audio/mp4", "audio/mp4"),
    ("audio/m4a", "audio/mp4"),
    ("audio/x-m4a", "audio/mp4"),
    ("audio/aac", "audio/aac"),
    ("audio/ogg", "audio/ogg"),
    ("audio/opus", "audio/ogg"),
    ("audio/webm", "audio/webm"),
    ("audio/wav", "audio/wav"),
    ("audio/x-wav", "audio/wav"),
    ("audio/wave", "audio/wav"),
    ("audio/flac", "audio/flac"),
    ("audio/x-flac", "audio/flac"),
    ("text/plain", "text/plain; charset=utf-8"),
];

/// Types that a download may keep, because programs that open it go by them.
const KEPT: &[&str] = &["application/pdf", "application/zip", "application/json", "text/csv"];

/// How to serve a file that Telegram has under this type and name. The name counts where the type says nothing.
pub fn served(mime_type: &str, name: &str) -> Served {
    let essence = essence(mime_type);
    if let Some(served) = look_up(&essence) {
        return served;
    }
    let says_nothing = matches!(essence.as_str(), "" | "application/octet-stream" | "binary/octet-stream");
    let guess = says_nothing.then(|| mime_guess::from_path(name).first_raw()).flatten();
    guess.and_then(look_up).unwrap_or(UNKNOWN)
}

fn look_up(essence: &str) -> Option<Served> {
    let shown = SHOWN.iter().find(|(given, _)| *given == essence);
    let kept = || KEPT.iter().find(|kept| **kept == essence);
    shown
        .map(|(_, content_type)| Served { content_type, inline: true })
        .or_else(|| kept().map(|content_type| Served { content_type, inline: false }))
}

/// The type without its parameters.
fn essence(mime_type: &str) -> String {
    mime_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_plainly_media_is_shown() {
        for (mime_type, name, content_type, inline) in [
            ("image/jpeg", "a.jpg", "image/jpeg", true),
            ("IMAGE/PNG; x=y", "a", "image/png", true),
            ("video/mp4", "a.html", "video/mp4", true),
            ("", "film.mp4", "video/mp4", true),
            ("application/octet-stream", "song.MP3", "audio/mpeg", true),
            ("text/plain", "a.txt", "text/plain; charset=utf-8", true),
            ("application/pdf", "a.pdf", "application/pdf", false),
            ("text/html", "a.html", "application/octet-stream", false),
            ("text/html", "a.jpg", "application/octet-stream", false),
            ("", "a.html", "application/octet-stream", false),
            ("", "a.svg", "application/octet-stream", false),
            ("image/svg+xml", "a.svg", "application/octet-stream", false),
            ("application/xhtml+xml", "a.xhtml", "application/octet-stream", false),
            ("text/xml", "a.xml", "application/octet-stream", false),
            ("text/javascript", "a.js", "application/octet-stream", false),
            ("image/jpeg\r\nX: y", "a", "application/octet-stream", false),
            ("*/*", "", "application/octet-stream", false),
        ] {
            assert_eq!(served(mime_type, name), Served { content_type, inline }, "{mime_type} {name}");
        }
    }
}
