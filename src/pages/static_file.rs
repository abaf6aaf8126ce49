//! Serves the static files, compressed if the client accepts it.

use std::path::PathBuf;

use rocket::http::{Header, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{State, get};

use super::asset::{Asset, Assets};
use crate::http::response::gzip::accepts_gzip;

/// A file, under the version in its URL.
#[get("/static/<version>/<path..>")]
pub(super) fn static_file<'a>(version: &str, path: PathBuf, assets: &'a State<Assets>) -> Option<StaticFile<'a>> {
    let asset = assets.inner().get(path.to_str()?)?;
    Some(StaticFile { asset, version: assets.version(), is_current: version == assets.version() })
}

/// Cached for ever under the current version. A page that is older than the server gets the new file too, but has to revalidate it.
pub(super) struct StaticFile<'a> {
    asset: &'a Asset,
    version: &'a str,
    is_current: bool,
}

impl<'r> Responder<'r, 'r> for StaticFile<'r> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'r> {
        // The version covers all files, so with the path it identifies the content; each content coding has a validator of its own.
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
