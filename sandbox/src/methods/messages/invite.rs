//! Invite links: what one leads to (`messages.checkChatInvite`), and following it (`messages.importChatInvite`).

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::content::chats::Invite;
use crate::rpc::RpcError;
use crate::world::{Signed, World};

pub(in crate::methods) fn check(
    world: &World,
    signed: &Signed,
    request: f::CheckChatInvite,
) -> Result<tl::enums::ChatInvite, RpcError> {
    let (channel, invite) = world.invited(&request.hash)?;
    if world.is_member(signed.user, channel) {
        return Ok(tl::types::ChatInviteAlready { chat: world.shape_channel(signed.user, channel) }.into());
    }
    let invite = tl::types::ChatInvite {
        channel: true,
        broadcast: channel.broadcast,
        public: channel.username.is_some(),
        megagroup: !channel.broadcast,
        request_needed: invite == Invite::OnRequest,
        verified: false,
        scam: false,
        fake: false,
        can_refulfill_subscription: false,
        title: channel.title.to_owned(),
        about: Some(channel.about).filter(|about| !about.is_empty()).map(str::to_owned),
        photo: tl::types::PhotoEmpty { id: 0 }.into(),
        participants_count: world.member_count(channel),
        participants: None,
        color: 0,
        subscription_pricing: None,
        subscription_form_id: None,
        bot_verification: None,
    };
    Ok(invite.into())
}

pub(in crate::methods) fn import(
    world: &World,
    signed: &Signed,
    request: f::ImportChatInvite,
) -> Result<tl::enums::messages::ChatInviteJoinResult, RpcError> {
    let channel = world.join_by(signed, &request.hash)?;
    Ok(crate::methods::channels::joined(world, signed, channel))
}
