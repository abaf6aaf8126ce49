//! The calls.

use std::sync::Arc;

use rocket::response::status::NoContent;
use rocket::serde::json::{self, Json};
use rocket::{Route, State, delete, get, post, put, routes};

use super::error::Error;
use super::guard::Local;
use super::wire::{Login, NewMessage, NewPost, Sent, Status};
use crate::counters::Counters;
use crate::faults::Fault;
use crate::link::Link;
use crate::sandbox::Core;

/// A body, or why it can't be read.
type Body<'r, T> = Result<Json<T>, json::Error<'r>>;

#[get("/status")]
fn status(_local: Local, core: &State<Arc<Core>>) -> Json<Status<'_>> {
    Json(Status {
        layer: grammers_tl_types::LAYER,
        data_centers: &core.wire.data_centers,
        public_key: core.wire.key.public_pem(),
    })
}

#[get("/counters")]
fn counters(_local: Local, core: &State<Arc<Core>>) -> Json<Counters> {
    Json(core.wire.meter.read())
}

#[delete("/counters")]
fn reset_counters(_local: Local, core: &State<Arc<Core>>) -> NoContent {
    core.wire.meter.reset();
    NoContent
}

#[get("/link")]
fn link(_local: Local, core: &State<Arc<Core>>) -> Json<Link> {
    Json(*core.wire.link.borrow())
}

#[put("/link", data = "<link>")]
fn set_link(_local: Local, core: &State<Arc<Core>>, link: Body<'_, Link>) -> Result<Json<Link>, Error> {
    let link = link?.into_inner();
    core.wire.link.send_replace(link);
    Ok(Json(link))
}

#[post("/faults", data = "<fault>")]
fn add_fault(_local: Local, core: &State<Arc<Core>>, fault: Body<'_, Fault>) -> Result<NoContent, Error> {
    core.wire.faults.add(fault?.into_inner())?;
    Ok(NoContent)
}

#[delete("/faults")]
fn clear_faults(_local: Local, core: &State<Arc<Core>>) -> NoContent {
    core.wire.faults.clear();
    NoContent
}

#[post("/file-references/expire")]
fn expire_file_references(_local: Local, core: &State<Arc<Core>>) -> NoContent {
    core.world.expire_file_references();
    NoContent
}

#[post("/accounts/<phone>/revoke")]
fn revoke(_local: Local, core: &State<Arc<Core>>, phone: &str) -> Result<NoContent, Error> {
    core.world.revoke(phone)?;
    Ok(NoContent)
}

#[post("/accounts/<phone>/messages", data = "<message>")]
fn new_message(
    _local: Local,
    core: &State<Arc<Core>>,
    phone: &str,
    message: Body<'_, NewMessage>,
) -> Result<Json<Sent>, Error> {
    let message_id = core.world.new_message(phone, message?.into_inner().into())?;
    Ok(Json(Sent { message_id }))
}

#[post("/chats/<name>/messages", data = "<post>")]
fn new_post(_local: Local, core: &State<Arc<Core>>, name: &str, post: Body<'_, NewPost>) -> Result<Json<Sent>, Error> {
    let message_id = core.world.new_post(name, &post?.text)?;
    Ok(Json(Sent { message_id }))
}

#[post("/accounts/<phone>/accept-login", data = "<login>")]
fn accept_login(
    _local: Local,
    core: &State<Arc<Core>>,
    phone: &str,
    login: Body<'_, Login>,
) -> Result<NoContent, Error> {
    core.accept_login(phone, &login?.token)?;
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
        new_message,
        new_post,
        accept_login
    ]
}
