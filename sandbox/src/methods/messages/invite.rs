//! Invite links.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::content::chats::InviteState;
use crate::methods::channels::join::joined;
use crate::rpc::RpcError;
use crate::world::{AuthorizedCaller, World};

pub(crate) fn check(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::CheckChatInvite,
) -> Result<tl::enums::ChatInvite, RpcError> {
    let (channel, state) = world.invite(&request.hash)?;
    if world.is_member(caller.user, &channel) {
        return Ok(tl::types::ChatInviteAlready { chat: world.tl_channel(caller.user, &channel) }.into());
    }
    let invite = tl::types::ChatInvite {
        channel: true,
        broadcast: channel.broadcast,
        public: channel.username.is_some(),
        megagroup: !channel.broadcast,
        request_needed: state == InviteState::RequestNeeded,
        verified: false,
        scam: false,
        fake: false,
        can_refulfill_subscription: false,
        title: channel.title.clone(),
        about: Some(channel.about.clone()).filter(|about| !about.is_empty()),
        photo: tl::types::PhotoEmpty { id: 0 }.into(),
        participants_count: world.participants_count(&channel),
        participants: None,
        color: 0,
        subscription_pricing: None,
        subscription_form_id: None,
        bot_verification: None,
    };
    Ok(invite.into())
}

pub(crate) fn import(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ImportChatInvite,
) -> Result<tl::enums::messages::ChatInviteJoinResult, RpcError> {
    let channel = world.join_by_invite(caller, &request.hash)?;
    Ok(joined(world, caller, &channel))
}
