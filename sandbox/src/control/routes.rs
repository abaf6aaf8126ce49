//! The handlers.

use std::sync::Arc;

use rocket::response::status::NoContent;
use rocket::serde::json::{self, Json};
use rocket::{Route, State, delete, get, post, put, routes};

use super::error::Error;
use super::guard::LocalRequest;
use super::wire::{AlteredByte, ClockSetting, Fill, Filled, Login, LoginTokens, NewMessage, Sent, Status, Text};
use crate::counters::Counters;
use crate::faults::Fault;
use crate::link::Link;
use crate::running::Running;
use crate::world::{ChannelSummary, ChatRef, MessageSummary};

/// How many messages are listed unless the request tells.
const LISTED_MESSAGES: usize = 100;

/// A JSON body, or why it is invalid.
type Body<'r, T> = Result<Json<T>, json::Error<'r>>;

#[get("/status")]
fn status(_local: LocalRequest, running: &State<Arc<Running>>) -> Json<Status<'_>> {
    Json(Status {
        layer: grammers_tl_types::LAYER,
        data_centers: &running.data_centers.list,
        public_key: running.data_centers.key.public_pem(),
        time: running.world.clock().seconds(),
    })
}

#[get("/counters")]
fn counters(_local: LocalRequest, running: &State<Arc<Running>>) -> Json<Counters> {
    Json(running.data_centers.meter.read())
}

#[delete("/counters")]
fn reset_counters(_local: LocalRequest, running: &State<Arc<Running>>) -> NoContent {
    running.data_centers.meter.reset();
    NoContent
}

#[get("/link")]
fn link(_local: LocalRequest, running: &State<Arc<Running>>) -> Json<Link> {
    Json(*running.data_centers.link.borrow())
}

#[put("/link", data = "<link>")]
fn set_link(_local: LocalRequest, running: &State<Arc<Running>>, link: Body<'_, Link>) -> Result<Json<Link>, Error> {
    let link = link?.into_inner();
    running.data_centers.link.send_replace(link);
    Ok(Json(link))
}

#[post("/faults", data = "<fault>")]
fn add_fault(_local: LocalRequest, running: &State<Arc<Running>>, fault: Body<'_, Fault>) -> Result<NoContent, Error> {
    running.data_centers.faults.add(fault?.into_inner())?;
    Ok(NoContent)
}

#[delete("/faults")]
fn clear_faults(_local: LocalRequest, running: &State<Arc<Running>>) -> NoContent {
    running.data_centers.faults.clear();
    NoContent
}

#[post("/file-references/expire")]
fn expire_file_references(_local: LocalRequest, running: &State<Arc<Running>>) -> NoContent {
    running.world.expire_file_references();
    NoContent
}

#[post("/accounts/<phone>/revoke")]
fn revoke(_local: LocalRequest, running: &State<Arc<Running>>, phone: &str) -> Result<NoContent, Error> {
    running.world.revoke(phone)?;
    Ok(NoContent)
}

#[post("/accounts/<phone>/messages", data = "<message>")]
fn new_message(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    phone: &str,
    message: Body<'_, NewMessage>,
) -> Result<Json<Sent>, Error> {
    let message_id = running.world.new_message(phone, message?.into_inner().into())?;
    Ok(Json(Sent { message_id }))
}

#[get("/accounts/<phone>/channels")]
fn created_channels(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    phone: &str,
) -> Result<Json<Vec<ChannelSummary>>, Error> {
    Ok(Json(running.world.created_channels(phone)?))
}

#[get("/accounts/<phone>/messages?<before>&<limit>")]
fn messages(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    phone: &str,
    before: Option<i32>,
    limit: Option<usize>,
) -> Result<Json<Vec<MessageSummary>>, Error> {
    let chat = ChatRef::SavedMessages(phone);
    Ok(Json(running.world.summaries(chat, before.unwrap_or(0), limit.unwrap_or(LISTED_MESSAGES))?))
}

#[put("/accounts/<phone>/messages/<id>", data = "<text>")]
fn change_message(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    phone: &str,
    id: i32,
    text: Body<'_, Text>,
) -> Result<NoContent, Error> {
    running.world.change_message(ChatRef::SavedMessages(phone), id, text?.into_inner().text)?;
    Ok(NoContent)
}

#[delete("/accounts/<phone>/messages/<id>")]
fn remove_message(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    phone: &str,
    id: i32,
) -> Result<NoContent, Error> {
    running.world.remove_message(ChatRef::SavedMessages(phone), id)?;
    Ok(NoContent)
}

#[post("/accounts/<phone>/messages/<id>/alter", data = "<byte>")]
fn alter_document(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    phone: &str,
    id: i32,
    byte: Body<'_, AlteredByte>,
) -> Result<NoContent, Error> {
    running.world.alter_document(ChatRef::SavedMessages(phone), id, byte?.offset)?;
    Ok(NoContent)
}

#[get("/chats/<chat>/messages?<before>&<limit>")]
fn posts(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    chat: &str,
    before: Option<i32>,
    limit: Option<usize>,
) -> Result<Json<Vec<MessageSummary>>, Error> {
    let chat = ChatRef::parse(chat);
    Ok(Json(running.world.summaries(chat, before.unwrap_or(0), limit.unwrap_or(LISTED_MESSAGES))?))
}

#[post("/chats/<chat>/messages", data = "<post>")]
fn new_post(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    chat: &str,
    post: Body<'_, Text>,
) -> Result<Json<Sent>, Error> {
    let message_id = running.world.new_post(ChatRef::parse(chat), &post?.text)?;
    Ok(Json(Sent { message_id }))
}

#[post("/chats/<chat>/fill", data = "<fill>")]
fn fill(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    chat: &str,
    fill: Body<'_, Fill>,
) -> Result<Json<Filled>, Error> {
    let fill = fill?.into_inner();
    let ids = running.world.fill(ChatRef::parse(chat), fill.count(), &|index| fill.message(index))?;
    Ok(Json(Filled { first_id: *ids.start(), last_id: *ids.end() }))
}

#[put("/chats/<chat>/messages/<id>", data = "<text>")]
fn change_post(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    chat: &str,
    id: i32,
    text: Body<'_, Text>,
) -> Result<NoContent, Error> {
    running.world.change_message(ChatRef::parse(chat), id, text?.into_inner().text)?;
    Ok(NoContent)
}

#[delete("/chats/<chat>/messages/<id>")]
fn remove_post(_local: LocalRequest, running: &State<Arc<Running>>, chat: &str, id: i32) -> Result<NoContent, Error> {
    running.world.remove_message(ChatRef::parse(chat), id)?;
    Ok(NoContent)
}

#[post("/chats/<chat>/messages/<id>/alter", data = "<byte>")]
fn alter_posted_document(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    chat: &str,
    id: i32,
    byte: Body<'_, AlteredByte>,
) -> Result<NoContent, Error> {
    running.world.alter_document(ChatRef::parse(chat), id, byte?.offset)?;
    Ok(NoContent)
}

#[put("/clock", data = "<clock>")]
fn set_clock(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    clock: Body<'_, ClockSetting>,
) -> Result<NoContent, Error> {
    running.world.clock().set_ahead(clock?.ahead_seconds.into());
    Ok(NoContent)
}

#[put("/login-tokens", data = "<tokens>")]
fn set_login_tokens(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    tokens: Body<'_, LoginTokens>,
) -> Result<NoContent, Error> {
    running.world.set_login_token_lifetime(tokens?.lifetime_seconds);
    Ok(NoContent)
}

#[post("/accounts/<phone>/accept-login", data = "<login>")]
fn accept_login(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    phone: &str,
    login: Body<'_, Login>,
) -> Result<NoContent, Error> {
    running.accept_login(phone, &login?.token)?;
    Ok(NoContent)
}

pub(super) fn routes() -> Vec<Route> {
    routes![
        status,
        counters,
        reset_counters,
        link,
        set_link,
        add_fault,
        clear_faults,
        expire_file_references,
        revoke,
        created_channels,
        messages,
        new_message,
        change_message,
        remove_message,
        alter_document,
        posts,
        new_post,
        fill,
        change_post,
        remove_post,
        alter_posted_document,
        set_clock,
        set_login_tokens,
        accept_login
    ]
}
