//! `GET /media-counts`, `GET /media-calendar`: Telegram's own counters, without reading the messages.

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::{Error, Operation};
use super::list_query::kind;
use super::refusals::{Counting, CountingDays};
use super::tags::MEDIA;
use super::wire::{CountsBody, DayBody, Kind};
use crate::browser::SignedIn;

pub(super) fn routes() -> Vec<Route> {
    routes![media_counts, media_calendar]
}

/// Count the media by kind
#[utoipa::path(
    tag = MEDIA,
    operation_id = "countMedia",
    security(("cookie" = [])),
    responses((status = 200, description = "The number of items of each kind.", body = CountsBody), Counting),
)]
#[get("/media-counts")]
pub(super) async fn media_counts(signed_in: SignedIn) -> Result<Json<CountsBody>, Error> {
    let counts = signed_in.account.media_counts().await.map_err(|error| Operation::Count.failed(error))?;
    Ok(Json(counts.into()))
}

/// Count the media by day
#[utoipa::path(
    tag = MEDIA,
    operation_id = "countMediaByDay",
    security(("cookie" = [])),
    params(("type" = Option<Kind>, Query, description = "Only items of this kind")),
    responses((status = 200, description = "Days in UTC that have media, newest first.", body = [DayBody]), CountingDays),
)]
#[get("/media-calendar?<type>")]
pub(super) async fn media_calendar(signed_in: SignedIn, r#type: Option<&str>) -> Result<Json<Vec<DayBody>>, Error> {
    let kind = r#type.filter(|kind| !kind.is_empty()).map(kind).transpose()?;
    let days = signed_in.account.media_calendar(kind).await.map_err(|error| Operation::Count.failed(error))?;
    Ok(Json(days.into_iter().map(DayBody::from).collect()))
}
