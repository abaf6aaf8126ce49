//! Access tokens: JWTs (RFC 7519) as the original's clients know them, signed with HMAC-SHA256.
//!
//! The header is always the same one, to the letter: `alg` is not something that a token may choose. The payload is `sub` (the user's name), `exp` and
//! `sid` (the session's random id). The key is derived from the master key for this alone, so nothing else that is signed or sealed here passes as a
//! token, and every process with the same master key takes the tokens of the others.
//!
//! Written by hand on the crate `hmac`: `jsonwebtoken` takes its algorithms from one provider for the whole process, has traits to be implemented for
//! HS256 that are as long as this file, and what it does beyond that (keys, algorithms, claims to choose from) must not happen here.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use crate::store::{self, Store, TokenHash};

/// How long a token is good for.
pub const LIFETIME: Duration = Duration::minutes(60);
/// `{"alg":"HS256","typ":"JWT"}`
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
/// What the key is for.
const PURPOSE: &str = "access tokens of the drive";
/// The session's id: 128 random bits.
const ID_BYTES: usize = 16;

/// A token for a user. Never printed.
pub struct AccessToken(Zeroizing<String>);

/// What a token says that we signed and that has not expired.
pub struct Claims {
    /// The user's name.
    pub name: String,
    /// The hash of its session's id.
    pub session: TokenHash,
}

/// A session's id, new. Never printed.
pub(super) struct SessionKey(Zeroizing<[u8; ID_BYTES]>);

#[derive(Serialize, Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    sub: std::borrow::Cow<'a, str>,
    /// Seconds since 1970, UTC.
    exp: i64,
    #[serde(borrow)]
    sid: std::borrow::Cow<'a, str>,
}

impl SessionKey {
    /// A random one.
    pub(super) fn random() -> Result<Self, store::Error> {
        let mut id = Zeroizing::new([0; ID_BYTES]);
        getrandom::fill(&mut *id)?;
        Ok(Self(id))
    }

    /// What is stored of it.
    pub(super) fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(*self.0).into())
    }
}

impl AccessToken {
    /// Signs a token.
    pub(super) fn sign(store: &Store, name: &str, session: &SessionKey, expires: OffsetDateTime) -> Self {
        let payload =
            Payload { sub: name.into(), exp: expires.unix_timestamp(), sid: BASE64.encode(*session.0).into() };
        let payload = Zeroizing::new(serde_json::to_vec(&payload).expect("a name and numbers are JSON"));
        let mut token = Zeroizing::new(format!("{HEADER}.{}", BASE64.encode(&*payload)));
        let signature = BASE64.encode(mac(store, &token).finalize().into_bytes());
        token.push('.');
        token.push_str(&signature);
        Self(token)
    }

    /// Reads a token; `None` unless it is one of ours and is good at that time.
    pub fn open(store: &Store, token: &str, now: OffsetDateTime) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let signature = BASE64.decode(signature).ok()?;
        // Takes as long for any wrong signature.
        mac(store, signed).verify_slice(&signature).ok().filter(|()| header == HEADER)?;
        let payload = Zeroizing::new(BASE64.decode(payload).ok()?);
        let Payload { sub, exp, sid } = serde_json::from_slice(&payload).ok()?;
        let id = Zeroizing::new(BASE64.decode(sid.as_bytes()).ok()?);
        let id = SessionKey(Zeroizing::new(id.as_slice().try_into().ok()?));
        (exp > now.unix_timestamp()).then(|| Claims { name: sub.into_owned(), session: id.hash() })
    }

    /// The token itself, for the response.
    pub fn text(&self) -> &str {
        &self.0
    }
}

fn mac(store: &Store, signed: &str) -> Hmac<Sha256> {
    let key = store.derive_key(PURPOSE);
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&*key).expect("HMAC takes keys of any length");
    mac.chain_update(signed)
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use time::macros::datetime;

    use super::*;
    use crate::config::Config;

    const NOW: OffsetDateTime = datetime!(2026-11-21 12:00 UTC);

    async fn store() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Config::in_directory(&folder.path().join("data")).unwrap().storage;
        (Store::open(&storage).await.unwrap(), folder)
    }

    fn part(token: &str, number: usize) -> Value {
        serde_json::from_slice(&BASE64.decode(token.split('.').nth(number).unwrap()).unwrap()).unwrap()
    }

    /// What somebody makes who knows everything but the key.
    fn forged(header: &Value, payload: &Value, key: &[u8]) -> String {
        let signed = [header, payload].map(|part| BASE64.encode(part.to_string())).join(".");
        let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap().chain_update(&signed);
        format!("{signed}.{}", BASE64.encode(mac.finalize().into_bytes()))
    }

    #[tokio::test]
    async fn a_token_says_who_until_when() {
        let (store, _folder) = store().await;
        let id = SessionKey::random().unwrap();
        let token = AccessToken::sign(&store, "Zoë", &id, NOW + LIFETIME);
        assert_eq!(part(token.text(), 0), json!({"alg": "HS256", "typ": "JWT"}));
        let payload = part(token.text(), 1);
        assert_eq!((&payload["sub"], &payload["exp"]), (&json!("Zoë"), &json!((NOW + LIFETIME).unix_timestamp())));
        assert_eq!(payload.as_object().unwrap().len(), 3);
        let claims = AccessToken::open(&store, token.text(), NOW).unwrap();
        assert!(claims.name == "Zoë" && claims.session == id.hash());
        assert!(AccessToken::open(&store, token.text(), NOW + LIFETIME - Duration::SECOND).is_some());
        assert!(AccessToken::open(&store, token.text(), NOW + LIFETIME).is_none(), "expired");
        assert_eq!(format!("{token:?}"), "AccessToken(…)");
    }

    #[tokio::test]
    async fn other_tokens_are_refused() {
        let ((store, _folder), (other, _other_folder)) = (store().await, store().await);
        let id = SessionKey::random().unwrap();
        let token = AccessToken::sign(&store, "alice", &id, NOW + LIFETIME);
        let text = token.text();
        assert!(AccessToken::open(&other, text, NOW).is_none(), "another master key");
        for at in 0..text.len() {
            let mut altered = text.as_bytes().to_vec();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert!(AccessToken::open(&store, &altered, NOW).is_none(), "letter {at}");
            assert!(AccessToken::open(&store, &text[..at], NOW).is_none(), "cut at {at}");
        }
        let (header, payload) = (part(text, 0), part(text, 1));
        let key = store.derive_key(PURPOSE);
        assert!(AccessToken::open(&store, &forged(&header, &payload, &*key), NOW).is_some(), "the forger knows how");
        for (what, forged) in [
            ("no signature", forged(&json!({"alg": "none", "typ": "JWT"}), &payload, &*key)),
            ("another algorithm", forged(&json!({"alg": "HS512", "typ": "JWT"}), &payload, &*key)),
            ("another type", forged(&json!({"alg": "HS256", "typ": "share"}), &payload, &*key)),
            ("more in the header", forged(&json!({"alg": "HS256", "typ": "JWT", "kid": "1"}), &payload, &*key)),
            ("another key", forged(&header, &payload, b"your_jwt_secret")),
            ("another purpose", forged(&header, &payload, &*store.derive_key("shares"))),
            ("no session", forged(&header, &json!({"sub": "alice", "exp": payload["exp"]}), &*key)),
            (
                "a share's",
                forged(
                    &header,
                    &json!({"folder": "f", "type": "folder", "owner": "alice", "exp": payload["exp"]}),
                    &*key,
                ),
            ),
            ("a short id", forged(&header, &json!({"sub": "alice", "exp": payload["exp"], "sid": "AAAA"}), &*key)),
        ] {
            assert!(AccessToken::open(&store, &forged, NOW).is_none(), "{what}");
        }
        let unsigned = format!("{}.", text.rsplit_once('.').unwrap().0);
        for text in
            [unsigned.as_str(), "", ".", "..", "a.b.c", &format!("{text}."), &format!(".{text}"), &format!("{text}=")]
        {
            assert!(AccessToken::open(&store, text, NOW).is_none(), "{text}");
        }
    }
}
