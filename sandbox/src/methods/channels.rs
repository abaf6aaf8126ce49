//! `channels.*`.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use super::messages::list::{ids_of, in_order};
use super::peer;
use crate::rpc::RpcError;
use crate::world::{Signed, World};

pub(super) fn messages(
    world: &World,
    signed: &Signed,
    request: f::GetMessages,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let channel = peer::channel(world, signed, &request.channel)?;
    let ids = ids_of(&request.id)?;
    let messages = in_order(&ids, &world.channel_messages(channel, &ids));
    let answer = tl::types::messages::ChannelMessages {
        inexact: false,
        pts: channel.pts(),
        count: i32::try_from(messages.len()).unwrap_or(i32::MAX),
        offset_id_offset: None,
        messages,
        topics: Vec::new(),
        chats: vec![world.shape_channel(signed.user, channel)],
        users: world.authors(signed.user, channel),
    };
    Ok(answer.into())
}

pub(super) fn channels(
    world: &World,
    signed: &Signed,
    request: f::GetChannels,
) -> Result<tl::enums::messages::Chats, RpcError> {
    let shape = |id| Ok(world.shape_channel(signed.user, peer::channel(world, signed, id)?));
    let chats = request.id.iter().map(shape).collect::<Result<_, RpcError>>()?;
    Ok(tl::types::messages::Chats { chats }.into())
}
