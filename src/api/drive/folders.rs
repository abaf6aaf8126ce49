//! `GET` and `POST` `/api/v1/folders/`, and what changes a folder

use rocket::serde::json::Json;
use rocket::{Route, State, delete, get, post, put, routes};

use super::error::Error;
use super::guard::Person;
use super::refusals::{DeletingFolder, ListingFolders, MakingFolder, MovingFolder, RenamingFolder};
use super::tags::FOLDERS;
use super::wire::{FolderBody, FolderDestination, MakeFolder, MessageBody, Rename};
use crate::drive::tree::FolderPath;
use crate::drive::{self, Drive, NodeName};
use crate::http::fastapi::call::{Call, NoInput};

pub(super) fn routes() -> Vec<Route> {
    routes![list, make, rename, relocate, remove]
}

/// List folders
///
/// All of the caller's, with their paths, by path.
#[utoipa::path(
    tag = FOLDERS,
    operation_id = "driveListFolders",
    path = "/api/v1/folders/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    responses((status = 200, description = "They are listed.", body = Vec<FolderBody>), ListingFolders),
)]
#[get("/api/v1/folders")]
pub(super) async fn list(call: Call<Person, NoInput>, drive: &State<Drive>) -> Result<Json<Vec<FolderBody>>, Error> {
    let folders = drive.folders(&call.caller.actor()).await?;
    Ok(Json(folders.into_iter().map(FolderBody::from).collect()))
}

/// Make a folder
#[utoipa::path(
    tag = FOLDERS,
    operation_id = "driveMakeFolder",
    path = "/api/v1/folders/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    request_body = MakeFolder,
    responses((status = 200, description = "It is made.", body = FolderBody), MakingFolder),
)]
#[post("/api/v1/folders", data = "<call>")]
pub(super) async fn make(call: Call<Person, MakeFolder>, drive: &State<Drive>) -> Result<Json<FolderBody>, Error> {
    let path = FolderPath::parse(&call.input.folder)?;
    let made = drive.create_folder(&call.caller.actor(), &path).await?;
    Ok(Json(FolderBody::made(made)))
}

/// Rename a folder
///
/// The files in it follow.
#[utoipa::path(
    tag = FOLDERS,
    operation_id = "driveRenameFolder",
    path = "/api/v1/folders/{folder}/rename",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`")),
    request_body = Rename,
    responses((status = 200, description = "It is renamed.", body = MessageBody), RenamingFolder),
)]
#[put("/api/v1/folders/<folder>/rename", data = "<call>")]
pub(super) async fn rename(
    call: Call<Person, Rename>,
    folder: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let path = FolderPath::parse(folder)?;
    let new_name = &call.input.new_name;
    let name = NodeName::parse(new_name).ok_or_else(|| drive::Error::NameInvalid(new_name.clone()))?;
    drive.rename_folder(&call.caller.actor(), &path, &name).await?;
    Ok(MessageBody::says(format!("Folder '{path}' renamed to '{name}'")))
}

/// Move a folder
///
/// With everything in it, into another folder.
#[utoipa::path(
    tag = FOLDERS,
    operation_id = "driveMoveFolder",
    path = "/api/v1/folders/{folder}/move",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`")),
    request_body = FolderDestination,
    responses((status = 200, description = "It is moved.", body = MessageBody), MovingFolder),
)]
#[post("/api/v1/folders/<folder>/move", data = "<call>")]
pub(super) async fn relocate(
    call: Call<Person, FolderDestination>,
    folder: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let path = FolderPath::parse(folder)?;
    let destination = match call.input.dest_folder.trim_matches('/') {
        "" => None,
        text => Some(FolderPath::parse(text)?),
    };
    drive.move_folder(&call.caller.actor(), &path, destination.as_ref()).await?;
    let to = destination.map(|path| path.to_string()).unwrap_or_default();
    Ok(MessageBody::says(format!("Folder '{path}' moved to '{to}'")))
}

/// Delete a folder
///
/// It goes to the trash, with everything in it.
#[utoipa::path(
    tag = FOLDERS,
    operation_id = "driveDeleteFolder",
    path = "/api/v1/folders/{folder}/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`")),
    responses((status = 200, description = "It is in the trash.", body = MessageBody), DeletingFolder),
)]
#[delete("/api/v1/folders/<folder>")]
pub(super) async fn remove(
    call: Call<Person, NoInput>,
    folder: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let path = FolderPath::parse(folder)?;
    drive.delete_folder(&call.caller.actor(), &path).await?;
    Ok(MessageBody::says(format!("Folder '{path}' deleted")))
}
