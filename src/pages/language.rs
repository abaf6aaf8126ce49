//! The languages of the pages, and which of them a reader gets: the chosen one, or else the preferred one of their browser.

use serde::{Serialize, Serializer};

/// A language with a file of texts in `static/words/`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    #[default]
    English,
    Spanish,
}

impl Language {
    /// In the order of the page.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// The language tag (RFC 5646), as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// The language with that tag.
    pub fn tagged(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The language's own name.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
        }
    }

    /// The language with the largest weight in an `Accept-Language` header; the first of equals. The region is ignored: `es-MX` is Spanish.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or_default();
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            let heavier = weight > best.map_or(0.0, |(best, _)| best);
            if let (Some(language), true) = (Self::tagged(primary), heavier) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// A whole number with thousands separators: `12,345`, `12.345`. Spanish does not separate four digits.
    pub fn number(self, number: u64) -> String {
        let (separator, together) = match self {
            Self::English => (',', 3),
            Self::Spanish => ('.', 4),
        };
        let digits = number.to_string();
        if digits.len() <= together {
            return digits;
        }
        let mut apart = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                apart.push(separator);
            }
            apart.push(digit);
        }
        apart
    }

    /// The decimal separator.
    pub fn decimal_mark(self) -> char {
        match self {
            Self::English => '.',
            Self::Spanish => ',',
        }
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_available_language_with_the_largest_weight_is_chosen() {
        for (header, language) in [
            ("es", Some(Language::Spanish)),
            ("es-MX,es;q=0.9,en;q=0.8", Some(Language::Spanish)),
            ("de, en;q=0.4, es;q=0.7", Some(Language::Spanish)),
            ("en-GB,es", Some(Language::English)),
            ("es;q=0, en;q=0.1", Some(Language::English)),
            ("fr, *;q=0.5", None),
            ("", None),
            (";;,q=,es;q=x", Some(Language::Spanish)),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }

    #[test]
    fn numbers_have_thousands_separators() {
        assert_eq!([7, 999, 1234, 100_000].map(|n| Language::English.number(n)), ["7", "999", "1,234", "100,000"]);
        assert_eq!([7, 999, 1234, 100_000].map(|n| Language::Spanish.number(n)), ["7", "999", "1234", "100.000"]);
    }
}
