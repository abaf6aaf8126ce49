//! `GET` and `HEAD` `/api/v1/folders/<folder>/files/<name>/download`

use rocket::{Route, State, get, head, routes};

use super::error::Error;
use super::files::name;
use super::guard::{Person, StorageReady};
use super::refusals::Downloading;
use super::response::{Downloads, DriveDownload, FileGuard};
use super::tags::FILES;
use crate::drive::Drive;
use crate::drive::tree::FolderPath;
use crate::http::fastapi::call::{Call, NoInput};

pub(super) fn routes() -> Vec<Route> {
    routes![download, describe]
}

/// Download a file
///
/// Whole or in part, with a body of exact length, always as an attachment. An encrypted file is decrypted; where its owner has encryption switched
/// off, the answer is a sentence instead, with status 200 as the original has it.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveDownloadFile",
    path = "/api/v1/folders/{folder}/files/{filename}/download",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    responses((status = 200, description = "The whole file.", content_type = "application/octet-stream"), (status = 206, description = "A part of it."), Downloading),
)]
#[get("/api/v1/folders/<folder>/files/<filename>/download")]
pub(super) async fn download(
    call: Call<StorageReady<Person>, NoInput>,
    folder: &str,
    filename: &str,
    request: FileGuard<'_>,
    drive: &State<Drive>,
) -> Result<DriveDownload, Error> {
    let actor = call.caller.caller.actor();
    let (path, filename) = (FolderPath::parse(folder)?, name(filename)?);
    let file = drive.file(&actor, &path, &filename).await?;
    drive.check_readable(&actor, &file).await?;
    let source = async || drive.read(&actor, &file).await;
    let note = Box::pin(drive.note_download(&actor, &file));
    request.answer(Downloads::User(actor.user), &file, source, note).await
}

/// Describe a download
///
/// What `GET` would answer, without its body.
#[utoipa::path(
    tag = FILES,
    operation_id = "driveDescribeDownload",
    path = "/api/v1/folders/{folder}/files/{filename}/download",
    security(("drive_token" = []), ("drive_app_password" = [])),
    params(
        ("folder" = String, Path, description = "The folder's path, its slashes encoded: `photos%2F2024`"),
        ("filename" = String, Path, description = "The file's name"),
    ),
    responses((status = 200, description = "There is such a file."), Downloading),
)]
#[head("/api/v1/folders/<folder>/files/<filename>/download")]
pub(super) async fn describe(
    call: Call<StorageReady<Person>, NoInput>,
    folder: &str,
    filename: &str,
    request: FileGuard<'_>,
    drive: &State<Drive>,
) -> Result<DriveDownload, Error> {
    download(call, folder, filename, request, drive).await
}
