//! Pinning and unpinning messages.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::by_id::message_in;
use crate::methods::peer::{self, Chat};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// In private chats everybody may pin; in groups and channels admins only.
pub(crate) fn update(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::UpdatePinnedMessage,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    message_in(world, caller, &chat, request.id)?;
    let updates = match chat {
        Chat::Channel(channel) => {
            world.check_admin(caller, &channel)?;
            let events = world.set_post_pinned(caller, &channel, request.id, !request.unpin)?;
            world.channel_updates(caller.user, &channel, &events)
        }
        Chat::BasicGroup(_) => return Err(bad_request("CHAT_ADMIN_REQUIRED")),
        Chat::SavedMessages | Chat::User(_) => {
            let event = world.set_pinned(caller, request.id, !request.unpin, request.pm_oneside)?;
            world.updates_of(caller.user, &[event])
        }
    };
    Ok(world.wrap_updates(caller.user, updates))
}

pub(crate) fn unpin_all(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::UnpinAllMessages,
) -> Result<tl::enums::messages::AffectedHistory, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let event = match &chat {
        Chat::Channel(channel) => {
            world.check_admin(caller, channel)?;
            world.unpin_all_posts(caller, channel)?
        }
        Chat::BasicGroup(_) => return Err(bad_request("CHAT_ADMIN_REQUIRED")),
        Chat::SavedMessages | Chat::User(_) => world.unpin_all(caller, chat.id_in_box().unwrap_or(0))?,
    };
    let event = event.ok_or_else(|| bad_request("CHAT_NOT_MODIFIED"))?;
    Ok(tl::types::messages::AffectedHistory { pts: event.pts, pts_count: event.count, offset: 0 }.into())
}
