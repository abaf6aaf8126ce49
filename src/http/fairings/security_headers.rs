//! Headers that every response has, unless its route sets them.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::{Request, Response};

use crate::config::{Config, Origin, Web};
use crate::http::request::client::Client;

/// Adds the headers: by default, responses are not cached, sniffed or embedded by other sites, and send no referrer.
pub(in crate::http) struct SecurityHeaders;

#[rocket::async_trait]
impl Fairing for SecurityHeaders {
    fn info(&self) -> Info {
        Info { name: "security headers", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let mut unless_set = |name: &'static str, value: &'static str| {
            if !response.headers().contains(name) {
                response.set_raw_header(name, value);
            }
        };
        // Without Cache-Control, caches may choose a lifetime (RFC 9111, section 4.2.2).
        unless_set("Cache-Control", "no-store");
        unless_set("X-Content-Type-Options", "nosniff");
        unless_set("Referrer-Policy", "no-referrer");
        unless_set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if let Some(config) = request.rocket().state::<Config>() {
            unless_set("Cross-Origin-Resource-Policy", embedders(&config.web, config.sessions.cross_site));
        }
        if Client::of(request).secure {
            unless_set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}

/// The `Cross-Origin-Resource-Policy`: which pages may embed pictures and videos. These requests have no `Origin`, so front ends cannot be
/// compared one by one; the policy is the narrowest one that includes all of them.
///
/// For `SameSite`, two ports of one IP address are one site, but not for this header in Chromium. With the wider policy, other sites still
/// get nothing, since their requests have no cookie.
fn embedders(web: &Web, cross_site: bool) -> &'static str {
    let frontends = &web.frontend_origins;
    if frontends.is_empty() {
        "same-origin"
    } else if cross_site || frontends.iter().any(Origin::is_address) {
        "cross-origin"
    } else {
        "same-site"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedders_for(origins: &[&str], cross_site: bool) -> &'static str {
        let frontend_origins = origins.iter().filter_map(|origin| Origin::parse(origin)).collect();
        embedders(&Web { frontend_origins, ..Web::default() }, cross_site)
    }

    #[test]
    fn the_policy_is_the_narrowest_for_all_front_ends() {
        assert_eq!(embedders_for(&[], false), "same-origin");
        assert_eq!(embedders_for(&["http://localhost:3000", "https://gallery.example.org"], false), "same-site");
        assert_eq!(embedders_for(&["https://gallery.example.org"], true), "cross-origin");
        for address in ["http://127.0.0.1:3000", "http://192.168.1.5", "http://[::1]:3000", "http://[::1]"] {
            assert_eq!(embedders_for(&["http://localhost:3000", address], false), "cross-origin", "{address}");
        }
    }
}
