//! `DELETE /auth/logout`

use rocket::serde::json::Json;
use rocket::{Route, delete, routes};

use super::error::{Error, Operation};
use super::guard::SessionHolder;
use super::refusals::LoggingOut;
use super::tags::SIGNING_IN;
use super::wire::SuccessBody;
use crate::http::fastapi::call::{Call, NoInput};

pub(super) fn routes() -> Vec<Route> {
    routes![log_out]
}

/// Log out
///
/// Ends the session at Telegram; its strings are no longer valid. A sign-in under way is cancelled.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "statelessLogOut",
    security(("session_string" = [])),
    responses((status = 200, description = "Logged out.", body = SuccessBody), LoggingOut),
)]
#[delete("/auth/logout")]
pub(super) async fn log_out(call: Call<SessionHolder, NoInput>) -> Result<Json<SuccessBody>, Error> {
    call.caller.account.log_out().await.map_err(|error| Operation::LogOut.failed(error))?;
    Ok(Json(SuccessBody { message: "Successfully logged out" }))
}
