//! Making, listing and revoking shares

use rocket::serde::json::Json;
use rocket::{Route, State, get, post, routes};

use super::error::Error;
use super::files::name;
use super::guard::Person;
use super::refusals::{ListingShares, RevokingShare, SharingFile, SharingFolder};
use super::tags::SHARES;
use super::wire::{MessageBody, Share, ShareBody};
use crate::drive::Drive;
use crate::drive::tree::FolderPath;
use crate::http::fastapi::call::{Call, NoInput, OptionalCall};

pub(super) fn routes() -> Vec<Route> {
    routes![share_file, share_folder, list, revoke]
}

/// Share a file
///
/// The message is the path of the link, whose last part is the token. The share follows the file through renames and moves.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveShareFile",
    path = "/api/v1/folders/{folder}/files/{filename}/share",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    request_body = Option<Share>,
    responses((status = 200, description = "The link.", body = MessageBody), SharingFile),
)]
#[post("/api/v1/folders/<folder>/files/<filename>/share", data = "<call>")]
pub(super) async fn share_file(
    call: OptionalCall<Person, Share>,
    folder: &str,
    filename: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let (path, filename) = (FolderPath::parse(folder)?, name(filename)?);
    let new = drive.share_file(&call.caller.actor(), &path, &filename, &call.input.into()).await?;
    Ok(MessageBody::says(format!("/api/v1/access/file/{}", *new.token)))
}

/// Share a folder
///
/// The message is the path of the link, whose last part is the token. Visitors see the files that are in the folder then.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveShareFolder",
    path = "/api/v1/folders/{folder}/share",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`")),
    request_body = Option<Share>,
    responses((status = 200, description = "The link.", body = MessageBody), SharingFolder),
)]
#[post("/api/v1/folders/<folder>/share", data = "<call>")]
pub(super) async fn share_folder(
    call: OptionalCall<Person, Share>,
    folder: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let path = FolderPath::parse(folder)?;
    let new = drive.share_folder(&call.caller.actor(), &path, &call.input.into()).await?;
    Ok(MessageBody::says(format!("/api/v1/access/folder/{}", *new.token)))
}

/// List shares
///
/// The caller's that can still be used, the newest first. Their tokens are not known any more.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveListShares",
    path = "/api/v1/shares/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    responses((status = 200, description = "They are listed.", body = Vec<ShareBody>), ListingShares),
)]
#[get("/api/v1/shares")]
pub(super) async fn list(call: Call<Person, NoInput>, drive: &State<Drive>) -> Result<Json<Vec<ShareBody>>, Error> {
    let shares = drive.shares(&call.caller.actor()).await?;
    Ok(Json(shares.into_iter().map(ShareBody::from).collect()))
}

/// Revoke a share
///
/// At once, by its token.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveRevokeShare",
    path = "/api/v1/access/revoke/{token}",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("token" = String, Path, description = "The token: the last part of the link")),
    responses((status = 200, description = "It is revoked.", body = MessageBody), RevokingShare),
)]
#[post("/api/v1/access/revoke/<token>")]
pub(super) async fn revoke(
    call: Call<Person, NoInput>,
    token: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    drive.revoke_share(&call.caller.actor(), token).await?;
    Ok(MessageBody::says("Share token revoked"))
}
