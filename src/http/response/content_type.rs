//! The `Content-Type` of a stored file, and whether a browser may show the file.
//!
//! The sender of a file chooses its name and MIME type, and a browser that shows HTML, SVG or XML from our origin runs its scripts. So the MIME
//! type is only looked up in a table, never copied, and everything but pictures, videos, audio and plain text is a download.

/// The headers with which a file is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// Whether a browser may show the file; otherwise it is an attachment.
    pub inline: bool,
}

const UNKNOWN: Served = Served { content_type: "application/octet-stream", inline: false };

/// MIME types that a browser may show, and their `Content-Type`. None of them can contain scripts.
const INLINE: &[(&str, &str)] = &[
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

/// MIME types of downloads that are kept, because browsers choose a program by them.
const DOWNLOADS: &[&str] = &["application/pdf", "application/zip", "application/json", "text/csv"];

/// How to serve a file with a MIME type and name. The name is used if the type is missing or generic.
pub fn served(mime_type: &str, name: &str) -> Served {
    let essence = essence(mime_type);
    if let Some(served) = look_up(&essence) {
        return served;
    }
    let is_generic = matches!(essence.as_str(), "" | "application/octet-stream" | "binary/octet-stream");
    let guess = is_generic.then(|| mime_guess::from_path(name).first_raw()).flatten();
    guess.and_then(look_up).unwrap_or(UNKNOWN)
}

fn look_up(essence: &str) -> Option<Served> {
    let inline = INLINE.iter().find(|(given, _)| *given == essence);
    let download = || DOWNLOADS.iter().find(|given| **given == essence);
    inline
        .map(|(_, content_type)| Served { content_type, inline: true })
        .or_else(|| download().map(|content_type| Served { content_type, inline: false }))
}

/// The type without its parameters.
fn essence(mime_type: &str) -> String {
    mime_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_media_are_shown() {
        for (mime_type, name, content_type, inline) in [
            ("image/jpeg", "a.jpg", "image/jpeg", true),
            ("IMAGE/PNG; x=y", "a", "image/png", true),
            ("video/mp4", "a.html", "video/mp4", true),
            ("", "clip.mp4", "video/mp4", true),
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
