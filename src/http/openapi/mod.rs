//! `GET /openapi.json`: one OpenAPI 3.1 document for all APIs.
//!
//! Each API has a document of its own, with its refusals ([`refusal_responses`]); [`merged`] makes one of them, once at start. Descriptions that
//! are the same in every API are here: those of routes that respond with a file ([`FileResponses`]), and the forms of phone numbers and times
//! ([`formats`]).

pub mod examples;
mod files;
mod formats;
mod modify;
mod refusals;

pub use files::{
    Attachment, ConditionHeaders, Disposition, FileBytes, FileHeadResponses, FileResponses, InlineOrAttachment,
    RangeHeaders,
};
pub use modify::{AbsentNotNull, OTHER_SPELLINGS, operations, respell};
pub(crate) use refusals::refusals;
pub use refusals::{RefusalExample, refusal_responses};
use rocket::fairing::AdHoc;
use rocket::http::{ContentType, Status};
use rocket::response::Responder;
use rocket::{Request, Response, State, get, response, routes};
use sha2::{Digest, Sha256};
use utoipa::openapi::{Info, OpenApi, Paths};

use crate::http::response::conditional::ETag;

/// Merges several documents.
///
/// # Panics
///
/// If two documents describe the same path, since one description would be lost.
pub fn merged(documents: impl IntoIterator<Item = OpenApi>) -> OpenApi {
    let mut info = Info::new("Heliograph", env!("CARGO_PKG_VERSION"));
    info.description = Some(env!("CARGO_PKG_DESCRIPTION").to_owned());
    let mut whole = OpenApi::new(info, Paths::new());
    for document in documents {
        let twice = document.paths.paths.keys().find(|path| whole.paths.paths.contains_key(*path));
        assert!(twice.is_none(), "{twice:?} is described by two APIs");
        whole.merge(document);
    }
    formats::describe(&mut whole);
    whole
}

/// Serves the document at `/openapi.json`.
pub fn stage(document: OpenApi) -> AdHoc {
    AdHoc::on_ignite("openapi", |rocket| async move {
        rocket.manage(SerializedDocument::of(&document)).mount("/", routes![openapi])
    })
}

/// The document as JSON, with its entity tag.
struct SerializedDocument {
    json: String,
    etag: ETag,
}

impl SerializedDocument {
    fn of(document: &OpenApi) -> Self {
        let json = document.to_json().expect("a document of ours is JSON");
        let hash = Sha256::digest(json.as_bytes());
        let etag = ETag::strong(&hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>());
        Self { json, etag }
    }
}

/// The document, or 304 if the client has it.
struct DocumentResponse<'r> {
    document: &'r SerializedDocument,
}

#[get("/openapi.json")]
fn openapi(document: &State<SerializedDocument>) -> DocumentResponse<'_> {
    DocumentResponse { document: document.inner() }
}

impl<'r> Responder<'r, 'r> for DocumentResponse<'r> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'r> {
        let SerializedDocument { json, etag } = self.document;
        let mut response = Response::build();
        response.raw_header("ETag", etag.as_str()).raw_header("Cache-Control", "no-cache");
        let known = request.headers().get("If-None-Match").flat_map(|tags| tags.split(','));
        if known.into_iter().any(|tag| tag.trim().trim_start_matches("W/") == etag.as_str()) {
            return response.status(Status::NotModified).ok();
        }
        response.header(ContentType::JSON).sized_body(json.len(), std::io::Cursor::new(json.as_bytes())).ok()
    }
}

#[cfg(test)]
mod tests {
    use utoipa::openapi::path::{HttpMethod, OperationBuilder, PathItem};

    use super::*;

    fn document(path: &str) -> OpenApi {
        let item = PathItem::new(HttpMethod::Get, OperationBuilder::new());
        let mut paths = Paths::new();
        paths.paths.insert(path.to_owned(), item);
        OpenApi::new(Info::new("part", "0"), paths)
    }

    #[test]
    fn documents_are_merged() {
        let whole = merged([document("/one"), document("/two")]);
        assert_eq!(whole.paths.paths.keys().collect::<Vec<_>>(), ["/one", "/two"]);
        assert_eq!(whole.info.title, "Heliograph");
    }

    #[test]
    #[should_panic(expected = "/one")]
    fn no_path_is_described_twice() {
        merged([document("/one"), document("/one")]);
    }
}
