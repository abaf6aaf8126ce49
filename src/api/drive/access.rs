//! `/api/v1/access/…`: what visitors of a share read

use rocket::serde::json::Json;
use rocket::{Route, State, get, head, routes};

use super::error::Error;
use super::files::name;
use super::guard::{Anyone, StorageReady, Visit};
use super::refusals::{ReadingShare, ReadingSharedFile};
use super::response::{Downloads, DriveDownload, FileGuard};
use super::tags::SHARES;
use super::wire::{FileBody, ListFiles};
use crate::drive::Drive;
use crate::http::fastapi::call::{Call, NoInput};
use crate::store::drive::NodeKind;

pub(super) fn routes() -> Vec<Route> {
    routes![file, download_file, describe_file, folder, download_from_folder, describe_from_folder]
}

/// Describe a shared file
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveGetSharedFile",
    path = "/api/v1/access/file/{token}",
    params(
        ("token" = String, Path, description = "The token: the last part of the link"),
        ("X-Share-Password" = Option<String>, Header, description = "The share's password, where it has one"),
    ),
    responses((status = 200, description = "The file.", body = FileBody), ReadingShare),
)]
#[get("/api/v1/access/file/<token>")]
pub(super) async fn file(
    _call: Call<Anyone, NoInput>,
    token: &str,
    visit: Visit<'_>,
    drive: &State<Drive>,
) -> Result<Json<FileBody>, Error> {
    let share = visit.open(drive, token, NodeKind::File).await?;
    let file = drive.shared_file(&share).await?;
    drive.note_view(&share).await?;
    Ok(Json(file.into()))
}

/// Download a shared file
///
/// Whole or in part, with a body of exact length, always as an attachment.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveDownloadSharedFile",
    path = "/api/v1/access/file/{token}/download",
    params(
        ("token" = String, Path, description = "The token: the last part of the link"),
        ("X-Share-Password" = Option<String>, Header, description = "The share's password, where it has one"),
    ),
    responses((status = 200, description = "The whole file.", content_type = "application/octet-stream"), (status = 206, description = "A part of it."), ReadingSharedFile),
)]
#[get("/api/v1/access/file/<token>/download")]
pub(super) async fn download_file(
    _call: Call<StorageReady<Anyone>, NoInput>,
    token: &str,
    visit: Visit<'_>,
    request: FileGuard<'_>,
    drive: &State<Drive>,
) -> Result<DriveDownload, Error> {
    let share = visit.open(drive, token, NodeKind::File).await?;
    let file = drive.shared_file(&share).await?;
    drive.check_shared(&share, &file).await?;
    let source = async || drive.read_shared(&share, &file).await;
    let admit = Box::pin(drive.admit_download(&share, &file));
    request.answer(Downloads::Share(share.share().id), &file, source, admit).await
}

/// Describe the download of a shared file
///
/// What `GET` would answer, without its body.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveDescribeSharedFile",
    path = "/api/v1/access/file/{token}/download",
    params(
        ("token" = String, Path, description = "The token: the last part of the link"),
        ("X-Share-Password" = Option<String>, Header, description = "The share's password, where it has one"),
    ),
    responses((status = 200, description = "There is such a file."), ReadingSharedFile),
)]
#[head("/api/v1/access/file/<token>/download")]
pub(super) async fn describe_file(
    call: Call<StorageReady<Anyone>, NoInput>,
    token: &str,
    visit: Visit<'_>,
    request: FileGuard<'_>,
    drive: &State<Drive>,
) -> Result<DriveDownload, Error> {
    download_file(call, token, visit, request, drive).await
}

/// List a shared folder
///
/// The files that are in it now.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveListSharedFolder",
    path = "/api/v1/access/folder/{token}",
    params(
        ("token" = String, Path, description = "The token: the last part of the link"),
        ("X-Share-Password" = Option<String>, Header, description = "The share's password, where it has one"),
        ("sort" = Option<String>, Query, description = "`name`, `uploaded_at` or `size`"),
        ("order" = Option<String>, Query, description = "`asc` or `desc`"),
        ("limit" = Option<u64>, Query, description = "How many at most; all of them where it is not given"),
        ("offset" = Option<u64>, Query, description = "How many are skipped"),
    ),
    responses((status = 200, description = "They are listed.", body = Vec<FileBody>), ReadingShare),
)]
#[get("/api/v1/access/folder/<token>")]
pub(super) async fn folder(
    call: Call<Anyone, ListFiles>,
    token: &str,
    visit: Visit<'_>,
    drive: &State<Drive>,
) -> Result<Json<Vec<FileBody>>, Error> {
    let share = visit.open(drive, token, NodeKind::Folder).await?;
    let files = drive.shared_files(&share, call.input.0).await?;
    drive.note_view(&share).await?;
    Ok(Json(files.into_iter().map(FileBody::from).collect()))
}

/// Download a file of a shared folder
///
/// Whole or in part, with a body of exact length, always as an attachment.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveDownloadFromSharedFolder",
    path = "/api/v1/access/folder/{token}/{filename}/download",
    params(
        ("token" = String, Path, description = "The token: the last part of the link"),
        ("filename" = String, Path, description = "The file's name"),
        ("X-Share-Password" = Option<String>, Header, description = "The share's password, where it has one"),
    ),
    responses((status = 200, description = "The whole file.", content_type = "application/octet-stream"), (status = 206, description = "A part of it."), ReadingSharedFile),
)]
#[get("/api/v1/access/folder/<token>/<filename>/download")]
pub(super) async fn download_from_folder(
    _call: Call<StorageReady<Anyone>, NoInput>,
    token: &str,
    filename: &str,
    visit: Visit<'_>,
    request: FileGuard<'_>,
    drive: &State<Drive>,
) -> Result<DriveDownload, Error> {
    let filename = name(filename)?;
    let share = visit.open(drive, token, NodeKind::Folder).await?;
    let file = drive.file_of_share(&share, &filename).await?;
    drive.check_shared(&share, &file).await?;
    let source = async || drive.read_shared(&share, &file).await;
    let admit = Box::pin(drive.admit_download(&share, &file));
    request.answer(Downloads::Share(share.share().id), &file, source, admit).await
}

/// Describe the download of a file of a shared folder
///
/// What `GET` would answer, without its body.
#[utoipa::path(
    tag = SHARES,
    operation_id = "driveDescribeFromSharedFolder",
    path = "/api/v1/access/folder/{token}/{filename}/download",
    params(
        ("token" = String, Path, description = "The token: the last part of the link"),
        ("filename" = String, Path, description = "The file's name"),
        ("X-Share-Password" = Option<String>, Header, description = "The share's password, where it has one"),
    ),
    responses((status = 200, description = "There is such a file."), ReadingSharedFile),
)]
#[head("/api/v1/access/folder/<token>/<filename>/download")]
pub(super) async fn describe_from_folder(
    call: Call<StorageReady<Anyone>, NoInput>,
    token: &str,
    filename: &str,
    visit: Visit<'_>,
    request: FileGuard<'_>,
    drive: &State<Drive>,
) -> Result<DriveDownload, Error> {
    download_from_folder(call, token, filename, visit, request, drive).await
}
