//! `GET /user/<phone>/{isAuthorized,sessionValid}`, `DELETE /user/<phone>/logout`

use rocket::serde::json::Json;
use rocket::{Route, delete, get, routes};

use super::error::Error;
use super::guard::Key;
use super::refusals::AskingAccount;
use super::tags::SESSIONS;
use super::wire::Success;
use crate::telegram;

pub(super) fn routes() -> Vec<Route> {
    routes![is_authorized, session_valid, log_out]
}

/// Is the account signed in?
///
/// According to this server; `sessionValid` asks Telegram.
#[utoipa::path(
    tag = SESSIONS,
    operation_id = "accountsIsAuthorized",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "The account is signed in.", body = Success), AskingAccount),
)]
#[get("/user/<phone>/isAuthorized")]
pub(super) async fn is_authorized(key: Key<'_>, phone: &str) -> Result<Json<Success>, Error> {
    key.account(phone).await?;
    Ok(Json(Success::with("User is authorized")))
}

/// Is the session valid?
///
/// Asks Telegram every time.
#[utoipa::path(
    tag = SESSIONS,
    operation_id = "accountsSessionValid",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "The session is valid.", body = Success), AskingAccount),
)]
#[get("/user/<phone>/sessionValid")]
pub(super) async fn session_valid(key: Key<'_>, phone: &str) -> Result<Json<Success>, Error> {
    key.account(phone).await?.verify_now().await?.ok_or(Error::NotAuthorized)?;
    Ok(Json(Success::with("Session is still valid.")))
}

/// Log out
///
/// Ends the authorization at Telegram and deletes the session here.
#[utoipa::path(
    tag = SESSIONS,
    operation_id = "accountsLogOut",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "Logged out.", body = Success), AskingAccount),
)]
#[delete("/user/<phone>/logout")]
pub(super) async fn log_out(key: Key<'_>, phone: &str) -> Result<Json<Success>, Error> {
    match key.account(phone).await?.log_out().await {
        Ok(()) | Err(telegram::Error::SignedOut) => {
            Ok(Json(Success { data: Some(true), ..Success::with("Log out successful.") }))
        }
        Err(error) => Err(error.into()),
    }
}
