//! Creating a channel, changing its title and deleting it.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use crate::methods::objects::channel_updates;
use crate::methods::peer;
use crate::methods::title;
use crate::model::channel::Channel;
use crate::model::events::Event;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// As clients ask for it: a channel unless it is a supergroup. Forums, locations and messages that delete themselves don't exist in the
/// sandbox.
pub(crate) fn create(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::CreateChannel,
) -> Result<tl::enums::Updates, RpcError> {
    let title = title::title(&request.title)?;
    let about = title::about(&request.about)?;
    if request.geo_point.is_some() || request.address.is_some() {
        return Err(bad_request("ADDRESS_INVALID"));
    }
    if request.ttl_period.is_some_and(|seconds| seconds != 0) {
        return Err(bad_request("TTL_PERIOD_INVALID"));
    }
    if request.forum {
        return Err(RpcError::new(500, "CHAT_INVALID"));
    }
    let (channel, event) = world.create_channel(caller, title, about, !request.megagroup)?;
    Ok(changed(world, caller, &channel, event))
}

pub(crate) fn edit_title(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::EditTitle,
) -> Result<tl::enums::Updates, RpcError> {
    let channel = peer::administered(world, caller, &request.channel)?;
    let (channel, event) = world.edit_title(caller, &channel, title::title(&request.title)?)?;
    Ok(changed(world, caller, &channel, event))
}

pub(crate) fn delete(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::DeleteChannel,
) -> Result<tl::enums::Updates, RpcError> {
    let channel = peer::administered(world, caller, &request.channel)?;
    let channel = world.delete_channel(caller, &channel)?;
    Ok(channel_updates(world, caller, &channel))
}

/// `updateChannel`, and the service message.
fn changed(world: &World, caller: &AuthorizedCaller, channel: &Channel, event: Event) -> tl::enums::Updates {
    let mut updates = vec![tl::types::UpdateChannel { channel_id: channel.id }.into()];
    updates.extend(world.channel_updates(caller.user, channel, &[event]));
    world.wrap_updates(caller.user, updates)
}
