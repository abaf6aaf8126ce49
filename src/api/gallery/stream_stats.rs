//! `GET /stream-stats`: why a stream is slow, for the account whose stream it is.

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::guard::SignedIn;
use super::wire::StreamStatsBody;

pub(super) fn routes() -> Vec<Route> {
    routes![stream_stats]
}

#[get("/stream-stats")]
fn stream_stats(signed_in: SignedIn) -> Json<Vec<StreamStatsBody>> {
    Json(signed_in.account.stream_stats().into_iter().map(StreamStatsBody::from).collect())
}
