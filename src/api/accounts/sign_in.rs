//! `POST /signin`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::Error;
use super::guard::{Input, Key, read_phone};
use super::refusals::SigningIn;
use super::tags::SIGNING_IN;
use super::wire::{SignIn, UserInfo};
use crate::accounts::Secrets;
use crate::telegram;

pub(super) fn routes() -> Vec<Route> {
    routes![sign_in]
}

/// Sign in with the code
///
/// If the account has a second factor and `password` is missing, the response is 401 with `data.needs2fa`: send the same again, with the password.
#[utoipa::path(
    tag = SIGNING_IN,
    operation_id = "accountsSignIn",
    security(("apiKey" = []), ("bearer" = [])),
    request_body(content(
        (SignIn = "application/json"),
        (SignIn = "application/x-www-form-urlencoded"),
        (SignIn = "multipart/form-data"),
    )),
    responses((status = 200, description = "Signed in: the account belongs to the key now.", body = UserInfo), SigningIn),
)]
#[post("/signin", data = "<input>")]
pub(super) async fn sign_in(key: Key<'_>, input: Input<SignIn>) -> Result<Json<UserInfo>, Error> {
    let SignIn { phone_number, phone_code, phone_code_hash, password } = &input.0;
    let phone = read_phone(phone_number.as_ref().and_then(|phone| phone.trimmed()).unwrap_or_default())?;
    let code = phone_code.as_ref().and_then(|code| code.trimmed()).ok_or(Error::CodeRequired)?;
    let hash = phone_code_hash.as_ref().and_then(|hash| hash.trimmed());
    let password = password.as_ref().map(|password| password.as_str()).filter(|password| !password.is_empty());
    key.limits.try_secret_for(key.client, &phone)?;
    let flow = key.accounts.sign_in_flow(&phone);
    if let Some(user) = flow.repeated(Secrets::of_code(&phone, code, password)).await? {
        return Ok(Json(user.into()));
    }
    let attempt = flow.attempt().await?;
    match attempt.sign_in(&phone, hash, code, password).await? {
        telegram::SignIn::SignedIn(user) => Ok(Json(user.into())),
        telegram::SignIn::PasswordRequired { hint } => Err(Error::PasswordRequired { hint }),
    }
}
