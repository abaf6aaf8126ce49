//! Joining and leaving a channel.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use crate::methods::objects::channel_updates;
use crate::methods::peer;
use crate::model::channel::Channel;
use crate::rpc::RpcError;
use crate::world::{AuthorizedCaller, World};

pub(crate) fn join(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::JoinChannel,
) -> Result<tl::enums::messages::ChatInviteJoinResult, RpcError> {
    let channel = peer::channel(world, caller, &request.channel)?;
    world.join(caller, &channel)?;
    Ok(joined(world, caller, &channel))
}

pub(crate) fn leave(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::LeaveChannel,
) -> Result<tl::enums::Updates, RpcError> {
    let channel = peer::channel(world, caller, &request.channel)?;
    world.leave(caller, &channel)?;
    Ok(channel_updates(world, caller, &channel))
}

/// The result of joining.
pub(crate) fn joined(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &Channel,
) -> tl::enums::messages::ChatInviteJoinResult {
    tl::types::messages::ChatInviteJoinResultOk { updates: channel_updates(world, caller, channel) }.into()
}
