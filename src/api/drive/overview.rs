//! `GET /api/v1/stats/`, `GET /api/v1/search`, `GET /api/v1/audit/`

use rocket::serde::json::Json;
use rocket::{Route, State, get, routes};

use super::error::Error;
use super::guard::{AccountOwner, Person};
use super::refusals::{AskingForAudit, AskingForStats, Searching};
use super::tags::OVERVIEW;
use super::wire::{AuditBody, FoundBody, ListAudit, SearchFiles, StatsBody};
use crate::drive::Drive;
use crate::http::fastapi::call::{Call, NoInput};

pub(super) fn routes() -> Vec<Route> {
    routes![stats, search, audit]
}

/// Statistics
///
/// Of the caller, the trash left out.
#[utoipa::path(
    tag = OVERVIEW,
    operation_id = "driveStats",
    path = "/api/v1/stats/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    responses((status = 200, description = "The sums.", body = StatsBody), AskingForStats),
)]
#[get("/api/v1/stats")]
pub(super) async fn stats(call: Call<Person, NoInput>, drive: &State<Drive>) -> Result<Json<StatsBody>, Error> {
    Ok(Json(drive.stats(&call.caller.actor()).await?.into()))
}

/// Find files
///
/// The caller's whose names have all of the words, in any order.
#[utoipa::path(
    tag = OVERVIEW,
    operation_id = "driveSearch",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("q" = Option<String>, Query, description = "Words"),
        ("folder" = Option<String>, Query, description = "Only in this folder and below"),
        ("category" = Option<String>, Query, description = "`image`, `video`, `audio`, `document`, `archive` or `other`"),
        ("content_type" = Option<String>, Query, description = "How the MIME type begins"),
        ("from" = Option<String>, Query, description = "Only files sent then or later: a moment or a day, ISO 8601"),
        ("to" = Option<String>, Query, description = "Only files sent then or earlier"),
        ("min_size" = Option<u64>, Query, description = "Bytes"),
        ("max_size" = Option<u64>, Query, description = "Bytes"),
        ("sort" = Option<String>, Query, description = "`newest` or `best`"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("limit" = Option<u64>, Query, description = "How many at most: 100, up to 1,000"),
    ),
    responses((status = 200, description = "What was found.", body = FoundBody), Searching),
)]
#[get("/api/v1/search")]
pub(super) async fn search(call: Call<Person, SearchFiles>, drive: &State<Drive>) -> Result<Json<FoundBody>, Error> {
    Ok(Json(drive.search(&call.caller.actor(), &call.input.0?).await?.into()))
}

/// Read the audit
///
/// Who did what with the caller's files, the newest first; of an operator with everybody's.
#[utoipa::path(
    tag = OVERVIEW,
    operation_id = "driveAudit",
    path = "/api/v1/audit/",
    security(("drive_token" = [])),
    params(
        ("before" = Option<i64>, Query, description = "Only entries with lower numbers"),
        ("limit" = Option<u64>, Query, description = "How many at most: 100, up to 1,000"),
    ),
    responses((status = 200, description = "The entries.", body = Vec<AuditBody>), AskingForAudit),
)]
#[get("/api/v1/audit")]
pub(super) async fn audit(
    call: Call<AccountOwner, ListAudit>,
    drive: &State<Drive>,
) -> Result<Json<Vec<AuditBody>>, Error> {
    let user = &call.caller.signed_in.user;
    let of = (!user.is_operator).then_some(user.id);
    let entries = drive.audit(of, call.input.before, call.input.limit).await?;
    Ok(Json(entries.into_iter().map(AuditBody::new).collect()))
}
