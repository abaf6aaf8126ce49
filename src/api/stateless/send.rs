//! `POST /messages/send`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::Sending;
use super::tags::MESSAGES;
use super::wire::{Send, SentBody};
use crate::http::fastapi::call::Call;
use crate::telegram::SendOptions;

pub(super) fn routes() -> Vec<Route> {
    routes![send]
}

/// Send a text message
///
/// As plain text, unless `parse_mode` is Markdown or HTML.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessSend",
    security(("session_string" = [])),
    request_body = Send,
    responses((status = 200, description = "The message is sent.", body = SentBody), Sending),
)]
#[post("/messages/send", data = "<call>")]
pub(super) async fn send(call: Call<SignedIn, Send>) -> Result<Json<SentBody>, Error> {
    let Send { chat_id, text, reply_to_message_id, parse_mode } = call.input;
    let options = SendOptions { reply_to: reply_to_message_id, format: parse_mode, ..SendOptions::default() };
    let sent = call.caller.account.send_message(&chat_id.parse()?, &text, &options).await;
    let sent = sent.map_err(|error| Operation::Send.failed_in(error, &chat_id))?;
    Ok(Json(sent.into()))
}
