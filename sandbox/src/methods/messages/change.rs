//! Editing and deleting messages.

use grammers_tl_types as tl;
use tl::functions::{channels, messages as f};

use super::text::{self, Text};
use crate::methods::peer::{self, Chat};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The most messages that are deleted at once. Clients send no more; what Telegram does with more is not documented. Here the others are
/// ignored, which `pts_count` tells.
const MAXIMUM_DELETED: usize = 100;

/// Changes a text or caption. Telegram would replace media as well; the sandbox does not.
pub(crate) fn edit(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::EditMessage,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    if request.media.is_some() {
        return Err(bad_request("MEDIA_NEW_INVALID"));
    }
    let message = match message_in(world, caller, &chat, request.id)? {
        tl::enums::Message::Message(message) => message,
        tl::enums::Message::Service(_) | tl::enums::Message::Empty(_) => return Err(bad_request("MESSAGE_ID_INVALID")),
    };
    let new = request.message.ok_or_else(|| bad_request("MESSAGE_NOT_MODIFIED"))?;
    let Text { text, entities } = match message.media {
        Some(_) => text::caption(world.account_kind(caller.user), &new, request.entities)?,
        None => text::message(&new, request.entities)?,
    };
    let updates = match chat {
        Chat::Channel(channel) => {
            let event = world.edit_post(caller, &channel, request.id, text, entities)?;
            world.channel_updates(caller.user, &channel, &[event])
        }
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            let event = world.edit_message(caller, request.id, text, entities)?;
            world.updates_of(caller.user, &[event])
        }
    };
    Ok(world.wrap_updates(caller.user, updates))
}

pub(crate) fn delete(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::DeleteMessages,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let (pts, pts_count) = match world.delete_messages(caller, first_ids(&request.id), request.revoke)? {
        Some(event) => (event.pts, event.count),
        None => (world.pts(caller.user), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

pub(crate) fn delete_in_channel(
    world: &World,
    caller: &AuthorizedCaller,
    request: channels::DeleteMessages,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let channel = peer::readable(world, caller, &request.channel)?;
    let (pts, pts_count) = match world.delete_posts(caller, &channel, first_ids(&request.id))? {
        Some(event) => (event.pts, event.count),
        None => (world.channel_pts(&channel), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

fn first_ids(ids: &[i32]) -> &[i32] {
    &ids[..ids.len().min(MAXIMUM_DELETED)]
}

/// The message with this id, if it is in this chat.
pub(super) fn message_in(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    id: i32,
) -> Result<tl::enums::Message, RpcError> {
    let found = match chat {
        Chat::Channel(channel) => world.channel_messages(caller.user, channel, &[id]),
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            let message = world.with_history(caller.user, |history| history.message(id));
            let is_in_chat = message.is_some_and(|message| Some(message.header.chat) == chat.id_in_box());
            if is_in_chat { world.messages(caller.user, &[id]) } else { Vec::new() }
        }
    };
    found.into_iter().next().ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))
}
