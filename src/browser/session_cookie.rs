//! The cookie of a browser: 256 random bits, of which the store has a hash.
//!
//! Over https it is `__Host-heliograph`: browsers accept that name from this host only, and send it over https only. On plain loopback,
//! without https, it is `heliograph`.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rocket::Request;
use rocket::http::Header;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::config::Config;
use crate::http::request::client::Client;
use crate::http::request::cookie::{self, Attributes};
use crate::store::TokenHash;

const TOKEN_BYTES: usize = 32;

/// The name on plain loopback.
pub const PLAIN_NAME: &str = "heliograph";
/// The name over https.
const SECURE_NAME: &str = "__Host-heliograph";

/// The cookie's name and attributes for a request.
#[derive(Clone, Copy)]
pub struct SessionCookie {
    attributes: Attributes,
}

/// The value of a cookie. Not printed.
pub struct Token(Zeroizing<String>);

impl SessionCookie {
    /// According to the request's connection and the settings.
    pub fn of(request: &Request<'_>) -> Self {
        let secure = Client::of(request).secure;
        let listed = request.rocket().state::<Config>().is_some_and(|config| config.sessions.cross_site);
        Self { attributes: Attributes { secure, cross_site: secure && listed } }
    }

    /// All values that the request sends for it.
    pub fn values<'r>(&self, request: &'r Request<'_>) -> Vec<&'r str> {
        cookie::values(request, self.name())
    }

    /// The header that sets it.
    pub fn header(&self, token: &Token, max_age: Duration) -> Header<'static> {
        cookie::set(self.name(), &token.0, max_age, self.attributes)
    }

    /// The header that removes it.
    pub fn removal(&self) -> Header<'static> {
        cookie::remove(self.name(), self.attributes)
    }

    fn name(&self) -> &'static str {
        if self.attributes.secure { SECURE_NAME } else { PLAIN_NAME }
    }
}

impl Token {
    /// A random token.
    pub fn random() -> Result<Self, crate::store::Error> {
        let mut bytes = Zeroizing::new([0; TOKEN_BYTES]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()))))
    }

    /// The key under which the store has it.
    pub fn hash(&self) -> TokenHash {
        hash(&self.0)
    }
}

/// The store's key for a cookie's value; `None` for a value that is not a token.
pub fn hash_of(value: &str) -> Option<TokenHash> {
    let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
    (bytes.len() == TOKEN_BYTES).then(|| hash(value))
}

fn hash(value: &str) -> TokenHash {
    TokenHash(Sha256::digest(value.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_random_and_found_by_their_hash() {
        let (one, two) = (Token::random().unwrap(), Token::random().unwrap());
        assert_eq!(one.0.len(), 43);
        assert!(one.hash() != two.hash());
        assert!(hash_of(&one.0) == Some(one.hash()));
        for value in ["", "short", "=", &"é".repeat(22), &"A".repeat(44)] {
            assert!(hash_of(value).is_none(), "{value}");
        }
    }

    #[test]
    fn https_adds_the_prefix() {
        let token = Token::random().unwrap();
        let header = |secure, cross_site| {
            let cookie = SessionCookie { attributes: Attributes { secure, cross_site } };
            cookie.header(&token, Duration::from_secs(9)).value().replace(token.0.as_str(), "T")
        };
        assert_eq!(header(false, false), "heliograph=T; Path=/; Max-Age=9; HttpOnly; SameSite=Lax");
        assert_eq!(header(true, false), "__Host-heliograph=T; Path=/; Max-Age=9; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(header(true, true), "__Host-heliograph=T; Path=/; Max-Age=9; HttpOnly; SameSite=None; Secure");
    }
}
