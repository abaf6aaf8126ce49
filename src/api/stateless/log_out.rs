//! `DELETE /auth/logout`

use rocket::serde::json::Json;
use rocket::{Route, delete, routes};

use super::error::{Error, Operation};
use super::guard::{Call, Nothing, SessionHolder};
use super::refusals::LoggingOut;
use super::tags::SIGNING_IN;
use super::wire::Done;

pub(super) fn routes() -> Vec<Route> {
    routes![log_out]
}

/// Sign out
///
/// The session ends at Telegram, and its strings are dead. A sign-in that was begun is given up.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessLogOut",
    security(("session_string" = [])),
    responses((status = 200, description = "Signed out.", body = Done), LoggingOut),
)]
#[delete("/auth/logout")]
pub(super) async fn log_out(call: Call<SessionHolder, Nothing>) -> Result<Json<Done>, Error> {
    call.caller.account.log_out().await.map_err(|error| Operation::LogOut.failed(error))?;
    Ok(Json(Done { message: "Successfully logged out" }))
}
