//! Reading chats, and what else a client tells or asks of messages that it shows.

use grammers_tl_types as tl;
use tl::functions::{channels, messages as f};

use super::by_id::message_in;
use crate::methods::peer::{self, Chat};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The most ids in a request.
const MAXIMUM_IDS: usize = 200;

pub(crate) fn history(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ReadHistory,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let chat = chat.id_in_box().ok_or_else(|| bad_request("PEER_ID_INVALID"))?;
    let (pts, pts_count) = match world.read(caller, chat, request.max_id)? {
        Some(event) => (event.pts, event.count),
        None => (world.pts(caller.user), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

pub(crate) fn channel(
    world: &World,
    caller: &AuthorizedCaller,
    request: channels::ReadHistory,
) -> Result<bool, RpcError> {
    let channel = peer::readable(world, caller, &request.channel)?;
    world.read_channel(caller, &channel, request.max_id)?;
    Ok(true)
}

/// Nobody is mentioned in the sandbox in a way that has to be read.
pub(crate) fn mentions(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ReadMentions,
) -> Result<tl::enums::messages::AffectedHistory, RpcError> {
    nothing_read(world, caller, &request.peer)
}

/// Nobody reacts.
pub(crate) fn reactions(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ReadReactions,
) -> Result<tl::enums::messages::AffectedHistory, RpcError> {
    nothing_read(world, caller, &request.peer)
}

fn nothing_read(
    world: &World,
    caller: &AuthorizedCaller,
    peer: &tl::enums::InputPeer,
) -> Result<tl::enums::messages::AffectedHistory, RpcError> {
    let pts = match peer::chat(world, caller, peer)? {
        Chat::Channel(channel) => world.channel_pts(&channel),
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => world.pts(caller.user),
    };
    Ok(tl::types::messages::AffectedHistory { pts, pts_count: 0, offset: 0 }.into())
}

/// Voice messages are not marked as unheard.
pub(crate) fn contents(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::ReadMessageContents,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    Ok(tl::types::messages::AffectedMessages { pts: world.pts(caller.user), pts_count: 0 }.into())
}

/// Whoever is in a channel has seen its posts. Other messages have no views.
pub(crate) fn views(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetMessagesViews,
) -> Result<tl::enums::messages::MessageViews, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    if request.id.len() > MAXIMUM_IDS {
        return Err(bad_request("LIMIT_INVALID"));
    }
    let view = |id: &i32| {
        let (views, forwards) = match message_in(world, caller, &chat, *id) {
            Ok(tl::enums::Message::Message(message)) => (message.views, message.forwards),
            _ => (None, None),
        };
        tl::types::MessageViews { views, forwards, replies: None }.into()
    };
    let views = request.id.iter().map(view).collect();
    let chats = match &chat {
        Chat::Channel(channel) => vec![world.tl_channel(caller.user, channel)],
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => Vec::new(),
    };
    Ok(tl::types::messages::MessageViews { views, chats, users: Vec::new() }.into())
}

pub(crate) fn edit_data(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetMessageEditData,
) -> Result<tl::enums::messages::MessageEditData, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    match message_in(world, caller, &chat, request.id)? {
        tl::enums::Message::Message(message) if message.out || matches!(chat, Chat::SavedMessages) => {
            Ok(tl::types::messages::MessageEditData { caption: message.media.is_some() }.into())
        }
        tl::enums::Message::Message(_) => Err(RpcError::new(403, "MESSAGE_AUTHOR_REQUIRED")),
        tl::enums::Message::Service(_) | tl::enums::Message::Empty(_) => Err(bad_request("MESSAGE_ID_INVALID")),
    }
}

/// No reaction is available (`messages.getAvailableReactions`), so each is invalid.
pub(crate) fn react(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::SendReaction,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    message_in(world, caller, &chat, request.msg_id)?;
    let has_reaction = request.reaction.is_some_and(|reactions| !reactions.is_empty());
    Err(bad_request(if has_reaction { "REACTION_INVALID" } else { "MESSAGE_NOT_MODIFIED" }))
}

/// Nobody is told: whoever types is seen by people, and there are none.
pub(crate) fn typing(world: &World, caller: &AuthorizedCaller, request: f::SetTyping) -> Result<bool, RpcError> {
    peer::chat(world, caller, &request.peer)?;
    Ok(true)
}

pub(crate) fn sticker_set(
    _: &World,
    _: &AuthorizedCaller,
    _: f::GetStickerSet,
) -> Result<tl::enums::messages::StickerSet, RpcError> {
    Err(bad_request("STICKERSET_INVALID"))
}

/// At least the caller.
pub(crate) fn onlines(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetOnlines,
) -> Result<tl::enums::ChatOnlines, RpcError> {
    peer::chat(world, caller, &request.peer)?;
    Ok(tl::types::ChatOnlines { onlines: 1 }.into())
}
