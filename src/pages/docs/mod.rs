//! `GET /docs`: the APIs' document to read and to try out, with Swagger UI.
//!
//! Swagger UI's files come out of the crate `utoipa-swagger-ui`. Its own page would do, but for the addresses; ours has its lines of script
//! in a file of their own, and so keeps to the policy of all pages, and some style over Swagger UI's.

use std::borrow::Cow;
use std::sync::Arc;

use rocket::http::ContentType;
use rocket::response::Responder;
use rocket::{Request, Response, get, response};
use utoipa_swagger_ui::{Config, serve};

use super::page::POLICY;

/// What the page needs of Swagger UI's files.
const USED: &[&str] = &["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"];

/// Something that stays the same until the server is replaced.
pub(super) struct Fixed {
    content_type: ContentType,
    bytes: Cow<'static, [u8]>,
    is_gzipped: bool,
}

/// The page.
#[get("/docs")]
pub(super) fn page() -> Fixed {
    Fixed::ours(ContentType::HTML, include_bytes!("page.html"))
}

/// What it loads.
#[get("/docs/<file>")]
pub(super) fn file(file: &str) -> Option<Fixed> {
    match file {
        "start.js" => return Some(Fixed::ours(ContentType::JavaScript, include_bytes!("start.js"))),
        "style.css" => return Some(Fixed::ours(ContentType::CSS, include_bytes!("style.css"))),
        _ => {}
    }
    let name = USED.iter().find(|name| **name == file)?;
    // The one error is about a file that is made out of the configuration, which is not one of those.
    let file = serve(name, Arc::new(Config::default())).ok()??;
    Some(Fixed { content_type: file.content_type.parse().ok()?, bytes: file.bytes, is_gzipped: file.gzpipped })
}

impl Fixed {
    fn ours(content_type: ContentType, bytes: &'static [u8]) -> Self {
        Self { content_type, bytes: bytes.into(), is_gzipped: false }
    }
}

impl<'r> Responder<'r, 'static> for Fixed {
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
