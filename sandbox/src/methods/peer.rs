//! The peers in requests, checked against their access hashes.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::{InputPeer, InputUser};

use crate::content::chats::BASIC_GROUP;
use crate::model::access::ObjectKind;
use crate::model::channel::Channel;
use crate::model::peer_id::id_of_channel;
use crate::model::phone::{AccountKind, UserId};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// A chat in a request.
#[derive(Clone, Debug)]
pub(super) enum Chat {
    /// The caller's own.
    SavedMessages,
    /// The private chat with this user.
    User(UserId),
    /// The demo accounts' basic group.
    BasicGroup(i64),
    /// A channel or supergroup.
    Channel(Arc<Channel>),
}

impl Chat {
    /// Whether both are the same chat.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Channel(one), Self::Channel(other)) => one.id == other.id,
            _ => self.id_in_box().is_some() && self.id_in_box() == other.id_in_box(),
        }
    }

    /// The chat as a number, as in [`crate::model::peer_id`]; 0 for Saved Messages.
    pub(super) fn number(&self) -> i64 {
        match self {
            Self::Channel(channel) => id_of_channel(channel.id),
            Self::SavedMessages | Self::User(_) | Self::BasicGroup(_) => self.id_in_box().unwrap_or(0),
        }
    }

    /// The `chat` of its messages in the caller's message box. `None` for channels.
    pub(super) fn id_in_box(&self) -> Option<i64> {
        match self {
            Self::SavedMessages => Some(0),
            Self::User(user) => Some(user.0),
            Self::BasicGroup(id) => Some(-*id),
            Self::Channel(_) => None,
        }
    }
}

/// The chat of a peer, if the caller may read it.
pub(super) fn chat(world: &World, caller: &AuthorizedCaller, peer: &InputPeer) -> Result<Chat, RpcError> {
    match peer {
        InputPeer::PeerSelf => Ok(Chat::SavedMessages),
        InputPeer::User(user) if user.user_id == caller.user.0 => Ok(Chat::SavedMessages),
        InputPeer::User(user) => {
            let is_valid = has_access(world, caller, user.user_id, user.access_hash);
            let user = UserId(user.user_id);
            if is_valid && world.user(caller.user, user).is_some() {
                Ok(Chat::User(user))
            } else {
                Err(bad_request("PEER_ID_INVALID"))
            }
        }
        InputPeer::Channel(channel) => {
            let channel = world.channel(caller.user, channel.channel_id, channel.access_hash)?;
            world.check_readable(caller, &channel)?;
            Ok(Chat::Channel(channel))
        }
        InputPeer::Chat(it) => group(world, caller, it.chat_id),
        InputPeer::Empty | InputPeer::UserFromMessage(_) | InputPeer::ChannelFromMessage(_) => {
            Err(bad_request("PEER_ID_INVALID"))
        }
    }
}

/// The demo accounts' basic group.
pub(super) fn group(world: &World, caller: &AuthorizedCaller, id: i64) -> Result<Chat, RpcError> {
    let is_member = id == BASIC_GROUP.id && world.account_kind(caller.user) == Some(AccountKind::Demo);
    if is_member { Ok(Chat::BasicGroup(id)) } else { Err(bad_request("CHAT_ID_INVALID")) }
}

/// The chat of a peer, if the caller may send messages there now.
pub(super) fn writable(world: &World, caller: &AuthorizedCaller, peer: &InputPeer) -> Result<Chat, RpcError> {
    let chat = chat(world, caller, peer)?;
    if let Chat::Channel(channel) = &chat {
        world.check_writable(caller, channel)?;
    }
    Ok(chat)
}

/// The channel of a request.
pub(super) fn channel(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &tl::enums::InputChannel,
) -> Result<Arc<Channel>, RpcError> {
    match channel {
        tl::enums::InputChannel::Channel(it) => world.channel(caller.user, it.channel_id, it.access_hash),
        tl::enums::InputChannel::Empty | tl::enums::InputChannel::FromMessage(_) => Err(bad_request("CHANNEL_INVALID")),
    }
}

/// The channel of a request, if the caller may read it.
pub(super) fn readable(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &tl::enums::InputChannel,
) -> Result<Arc<Channel>, RpcError> {
    let channel = self::channel(world, caller, channel)?;
    world.check_readable(caller, &channel)?;
    Ok(channel)
}

/// The channel of a request, if the caller has the rights of its creator.
pub(super) fn administered(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &tl::enums::InputChannel,
) -> Result<Arc<Channel>, RpcError> {
    let channel = self::channel(world, caller, channel)?;
    world.check_admin(caller, &channel)?;
    Ok(channel)
}

/// The user of a request, if the access hash is right.
pub(super) fn user(world: &World, caller: &AuthorizedCaller, user: &InputUser) -> Option<UserId> {
    match user {
        InputUser::UserSelf => Some(caller.user),
        InputUser::User(user) if user.user_id == caller.user.0 => Some(caller.user),
        InputUser::User(user) => {
            has_access(world, caller, user.user_id, user.access_hash).then_some(UserId(user.user_id))
        }
        InputUser::Empty | InputUser::FromMessage(_) => None,
    }
}

fn has_access(world: &World, caller: &AuthorizedCaller, user_id: i64, access_hash: i64) -> bool {
    world.access().hash(caller.user, ObjectKind::User, user_id) == access_hash
}
