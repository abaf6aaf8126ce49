//! `GET /media-counts`, `GET /media-calendar`: by Telegram's own counters, without reading the messages.

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::list_query::kind;
use super::wire::{CountsBody, DayBody};

pub(super) fn routes() -> Vec<Route> {
    routes![media_counts, media_calendar]
}

#[get("/media-counts")]
async fn media_counts(signed_in: SignedIn) -> Result<Json<CountsBody>, Error> {
    let counts = signed_in.account.media_counts().await.map_err(|error| Operation::Count.failed(error))?;
    Ok(Json(counts.into()))
}

#[get("/media-calendar?<type>")]
async fn media_calendar(signed_in: SignedIn, r#type: Option<&str>) -> Result<Json<Vec<DayBody>>, Error> {
    let kind = r#type.filter(|kind| !kind.is_empty()).map(kind).transpose()?;
    let days = signed_in.account.media_calendar(kind).await.map_err(|error| Operation::Count.failed(error))?;
    Ok(Json(days.into_iter().map(DayBody::from).collect()))
}
