//! Serves the static files, compressed for those who take it.

use std::path::PathBuf;

use rocket::http::{Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{State, get};

use super::asset::{Asset, Assets};
use crate::http::response::gzip::accepts_gzip;

/// A file under the version that it was asked for.
#[get("/static/<version>/<path..>")]
pub(super) fn static_file<'a>(version: &str, path: PathBuf, assets: &'a State<Assets>) -> Option<StaticFile<'a>> {
    let asset = assets.inner().get(path.to_str()?)?;
    Some(StaticFile { asset, version: assets.version(), is_current: version == assets.version() })
}

/// Kept for ever under the current version. A page that is older than the server still gets today's file, but must ask again.
pub(super) struct StaticFile<'a> {
    asset: &'a Asset,
    version: &'a str,
    is_current: bool,
}

impl<'r> Responder<'r, 'r> for StaticFile<'r> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'r> {
        // One version stands for all files, so as a validator it is exact as long as it goes with the path; each coding has bytes of its own.
        let small = self.asset.gzipped().filter(|_| accepts_gzip(request));
        let etag = format!("\"{}{}\"", self.version, if small.is_some() { "-gzip" } else { "" });
        let cache = if self.is_current { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response = Response::build();
        response
            .raw_header("ETag", etag.clone())
            .raw_header("Cache-Control", cache)
            .raw_header("Vary", "Accept-Encoding");
        let known = request.headers().get("If-None-Match").flat_map(|tags| tags.split(','));
        if known.into_iter().any(|tag| tag.trim().trim_start_matches("W/") == etag) {
            return response.status(Status::NotModified).ok();
        }
        if small.is_some() {
            response.raw_header("Content-Encoding", "gzip");
        }
        let bytes = small.unwrap_or(&self.asset.bytes);
        response
            .header(self.asset.content_type.clone())
            .header(Header::new("X-Content-Type-Options", "nosniff"))
            .sized_body(bytes.len(), std::io::Cursor::new(bytes))
            .ok()
    }
}
