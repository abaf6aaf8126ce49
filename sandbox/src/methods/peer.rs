//! Whom a request is about: the peer that a client names, checked against the access hash it was given.

use grammers_tl_types as tl;
use tl::enums::{InputPeer, InputUser};

use crate::rpc::RpcError;
use crate::world::access::Kind;
use crate::world::chats::Channel;
use crate::world::phone::UserId;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

/// The chat that a request is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chat {
    /// The caller's own.
    Saved,
    /// A channel or group.
    Channel(&'static Channel),
}

/// The chat of a peer.
pub(super) fn chat(world: &World, signed: &Signed, peer: &InputPeer) -> Result<Chat, RpcError> {
    match peer {
        InputPeer::PeerSelf => Ok(Chat::Saved),
        InputPeer::User(user) if user.user_id == signed.user.0 => Ok(Chat::Saved),
        InputPeer::User(user) => {
            let known = world.access().hash(signed.user, Kind::User, user.user_id) == user.access_hash;
            Err(bad_request(if known { "PEER_ID_NOT_SUPPORTED" } else { "PEER_ID_INVALID" }))
        }
        InputPeer::Channel(channel) => world
            .channel(signed.user, channel.channel_id, channel.access_hash)
            .map(Chat::Channel)
            .ok_or_else(|| bad_request("CHANNEL_INVALID")),
        InputPeer::Chat(_) => Err(bad_request("CHAT_ID_INVALID")),
        InputPeer::Empty | InputPeer::UserFromMessage(_) | InputPeer::ChannelFromMessage(_) => {
            Err(bad_request("PEER_ID_INVALID"))
        }
    }
}

/// The chat of a peer, to write in: one's own, since nobody here is an admin of anything else yet.
pub(super) fn writable(world: &World, signed: &Signed, peer: &InputPeer) -> Result<(), RpcError> {
    match chat(world, signed, peer)? {
        Chat::Saved => Ok(()),
        Chat::Channel(_) => Err(RpcError::new(403, "CHAT_WRITE_FORBIDDEN")),
    }
}

/// The channel that a client names.
pub(super) fn channel(
    world: &World,
    signed: &Signed,
    channel: &tl::enums::InputChannel,
) -> Result<&'static Channel, RpcError> {
    let found = match channel {
        tl::enums::InputChannel::Channel(it) => world.channel(signed.user, it.channel_id, it.access_hash),
        tl::enums::InputChannel::Empty | tl::enums::InputChannel::FromMessage(_) => None,
    };
    found.ok_or_else(|| bad_request("CHANNEL_INVALID"))
}

/// The user that a client names, if the client was shown them.
pub(super) fn user(world: &World, signed: &Signed, user: &InputUser) -> Option<UserId> {
    match user {
        InputUser::UserSelf => Some(signed.user),
        InputUser::User(user) if user.user_id == signed.user.0 => Some(signed.user),
        InputUser::User(user) => {
            let known = world.access().hash(signed.user, Kind::User, user.user_id) == user.access_hash;
            known.then_some(UserId(user.user_id))
        }
        InputUser::Empty | InputUser::FromMessage(_) => None,
    }
}

/// An account, or one of the people of the sandbox's chats.
pub(super) fn somebody(world: &World, signed: &Signed, id: UserId) -> Option<tl::enums::User> {
    world.user(signed.user, id).or_else(|| world.person(signed.user, id))
}

/// The caller as a peer.
pub(super) fn me(signed: &Signed) -> tl::enums::Peer {
    tl::types::PeerUser { user_id: signed.user.0 }.into()
}
