//! `/api/v1/trash/`, and the versions of a file

use rocket::serde::json::Json;
use rocket::{Route, State, delete, get, post, routes};

use super::error::Error;
use super::files::name;
use super::guard::Person;
use super::refusals::{ChangingTrash, ListingTrash, ListingVersions, RestoringVersion};
use super::tags::TRASH;
use super::wire::{FileBody, MessageBody, TrashBody, VersionBody};
use crate::drive::Drive;
use crate::drive::tree::FolderPath;
use crate::http::fastapi::call::{Call, NoInput};
use crate::http::fastapi::validation::path_integer;
use crate::store::drive::NodeId;

pub(super) fn routes() -> Vec<Route> {
    routes![list, restore, remove, empty, versions, restore_version]
}

/// List the trash
///
/// What the caller deleted, the latest first.
#[utoipa::path(
    tag = TRASH,
    operation_id = "driveListTrash",
    path = "/api/v1/trash/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    responses((status = 200, description = "It is listed.", body = Vec<TrashBody>), ListingTrash),
)]
#[get("/api/v1/trash")]
pub(super) async fn list(call: Call<Person, NoInput>, drive: &State<Drive>) -> Result<Json<Vec<TrashBody>>, Error> {
    Ok(Json(drive.trash(&call.caller.actor()).await?.into_iter().map(TrashBody::from).collect()))
}

/// Take something out of the trash
///
/// To where it was; under a numbered name where its own is taken, and into `Recovered` where its folder is gone.
#[utoipa::path(
    tag = TRASH,
    operation_id = "driveRestoreFromTrash",
    path = "/api/v1/trash/{id}/restore",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("id" = i64, Path, description = "Its number")),
    responses((status = 200, description = "It is back.", body = MessageBody), ChangingTrash),
)]
#[post("/api/v1/trash/<id>/restore")]
pub(super) async fn restore(
    call: Call<Person, NoInput>,
    id: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let path = drive.restore(&call.caller.actor(), node(id)?).await?;
    Ok(MessageBody::says(format!("Restored to '{path}'")))
}

/// Delete something for good
#[utoipa::path(
    tag = TRASH,
    operation_id = "driveDeleteFromTrash",
    path = "/api/v1/trash/{id}",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("id" = i64, Path, description = "Its number")),
    responses((status = 200, description = "It is gone.", body = MessageBody), ChangingTrash),
)]
#[delete("/api/v1/trash/<id>")]
pub(super) async fn remove(
    call: Call<Person, NoInput>,
    id: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    drive.delete_from_trash(&call.caller.actor(), node(id)?).await?;
    Ok(MessageBody::says("Deleted for good"))
}

/// Empty the trash
#[utoipa::path(
    tag = TRASH,
    operation_id = "driveEmptyTrash",
    path = "/api/v1/trash/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    responses((status = 200, description = "It is empty.", body = MessageBody), ListingTrash),
)]
#[delete("/api/v1/trash")]
pub(super) async fn empty(call: Call<Person, NoInput>, drive: &State<Drive>) -> Result<Json<MessageBody>, Error> {
    let emptied = drive.empty_trash(&call.caller.actor()).await?;
    Ok(MessageBody::says(format!("{emptied} deleted for good")))
}

/// List the versions of a file
///
/// The newest first.
#[utoipa::path(
    tag = TRASH,
    operation_id = "driveListVersions",
    path = "/api/v1/folders/{folder}/files/{filename}/versions",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    responses((status = 200, description = "They are listed.", body = Vec<VersionBody>), ListingVersions),
)]
#[get("/api/v1/folders/<folder>/files/<filename>/versions")]
pub(super) async fn versions(
    call: Call<Person, NoInput>,
    folder: &str,
    filename: &str,
    drive: &State<Drive>,
) -> Result<Json<Vec<VersionBody>>, Error> {
    let versions = drive.versions(&call.caller.actor(), &FolderPath::parse(folder)?, &name(filename)?).await?;
    Ok(Json(versions.into_iter().map(VersionBody::from).collect()))
}

/// Restore a version of a file
///
/// It becomes the newest one. Nothing is sent.
#[utoipa::path(
    tag = TRASH,
    operation_id = "driveRestoreVersion",
    path = "/api/v1/folders/{folder}/files/{filename}/versions/{version}/restore",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
        ("version" = i32, Path, description = "The version's number"),
    ),
    responses((status = 200, description = "The file.", body = FileBody), RestoringVersion),
)]
#[post("/api/v1/folders/<folder>/files/<filename>/versions/<version>/restore")]
pub(super) async fn restore_version(
    call: Call<Person, NoInput>,
    folder: &str,
    filename: &str,
    version: &str,
    drive: &State<Drive>,
) -> Result<Json<FileBody>, Error> {
    let version = path_integer("version", version).map_err(|item| Error::Invalid(vec![item]))?;
    let version = i32::try_from(version).map_err(|_| crate::drive::Error::NotFound)?;
    let (path, filename) = (FolderPath::parse(folder)?, name(filename)?);
    Ok(Json(drive.restore_version(&call.caller.actor(), &path, &filename, version).await?.into()))
}

fn node(id: &str) -> Result<NodeId, Error> {
    path_integer("id", id).map(NodeId).map_err(|item| Error::Invalid(vec![item]))
}
