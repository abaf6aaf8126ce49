//! Passwords.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::drive::Error;
use crate::store;

/// The longest password, in bytes: whoever sends more wants to keep us busy.
const MAX_BYTES: usize = 1024;
/// Random bits in a password of ours: 144.
const GENERATED_BYTES: usize = 18;

/// A password that somebody can have: 1 to 1,024 bytes, whatever they are. Never printed.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Checks a password.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsUnusable`] when it is empty or too long.
    pub fn parse(text: Zeroizing<String>) -> Result<Self, Error> {
        if (1..=MAX_BYTES).contains(&text.len()) {
            Ok(Self(text))
        } else {
            Err(Error::CredentialsUnusable("A password has 1 to 1024 bytes"))
        }
    }

    /// A random one.
    pub fn generate() -> Result<Self, store::Error> {
        let mut bytes = Zeroizing::new([0; GENERATED_BYTES]);
        getrandom::fill(&mut *bytes)?;
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(*bytes))))
    }

    /// The text. Never log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_have_1_to_1024_bytes() {
        let parse = |text: &str| Password::parse(Zeroizing::new(text.to_owned()));
        for text in [" ", "pass", &"x".repeat(1024), &"é".repeat(512)] {
            assert_eq!(parse(text).unwrap().expose(), text);
        }
        for text in ["", &"x".repeat(1025), &"é".repeat(513)] {
            assert!(parse(text).is_err(), "{}", text.len());
        }
        let generated = Password::generate().unwrap();
        assert_eq!((generated.expose().len(), format!("{generated:?}")), (24, "Password(…)".to_owned()));
    }
}
