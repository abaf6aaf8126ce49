//! `GET /api/v1/me`; for operators `GET /api/v1/users`, `PUT /api/v1/users/<username>/quota`.

use rocket::serde::json::Json;
use rocket::{Route, State, get, put, routes};

use super::error::Error;
use super::guard::{Operator, Person};
use super::refusals::{AskingWho, ListingUsers, SettingQuota};
use super::tags::{ACCOUNT, OPERATORS};
use super::wire::{MessageBody, SetQuota, UserBody};
use crate::drive::{Actor, Drive};
use crate::http::fastapi::call::{Call, NoInput};

pub(super) fn routes() -> Vec<Route> {
    routes![me, list, set_quota]
}

/// Who am I?
#[utoipa::path(
    tag = ACCOUNT,
    operation_id = "driveMe",
    security(("drive_token" = []), ("drive_app_password" = [])),
    responses((status = 200, description = "The caller.", body = UserBody), AskingWho),
)]
#[get("/api/v1/me")]
pub(super) async fn me(call: Call<Person, NoInput>) -> Json<UserBody> {
    Json(call.caller.user.into())
}

/// List users
///
/// By name. Only for operators.
#[utoipa::path(
    tag = OPERATORS,
    operation_id = "driveListUsers",
    security(("drive_token" = [])),
    responses((status = 200, description = "They are listed.", body = Vec<UserBody>), ListingUsers),
)]
#[get("/api/v1/users")]
pub(super) async fn list(_call: Call<Operator, NoInput>, drive: &State<Drive>) -> Result<Json<Vec<UserBody>>, Error> {
    Ok(Json(drive.people().list().await?.into_iter().map(UserBody::from).collect()))
}

/// Set a user's quota
///
/// What is stored already stays, however much it is. Only for operators.
#[utoipa::path(
    tag = OPERATORS,
    operation_id = "driveSetQuota",
    path = "/api/v1/users/{username}/quota",
    security(("drive_token" = [])),
    params(("username" = String, Path, description = "The user's name", example = "user")),
    request_body = SetQuota,
    responses((status = 200, description = "It is set.", body = MessageBody), SettingQuota),
)]
#[put("/api/v1/users/<username>/quota", data = "<call>")]
pub(super) async fn set_quota(
    username: &str,
    call: Call<Operator, SetQuota>,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let user = drive.people().user(username).await?;
    let set = drive.people().set_quota(username, call.input.quota).await;
    let actor = Actor { user: user.id, ..call.caller.actor() };
    let quota = call.input.quota.map_or_else(|| "none".to_owned(), |bytes| bytes.to_string());
    drive.noted(&actor, "user.quota", Some(quota), set).await?;
    Ok(MessageBody::says(match call.input.quota {
        Some(bytes) => format!("Quota of '{username}' set to {bytes} bytes"),
        None => format!("Quota of '{username}' removed"),
    }))
}
