//! `GET /user/<phone>/messages/getMessages`, `POST /user/<phone>/messages/deleteMessages`

use rocket::serde::json::Json;
use rocket::{FromForm, Route, get, post, routes};

use super::chats::read_limit;
use super::error::Error;
use super::guard::{Input, Key};
use super::refusals::{Deleting, Listing};
use super::tags::MESSAGES;
use super::wire::{DeleteMessages, Deleted, Message, Messages};
use crate::digits;
use crate::telegram::{ChatRef, HistoryQuery, MessageId};

const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 500;

pub(super) fn routes() -> Vec<Route> {
    routes![get_messages, messages_get, delete_messages, messages_delete]
}

/// A page of a chat.
#[derive(FromForm)]
pub(super) struct MessagesQuery<'r> {
    #[field(name = "chatId")]
    #[field(name = "chatid")]
    #[field(name = "chat_id")]
    chat: Option<&'r str>,
    limit: Option<&'r str>,
    #[field(name = "offsetId")]
    #[field(name = "offsetid")]
    #[field(name = "offset_id")]
    offset: Option<&'r str>,
    search: Option<&'r str>,
}

/// List the messages of a chat
///
/// Of Saved Messages by default; newest first, a page at a time. The message objects have Telegram's own field names, as in Telethon's
/// `to_dict`.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "accountsGetMessages",
    path = "/user/{phone}/messages/getMessages",
    security(("apiKey" = []), ("bearer" = [])),
    params(
        ("phone" = String, Path, description = "The number that was signed in"),
        ("chatId" = Option<String>, Query, description = "A marked id, `@name`, a `t.me` link, or `me`"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 500, description = "Maximum number of messages; 100 by default"),
        ("offsetId" = Option<i32>, Query, minimum = 0, description = "Only messages older than this one"),
        ("search" = Option<String>, Query, description = "Only messages with these words"),
    ),
    responses((status = 200, description = "A page of messages.", body = Messages), Listing),
)]
#[get("/user/<phone>/messages/getMessages?<query..>")]
pub(super) async fn get_messages(key: Key<'_>, phone: &str, query: MessagesQuery<'_>) -> Result<Json<Messages>, Error> {
    let chat = read_chat(query.chat)?;
    let limit = read_limit(query.limit, DEFAULT_LIMIT, MAX_LIMIT)?;
    let before = match query.offset.filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(
            digits::number(text)
                .filter(|id| *id >= 0)
                .ok_or(Error::Parameter { name: "offsetId", expected: "a message's id" })?,
        ),
    };
    let query = HistoryQuery {
        limit: u32::try_from(limit).unwrap_or(u32::MAX),
        before: before.filter(|id| *id > 0).map(MessageId),
        text: query.search.map(str::to_owned),
        ..HistoryQuery::default()
    };
    let page = key.account(phone).await?.history(&chat, &query).await?;
    let is_full = page.messages.len() >= limit;
    let next_offset_id = page.messages.last().filter(|_| is_full).map(|message| message.id.0);
    let data = page.messages.into_iter().map(Message::from).collect();
    Ok(Json(Messages { is_success: true, data, total: page.total, next_offset_id }))
}

/// The path of the original's later versions.
#[get("/user/messages/<phone>/getMessages?<query..>", rank = 2)]
async fn messages_get(key: Key<'_>, phone: &str, query: MessagesQuery<'_>) -> Result<Json<Messages>, Error> {
    get_messages(key, phone, query).await
}

/// Delete messages
///
/// For everybody in the chat, if the account may do that.
#[utoipa::path(
    tag = MESSAGES,
    operation_id = "accountsDeleteMessages",
    security(("apiKey" = []), ("bearer" = [])),
    params(("phone" = String, Path, description = "The number that was signed in")),
    request_body(content = DeleteMessages),
    responses((status = 200, description = "The messages are deleted.", body = Deleted), Deleting),
)]
#[post("/user/<phone>/messages/deleteMessages", data = "<input>")]
pub(super) async fn delete_messages(
    key: Key<'_>,
    phone: &str,
    input: Input<DeleteMessages>,
) -> Result<Json<Deleted>, Error> {
    let chat = read_chat(input.0.chat_id.as_ref().map(|chat| chat.as_str()))?;
    let expected = || Error::Parameter { name: "ids", expected: "a list of messages' ids" };
    let ids = input.0.ids.filter(|ids| !ids.is_empty()).ok_or_else(expected)?;
    let ids = ids.iter().map(|id| digits::number(id.as_str()).filter(|id| *id > 0).map(MessageId));
    let ids: Vec<_> = ids.collect::<Option<_>>().ok_or_else(expected)?;
    let deleted = key.account(phone).await?.delete_messages(&chat, &ids).await?;
    if deleted.is_empty() {
        return Err(Error::MessagesNotFound);
    }
    Ok(Json(Deleted { is_success: true, data: deleted.into_iter().map(|id| id.0).collect() }))
}

/// The path of the original's later versions.
#[post("/user/messages/<phone>/deleteMessages", data = "<input>", rank = 2)]
async fn messages_delete(key: Key<'_>, phone: &str, input: Input<DeleteMessages>) -> Result<Json<Deleted>, Error> {
    delete_messages(key, phone, input).await
}

/// Reads a `chatId`; Saved Messages without it.
pub(super) fn read_chat(text: Option<&str>) -> Result<ChatRef, Error> {
    let expected = "a marked id, @name, a t.me link, or me";
    ChatRef::parse(text.unwrap_or_default()).ok_or(Error::Parameter { name: "chatId", expected })
}
