//! `channels.*`.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(super) fn messages(_: &World, _: &Signed, _: f::GetMessages) -> Result<tl::enums::messages::Messages, RpcError> {
    Err(bad_request("CHANNEL_INVALID"))
}

pub(super) fn channels(_: &World, _: &Signed, _: f::GetChannels) -> Result<tl::enums::messages::Chats, RpcError> {
    Err(bad_request("CHANNEL_INVALID"))
}
