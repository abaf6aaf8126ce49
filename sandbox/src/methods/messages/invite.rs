//! `messages.checkChatInvite`: what an invite link leads to.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(in crate::methods) fn check(
    world: &World,
    signed: &Signed,
    request: f::CheckChatInvite,
) -> Result<tl::enums::ChatInvite, RpcError> {
    let hash = request.hash.as_str();
    if hash.is_empty() {
        return Err(bad_request("INVITE_HASH_EMPTY"));
    }
    if !hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        return Err(bad_request("INVITE_HASH_INVALID"));
    }
    let channel = world.invited(hash).ok_or_else(|| bad_request("INVITE_HASH_EXPIRED"))?;
    if world.channels_of(signed.user).iter().any(|joined| joined.id == channel.id) {
        return Ok(tl::types::ChatInviteAlready { chat: world.shape_channel(signed.user, channel) }.into());
    }
    let invite = tl::types::ChatInvite {
        channel: true,
        broadcast: channel.broadcast,
        public: true,
        megagroup: !channel.broadcast,
        request_needed: false,
        verified: false,
        scam: false,
        fake: false,
        can_refulfill_subscription: false,
        title: channel.title.to_owned(),
        about: None,
        photo: tl::types::PhotoEmpty { id: 0 }.into(),
        participants_count: channel.members,
        participants: Some(world.authors(signed.user, channel)),
        color: 0,
        subscription_pricing: None,
        subscription_form_id: None,
        bot_verification: None,
    };
    Ok(invite.into())
}
