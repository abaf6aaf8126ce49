//! Keys: an identity reads what was written for its recipient.

use std::fmt;

use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Hrp};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const IDENTITY: &str = "age-secret-key-";
const RECIPIENT: &str = "age";

/// A secret key. Never printed, and wiped when it is dropped.
pub struct Identity(StaticSecret);

/// A public key, for which files are encrypted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Recipient(PublicKey);

impl Identity {
    /// A new key.
    pub fn random() -> Self {
        Self(StaticSecret::from(*random_bytes()))
    }

    /// Parses `AGE-SECRET-KEY-1…`.
    pub fn parse(text: &str) -> Option<Self> {
        let identity = Self(StaticSecret::from(*decode(text)?));
        (*identity.to_text() == text).then_some(identity)
    }

    /// `AGE-SECRET-KEY-1…`, as the programs of age read it from a file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let text = bech32::encode_upper::<Bech32>(Hrp::parse_unchecked(IDENTITY), self.0.as_bytes());
        Zeroizing::new(text.expect("32 bytes are not too long"))
    }

    /// For whom to encrypt what this identity shall read.
    pub fn recipient(&self) -> Recipient {
        Recipient(PublicKey::from(&self.0))
    }

    pub(super) fn secret(&self) -> &StaticSecret {
        &self.0
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(…)")
    }
}

impl Recipient {
    /// Parses `age1…`. `None` also for the few keys with which everybody could read.
    pub fn parse(text: &str) -> Option<Self> {
        let recipient = Self(PublicKey::from(*decode(text)?));
        // A multiple of a point of low order is zero, whatever the secret.
        let is_strong = StaticSecret::from([1; 32]).diffie_hellman(&recipient.0).was_contributory();
        (is_strong && recipient.to_string() == text).then_some(recipient)
    }

    pub(super) fn public(&self) -> &PublicKey {
        &self.0
    }
}

/// `age1…`
impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = bech32::encode_lower::<Bech32>(Hrp::parse_unchecked(RECIPIENT), self.0.as_bytes());
        f.write_str(&text.expect("32 bytes are not too long"))
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Random bytes for keys and nonces.
pub(super) fn random_bytes<const LENGTH: usize>() -> Zeroizing<[u8; LENGTH]> {
    let mut bytes = Zeroizing::new([0; LENGTH]);
    getrandom::fill(bytes.as_mut_slice()).expect("the operating system provides random numbers");
    bytes
}

/// The 32 bytes of a key, whatever its prefix: callers compare what they make of them with the text, which also refuses another prefix, mixed case
/// and padding that is not zero.
fn decode(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let checked = CheckedHrpstring::new::<Bech32>(text).ok()?;
    let mut bytes = checked.byte_iter();
    let mut key = Zeroizing::new([0; 32]);
    for byte in key.iter_mut() {
        *byte = bytes.next()?;
    }
    bytes.next().is_none().then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    const SECRET: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
    const PUBLIC: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

    #[test]
    fn keys_are_written_as_the_specification_says() {
        let identity = Identity::parse(SECRET).expect("a key");
        assert_eq!(*identity.to_text(), SECRET);
        assert_eq!(identity.recipient().to_string(), PUBLIC);
        assert_eq!(Recipient::parse(PUBLIC), Some(identity.recipient()));
        let other = Identity::random();
        let again = Identity::parse(&other.to_text()).expect("a key");
        assert_eq!(again.recipient(), other.recipient());
        assert_ne!(other.recipient(), identity.recipient());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let padded = {
            // 52 letters carry four bits more than a key has; one of them set.
            use bech32::primitives::iter::{ByteIterExt, Fe32IterExt};
            let mut letters: Vec<_> = [0x42u8; 32].into_iter().bytes_to_fes().collect();
            *letters.last_mut().expect("letters") = bech32::Fe32::try_from(letters[51].to_u8() | 1).expect("a letter");
            letters.into_iter().with_checksum::<Bech32>(&Hrp::parse_unchecked(IDENTITY)).chars().collect::<String>()
        };
        let (lower, mixed) = (SECRET.to_lowercase(), SECRET.replace("GFP", "gfp"));
        for text in ["", "age1", SECRET.trim_end_matches('X'), PUBLIC, &lower, &mixed, &padded, &padded.to_uppercase()]
        {
            assert!(Identity::parse(text).is_none(), "{text}");
        }
        let upper = PUBLIC.to_uppercase();
        for text in ["", SECRET, &upper, &PUBLIC.replace("zv", "vz"), &format!(" {PUBLIC}")] {
            assert!(Recipient::parse(text).is_none(), "{text}");
        }
        let weak = Recipient(PublicKey::from([0; 32])).to_string();
        assert!(Recipient::parse(&weak).is_none(), "everybody could read");
    }

    #[test]
    fn secrets_are_not_printed() {
        let identity = Identity::parse(SECRET).expect("a key");
        assert_eq!(format!("{identity:?}"), "Identity(…)");
    }
}
