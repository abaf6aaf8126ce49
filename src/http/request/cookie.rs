//! Cookies without Rocket's `CookieJar`.
//!
//! The jar only has the last of several cookies with one name, and drops the cookies that were set if the response is an error. Here several
//! cookies have to be detected, and cookies are also set with errors.

use std::time::Duration;

use rocket::Request;
use rocket::http::Header;

/// All values of the request's cookies with a name, in order.
pub fn values<'r>(request: &'r Request<'_>, name: &str) -> Vec<&'r str> {
    let pairs = request.headers().get("Cookie").flat_map(|header| header.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim())
        .collect()
}

/// Attributes of a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// `Secure`: only sent over https.
    pub secure: bool,
    /// `SameSite=None`: also sent with requests from other sites.
    pub cross_site: bool,
}

/// A `Set-Cookie` header for all paths, `HttpOnly`.
pub fn set(name: &str, value: &str, max_age: Duration, attributes: Attributes) -> Header<'static> {
    let same_site = if attributes.cross_site { "None" } else { "Lax" };
    let secure = if attributes.secure { "; Secure" } else { "" };
    let max_age = max_age.as_secs();
    Header::new(
        "Set-Cookie",
        format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite={same_site}{secure}"),
    )
}

/// A `Set-Cookie` header that removes the cookie.
pub fn remove(name: &str, attributes: Attributes) -> Header<'static> {
    set(name, "", Duration::ZERO, attributes)
}
