//! Editing, deleting and pinning.

use grammers_tl_types as tl;
use tl::functions::{channels, messages as f};

use super::text::{self, Text};
use crate::methods::peer::{self, Chat};
use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(crate) fn edit(world: &World, signed: &Signed, request: f::EditMessage) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, signed, &request.peer)?;
    if request.media.is_some() {
        return Err(bad_request("MEDIA_NEW_INVALID"));
    }
    let message = one(world, signed, chat, request.id)?;
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
            let event = world.edit_post(signed, channel, request.id, text, entities)?;
            world.channel_updates(signed.user, channel, &[event])
        }
        Chat::Saved | Chat::Person(_) | Chat::Group(_) => {
            let event = world.edit_boxed(signed, request.id, text, entities)?;
            world.updates_of(signed.user, &[event])
        }
    };
    Ok(world.wrap_updates(signed.user, updates))
}

pub(crate) fn delete(
    world: &World,
    signed: &Signed,
    request: f::DeleteMessages,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let (pts, pts_count) = match world.delete_boxed(signed, &request.id, request.revoke)? {
        Some(event) => (event.pts, event.count),
        None => (world.pts(signed.user), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

pub(crate) fn delete_in_channel(
    world: &World,
    signed: &Signed,
    request: channels::DeleteMessages,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let channel = peer::channel(world, signed, &request.channel)?;
    world.check_readable(signed, channel)?;
    let (pts, pts_count) = match world.delete_posts(signed, channel, &request.id)? {
        Some(event) => (event.pts, event.count),
        None => (world.channel_pts(channel), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

/// In private everybody pins; in groups and channels it takes a right that nobody was given here.
pub(crate) fn pin(
    world: &World,
    signed: &Signed,
    request: f::UpdatePinnedMessage,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, signed, &request.peer)?;
    one(world, signed, chat, request.id)?;
    if let Chat::Channel(_) | Chat::Group(_) = chat {
        return Err(bad_request("CHAT_ADMIN_REQUIRED"));
    }
    let event = world.pin_boxed(signed, request.id, !request.unpin)?;
    Ok(world.wrap_updates(signed.user, world.updates_of(signed.user, &[event])))
}

/// The message of that number, if it is in that chat.
fn one(world: &World, signed: &Signed, chat: Chat, id: i32) -> Result<tl::types::Message, RpcError> {
    let found = match chat {
        Chat::Channel(channel) => world.channel_messages(signed.user, channel, &[id]),
        Chat::Saved | Chat::Person(_) | Chat::Group(_) => {
            let wanted = chat.boxed();
            let is_there = world.with_saved(signed.user, |saved| saved.message(id)).map(|found| found.details.chat);
            if is_there == wanted { world.saved_messages(signed.user, &[id]) } else { Vec::new() }
        }
    };
    match found.into_iter().next() {
        Some(tl::enums::Message::Message(message)) => Ok(message),
        _ => Err(bad_request("MESSAGE_ID_INVALID")),
    }
}
