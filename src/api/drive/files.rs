//! `GET /api/v1/files/`, `GET /api/v1/folders/<folder>/files/`, and what tells of a file or changes it

use rocket::serde::json::Json;
use rocket::{Route, State, delete, get, post, put, routes};

use super::error::Error;
use super::guard::{Person, StorageReady};
use super::refusals::{AskingForFile, CopyingFile, DeletingFile, ListingFiles, MovingFile, RenamingFile};
use super::tags::FILES;
use super::wire::{Destination, FileBody, ListFiles, MessageBody, Rename};
use crate::drive::tree::FolderPath;
use crate::drive::{self, Drive, NodeName};
use crate::http::fastapi::call::{Call, NoInput};

pub(super) fn routes() -> Vec<Route> {
    routes![list_all, list, get_file, rename, relocate, copy, remove]
}

/// A name in a path or a body.
pub(super) fn name(text: &str) -> Result<NodeName, Error> {
    NodeName::parse(text).ok_or_else(|| drive::Error::NameInvalid(text.to_owned()).into())
}

/// List all files
///
/// The caller's own, in whatever folder.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveListAllFiles",
    path = "/api/v1/files/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("sort" = Option<String>, Query, description = "`name`, `uploaded_at` or `size`"),
        ("order" = Option<String>, Query, description = "`asc` or `desc`"),
        ("limit" = Option<u64>, Query, description = "How many at most; all of them where it is not given"),
        ("offset" = Option<u64>, Query, description = "How many are skipped"),
    ),
    responses((status = 200, description = "They are listed.", body = Vec<FileBody>), ListingFiles),
)]
#[get("/api/v1/files")]
pub(super) async fn list_all(
    call: Call<Person, ListFiles>,
    drive: &State<Drive>,
) -> Result<Json<Vec<FileBody>>, Error> {
    let files = drive.all_files(&call.caller.actor(), call.input.0).await?;
    Ok(Json(files.into_iter().map(FileBody::from).collect()))
}

/// List the files of a folder
///
/// Of a folder that is not there: none.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveListFiles",
    path = "/api/v1/folders/{folder}/files/",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("sort" = Option<String>, Query, description = "`name`, `uploaded_at` or `size`"),
        ("order" = Option<String>, Query, description = "`asc` or `desc`"),
        ("limit" = Option<u64>, Query, description = "How many at most; all of them where it is not given"),
        ("offset" = Option<u64>, Query, description = "How many are skipped"),
    ),
    responses((status = 200, description = "They are listed.", body = Vec<FileBody>), ListingFiles),
)]
#[get("/api/v1/folders/<folder>/files")]
pub(super) async fn list(
    call: Call<Person, ListFiles>,
    folder: &str,
    drive: &State<Drive>,
) -> Result<Json<Vec<FileBody>>, Error> {
    let files = drive.files(&call.caller.actor(), &FolderPath::parse(folder)?, call.input.0).await?;
    Ok(Json(files.into_iter().map(FileBody::from).collect()))
}

/// Describe a file
#[utoipa::path(
    tag = FILES,
    operation_id = "driveGetFile",
    path = "/api/v1/folders/{folder}/files/{filename}",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    responses((status = 200, description = "There is such a file.", body = FileBody), AskingForFile),
)]
#[get("/api/v1/folders/<folder>/files/<filename>")]
pub(super) async fn get_file(
    call: Call<Person, NoInput>,
    folder: &str,
    filename: &str,
    drive: &State<Drive>,
) -> Result<Json<FileBody>, Error> {
    let filename = name(filename)?;
    Ok(Json(drive.file(&call.caller.actor(), &FolderPath::parse(folder)?, &filename).await?.into()))
}

/// Rename a file
///
/// Downloads keep the name that it was sent with.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveRenameFile",
    path = "/api/v1/folders/{folder}/files/{filename}/rename",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    request_body = Rename,
    responses((status = 200, description = "It is renamed.", body = MessageBody), RenamingFile),
)]
#[put("/api/v1/folders/<folder>/files/<filename>/rename", data = "<call>")]
pub(super) async fn rename(
    call: Call<Person, Rename>,
    folder: &str,
    filename: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let (path, old, new) = (FolderPath::parse(folder)?, name(filename)?, name(&call.input.new_name)?);
    drive.rename_file(&call.caller.actor(), &path, &old, &new).await?;
    Ok(MessageBody::says(format!("File '{old}' renamed to '{new}' in folder '{path}'")))
}

/// Move a file
#[utoipa::path(
    tag = FILES,
    operation_id = "driveMoveFile",
    path = "/api/v1/folders/{folder}/files/{filename}/move",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    request_body = Destination,
    responses((status = 200, description = "It is moved.", body = MessageBody), MovingFile),
)]
#[post("/api/v1/folders/<folder>/files/<filename>/move", data = "<call>")]
pub(super) async fn relocate(
    call: Call<Person, Destination>,
    folder: &str,
    filename: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let (path, filename, to) =
        (FolderPath::parse(folder)?, name(filename)?, FolderPath::parse(&call.input.dest_folder)?);
    drive.move_file(&call.caller.actor(), &path, &filename, &to).await?;
    Ok(MessageBody::says(format!("File '{filename}' moved from '{path}' to '{to}'")))
}

/// Copy a file
///
/// Nothing is sent: the copy has the same documents at Telegram. Under a numbered name where its own is taken.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveCopyFile",
    path = "/api/v1/folders/{folder}/files/{filename}/copy",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    request_body = Destination,
    responses((status = 200, description = "The copy.", body = FileBody), CopyingFile),
)]
#[post("/api/v1/folders/<folder>/files/<filename>/copy", data = "<call>")]
pub(super) async fn copy(
    call: Call<Person, Destination>,
    folder: &str,
    filename: &str,
    drive: &State<Drive>,
) -> Result<Json<FileBody>, Error> {
    let (path, filename, to) =
        (FolderPath::parse(folder)?, name(filename)?, FolderPath::parse(&call.input.dest_folder)?);
    Ok(Json(drive.copy_file(&call.caller.actor(), &path, &filename, &to).await?.into()))
}

/// Delete a file
///
/// It goes to the trash.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveDeleteFile",
    path = "/api/v1/folders/{folder}/files/{filename}",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    responses((status = 200, description = "It is in the trash.", body = MessageBody), DeletingFile),
)]
#[delete("/api/v1/folders/<folder>/files/<filename>")]
pub(super) async fn remove(
    call: Call<StorageReady, NoInput>,
    folder: &str,
    filename: &str,
    drive: &State<Drive>,
) -> Result<Json<MessageBody>, Error> {
    let (path, filename) = (FolderPath::parse(folder)?, name(filename)?);
    drive.delete_file(&call.caller.caller.actor(), &path, &filename).await?;
    Ok(MessageBody::says(format!("File '{filename}' deleted from folder '{path}'")))
}
