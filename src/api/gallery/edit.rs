//! `PATCH /media/<id>`, `DELETE /media/<id>`, `DELETE /media?ids=1,2,3`

use rocket::request::FromParam;
use rocket::serde::json::Json;
use rocket::{Route, delete, patch, routes};

use super::download::Chosen;
use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::input::Input;
use super::refusals::{Deleting, DeletingMany, Editing};
use super::tags::MEDIA;
use super::wire::{DeletedBody, Done, EditMedia, EditedBody, MediaBody};
use crate::telegram::{self, MessageId, Rejected};

pub(super) fn routes() -> Vec<Route> {
    routes![edit, delete, delete_many]
}

/// A message's id in a path.
pub(super) struct Id(pub MessageId);

impl<'a> FromParam<'a> for Id {
    type Error = ();

    fn from_param(text: &'a str) -> Result<Self, Self::Error> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let id = text.parse().ok().filter(|id| digits && *id > 0);
        id.map(|id| Self(MessageId(id))).ok_or(())
    }
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
    responses((status = 200, description = "The item as it is now.", body = EditedBody), Editing),
)]
#[patch("/media/<id>", data = "<input>")]
pub(super) async fn edit(
    signed_in: SignedIn,
    id: Result<Id, ()>,
    input: Input<EditMedia>,
) -> Result<Json<EditedBody>, Error> {
    let Id(id) = id.map_err(|()| Error::MediaNotFound)?;
    let caption = input.0.caption.ok_or(Error::Parameter { name: "caption", expected: "given" })?;
    let edited = match signed_in.account.edit_caption(id, caption.as_str()).await {
        // It is as it was asked to be.
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
    responses((status = 200, description = "It is gone, at Telegram as well.", body = Done), Deleting),
)]
#[delete("/media/<id>")]
pub(super) async fn delete(signed_in: SignedIn, id: Result<Id, ()>) -> Result<Json<Done>, Error> {
    let Id(id) = id.map_err(|()| Error::MediaNotFound)?;
    let deleted = signed_in.account.delete(&[id]).await.map_err(|error| Operation::Delete.failed(error))?;
    if deleted.is_empty() {
        return Err(Error::MediaNotFound);
    }
    Ok(Json(Done { message: "Media deleted successfully." }))
}

/// Delete several items
///
/// At most 1000. One that is gone already is no error: it is left out of the answer.
#[utoipa::path(
    tag = MEDIA,
    operation_id = "deleteManyMedia",
    security(("cookie" = [])),
    params(("ids" = String, Query, description = "The messages' ids, separated by commas", example = "123,122,97")),
    responses((status = 200, description = "They are gone, at Telegram as well.", body = DeletedBody), DeletingMany),
)]
#[delete("/media")]
pub(super) async fn delete_many(signed_in: SignedIn, chosen: Chosen) -> Result<Json<DeletedBody>, Error> {
    let deleted = signed_in.account.delete(&chosen.0).await.map_err(|error| Operation::Delete.failed(error))?;
    let ids = deleted.into_iter().map(|id| id.0).collect();
    Ok(Json(DeletedBody { message: "Media deleted successfully.", ids }))
}
