//! `POST /messages/forward`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::Forwarding;
use super::tags::MESSAGES;
use super::wire::{Forward, SentBody};
use crate::http::fastapi::call::Call;

pub(super) fn routes() -> Vec<Route> {
    routes![forward]
}

/// Forward a message
///
/// The id in the response is that of the new message.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessForward",
    security(("session_string" = [])),
    request_body = Forward,
    responses((status = 200, description = "The message is forwarded.", body = SentBody), Forwarding),
)]
#[post("/messages/forward", data = "<call>")]
pub(super) async fn forward(call: Call<SignedIn, Forward>) -> Result<Json<SentBody>, Error> {
    let Forward { from_chat_id, to_chat_id, message_id } = call.input;
    let account = &call.caller.account;
    let (from, to) = (from_chat_id.parse()?, to_chat_id.parse()?);
    // Looked up one by one, so that the error names the one that does not exist.
    for (chat, name) in [(&from, &from_chat_id), (&to, &to_chat_id)] {
        account.find_chat(chat).await.map_err(|error| Operation::Forward.failed_in(error, name))?;
    }
    let sent = account.forward_message(&from, &to, message_id).await;
    Ok(Json(sent.map_err(|error| Operation::Forward.failed(error))?.into()))
}
