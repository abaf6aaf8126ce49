//! `GET /api/v1/app-passwords`, `POST /api/v1/app-passwords`, `DELETE /api/v1/app-passwords/<id>`

use rocket::serde::json::Json;
use rocket::{Route, State, delete, get, post, routes};

use super::error::Error;
use super::guard::AccountOwner;
use super::refusals::{ListingAppPasswords, MakingAppPassword, RevokingAppPassword};
use super::tags::ACCOUNT;
use super::wire::{AppPasswordBody, AppPasswordSecretBody, MakeAppPassword, MessageBody};
use crate::drive::Drive;
use crate::http::fastapi::call::{Call, NoInput};
use crate::http::fastapi::validation::path_integer;
use crate::store::drive::AppPasswordId;

pub(super) fn routes() -> Vec<Route> {
    routes![list, make, revoke]
}

/// List app passwords
///
/// Without their secrets, which nobody has any more but the programs that use them.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveListAppPasswords",
    security(("drive_token" = [])),
    responses((status = 200, description = "They are listed.", body = Vec<AppPasswordBody>), ListingAppPasswords),
)]
#[get("/api/v1/app-passwords")]
pub(super) async fn list(
    call: Call<AccountOwner, NoInput>,
    drive: &State<Drive>,
) -> Result<Json<Vec<AppPasswordBody>>, Error> {
    let passwords = drive.people().app_passwords(call.caller.signed_in.user.id).await?;
    Ok(Json(passwords.into_iter().map(AppPasswordBody::from).collect()))
}

/// Make an app password
///
/// For a program that knows names and passwords alone: it sends both as HTTP Basic, here and over WebDAV. An app password opens files, and nothing about
/// the account; it takes no one-time password.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveMakeAppPassword",
    security(("drive_token" = [])),
    request_body = MakeAppPassword,
    responses((status = 200, description = "It is shown this once.", body = AppPasswordSecretBody), MakingAppPassword),
)]
#[post("/api/v1/app-passwords", data = "<call>")]
pub(super) async fn make(
    call: Call<AccountOwner, MakeAppPassword>,
    drive: &State<Drive>,
) -> Result<Json<AppPasswordSecretBody>, Error> {
    let made = drive.people().make_app_password(call.caller.signed_in.user.id, &call.input.name).await?;
    let name = Some(made.stored.name.clone());
    Ok(Json(drive.noted(&call.caller.actor(), "app_password.create", name, Ok(made)).await?.into()))
}

/// Revoke an app password
///
/// It is refused from now on.
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveRevokeAppPassword",
    path = "/api/v1/app-passwords/{id}",
    security(("drive_token" = [])),
    params(("id" = i64, Path, description = "The app password's number")),
    responses((status = 200, description = "It is revoked.", body = MessageBody), RevokingAppPassword),
)]
#[delete("/api/v1/app-passwords/<id>")]
pub(super) async fn revoke(
    call: Call<AccountOwner, NoInput>,
    id: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let id = path_integer("id", id).map_err(|item| Error::Invalid(vec![item]))?;
    let (user, id) = (call.caller.signed_in.user.id, AppPasswordId(id));
    let own = drive.people().app_passwords(user).await?;
    let name = own.into_iter().find(|password| password.id == id).map(|password| password.name);
    let revoked = drive.people().revoke_app_password(user, id).await;
    drive.noted(&call.caller.actor(), "app_password.revoke", name, revoked).await?;
    Ok(MessageBody::says("App password revoked"))
}
