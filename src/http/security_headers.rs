//! Headers that every answer has unless its route knows better.

use rocket::fairing::{Fairing, Info, Kind};
use rocket::{Request, Response};

use super::client::Client;
use crate::config::Config;

/// Fills in what is missing: nothing is kept by a cache, sniffed, told to other sites or embedded by them.
pub(super) struct SecurityHeaders;

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
            unless_set("Cross-Origin-Resource-Policy", embedders(config));
        }
        if Client::of(request).secure {
            unless_set("Strict-Transport-Security", "max-age=31536000");
        }
    }
}

/// Whose pages may show our pictures and films: ours alone, unless there are other front ends; browsers then send no `Origin` that could
/// be compared, so the narrowest circle that has them all is named.
fn embedders(config: &Config) -> &'static str {
    match (config.web.frontend_origins.is_empty(), config.sessions.cross_site) {
        (true, _) => "same-origin",
        (false, false) => "same-site",
        (false, true) => "cross-origin",
    }
}
