//! `POST /api/v1/import`

use rocket::serde::json::Json;
use rocket::{Route, State, post, routes};

use super::error::Error;
use super::guard::{Operator, StorageReady};
use super::refusals::Importing;
use super::tags::OPERATORS;
use super::wire::{Import, ImportedBody};
use crate::drive::tree::FolderPath;
use crate::drive::{self, Drive};
use crate::http::fastapi::call::Call;
use crate::telegram::{ChatRef, MessageId};

pub(super) fn routes() -> Vec<Route> {
    routes![import]
}

/// Import documents
///
/// Documents that are in a chat of the storage account become files of a user, without a byte being sent again: a hundred messages a call, from
/// `after` on. Repeated with `last_message` until `has_more` is false.
#[utoipa::path(
    tag = OPERATORS,
    operation_id = "driveImport",
    security(("drive_token" = [])),
    request_body = Import,
    responses((status = 200, description = "What was imported.", body = ImportedBody), Importing),
)]
#[post("/api/v1/import", data = "<call>")]
pub(super) async fn import(
    call: Call<StorageReady<Operator>, Import>,
    drive: &State<Drive>,
) -> Result<Json<ImportedBody>, Error> {
    let Import { chat, username, folder, after } = call.input;
    let folder = FolderPath::parse(&folder)?;
    let chat = ChatRef::parse(&chat).ok_or(drive::Error::NotFound)?;
    // No message has a higher number than these have.
    let after = after.map(|id| MessageId(i32::try_from(id).unwrap_or(i32::MAX)));
    let owner = drive.people().user(&username).await?;
    let actor = drive::Actor { user: owner.id, ..call.caller.caller.actor() };
    let imported = drive.import(&actor, &chat, &folder, after).await;
    Ok(Json(drive.noted_if_refused(&actor, "file.import", || Some(folder.to_string()), imported).await?.into()))
}
