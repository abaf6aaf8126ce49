//! Whom a request is about: the peer that a client names, checked against the access hash it was given.

use grammers_tl_types as tl;
use tl::enums::{InputPeer, InputUser};

use crate::rpc::RpcError;
use crate::world::access::Kind;
use crate::world::phone::UserId;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

/// The chat that a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chat {
    /// The caller's own.
    Saved,
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
        InputPeer::Channel(_) => Err(bad_request("CHANNEL_INVALID")),
        InputPeer::Chat(_) => Err(bad_request("CHAT_ID_INVALID")),
        InputPeer::Empty | InputPeer::UserFromMessage(_) | InputPeer::ChannelFromMessage(_) => {
            Err(bad_request("PEER_ID_INVALID"))
        }
    }
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

/// The caller as a peer.
pub(super) fn me(signed: &Signed) -> tl::enums::Peer {
    tl::types::PeerUser { user_id: signed.user.0 }.into()
}
