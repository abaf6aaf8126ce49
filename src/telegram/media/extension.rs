//! The extensions of files that came without a name.

/// The usual extension of each type. A type has many, and the first in the alphabet is rarely the one that people know.
const USUAL: [(&str, &str); 85] = [
    ("image/jpeg", "jpg"),
    ("image/jpg", "jpg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/avif", "avif"),
    ("image/bmp", "bmp"),
    ("image/heic", "heic"),
    ("image/heif", "heif"),
    ("image/tiff", "tif"),
    ("image/svg+xml", "svg"),
    ("image/x-icon", "ico"),
    ("image/vnd.adobe.photoshop", "psd"),
    ("image/x-adobe-dng", "dng"),
    ("video/mp4", "mp4"),
    ("video/x-m4v", "m4v"),
    ("video/webm", "webm"),
    ("video/ogg", "ogv"),
    ("video/quicktime", "mov"),
    ("video/x-matroska", "mkv"),
    ("video/x-msvideo", "avi"),
    ("video/avi", "avi"),
    ("video/mpeg", "mpg"),
    ("video/mp2t", "ts"),
    ("video/x-flv", "flv"),
    ("video/x-ms-wmv", "wmv"),
    ("video/3gpp", "3gp"),
    ("audio/mpeg", "mp3"),
    ("audio/mp3", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/m4a", "m4a"),
    ("audio/x-m4a", "m4a"),
    ("audio/aac", "aac"),
    ("audio/ogg", "ogg"),
    ("audio/opus", "opus"),
    ("audio/webm", "weba"),
    ("audio/x-matroska", "mka"),
    ("audio/wav", "wav"),
    ("audio/x-wav", "wav"),
    ("audio/wave", "wav"),
    ("audio/flac", "flac"),
    ("audio/x-flac", "flac"),
    ("audio/amr", "amr"),
    ("audio/midi", "mid"),
    ("audio/x-aiff", "aiff"),
    ("audio/x-ms-wma", "wma"),
    ("text/plain", "txt"),
    ("text/html", "html"),
    ("text/css", "css"),
    ("text/csv", "csv"),
    ("text/markdown", "md"),
    ("text/xml", "xml"),
    ("text/vcard", "vcf"),
    ("text/calendar", "ics"),
    ("text/rtf", "rtf"),
    ("application/rtf", "rtf"),
    ("application/pdf", "pdf"),
    ("application/json", "json"),
    ("application/xml", "xml"),
    ("application/zip", "zip"),
    ("application/x-zip-compressed", "zip"),
    ("application/gzip", "gz"),
    ("application/x-gzip", "gz"),
    ("application/x-tar", "tar"),
    ("application/x-bzip2", "bz2"),
    ("application/x-xz", "xz"),
    ("application/zstd", "zst"),
    ("application/x-7z-compressed", "7z"),
    ("application/vnd.rar", "rar"),
    ("application/x-rar-compressed", "rar"),
    ("application/epub+zip", "epub"),
    ("application/msword", "doc"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-powerpoint", "ppt"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
    ("application/x-tgsticker", "tgs"),
    ("font/ttf", "ttf"),
    ("font/otf", "otf"),
    ("font/woff", "woff"),
    ("font/woff2", "woff2"),
];

/// The usual extension of a MIME type; `bin` for a type that has none, or whose files a system may run.
pub fn extension(mime_type: &str) -> &'static str {
    let essence = mime_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    USUAL.iter().find(|(known, _)| *known == essence).map_or("bin", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// What some system starts as a program when it is opened.
    const PROGRAMS: [&str; 28] = [
        "app", "apk", "bat", "cmd", "com", "cpl", "deb", "desktop", "dll", "dmg", "exe", "hta", "jar", "js", "jse",
        "lnk", "msi", "pif", "pkg", "ps1", "reg", "rpm", "run", "scr", "sh", "vbe", "vbs", "wsf",
    ];

    #[test]
    fn types_have_the_extensions_that_people_know() {
        for (mime_type, expected) in [
            ("text/plain", "txt"),
            ("TEXT/PLAIN; charset=utf-8", "txt"),
            ("application/octet-stream", "bin"),
            ("application/vnd.ms-excel", "xls"),
            ("application/x-msdownload", "bin"),
            ("application/java-archive", "bin"),
            ("text/javascript", "bin"),
            ("video/x-matroska", "mkv"),
            ("video/quicktime", "mov"),
            ("image/jpeg", "jpg"),
            ("audio/mpeg", "mp3"),
            ("something/else", "bin"),
            ("", "bin"),
        ] {
            assert_eq!(extension(mime_type), expected, "{mime_type}");
        }
    }

    #[test]
    fn no_type_has_the_extension_of_a_program_or_stands_there_twice() {
        let types: HashSet<_> = USUAL.iter().map(|(mime_type, _)| mime_type).collect();
        assert_eq!(types.len(), USUAL.len());
        for (mime_type, extension) in USUAL {
            assert!(!PROGRAMS.contains(&extension), "{mime_type}: {extension}");
            assert_eq!(mime_type, mime_type.to_ascii_lowercase());
        }
    }
}
