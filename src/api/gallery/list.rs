//! `GET /get-saved-messages-media`

use rocket::response::Responder;
use rocket::serde::json::Json;
use rocket::{Request, Response, Route, get, response, routes};

use super::error::Error;
use super::list_query::ListQuery;
use super::refusals::Listing;
use super::tags::MEDIA;
use super::wire::{Kind, MediaBody};
use crate::browser::{Operation, SignedIn};

pub(super) fn routes() -> Vec<Route> {
    routes![list, list_alias]
}

/// One page: the items, where the next page is, and how many items there are in all.
pub(super) struct Page {
    items: Vec<MediaBody>,
    next: Option<String>,
    total: Option<u64>,
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build_from(Json(self.items).respond_to(request)?);
        if let Some(total) = self.total {
            response.raw_header("X-Total-Count", total.to_string());
        }
        if let Some(next) = self.next {
            response.raw_header("Link", format!("<{next}>; rel=\"next\""));
        }
        response.ok()
    }
}

/// List the media
///
/// One page, newest first.
#[utoipa::path(
    tag = MEDIA,
    operation_id = "listMedia",
    security(("cookie" = [])),
    params(
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 500, description = "Maximum number of items; 100 by default"),
        ("before" = Option<i32>, Query, minimum = 1, description = "Only items older than this message"),
        ("type" = Option<Kind>, Query, description = "Only items of this kind"),
        ("q" = Option<String>, Query, description = "Only items with these words in their caption or name; at most 256 bytes"),
        ("from" = Option<String>, Query, description = "From this day (`2026-11-01`) or moment (RFC 3339) on"),
        ("to" = Option<String>, Query, description = "Up to this day or moment, which is included"),
    ),
    responses(
        (
            status = 200,
            description = "A page of the list.",
            body = [MediaBody],
            headers(
                ("X-Total-Count" = u64, description = "The number of items on all pages"),
                ("Link" = String, description = "`<…>; rel=\"next\"`: the next page, if there is one"),
            ),
        ),
        Listing,
    ),
)]
#[get("/get-saved-messages-media")]
pub(super) async fn list(signed_in: SignedIn, query: ListQuery) -> Result<Page, Error> {
    let page = signed_in.account.list_media(&query.query).await.map_err(|error| Operation::List.failed(error))?;
    Ok(Page {
        items: page.items.iter().map(MediaBody::from).collect(),
        next: page.next.map(|before| query.next(before)),
        total: page.total,
    })
}

#[get("/get_saved_messages_media")]
async fn list_alias(signed_in: SignedIn, query: ListQuery) -> Result<Page, Error> {
    list(signed_in, query).await
}
