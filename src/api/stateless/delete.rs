//! `DELETE /messages/delete`, whose body names the messages.

use rocket::serde::json::Json;
use rocket::{Route, delete, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::Deleting;
use super::tags::MESSAGES;
use super::wire::{Delete, DeletedBody};
use crate::http::fastapi::call::Call;

pub(super) fn routes() -> Vec<Route> {
    routes![delete]
}

/// Delete messages
///
/// For everybody in the chat. Messages that do not exist are ignored.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessDelete",
    security(("session_string" = [])),
    request_body = Delete,
    responses((status = 200, description = "The messages are deleted.", body = DeletedBody), Deleting),
)]
#[delete("/messages/delete", data = "<call>")]
pub(super) async fn delete(call: Call<SignedIn, Delete>) -> Result<Json<DeletedBody>, Error> {
    let Delete { chat_id, message_ids } = call.input;
    let deleted = call.caller.account.delete_messages(&chat_id.parse()?, &message_ids).await;
    let deleted = deleted.map_err(|error| Operation::Delete.failed_in(error, &chat_id))?;
    if deleted.is_empty() { Err(Error::NothingDeleted) } else { Ok(Json(DeletedBody::of(&deleted))) }
}
