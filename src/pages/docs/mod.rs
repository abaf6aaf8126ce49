//! `GET /docs`: the OpenAPI document in Swagger UI, where every operation can be tried.
//!
//! Swagger UI's files come from the crate `utoipa-swagger-ui`. The page is our own: its script is a file, as the policy of all pages requires,
//! and a small style sheet is added to Swagger UI's.

use std::borrow::Cow;
use std::sync::Arc;

use rocket::http::ContentType;
use rocket::response::Responder;
use rocket::{Request, Response, get, response};
use utoipa_swagger_ui::{Config, serve};

use super::page::POLICY;

/// The files of Swagger UI that the page loads.
const USED: &[&str] = &["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"];

/// A file that does not change until the server is replaced.
pub(super) struct CachedFile {
    content_type: ContentType,
    bytes: Cow<'static, [u8]>,
    is_gzipped: bool,
}

/// The page.
#[get("/docs")]
pub(super) fn page() -> CachedFile {
    CachedFile::embedded(ContentType::HTML, include_bytes!("page.html"))
}

/// A file that the page loads.
#[get("/docs/<file>")]
pub(super) fn file(file: &str) -> Option<CachedFile> {
    match file {
        "start.js" => return Some(CachedFile::embedded(ContentType::JavaScript, include_bytes!("start.js"))),
        "style.css" => return Some(CachedFile::embedded(ContentType::CSS, include_bytes!("style.css"))),
        _ => {}
    }
    let name = USED.iter().find(|name| **name == file)?;
    // The only error is for a file that is generated from the configuration, and that is none of these.
    let file = serve(name, Arc::new(Config::default())).ok()??;
    Some(CachedFile { content_type: file.content_type.parse().ok()?, bytes: file.bytes, is_gzipped: file.gzpipped })
}

impl CachedFile {
    fn embedded(content_type: ContentType, bytes: &'static [u8]) -> Self {
        Self { content_type, bytes: bytes.into(), is_gzipped: false }
    }
}

impl<'r> Responder<'r, 'static> for CachedFile {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response
            .header(self.content_type)
            .raw_header("Cache-Control", "public, max-age=3600")
            .raw_header("Content-Security-Policy", POLICY);
        if self.is_gzipped {
            response.raw_header("Content-Encoding", "gzip");
        }
        response.sized_body(self.bytes.len(), std::io::Cursor::new(self.bytes)).ok()
    }
}
