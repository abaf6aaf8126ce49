//! Reading and writing cookies by hand.
//!
//! Rocket's jar keeps the last of two cookies with one name, and forgets what was set when the answer is an error; here the first is to be
//! noticed and the second is not to happen.

use std::time::Duration;

use rocket::Request;
use rocket::http::Header;

/// Every value that the request has for a cookie of that name, in order.
pub fn values<'r>(request: &'r Request<'_>, name: &str) -> Vec<&'r str> {
    let pairs = request.headers().get("Cookie").flat_map(|header| header.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim())
        .collect()
}

/// How a cookie is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// Whether it goes over https alone.
    pub secure: bool,
    /// Whether pages of other sites get it sent along.
    pub cross_site: bool,
}

/// A `Set-Cookie` header: the whole site, not for scripts.
pub fn set(name: &str, value: &str, max_age: Duration, attributes: Attributes) -> Header<'static> {
    let same_site = if attributes.cross_site { "None" } else { "Lax" };
    let secure = if attributes.secure { "; Secure" } else { "" };
    let max_age = max_age.as_secs();
    Header::new(
        "Set-Cookie",
        format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite={same_site}{secure}"),
    )
}

/// A `Set-Cookie` header that takes the cookie away.
pub fn remove(name: &str, attributes: Attributes) -> Header<'static> {
    set(name, "", Duration::ZERO, attributes)
}
