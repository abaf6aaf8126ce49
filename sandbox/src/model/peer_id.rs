//! Ids of all kinds of peers as single numbers, as in the Bot API: users positive, basic groups negative, channels `-100…`.

use grammers_tl_types as tl;

/// A channel has this minus its id in the schema.
pub(crate) const CHANNEL_IDS: i64 = -1_000_000_000_000;

pub(crate) fn id_of_channel(channel_id: i64) -> i64 {
    CHANNEL_IDS - channel_id
}

/// The id of a peer.
pub(crate) fn id_of_peer(peer: &tl::enums::Peer) -> i64 {
    match peer {
        tl::enums::Peer::User(peer) => peer.user_id,
        tl::enums::Peer::Chat(peer) => -peer.chat_id,
        tl::enums::Peer::Channel(peer) => CHANNEL_IDS - peer.channel_id,
    }
}

/// The peer with this id.
pub(crate) fn peer_with_id(id: i64) -> tl::enums::Peer {
    if id < CHANNEL_IDS {
        tl::types::PeerChannel { channel_id: CHANNEL_IDS - id }.into()
    } else if id < 0 {
        tl::types::PeerChat { chat_id: -id }.into()
    } else {
        tl::types::PeerUser { user_id: id }.into()
    }
}
