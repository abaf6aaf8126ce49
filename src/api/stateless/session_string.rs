//! Session strings: sessions that clients hold, encrypted.
//!
//! A string is `hgs1_`, and in base64url a nonce and the ciphertext of XChaCha20-Poly1305. The plaintext is, in this order: the purpose, the expiry
//! (seconds since 1970), the caller's `api_id` and `api_hash`, and the Telegram session ([`ClientHeldSession`]). The key is derived from the
//! master key, so any process with the same master key opens the string, and nobody else can read or make one. A string that is invalid in any
//! respect gives `None`; the caller does not learn why.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use crate::accounts::ClientHeldSession;
use crate::config::Secret;
use crate::store::{self, Store};
use crate::telegram::Application;

/// The prefix; the digit is the version of the content.
const PREFIX: &str = "hgs1_";
/// The purpose of the derived key.
const KIND: &str = "session string, version 1";
/// How long a string for signing in is valid. Telegram's codes are valid for minutes; entering a password may take longer.
const SIGNING_IN: Duration = Duration::HOUR;
/// How long a string for a signed-in session is valid. Telegram ends a session that is unused for as long.
const SIGNED_IN: Duration = Duration::days(365);

/// The purpose of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Signing in: a code was sent, or the password is required.
    SigningIn,
    /// All other requests.
    SignedIn,
}

/// A session string. Not printed.
pub(super) struct SessionString(Zeroizing<String>);

impl SessionString {
    /// Encrypts a session for the client.
    pub(super) fn seal(
        store: &Store,
        purpose: Purpose,
        held: &ClientHeldSession,
        now: OffsetDateTime,
    ) -> Result<Self, store::Error> {
        let ClientHeldSession { application, session } = held;
        let hash = application.hash().as_bytes();
        let mut plain = Zeroizing::new(Vec::with_capacity(session.len() + hash.len() + 16));
        plain.push(purpose.byte());
        plain.extend_from_slice(&(now + purpose.lifetime()).unix_timestamp().to_be_bytes());
        plain.extend_from_slice(&application.id.to_be_bytes());
        // Longer hashes have been refused before.
        plain.push(u8::try_from(hash.len()).unwrap_or(u8::MAX));
        plain.extend_from_slice(hash);
        plain.extend_from_slice(session);
        let sealed = store.seal_for_client(KIND, &plain)?;
        Ok(Self(Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(sealed)))))
    }

    /// Decrypts a string; `None` if it is invalid or expired.
    pub(super) fn open(store: &Store, text: &str, now: OffsetDateTime) -> Option<(Purpose, ClientHeldSession)> {
        let sealed = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        let plain = store.unseal_from_client(KIND, &sealed)?;
        let ([purpose], rest) = plain.split_first_chunk()?;
        let (ends, rest) = rest.split_first_chunk()?;
        let (id, rest) = rest.split_first_chunk()?;
        let ([length], rest) = rest.split_first_chunk()?;
        let (hash, session) = rest.split_at_checked((*length).into())?;
        let purpose = Purpose::of(*purpose)?;
        if i64::from_be_bytes(*ends) <= now.unix_timestamp() {
            return None;
        }
        let hash = Secret::new(std::str::from_utf8(hash).ok()?.to_owned());
        let application = Application::new(i32::from_be_bytes(*id), hash);
        Some((purpose, ClientHeldSession { application, session: Zeroizing::new(session.to_vec()) }))
    }

    /// The string, for the response.
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl Purpose {
    fn byte(self) -> u8 {
        match self {
            Self::SigningIn => 1,
            Self::SignedIn => 2,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Self::SigningIn, Self::SignedIn].into_iter().find(|purpose| purpose.byte() == byte)
    }

    fn lifetime(self) -> Duration {
        match self {
            Self::SigningIn => SIGNING_IN,
            Self::SignedIn => SIGNED_IN,
        }
    }
}

impl fmt::Debug for SessionString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionString(…)")
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::config::Config;

    const NOW: OffsetDateTime = datetime!(2026-11-21 12:00 UTC);

    async fn store() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Config::in_directory(&folder.path().join("data")).unwrap().storage;
        (Store::open(&storage).await.unwrap(), folder)
    }

    fn held() -> ClientHeldSession {
        let application = Application::new(12345, Secret::new("0123456789abcdef0123456789abcdef".to_owned()));
        ClientHeldSession { application, session: Zeroizing::new(vec![7; 310]) }
    }

    #[tokio::test]
    async fn a_sealed_session_is_opened_again() {
        let (store, _folder) = store().await;
        let string = SessionString::seal(&store, Purpose::SignedIn, &held(), NOW).unwrap();
        let (purpose, again) = SessionString::open(&store, string.text(), NOW).unwrap();
        assert_eq!((purpose, again.application.id), (Purpose::SignedIn, 12345));
        assert_eq!(again.application.hash(), "0123456789abcdef0123456789abcdef");
        assert_eq!(again.session, held().session);
        assert!(string.text().len() < 1024, "it has to fit into a header: {}", string.text().len());
        assert_eq!(format!("{string:?}"), "SessionString(…)");
    }

    #[tokio::test]
    async fn strings_expire() {
        let (store, _folder) = store().await;
        for (purpose, lifetime) in [(Purpose::SigningIn, SIGNING_IN), (Purpose::SignedIn, SIGNED_IN)] {
            let string = SessionString::seal(&store, purpose, &held(), NOW).unwrap();
            assert!(SessionString::open(&store, string.text(), NOW + lifetime - Duration::SECOND).is_some());
            assert!(SessionString::open(&store, string.text(), NOW + lifetime).is_none());
        }
    }

    #[tokio::test]
    async fn other_texts_are_refused() {
        let ((store, _folder), (other, _other_folder)) = (store().await, store().await);
        let string = SessionString::seal(&store, Purpose::SignedIn, &held(), NOW).unwrap();
        let text = string.text();
        assert!(SessionString::open(&other, text, NOW).is_none(), "another master key");
        for at in 0..text.len() {
            let mut altered = text.as_bytes().to_vec();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert!(SessionString::open(&store, &altered, NOW).is_none(), "letter {at}");
            assert!(SessionString::open(&store, &text[..at], NOW).is_none(), "cut at {at}");
        }
        for text in [format!("{text}A"), format!("{text}="), format!(" {text}"), text.replacen('1', "2", 1)] {
            assert!(SessionString::open(&store, &text, NOW).is_none(), "{text}");
        }
    }
}
