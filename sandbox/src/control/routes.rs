//! The handlers.

use std::sync::Arc;

use rocket::response::status::NoContent;
use rocket::serde::json::{self, Json};
use rocket::{Route, State, delete, get, post, put, routes};

use super::error::Error;
use super::guard::LocalRequest;
use super::wire::{Login, NewMessage, NewPost, Sent, Status};
use crate::counters::Counters;
use crate::faults::Fault;
use crate::link::Link;
use crate::running::Running;

/// A JSON body, or why it is invalid.
type Body<'r, T> = Result<Json<T>, json::Error<'r>>;

#[get("/status")]
fn status(_local: LocalRequest, running: &State<Arc<Running>>) -> Json<Status<'_>> {
    Json(Status {
        layer: grammers_tl_types::LAYER,
        data_centers: &running.data_centers.list,
        public_key: running.data_centers.key.public_pem(),
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

#[post("/chats/<username>/messages", data = "<post>")]
fn new_post(
    _local: LocalRequest,
    running: &State<Arc<Running>>,
    username: &str,
    post: Body<'_, NewPost>,
) -> Result<Json<Sent>, Error> {
    let message_id = running.world.new_post(username, &post?.text)?;
    Ok(Json(Sent { message_id }))
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
        new_message,
        new_post,
        accept_login
    ]
}
