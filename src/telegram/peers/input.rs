//! Conversions between Telegram's forms of peers.

use grammers_tl_types as tl;
use tl::enums::InputPeer;

use crate::telegram::ids::ChatId;

/// A channel or supergroup as the methods of `channels` take it; `None` for other chats.
pub fn input_channel(peer: &InputPeer) -> Option<tl::enums::InputChannel> {
    let InputPeer::Channel(channel) = peer else { return None };
    Some(tl::types::InputChannel { channel_id: channel.channel_id, access_hash: channel.access_hash }.into())
}

/// The marked id of a peer.
pub fn chat_id(peer: &tl::enums::Peer) -> ChatId {
    match peer {
        tl::enums::Peer::User(peer) => ChatId::user(peer.user_id),
        tl::enums::Peer::Chat(peer) => ChatId::group(peer.chat_id),
        tl::enums::Peer::Channel(peer) => ChatId::channel(peer.channel_id),
    }
}

/// The peer of a user; `None` for a `min` user, whose access hash is not valid.
pub fn of_user(user: &tl::enums::User) -> Option<(ChatId, InputPeer)> {
    let tl::enums::User::User(user) = user else { return None };
    let access_hash = user.access_hash.filter(|_| !user.min)?;
    Some((ChatId::user(user.id), tl::types::InputPeerUser { user_id: user.id, access_hash }.into()))
}

/// The peer of a chat; `None` if its access hash is missing or not valid.
pub fn of_chat(chat: &tl::enums::Chat) -> Option<(ChatId, InputPeer)> {
    match chat {
        tl::enums::Chat::Chat(chat) => {
            Some((ChatId::group(chat.id), tl::types::InputPeerChat { chat_id: chat.id }.into()))
        }
        tl::enums::Chat::Channel(channel) => {
            let access_hash = channel.access_hash.filter(|_| !channel.min)?;
            let peer = tl::types::InputPeerChannel { channel_id: channel.id, access_hash };
            Some((ChatId::channel(channel.id), peer.into()))
        }
        _ => None,
    }
}
