//! `POST /groups/join`

use rocket::serde::json::Json;
use rocket::{Route, post, routes};

use super::chat_name::ChatName;
use super::error::{Error, Operation};
use super::guard::SignedIn;
use super::refusals::Joining;
use super::tags::CHATS;
use super::wire::{Join, JoinedBody};
use crate::http::fastapi::call::Call;
use crate::telegram::{self, ChatRef, ChatRefusal, Rejected};

pub(super) fn routes() -> Vec<Route> {
    routes![join]
}

/// Join a group or channel
///
/// By name, link or invite. Joining a chat again is a success too.
#[utoipa::path(
    tag = CHATS,
    operation_id = "statelessJoin",
    security(("session_string" = [])),
    request_body = Join,
    responses((status = 200, description = "The account is a member.", body = JoinedBody), Joining),
)]
#[post("/groups/join", data = "<call>")]
pub(super) async fn join(call: Call<SignedIn, Join>) -> Result<Json<JoinedBody>, Error> {
    let name = call.input.group_identifier;
    let chat = reference(&name)?;
    match call.caller.account.join(&chat).await {
        Ok(joined) => Ok(Json(joined.into())),
        Err(telegram::Error::NotFound) => Err(Error::GroupNotFound(name)),
        Err(error) => Err(Operation::Join.failed(error)),
    }
}

/// The chat to join. An invite without its hash and an invalid one have errors of their own.
fn reference(name: &ChatName) -> Result<ChatRef, Error> {
    let text = name.0.trim();
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let refused = |refusal| Err(Operation::Join.rejected(Rejected::Chat(refusal)));
    if path.ends_with('+') || path.ends_with("/joinchat") {
        return refused(ChatRefusal::InviteEmpty);
    }
    match name.parse() {
        Err(_) if path.starts_with('+') || path.contains("/+") || path.contains("/joinchat/") => {
            refused(ChatRefusal::InviteInvalid)
        }
        Ok(ChatRef::Saved) | Err(_) => Err(Error::GroupNotFound(name.clone())),
        Ok(chat) => Ok(chat),
    }
}
