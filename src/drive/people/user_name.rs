//! Names of users.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::drive::Error;
use crate::drive::node_name::is_invisible;

/// The longest name, in characters.
const MAX_CHARACTERS: usize = 64;

/// A name that a user can have: in NFC, of 1 to 64 characters, none of them invisible, without `/` and without `:`, which ends the name where a
/// password follows it (RFC 7617).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UserName(String);

impl UserName {
    /// Checks a name.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsUnusable`] when nobody can have it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let name: String = text.nfc().collect();
        let fits = (1..=MAX_CHARACTERS).contains(&name.chars().count())
            && name.trim() == name
            && !name.chars().any(|character| matches!(character, '/' | ':') || is_invisible(character));
        if fits {
            Ok(Self(name))
        } else {
            Err(Error::CredentialsUnusable(
                "A user name has 1 to 64 visible characters, none of them / or :, and no space at its ends",
            ))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserName(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_visible_and_composed() {
        for text in ["a", "alice", "Zoë Ñ", "用户", &"x".repeat(64), "a.b@c", "\\"] {
            assert!(UserName::parse(text).is_ok(), "{text}");
        }
        for text in ["", " ", "a ", " a", "a/b", "a:b", "a\0", "a\nb", "\u{202E}a", "a\u{200B}", &"x".repeat(65)] {
            assert!(UserName::parse(text).is_err(), "{text:?}");
        }
        assert_eq!(UserName::parse("e\u{301}").unwrap(), UserName::parse("é").unwrap());
        assert_eq!(format!("{:?}", UserName::parse("alice").unwrap()), "UserName(…)");
    }
}
