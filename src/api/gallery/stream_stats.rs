//! `GET /stream-stats`: why a stream is slow, for its own account.

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::refusals::ReadingStats;
use super::tags::FILES;
use super::wire::StreamStatsBody;
use crate::browser::SignedIn;

pub(super) fn routes() -> Vec<Route> {
    routes![stream_stats]
}

/// Statistics of streams
///
/// Those that are running, newest first, then the last 32 that ended, most recent first.
#[utoipa::path(
    tag = FILES,
    operation_id = "streamStats",
    security(("cookie" = [])),
    responses((status = 200, description = "The account's streams.", body = [StreamStatsBody]), ReadingStats),
)]
#[get("/stream-stats")]
pub(super) fn stream_stats(signed_in: SignedIn) -> Json<Vec<StreamStatsBody>> {
    Json(signed_in.account.stream_stats().into_iter().map(StreamStatsBody::from).collect())
}
