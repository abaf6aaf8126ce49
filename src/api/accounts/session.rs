//! `GET /user/<phone>/{isAuthorized,sessionValid}`, `DELETE /user/<phone>/logout`

use rocket::serde::json::Json;
use rocket::{Route, delete, get, routes};

use super::error::Error;
use super::guard::Key;
use super::refusals::Asking;
use super::tags::SESSIONS;
use super::wire::Done;
use crate::telegram;

pub(super) fn routes() -> Vec<Route> {
    routes![is_authorized, session_valid, log_out]
}

/// Is the account signed in?
///
/// As it is known here; `sessionValid` asks Telegram.
#[utoipa::path(
    tag = SESSIONS,
    operation_id = "accountsIsAuthorized",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "It is.", body = Done), Asking),
)]
#[get("/user/<phone>/isAuthorized")]
pub(super) async fn is_authorized(key: Key<'_>, phone: &str) -> Result<Json<Done>, Error> {
    key.account(phone).await?;
    Ok(Json(Done::says("User is authorized")))
}

/// Is the session valid?
///
/// Asks Telegram, every time.
#[utoipa::path(
    tag = SESSIONS,
    operation_id = "accountsSessionValid",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "It is.", body = Done), Asking),
)]
#[get("/user/<phone>/sessionValid")]
pub(super) async fn session_valid(key: Key<'_>, phone: &str) -> Result<Json<Done>, Error> {
    key.account(phone).await?.verify_now().await?.ok_or(Error::NotAuthorized)?;
    Ok(Json(Done::says("Session is still valid.")))
}

/// Log out
///
/// Ends the authorization at Telegram, and forgets it here.
#[utoipa::path(
    tag = SESSIONS,
    operation_id = "accountsLogOut",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "Logged out.", body = Done), Asking),
)]
#[delete("/user/<phone>/logout")]
pub(super) async fn log_out(key: Key<'_>, phone: &str) -> Result<Json<Done>, Error> {
    match key.account(phone).await?.log_out().await {
        Ok(()) | Err(telegram::Error::SignedOut) => {
            Ok(Json(Done { data: Some(true), ..Done::says("Log out successful.") }))
        }
        Err(error) => Err(error.into()),
    }
}
