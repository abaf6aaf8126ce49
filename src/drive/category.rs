//! Categories of files, by which they are counted and found.

/// A category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Pictures.
    Image,
    /// Films.
    Video,
    /// Music and speech.
    Audio,
    /// Texts, tables, presentations.
    Document,
    /// Several files in one.
    Archive,
    /// Anything else.
    Other,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Image, Self::Video, Self::Audio, Self::Document, Self::Archive, Self::Other];

    /// The category of a MIME type.
    pub fn of(content_type: &str) -> Self {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or_default();
        match (kind, subtype) {
            ("image", _) => Self::Image,
            ("video", _) => Self::Video,
            ("audio", _) => Self::Audio,
            ("text", _) => Self::Document,
            ("application", subtype) if ARCHIVES.contains(&subtype) => Self::Archive,
            ("application", subtype)
                if DOCUMENTS.contains(&subtype)
                    || subtype.starts_with("vnd.openxmlformats-officedocument.")
                    || subtype.starts_with("vnd.oasis.opendocument.")
                    || subtype.starts_with("vnd.ms-") =>
            {
                Self::Document
            }
            _ => Self::Other,
        }
    }

    /// The one with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Archive => "archive",
            Self::Other => "other",
        }
    }

    /// Its number in the database.
    pub fn number(self) -> i16 {
        self as i16
    }

    /// The one with that number.
    pub fn from_number(number: i16) -> Self {
        Self::ALL.into_iter().find(|category| category.number() == number).unwrap_or(Self::Other)
    }
}

const ARCHIVES: [&str; 12] = [
    "zip",
    "x-zip-compressed",
    "gzip",
    "x-gzip",
    "x-tar",
    "x-bzip2",
    "x-xz",
    "zstd",
    "x-7z-compressed",
    "vnd.rar",
    "x-rar-compressed",
    "java-archive",
];

const DOCUMENTS: [&str; 8] = ["pdf", "msword", "rtf", "epub+zip", "json", "xml", "x-tex", "x-abiword"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_categories() {
        for (content_type, category) in [
            ("image/png", Category::Image),
            ("VIDEO/mp4", Category::Video),
            ("audio/ogg; codecs=opus", Category::Audio),
            ("text/plain", Category::Document),
            ("application/pdf", Category::Document),
            ("application/vnd.oasis.opendocument.text", Category::Document),
            ("application/zip", Category::Archive),
            ("application/octet-stream", Category::Other),
            ("", Category::Other),
        ] {
            assert_eq!(Category::of(content_type), category, "{content_type}");
        }
    }

    #[test]
    fn numbers_and_names_lead_back() {
        for category in Category::ALL {
            assert_eq!(Category::from_number(category.number()), category);
            assert_eq!(Category::parse(category.name()), Some(category));
        }
    }
}
