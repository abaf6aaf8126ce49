//! Names of folders and files.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes of UTF-8: what file systems take.
const MAX_BYTES: usize = 255;
/// What the API's document forbids, because file systems do.
const FORBIDDEN: [char; 9] = ['\\', '/', ':', '"', '*', '?', '<', '>', '|'];

/// U+200C is written in Persian and Indic words, U+200D in emoji of several persons or colours.
const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// A name that a folder or file can have: in NFC, not empty, at most 255 bytes, no path, nothing that Windows cannot store, and nothing
/// invisible that reorders text or makes two names look alike. Joiners stand where they show: within emoji, and within words of scripts that need them.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeName(String);

impl NodeName {
    /// Checks a name. `None` when nothing can have it.
    pub fn parse(text: &str) -> Option<Self> {
        let name: String = text.nfc().collect();
        let fits = !name.is_empty()
            && name.len() <= MAX_BYTES
            && name != "."
            && name != ".."
            && name.trim() == name
            && !name.chars().any(|it| FORBIDDEN.contains(&it) || is_invisible(it) && !JOINERS.contains(&it))
            && joins_letters(&name);
        fits.then_some(Self(name))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In lower case, as searches compare it.
    pub fn search_form(&self) -> String {
        self.0.to_lowercase().nfc().collect()
    }

    /// `(number).name`, as the document's original names a second file of the same name. Cut where it would be too long.
    pub fn numbered(&self, number: u32) -> Self {
        let prefix = format!("({number}).");
        let mut name = format!("{prefix}{}", self.0);
        if name.len() > MAX_BYTES {
            // The extension stays, the stem loses its end.
            let (stem, extension) = match self.0.rfind('.').filter(|dot| *dot > 0 && self.0.len() - dot <= 32) {
                Some(dot) => self.0.split_at(dot),
                None => (self.0.as_str(), ""),
            };
            let room = MAX_BYTES - prefix.len() - extension.len();
            let end = (0..=room.min(stem.len())).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or(0);
            let stem = stem[..end].trim_end_matches(|end: char| end.is_whitespace() || JOINERS.contains(&end));
            name = format!("{prefix}{stem}{extension}");
        }
        Self(name)
    }
}

impl fmt::Debug for NodeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NodeName(…)")
    }
}

impl fmt::Display for NodeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether each joiner is between two characters that it can join, which no ASCII character is.
fn joins_letters(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    let is_joined = |at: Option<&char>| at.is_some_and(|letter| !letter.is_ascii() && !JOINERS.contains(letter));
    letters.iter().enumerate().filter(|(_, letter)| JOINERS.contains(letter)).all(|(at, _)| {
        is_joined(at.checked_sub(1).and_then(|before| letters.get(before))) && is_joined(letters.get(at + 1))
    })
}

/// Control characters, and those that reorder or hide text.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_file_systems_take_are_names() {
        for text in ["a", "photo.jpg", ".hidden", "señor ñ.txt", "👨‍👩‍👧.png", "❤️‍🔥", "می‌خواهم.txt", "a..b", "CON"]
        {
            assert!(NodeName::parse(text).is_some(), "{text}");
        }
        let long = "é".repeat(127);
        assert!(NodeName::parse(&long).is_some());
        assert!(NodeName::parse(&format!("{long}é")).is_none(), "256 bytes");
    }

    #[test]
    fn paths_and_invisible_characters_are_none() {
        for text in [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "a:b",
            "a\"b",
            "a*",
            "a?",
            "<a>",
            "a|b",
            "a\0",
            "a\nb",
            " a",
            "a ",
            "\u{202E}a",
            "\u{200B}",
            "a\u{61C}b",
            "a\u{200D}",
            "a\u{200C}b",
            "\u{200D}é",
            "é\u{200D}\u{200D}é",
        ] {
            assert!(NodeName::parse(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same_name() {
        assert_eq!(NodeName::parse("e\u{301}"), NodeName::parse("é"));
    }

    #[test]
    fn numbered_names_keep_their_extension() {
        let name = NodeName::parse("t.txt").unwrap();
        assert_eq!(name.numbered(1).as_str(), "(1).t.txt");
        let long = NodeName::parse(&format!("{}.txt", "x".repeat(251))).unwrap();
        let numbered = long.numbered(12);
        assert_eq!(numbered.as_str().len(), 255);
        assert!(numbered.as_str().starts_with("(12).x") && numbered.as_str().ends_with("x.txt"));
        for letters in 244..=248 {
            let name = NodeName::parse(&format!("{}é\u{200D}é.b", "x".repeat(letters - 2))).unwrap();
            let numbered = name.numbered(1);
            assert_eq!(NodeName::parse(numbered.as_str()).as_ref(), Some(&numbered), "{letters}");
        }
    }
}
