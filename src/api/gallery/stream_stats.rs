//! `GET /stream-stats`: why a stream is slow, for the account whose stream it is.

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::refusals::Recounting;
use super::tags::FILES;
use super::wire::StreamStatsBody;
use crate::browser::SignedIn;

pub(super) fn routes() -> Vec<Route> {
    routes![stream_stats]
}

/// How do the streams fare?
///
/// Those that run, the youngest first, then the last 32 that ended, the last first.
#[utoipa::path(
    tag = FILES,
    operation_id = "streamStats",
    security(("cookie" = [])),
    responses((status = 200, description = "The account's streams.", body = [StreamStatsBody]), Recounting),
)]
#[get("/stream-stats")]
pub(super) fn stream_stats(signed_in: SignedIn) -> Json<Vec<StreamStatsBody>> {
    Json(signed_in.account.stream_stats().into_iter().map(StreamStatsBody::from).collect())
}
