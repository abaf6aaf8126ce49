//! Numbers and codes as people type and paste them: the one place where such text becomes a number.
//!
//! Text that is copied from a chat, a web page or a contact has marks that nobody sees (directions, zero-width characters), spaces and dashes of many
//! widths, and the digits of the writer's script. [`plain`] converts all of that to ASCII; [`number`] and [`code`] read what is left.

use std::str::FromStr;

use zeroize::Zeroizing;

/// The zeros of the decimal digits (Unicode's category Nd); the other nine follow each.
const ZEROS: [char; 64] = [
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{104a0}',
    '\u{10d30}',
    '\u{11066}',
    '\u{110f0}',
    '\u{11136}',
    '\u{111d0}',
    '\u{112f0}',
    '\u{11450}',
    '\u{114d0}',
    '\u{11650}',
    '\u{116c0}',
    '\u{11730}',
    '\u{118e0}',
    '\u{11950}',
    '\u{11c50}',
    '\u{11d50}',
    '\u{11da0}',
    '\u{16a60}',
    '\u{16ac0}',
    '\u{16b50}',
    '\u{1d7ce}',
    '\u{1d7d8}',
    '\u{1d7e2}',
    '\u{1d7ec}',
    '\u{1d7f6}',
    '\u{1e140}',
    '\u{1e2f0}',
    '\u{1fbf0}',
];

/// The text in ASCII, as far as it can be a number: digits, signs, brackets and spaces. All other characters stay; those that nobody sees go.
pub fn plain(text: &str) -> String {
    let visible = text.chars().filter(|character| !is_invisible(*character));
    visible.map(to_ascii).collect::<String>().trim().to_owned()
}

/// A number of whole text, in which spaces may separate groups of digits.
pub fn number<T: FromStr>(text: &str) -> Option<T> {
    plain(text).replace(' ', "").parse().ok()
}

/// A code that was sent to a person. Spaces and dashes between its digits do not count; one that is a word or a phrase keeps them.
pub fn code(text: &str) -> Zeroizing<String> {
    let text = Zeroizing::new(plain(text));
    let joined: String = text.chars().filter(|character| !matches!(character, ' ' | '-' | '.')).collect();
    let is_number = !joined.is_empty() && joined.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { Zeroizing::new(joined) } else { text }
}

fn to_ascii(character: char) -> char {
    let digit = ZEROS.iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    });
    match character {
        character if character.is_ascii() => character,
        character if character.is_whitespace() => ' ',
        // Hyphens, dashes and minus signs.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{fe62}' => '+',
        // The full-width forms of ASCII, whose digits are among the others.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        character => digit.unwrap_or(character),
    }
}

/// Directions, joiners, zero-width spaces, variation selectors, the byte order mark.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_pasted() {
        for text in [
            "22222",
            " 22 222 ",
            "22-222",
            "\u{202a}22222\u{202c}",
            "\u{200e}22222",
            "2\u{200b}2222",
            "22\u{202f}222",
            "22\u{2212}222",
            "٢٢٢٢٢",
            "۲۲۲۲۲",
            "２２２２２",
            "२२ २२२",
            "𝟐𝟐𝟐𝟐𝟐",
        ] {
            assert_eq!(*code(text), "22222", "{text:?}");
        }
        assert_eq!(*code(" blue lamp\u{200f} "), "blue lamp", "a phrase keeps its spaces");
        for text in ["", " ", "\u{200b}", "\u{202a}\u{202c}"] {
            assert_eq!(*code(text), "", "{text:?}");
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_pasted() {
        assert_eq!(number::<i64>("\u{2212}100\u{a0}123"), Some(-100_123));
        assert_eq!(number::<u32>("٤٢"), Some(42));
        assert_eq!(number::<f64>("１．５"), Some(1.5));
        for text in ["", "-", "forty", "1,5", "4 2x"] {
            assert_eq!(number::<i64>(text), None, "{text:?}");
        }
    }

    #[test]
    fn all_zeros_are_followed_by_nine_digits_and_stand_in_order() {
        assert!(ZEROS.is_sorted());
        for zero in ZEROS {
            assert!(zero.is_numeric(), "{zero:?}");
            let nine = char::from_u32(u32::from(zero) + 9).expect("a character");
            assert!(nine.is_numeric(), "{nine:?}");
            assert_eq!(to_ascii(nine), '9');
        }
    }
}
