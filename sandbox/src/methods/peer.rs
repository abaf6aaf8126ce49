//! Whom a request is about: the peer that a client names, checked against the access hash it was given.

use grammers_tl_types as tl;
use tl::enums::{InputPeer, InputUser};

use crate::content::chats::{Channel, STAIRS};
use crate::rpc::RpcError;
use crate::world::access::Kind;
use crate::world::phone::{Character, UserId};
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

/// The chat that a request is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chat {
    /// The caller's own.
    Saved,
    /// Somebody else.
    Person(UserId),
    /// The demo accounts' basic group.
    Group(i64),
    /// A channel or group.
    Channel(&'static Channel),
}

impl Chat {
    /// Whether both are the same chat.
    pub(super) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Channel(one), Self::Channel(other)) => one.id == other.id,
            _ => self.boxed().is_some() && self.boxed() == other.boxed(),
        }
    }

    /// Under which number it is in the caller's box; `None` for channels, which are in nobody's.
    pub(super) fn boxed(self) -> Option<i64> {
        match self {
            Self::Saved => Some(0),
            Self::Person(user) => Some(user.0),
            Self::Group(id) => Some(-id),
            Self::Channel(_) => None,
        }
    }
}

/// The chat of a peer, where the caller may look into it.
pub(super) fn chat(world: &World, signed: &Signed, peer: &InputPeer) -> Result<Chat, RpcError> {
    match peer {
        InputPeer::PeerSelf => Ok(Chat::Saved),
        InputPeer::User(user) if user.user_id == signed.user.0 => Ok(Chat::Saved),
        InputPeer::User(user) => {
            let known = world.access().hash(signed.user, Kind::User, user.user_id) == user.access_hash;
            let user = UserId(user.user_id);
            let is_there = known && world.anybody(signed.user, user).is_some();
            if is_there { Ok(Chat::Person(user)) } else { Err(bad_request("PEER_ID_INVALID")) }
        }
        InputPeer::Channel(channel) => {
            let channel = world.channel(signed.user, channel.channel_id, channel.access_hash);
            let channel = channel.ok_or_else(|| bad_request("CHANNEL_INVALID"))?;
            world.check_readable(signed, channel)?;
            Ok(Chat::Channel(channel))
        }
        InputPeer::Chat(it) => group(world, signed, it.chat_id),
        InputPeer::Empty | InputPeer::UserFromMessage(_) | InputPeer::ChannelFromMessage(_) => {
            Err(bad_request("PEER_ID_INVALID"))
        }
    }
}

/// The demo accounts' basic group.
pub(super) fn group(world: &World, signed: &Signed, id: i64) -> Result<Chat, RpcError> {
    let is_in = id == STAIRS.0 && world.character(signed.user) == Some(Character::Demo);
    if is_in { Ok(Chat::Group(id)) } else { Err(bad_request("CHAT_ID_INVALID")) }
}

/// The chat of a peer, where the caller may write now.
pub(super) fn writable(world: &World, signed: &Signed, peer: &InputPeer) -> Result<Chat, RpcError> {
    let chat = chat(world, signed, peer)?;
    if let Chat::Channel(channel) = chat {
        world.check_writable(signed, channel)?;
    }
    Ok(chat)
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
    world.anybody(signed.user, id)
}

/// The caller as a peer.
pub(super) fn me(signed: &Signed) -> tl::enums::Peer {
    tl::types::PeerUser { user_id: signed.user.0 }.into()
}
