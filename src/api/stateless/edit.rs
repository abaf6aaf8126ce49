//! `POST /messages/edit`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::Editing;
use super::tags::MESSAGES;
use super::wire::{Edit, SentBody};
use crate::http::fastapi::call::Call;

pub(super) fn routes() -> Vec<Route> {
    routes![edit]
}

/// Edit a message
///
/// Its text, or the caption of its media. The date in the response is that of the edit.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessEdit",
    security(("session_string" = [])),
    request_body = Edit,
    responses((status = 200, description = "The message is edited.", body = SentBody), Editing),
)]
#[post("/messages/edit", data = "<call>")]
pub(super) async fn edit(call: Call<SignedIn, Edit>) -> Result<Json<SentBody>, Error> {
    let Edit { chat_id, message_id, new_text, parse_mode } = call.input;
    let edited = call.caller.account.edit_message(&chat_id.parse()?, message_id, &new_text, parse_mode).await;
    Ok(Json(edited.map_err(|error| Operation::Edit.failed_in(error, &chat_id))?.into()))
}
