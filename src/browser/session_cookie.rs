//! The cookie that a browser holds: 256 random bits, of which we keep a hash.
//!
//! Over https it is `__Host-heliograph`, which a browser takes from no other host and sends over nothing else. On plain loopback, where
//! there is no https, it is `heliograph`.

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

/// Its name on plain loopback.
pub const PLAIN_NAME: &str = "heliograph";
/// Its name over https: such a cookie is taken from no other host and sent over nothing else.
const SECURE_NAME: &str = "__Host-heliograph";

/// How this request's browser gets and sends the cookie.
#[derive(Clone, Copy)]
pub struct SessionCookie {
    attributes: Attributes,
}

/// A cookie's value. Not printed.
pub struct Token(Zeroizing<String>);

impl SessionCookie {
    /// As the request's connection and the settings have it.
    pub fn of(request: &Request<'_>) -> Self {
        let secure = Client::of(request).secure;
        let listed = request.rocket().state::<Config>().is_some_and(|config| config.sessions.cross_site);
        Self { attributes: Attributes { secure, cross_site: secure && listed } }
    }

    /// Every value that the request has for it.
    pub fn values<'r>(&self, request: &'r Request<'_>) -> Vec<&'r str> {
        cookie::values(request, self.name())
    }

    /// The header that gives it to the browser.
    pub fn header(&self, token: &Token, max_age: Duration) -> Header<'static> {
        cookie::set(self.name(), &token.0, max_age, self.attributes)
    }

    /// The header that takes it away.
    pub fn removal(&self) -> Header<'static> {
        cookie::remove(self.name(), self.attributes)
    }

    fn name(&self) -> &'static str {
        if self.attributes.secure { SECURE_NAME } else { PLAIN_NAME }
    }
}

impl Token {
    /// A fresh one.
    pub fn random() -> Result<Self, crate::store::Error> {
        let mut bytes = Zeroizing::new([0; TOKEN_BYTES]);
        getrandom::fill(bytes.as_mut_slice())?;
        Ok(Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()))))
    }

    /// What the store knows it by.
    pub fn hash(&self) -> TokenHash {
        hash(&self.0)
    }
}

/// What the store knows a cookie's value by; `None` for what cannot be one of ours.
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
    fn the_prefix_comes_with_https() {
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
