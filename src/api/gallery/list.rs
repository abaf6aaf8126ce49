//! `GET /get-saved-messages-media`

use rocket::response::Responder;
use rocket::serde::json::Json;
use rocket::{Request, Response, Route, get, response, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::list_query::ListQuery;
use super::wire::MediaBody;

pub(super) fn routes() -> Vec<Route> {
    routes![list, list_alias]
}

/// One page: the items, where the next page is, and how many items there are in all.
struct Page {
    items: Vec<MediaBody>,
    next: Option<String>,
    total: u64,
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build_from(Json(self.items).respond_to(request)?);
        response.raw_header("X-Total-Count", self.total.to_string());
        if let Some(next) = self.next {
            response.raw_header("Link", format!("<{next}>; rel=\"next\""));
        }
        response.ok()
    }
}

#[get("/get-saved-messages-media")]
async fn list(signed_in: SignedIn, query: ListQuery) -> Result<Page, Error> {
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
