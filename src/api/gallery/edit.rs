//! `PATCH /media/<id>`, `DELETE /media/<id>`, `DELETE /media?ids=1,2,3`

use rocket::serde::json::Json;
use rocket::{Route, delete, patch, routes};

use super::error::{Error, Operation};
use super::guard::Input;
use super::message_ids::{MessageIds, PathId};
use super::refusals::{Deleting, DeletingMany, Editing};
use super::tags::MEDIA;
use super::wire::{DeletedBody, EditMedia, EditedBody, MediaBody, SuccessBody};
use crate::browser::SignedIn;
use crate::telegram::{self, Rejected};

pub(super) fn routes() -> Vec<Route> {
    routes![edit, delete, delete_many]
}

/// Change the caption
#[utoipa::path(
    tag = MEDIA,
    operation_id = "editMedia",
    security(("cookie" = [])),
    params(("id" = i32, Path, minimum = 1, description = "The message's id")),
    request_body(content(
        (EditMedia = "application/json"),
        (EditMedia = "application/x-www-form-urlencoded"),
        (EditMedia = "multipart/form-data"),
    )),
    responses((status = 200, description = "The changed item.", body = EditedBody), Editing),
)]
#[patch("/media/<id>", data = "<input>")]
pub(super) async fn edit(
    signed_in: SignedIn,
    id: Result<PathId, ()>,
    input: Input<EditMedia>,
) -> Result<Json<EditedBody>, Error> {
    let PathId(id) = id.map_err(|()| Operation::Edit.not_found())?;
    let caption = input.0.caption.ok_or(Error::Parameter { name: "caption", expected: "given" })?;
    let edited = match signed_in.account.edit_caption(id, caption.as_str()).await {
        // The caption is already as requested.
        Err(telegram::Error::Rejected(Rejected::NotModified)) => signed_in.account.media(id).await,
        edited => edited,
    };
    let media = edited.map_err(|error| Operation::Edit.failed(error))?;
    Ok(Json(EditedBody { message: "Caption changed successfully.", media: MediaBody::from(&media) }))
}

/// Delete an item
#[utoipa::path(
    tag = MEDIA,
    operation_id = "deleteMedia",
    security(("cookie" = [])),
    params(("id" = i32, Path, minimum = 1, description = "The message's id")),
    responses((status = 200, description = "Deleted, at Telegram too.", body = SuccessBody), Deleting),
)]
#[delete("/media/<id>")]
pub(super) async fn delete(signed_in: SignedIn, id: Result<PathId, ()>) -> Result<Json<SuccessBody>, Error> {
    let PathId(id) = id.map_err(|()| Operation::Delete.not_found())?;
    let deleted = signed_in.account.delete(&[id]).await.map_err(|error| Operation::Delete.failed(error))?;
    if deleted.is_empty() {
        return Err(Operation::Delete.not_found());
    }
    Ok(Json(SuccessBody { message: "Media deleted successfully." }))
}

/// Delete several items
///
/// At most 1000. Items that no longer exist are left out of the response.
#[utoipa::path(
    tag = MEDIA,
    operation_id = "deleteManyMedia",
    security(("cookie" = [])),
    params(("ids" = String, Query, description = "The messages' ids, separated by commas", example = "123,122,97")),
    responses((status = 200, description = "Deleted, at Telegram too.", body = DeletedBody), DeletingMany),
)]
#[delete("/media")]
pub(super) async fn delete_many(signed_in: SignedIn, messages: MessageIds) -> Result<Json<DeletedBody>, Error> {
    let deleted = signed_in.account.delete(&messages.0).await.map_err(|error| Operation::Delete.failed(error))?;
    let ids = deleted.into_iter().map(|id| id.0).collect();
    Ok(Json(DeletedBody { message: "Media deleted successfully.", ids }))
}
