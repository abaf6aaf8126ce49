//! Which pages may send requests that change something: protection against cross-site request forgery.
//!
//! A page of another site can make a browser send a form here, with the cookie; Rocket's field `_method` even turns its POST into a DELETE.
//! `SameSite=Lax` prevents most of that. In addition, a request that changes something has to come from a page of this server
//! (`Sec-Fetch-Site`), or from an origin that is its own or listed (`Origin`). A request without either header comes from a program, with or without
//! a cookie: browsers send at least one of them with every request of a page to another site that is not a mere `GET` (all current ones
//! `Sec-Fetch-Site`, those before it `Origin`).

use super::host::same_authority;
use crate::config::{Origin, Web};

/// The headers that say where a request comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Provenance<'r> {
    /// `Sec-Fetch-Site`
    pub fetch_site: Option<&'r str>,
    /// `Origin`
    pub origin: Option<&'r str>,
    /// `Host`
    pub host: Option<&'r str>,
    /// Whether the request came over https.
    pub secure: bool,
}

/// Whether the request may change something.
pub fn may_change(provenance: Provenance<'_>, web: &Web) -> bool {
    match (provenance.fetch_site, provenance.origin) {
        (Some("same-origin" | "none"), _) => true,
        (_, Some(origin)) if is_listed(origin, web) => true,
        (Some(_), _) => false,
        (None, Some(origin)) => is_ours(origin, provenance, web),
        (None, None) => true,
    }
}

/// Whether an origin is one of `FRONTEND_ORIGINS`.
pub fn is_listed(origin: &str, web: &Web) -> bool {
    web.frontend_origins.iter().any(|listed| listed.as_str() == origin)
}

/// Whether an origin is this server's.
fn is_ours(origin: &str, provenance: Provenance<'_>, web: &Web) -> bool {
    match (&web.public_origin, Origin::parse(origin), provenance.host) {
        (Some(ours), Some(origin), _) if *ours == origin => true,
        (Some(ours), Some(origin), Some(host)) if !ours.is_loopback() => {
            origin.is_loopback() && same_authority(origin.authority(), host, false)
        }
        (_, Some(origin), Some(host)) => {
            origin.is_https() == provenance.secure && same_authority(origin.authority(), host, origin.is_https())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn web() -> Web {
        Web { frontend_origins: Origin::parse("http://localhost:3000").into_iter().collect(), ..Web::default() }
    }

    fn ask(fetch_site: Option<&str>, origin: Option<&str>) -> bool {
        may_change(Provenance { fetch_site, origin, host: Some("localhost:8000"), secure: false }, &web())
    }

    #[test]
    fn own_and_listed_origins_are_allowed() {
        assert!(ask(Some("same-origin"), Some("http://localhost:8000")));
        assert!(ask(Some("none"), None));
        assert!(ask(Some("same-site"), Some("http://localhost:3000")));
        assert!(ask(Some("cross-site"), Some("http://localhost:3000")));
        assert!(ask(None, Some("http://localhost:8000")));
        assert!(ask(None, Some("http://localhost:3000")));
        assert!(ask(None, None), "a program");
    }

    #[test]
    fn other_origins_are_refused() {
        assert!(!ask(Some("cross-site"), Some("https://evil.example")));
        assert!(!ask(Some("same-site"), Some("http://localhost:9000")));
        assert!(!ask(Some("cross-site"), None));
        assert!(!ask(None, Some("https://evil.example")));
        assert!(!ask(None, Some("https://localhost:8000")), "another scheme is another origin");
        assert!(!ask(None, Some("null")));
        assert!(!ask(Some("cross-site"), Some("null")));
    }

    #[test]
    fn behind_a_proxy_the_public_origin_is_ours() {
        let web = Web { public_origin: Origin::parse("https://photos.example.org"), ..Web::default() };
        let ask = |origin, host| {
            may_change(Provenance { origin: Some(origin), host: Some(host), secure: true, fetch_site: None }, &web)
        };
        assert!(ask("https://photos.example.org", "127.0.0.1:8000"));
        assert!(!ask("http://photos.example.org", "photos.example.org"));
        assert!(!ask("https://evil.example", "evil.example"));
        assert!(ask("http://localhost:8000", "localhost:8000"));
    }
}
