//! `GET /messages/`

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::ListingMessages;
use super::tags::MESSAGES;
use super::wire::{ListMessages, MessagesBody};
use crate::http::fastapi::call::Call;
use crate::telegram::{HistoryQuery, MessageId};

pub(super) fn routes() -> Vec<Route> {
    routes![list]
}

/// List the messages of a chat
///
/// Newest first. `next_offset` is the `offset_id` of the next page.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "statelessListMessages",
    path = "/messages/",
    security(("session_string" = [])),
    params(
        ("chat_id" = String, Query, description = "`@name`, a number, a `t.me` link, or `me`", example = "@lighthouse_keepers"),
        ("limit" = Option<i64>, Query, description = "Maximum number of messages: 100 by default, at most 1000"),
        ("offset_id" = Option<i64>, Query, description = "Only messages older than this one"),
        ("search" = Option<String>, Query, description = "Only messages with these words"),
        ("from_date" = Option<String>, Query, description = "Not before this moment (ISO 8601; without an offset, UTC) or day"),
        ("to_date" = Option<String>, Query, description = "Not after this moment or day"),
    ),
    responses((status = 200, description = "A page of messages.", body = MessagesBody), ListingMessages),
)]
// The documented path ends with a slash: see `check_slash`.
#[get("/messages")]
pub(super) async fn list(call: Call<SignedIn, ListMessages>) -> Result<Json<MessagesBody>, Error> {
    let ListMessages { chat, limit, offset_id, search, from, to } = call.input;
    let query = HistoryQuery { limit, before: offset_id.map(MessageId), text: search, from, to };
    let (account, reference) = (&call.caller.account, chat.parse()?);
    let page = account.history(&reference, &query).await;
    let page = page.map_err(|error| Operation::ListMessages.failed_in(error, &chat))?;
    Ok(Json(MessagesBody::new(page.messages, limit)))
}
