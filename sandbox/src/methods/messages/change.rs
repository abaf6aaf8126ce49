//! Editing, deleting and pinning messages.

use grammers_tl_types as tl;
use tl::functions::{channels, messages as f};

use super::text::{self, Text};
use crate::methods::peer::{self, Chat};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

pub(crate) fn edit(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::EditMessage,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    if request.media.is_some() {
        return Err(bad_request("MEDIA_NEW_INVALID"));
    }
    let message = message_in(world, caller, chat, request.id)?;
    if let Chat::Channel(channel) = chat
        && channel.broadcast
    {
        return Err(bad_request("CHAT_ADMIN_REQUIRED"));
    }
    let new = request.message.ok_or_else(|| bad_request("MESSAGE_NOT_MODIFIED"))?;
    let Text { text, entities } = match message.media {
        Some(_) => text::caption(&new, request.entities)?,
        None => text::message(&new, request.entities)?,
    };
    let updates = match chat {
        Chat::Channel(channel) => {
            let event = world.edit_post(caller, channel, request.id, text, entities)?;
            world.channel_updates(caller.user, channel, &[event])
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
    let (pts, pts_count) = match world.delete_messages(caller, &request.id, request.revoke)? {
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
    let channel = peer::channel(world, caller, &request.channel)?;
    world.check_readable(caller, channel)?;
    let (pts, pts_count) = match world.delete_posts(caller, channel, &request.id)? {
        Some(event) => (event.pts, event.count),
        None => (world.channel_pts(channel), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

/// In private chats everybody may pin; in groups and channels admins only.
pub(crate) fn pin(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::UpdatePinnedMessage,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    message_in(world, caller, chat, request.id)?;
    if let Chat::Channel(_) | Chat::BasicGroup(_) = chat {
        return Err(bad_request("CHAT_ADMIN_REQUIRED"));
    }
    let event = world.set_pinned(caller, request.id, !request.unpin)?;
    Ok(world.wrap_updates(caller.user, world.updates_of(caller.user, &[event])))
}

/// The message with this id, if it is in this chat.
fn message_in(world: &World, caller: &AuthorizedCaller, chat: Chat, id: i32) -> Result<tl::types::Message, RpcError> {
    let found = match chat {
        Chat::Channel(channel) => world.channel_messages(caller.user, channel, &[id]),
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            let message = world.with_history(caller.user, |history| history.message(id));
            let is_in_chat = message.is_some_and(|message| Some(message.header.chat) == chat.id_in_box());
            if is_in_chat { world.messages(caller.user, &[id]) } else { Vec::new() }
        }
    };
    match found.into_iter().next() {
        Some(tl::enums::Message::Message(message)) => Ok(message),
        _ => Err(bad_request("MESSAGE_ID_INVALID")),
    }
}
