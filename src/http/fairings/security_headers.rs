//! Headers that every answer has unless its route knows better.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::{Request, Response};

use crate::config::{Config, Origin, Web};
use crate::http::request::client::Client;

/// Fills in what is missing: nothing is kept by a cache, sniffed, told to other sites or embedded by them.
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
        // RFC 9111 lets caches keep an answer without Cache-Control as long as they see fit.
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

/// Whose pages may show our pictures and films: ours alone, unless there are other front ends; browsers then send no `Origin` that could
/// be compared, so the narrowest circle that has them all is named.
///
/// Two ports of one IP address are one site to `SameSite`, but not to this header in Chromium. Whoever else then embeds something gets
/// nothing by it: on other sites the cookie does not go along.
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
    fn pictures_are_for_the_narrowest_circle_with_all_front_ends() {
        assert_eq!(embedders_for(&[], false), "same-origin");
        assert_eq!(embedders_for(&["http://localhost:3000", "https://gallery.example.org"], false), "same-site");
        assert_eq!(embedders_for(&["https://gallery.example.org"], true), "cross-origin");
        for address in ["http://127.0.0.1:3000", "http://192.168.1.5", "http://[::1]:3000", "http://[::1]"] {
            assert_eq!(embedders_for(&["http://localhost:3000", address], false), "cross-origin", "{address}");
        }
    }
}
