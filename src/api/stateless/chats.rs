//! `GET /chats`

use rocket::serde::json::Json;
use rocket::{Route, get, routes};

use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::ListingChats;
use super::tags::CHATS;
use super::wire::{ChatsBody, ListChats};
use crate::http::fastapi::call::Call;

pub(super) fn routes() -> Vec<Route> {
    routes![list]
}

/// List chats
///
/// Private chats, groups and channels, with the newest messages first.
#[utoipa::path(
    tag = CHATS,
    operation_id = "statelessListChats",
    security(("session_string" = [])),
    params(("limit" = Option<i64>, Query, description = "Maximum number of chats: 100 by default, at most 1000")),
    responses((status = 200, description = "The chats.", body = ChatsBody), ListingChats),
)]
#[get("/chats")]
pub(super) async fn list(call: Call<SignedIn, ListChats>) -> Result<Json<ChatsBody>, Error> {
    let chats = match call.input.limit {
        0 => Vec::new(),
        limit => call.caller.account.chats(limit).await.map_err(|error| Operation::ListChats.failed(error))?,
    };
    Ok(Json(chats.into()))
}
