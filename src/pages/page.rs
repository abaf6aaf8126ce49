//! A rendered page, with the headers of every page.

use std::borrow::Cow;

use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket_dyn_templates::Template;
use serde::Serialize;

/// The Content-Security-Policy. Pages may load their own files, pictures from data URIs (placeholders, QR codes), and blobs (the browser measures a
/// video before its upload, and shows a PDF in its own viewer). Nothing inline, nothing from other origins, no embedding.
pub(super) const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; frame-src blob:; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// A page. Never cached, because it shows what only one person may see.
pub(super) struct Page(Template);

impl Page {
    /// Renders that template.
    pub fn new(name: impl Into<Cow<'static, str>>, context: impl Serialize) -> Self {
        Self(Template::render(name, context))
    }
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        Response::build_from(self.0.respond_to(request)?)
            .raw_header("Cache-Control", "no-store")
            .raw_header("Content-Security-Policy", POLICY)
            .raw_header("Cross-Origin-Opener-Policy", "same-origin")
            .raw_header("Referrer-Policy", "same-origin")
            .raw_header("X-Content-Type-Options", "nosniff")
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_nothing_unsafe() {
        assert!(!POLICY.contains("unsafe"));
        assert!(!POLICY.contains('*'));
    }
}
