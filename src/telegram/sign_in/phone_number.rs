//! Phone numbers.

use std::fmt;

use crate::digits;

/// A phone number in international form, digits only. Never printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Parses a number of 5 to 15 digits of any script, with or without a leading `+` or `00`, in which spaces, dashes, dots and brackets are ignored.
    pub fn parse(text: &str) -> Option<Self> {
        let text = digits::plain(text);
        // The country code may be in brackets.
        let text = text.trim_start_matches([' ', '(', '[']).trim();
        let rest = text.strip_prefix('+').or_else(|| text.strip_prefix("00")).unwrap_or(text);
        let mut digits = String::with_capacity(rest.len());
        for character in rest.chars() {
            match character {
                '0'..='9' => digits.push(character),
                ' ' | '-' | '.' | '(' | ')' | '[' | ']' | '/' => {}
                _ => return None,
            }
        }
        (5..=15).contains(&digits.len()).then_some(Self(digits))
    }

    /// The digits. Never log them.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_are_parsed_with_and_without_punctuation() {
        for text in [
            "+9996620001",
            "999 662-00-01",
            " +999 (662) 0001 ",
            "009996620001",
            "\u{202a}+9996620001\u{202c}",
            "\u{200e}+999\u{202f}662\u{2212}0001\u{200b}",
            "+٩٩٩٦٦٢٠٠٠١",
            "۹۹۹۶۶۲۰۰۰۱",
            "＋９９９　６６２　０００１",
        ] {
            assert_eq!(PhoneNumber::parse(text).expect(text).digits(), "9996620001");
        }
        for text in ["", "+", "1234", "1234567890123456", "+49 30 a", "\u{200b}"] {
            assert_eq!(PhoneNumber::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_phone_number_is_never_printed() {
        assert_eq!(format!("{:?}", PhoneNumber::parse("9996620001")), "Some(PhoneNumber(…))");
    }
}
