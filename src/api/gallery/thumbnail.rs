//! `GET /stream_thumbnail/<id>`: a small picture, which browsers may cache.

use std::io::Cursor;

use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};
use rocket::response::Responder;
use rocket::{Request, Response, Route, get, response, routes};

use super::error::{Error, Operation};
use super::message_ids::PathId;
use super::refusals::FetchingThumbnail;
use super::tags::FILES;
use super::wire::PictureSize;
use crate::browser::SignedIn;
use crate::http::response::conditional::{self, Conditions, ETag};
use crate::http::response::file::SANDBOX;
use crate::http::response::message_file::entity_tag;
use crate::telegram::{Thumbnail, ThumbnailSize};

pub(super) fn routes() -> Vec<Route> {
    routes![thumbnail]
}

/// The request's `If-None-Match`.
pub(super) struct IfNoneMatch(Option<String>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for IfNoneMatch {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let tags: Vec<_> = request.headers().get("If-None-Match").collect();
        Outcome::Success(Self((!tags.is_empty()).then(|| tags.join(","))))
    }
}

/// The thumbnail, or 304.
pub(super) struct Picture {
    etag: ETag,
    thumbnail: Option<Thumbnail>,
}

impl<'r> Responder<'r, 'static> for Picture {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response
            .raw_header("ETag", self.etag.as_str().to_owned())
            // The thumbnail of a file never changes, and a replaced file has another tag.
            .raw_header("Cache-Control", "private, max-age=31536000, immutable")
            .raw_header("Vary", "Cookie");
        match self.thumbnail {
            None => response.status(Status::NotModified),
            Some(Thumbnail { bytes, mime_type }) => response
                .raw_header("Content-Type", mime_type)
                .raw_header("Content-Security-Policy", SANDBOX)
                .sized_body(bytes.len(), Cursor::new(bytes)),
        };
        response.ok()
    }
}

/// Get a thumbnail
///
/// Of the pictures that Telegram has, the smallest that is at least `size`, or else the largest.
#[utoipa::path(
    tag = FILES,
    operation_id = "streamThumbnail",
    security(("cookie" = [])),
    params(
        ("id" = i32, Path, minimum = 1, description = "The message's id"),
        (
            "size" = Option<PictureSize>,
            Query,
            description = "A box of 100 (`s`), 320 (`m`, the default), 800 (`x`), 1280 (`y`) or 2560 (`w`) pixels",
        ),
        ("If-None-Match" = Option<String>, Header, description = "304 if the picture still has one of these ETags"),
    ),
    responses(
        (
            status = 200,
            description = "The picture. It may be cached for ever.",
            content_type = "image/*",
            headers(("ETag" = String, description = "Strong; the same for the same picture")),
        ),
        (status = 304, description = "The client has the current picture."),
        FetchingThumbnail,
    ),
)]
#[get("/stream_thumbnail/<id>?<size>")]
pub(super) async fn thumbnail(
    signed_in: SignedIn,
    id: Result<PathId, ()>,
    size: Option<&str>,
    if_none_match: IfNoneMatch,
) -> Result<Picture, Error> {
    let PathId(id) = id.map_err(|()| Operation::Thumbnail.not_found())?;
    let (letter, size) = parse_size(size.unwrap_or("m"))?;
    let failed = |error| Operation::Thumbnail.failed(error);
    let media = signed_in.account.media(id).await.map_err(failed)?;
    if !media.has_thumbnail {
        return Err(Operation::Thumbnail.not_found());
    }
    let etag = entity_tag("thumbnail", &media, letter);
    let conditions = Conditions { if_none_match: if_none_match.0, ..Conditions::default() };
    if conditional::evaluate(&conditions, &etag, media.date, media.size, false) == conditional::Outcome::NotModified {
        return Ok(Picture { etag, thumbnail: None });
    }
    let thumbnail = signed_in.account.thumbnail(id, size).await.map_err(failed)?;
    Ok(Picture { etag, thumbnail: Some(thumbnail) })
}

fn parse_size(letter: &str) -> Result<(&'static str, ThumbnailSize), Error> {
    Ok(match letter {
        "s" => ("s", ThumbnailSize::S),
        "m" | "" => ("m", ThumbnailSize::M),
        "x" => ("x", ThumbnailSize::X),
        "y" => ("y", ThumbnailSize::Y),
        "w" => ("w", ThumbnailSize::W),
        _ => return Err(Error::Parameter { name: "size", expected: "s, m, x, y or w" }),
    })
}
