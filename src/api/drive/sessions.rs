//! `GET /api/v1/sessions`, `DELETE /api/v1/sessions`, `DELETE /api/v1/sessions/<id>`

use rocket::serde::json::Json;
use rocket::{Route, State, delete, get, routes};

use super::error::Error;
use super::guard::AccountOwner;
use super::refusals::{EndingSession, EndingSessions, ListingSessions};
use super::tags::ACCOUNT;
use super::wire::{MessageBody, SessionBody};
use crate::drive::Drive;
use crate::http::fastapi::call::{Call, NoInput};
use crate::http::fastapi::validation::path_integer;
use crate::store::drive::SessionId;

pub(super) fn routes() -> Vec<Route> {
    routes![list, end_others, end]
}

/// List sessions
///
/// Those of the caller that have not expired, the newest first.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveListSessions",
    security(("drive_token" = [])),
    responses((status = 200, description = "They are listed.", body = Vec<SessionBody>), ListingSessions),
)]
#[get("/api/v1/sessions")]
pub(super) async fn list(
    call: Call<AccountOwner, NoInput>,
    drive: &State<Drive>,
) -> Result<Json<Vec<SessionBody>>, Error> {
    let signed_in = call.caller.signed_in;
    let sessions = drive.people().sessions(signed_in.user.id).await?;
    Ok(Json(sessions.into_iter().map(|session| SessionBody::new(session, signed_in.session)).collect()))
}

/// End all other sessions
///
/// Their tokens are refused from now on.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveEndOtherSessions",
    security(("drive_token" = [])),
    responses((status = 200, description = "They have ended.", body = MessageBody), EndingSessions),
)]
#[delete("/api/v1/sessions")]
pub(super) async fn end_others(
    call: Call<AccountOwner, NoInput>,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let ended = drive.people().end_other_sessions(&call.caller.signed_in).await;
    drive.noted(&call.caller.actor(), "session.end_others", None, ended).await?;
    Ok(MessageBody::says("All other sessions ended"))
}

/// End a session
///
/// Its token is refused from now on. With the number of the session that asks, this signs out.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveEndSession",
    path = "/api/v1/sessions/{id}",
    security(("drive_token" = [])),
    params(("id" = i64, Path, description = "The session's number")),
    responses((status = 200, description = "It has ended.", body = MessageBody), EndingSession),
)]
#[delete("/api/v1/sessions/<id>")]
pub(super) async fn end(
    call: Call<AccountOwner, NoInput>,
    id: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let id = path_integer("id", id).map_err(|item| Error::Invalid(vec![item]))?;
    let ended = drive.people().end_session(call.caller.signed_in.user.id, SessionId(id)).await;
    drive.noted(&call.caller.actor(), "session.end", Some(id.to_string()), ended).await?;
    Ok(MessageBody::says("Session ended"))
}
