//! Reads requests as leniently as Telegram: a peer may stand where a user or a channel belongs, and the other way round. Their objects differ
//! in their constructor ids only.

use grammers_tl_types::{Cursor, Deserializable, Identifiable, deserialize::Error, types};

use crate::rpc::{RpcError, bad_request};

/// The most objects that are exchanged in one request.
const MAXIMUM: usize = 1000;

/// The request after the constructor id of a body; nothing may follow it.
pub(super) fn read<T: Deserializable>(body: &[u8]) -> Result<T, RpcError> {
    let bytes = body.get(4..).unwrap_or_default();
    let request = deserialized(bytes).or_else(|error| read_with_exchanges(bytes.to_vec(), error).ok_or(()));
    request.map_err(|()| bad_request("INPUT_FETCH_ERROR"))
}

/// Where and why bytes can't be read: the unexpected constructor id, and the offset after it.
type Unread = Option<(u32, usize)>;

fn deserialized<T: Deserializable>(bytes: &[u8]) -> Result<T, Unread> {
    let mut cursor = Cursor::from_slice(bytes);
    match T::deserialize(&mut cursor) {
        Ok(request) if cursor.pos() == bytes.len() => Ok(request),
        Ok(_) | Err(Error::UnexpectedEof) => Err(None),
        Err(Error::UnexpectedConstructor { id }) => Err(Some((id, cursor.pos()))),
    }
}

fn read_with_exchanges<T: Deserializable>(mut bytes: Vec<u8>, mut unread: Unread) -> Option<T> {
    // What was tried at the offset so far.
    let (mut tried, mut at) = (Vec::new(), 0);
    for _ in 0..MAXIMUM {
        let (id, end) = unread?;
        if end != at {
            (tried, at) = (vec![id], end);
        }
        let next = SAME.iter().filter(|group| group.contains(&tried[0])).flat_map(|group| group.iter()).copied();
        let next = next.into_iter().find(|other| !tried.contains(other))?;
        tried.push(next);
        bytes.get_mut(end.checked_sub(4)?..end)?.copy_from_slice(&next.to_le_bytes());
        match deserialized(&bytes) {
            Ok(request) => return Some(request),
            Err(again) => unread = again,
        }
    }
    None
}

/// Constructors with the same fields.
const SAME: [&[u32]; 6] = [
    &[types::InputPeerUser::CONSTRUCTOR_ID, types::InputUser::CONSTRUCTOR_ID],
    &[types::InputPeerChannel::CONSTRUCTOR_ID, types::InputChannel::CONSTRUCTOR_ID],
    &[types::InputPeerUserFromMessage::CONSTRUCTOR_ID, types::InputUserFromMessage::CONSTRUCTOR_ID],
    &[types::InputPeerChannelFromMessage::CONSTRUCTOR_ID, types::InputChannelFromMessage::CONSTRUCTOR_ID],
    &[PEER_SELF, USER_SELF],
    &[PEER_EMPTY, USER_EMPTY, CHANNEL_EMPTY],
];
// Constructors without fields, of which there are no types.
const PEER_SELF: u32 = 0x7da0_7ec9;
const USER_SELF: u32 = 0xf7c1_b13f;
const PEER_EMPTY: u32 = 0x7f3b_18ea;
const USER_EMPTY: u32 = 0xb988_86cf;
const CHANNEL_EMPTY: u32 = 0xee8c_1e86;

#[cfg(test)]
mod tests {
    use grammers_tl_types::{Serializable, enums, functions as f};

    use super::*;

    /// A request of these objects.
    fn body(objects: &[Vec<u8>]) -> Vec<u8> {
        [&[0; 4], &objects.concat()[..]].concat()
    }

    #[test]
    fn peers_are_read_as_users_and_channels_and_the_other_way_round() {
        let (user_id, channel_id, access_hash) = (5, 7, 11);
        let user = enums::InputUser::from(types::InputUser { user_id, access_hash });
        // A vector of peers where one of users belongs.
        let vector = [0x1cb5_c415_u32, 4].map(|word| word.to_bytes()).concat();
        let peer = enums::InputPeer::from(types::InputPeerUser { user_id, access_hash });
        let body_of_peers = body(&[
            vector,
            peer.to_bytes(),
            enums::InputPeer::PeerSelf.to_bytes(),
            enums::InputPeer::Empty.to_bytes(),
            user.to_bytes(),
        ]);
        let f::users::GetUsers { id } = read(&body_of_peers).unwrap();
        assert_eq!(id, [user.clone(), enums::InputUser::UserSelf, enums::InputUser::Empty, user]);

        let channel = enums::InputChannel::from(types::InputChannel { channel_id, access_hash });
        let peer = enums::InputPeer::from(types::InputPeerChannel { channel_id, access_hash });
        let request: f::channels::GetFullChannel = read(&body(&[peer.to_bytes()])).unwrap();
        assert_eq!(request.channel, channel);
        let request: f::messages::GetPeerSettings = read(&body(&[channel.to_bytes()])).unwrap();
        assert_eq!(request.peer, peer);
        let request: f::channels::GetFullChannel = read(&body(&[enums::InputPeer::Empty.to_bytes()])).unwrap();
        assert_eq!(request.channel, enums::InputChannel::Empty);
    }

    #[test]
    fn other_objects_are_refused() {
        let user = enums::InputPeer::from(types::InputPeerUser { user_id: 5, access_hash: 7 }).to_bytes();
        assert!(
            read::<f::channels::GetFullChannel>(&body(std::slice::from_ref(&user))).is_err(),
            "a user where a channel belongs"
        );
        for wrong in [vec![1; 12], user[..12].to_vec(), [&user[..], &[0; 4]].concat()] {
            assert_eq!(read::<f::messages::GetPeerSettings>(&body(&[wrong])).unwrap_err().name, "INPUT_FETCH_ERROR");
        }
    }
}
