//! `DELETE /cleanSessions`

use rocket::serde::json::Json;
use rocket::{Route, delete, routes};

use super::error::Error;
use super::guard::Key;
use super::refusals::Cleaning;
use super::tags::SESSIONS;
use super::wire::{Cleaned, Removed};

pub(super) fn routes() -> Vec<Route> {
    routes![clean_sessions]
}

/// Remove ended sessions
///
/// Asks Telegram about every account of the key, and deletes the sessions that have ended there.
#[utoipa::path(
    tag = SESSIONS,
    operation_id = "accountsCleanSessions",
    security(("apiKey" = []), ("bearer" = [])),
    responses((status = 200, description = "Only valid sessions remain.", body = Cleaned), Cleaning),
)]
#[delete("/cleanSessions")]
pub(super) async fn clean_sessions(key: Key<'_>) -> Result<Json<Cleaned>, Error> {
    let removed = key.accounts.remove_ended().await?;
    Ok(Json(Cleaned { is_success: true, message: "Unused sessions cleaned.", data: Removed { removed } }))
}
