//! `GET /user/<phone>/userInfo`

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::Error;
use super::guard::Key;
use super::refusals::AskingAccount;
use super::tags::ACCOUNT;
use super::wire::UserInfo;

pub(super) fn routes() -> Vec<Route> {
    routes![user_info]
}

/// Get the account's user
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "accountsUserInfo",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    responses((status = 200, description = "The user, according to Telegram.", body = UserInfo), AskingAccount),
)]
#[get("/user/<phone>/userInfo")]
pub(super) async fn user_info(key: Key<'_>, phone: &str) -> Result<Json<UserInfo>, Error> {
    let user = key.account(phone).await?.verify().await?.ok_or(Error::NotAuthorized)?;
    Ok(Json(user.into()))
}
