//! Profile photos (`upload.getFile` with `inputPeerPhotoFileLocation`).

use grammers_tl_types as tl;
use tl::enums::InputPeer;
use tokio_util::bytes::{Bytes, BytesMut};

use super::state::Chats;
use crate::stream::Piece;
use crate::telegram::error::Error;
use crate::telegram::files::get_file::get_file;
use crate::telegram::files::repairs::{RepairStep, Repairs};
use crate::telegram::peers::input::input_channel;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

/// The length of a request.
const PIECE: u32 = 512 * 1024;
/// The largest profile photo in bytes. Telegram's own have at most 640 pixels.
const MAX_SIZE: usize = 8 * 1024 * 1024;

/// The id of a photo, and the data centre that stores it.
struct PhotoLocation {
    photo_id: i64,
    dc: i32,
}

impl Chats {
    /// The profile photo of a person, group or channel, as a JPEG; for [`ChatRef::Saved`] that of the account itself.
    pub async fn profile_photo(&self, chat: &ChatRef) -> Result<Option<Bytes>, Error> {
        let peer = self.peers.resolve(chat).await?;
        let Some(PhotoLocation { photo_id, mut dc }) = self.profile_photo_of(&peer).await? else { return Ok(None) };
        let location = || tl::types::InputPeerPhotoFileLocation { big: true, peer: peer.clone(), photo_id }.into();
        let limits = &self.calls.limits;
        let max_wait = limits.flood_waits.profile_photo;
        let mut repairs = Repairs::new(max_wait, max_wait, limits);
        let mut bytes = BytesMut::new();
        loop {
            let piece = Piece { offset: bytes.len() as u64, limit: PIECE, expected: PIECE, skip: 0, take: PIECE };
            match get_file(&self.calls, CallRoute::thumbnail(dc, true), location, piece).await {
                Ok(received) => {
                    bytes.extend_from_slice(&received);
                    // The size is not known. A piece that is not full is the last one.
                    if received.len() < PIECE as usize {
                        return Ok(Some(bytes.freeze()).filter(|bytes| !bytes.is_empty()));
                    }
                    if bytes.len() > MAX_SIZE {
                        return Err(Error::Protocol("a profile photo has no end"));
                    }
                }
                Err(error) => match repairs.next_step(error)? {
                    RepairStep::ChangeDc(other) => dc = other,
                    // The location of a profile photo has no file reference.
                    RepairStep::RenewReference => return Err(Error::NotFound),
                    RepairStep::Retry(wait) | RepairStep::Wait(wait) => tokio::time::sleep(wait).await,
                },
            }
        }
    }
}

impl Chats {
    async fn profile_photo_of(&self, peer: &InputPeer) -> Result<Option<PhotoLocation>, Error> {
        let id = match peer {
            InputPeer::PeerSelf => tl::enums::InputUser::UserSelf,
            InputPeer::User(user) => {
                tl::types::InputUser { user_id: user.user_id, access_hash: user.access_hash }.into()
            }
            _ => return self.chat_photo_of(peer).await,
        };
        let users = self
            .calls
            .call(CallRoute::HOME, &tl::functions::users::GetUsers { id: vec![id] })
            .await
            .map_err(refused)?;
        Ok(users.into_iter().find_map(|user| match user {
            tl::enums::User::User(tl::types::User {
                photo: Some(tl::enums::UserProfilePhoto::Photo(photo)), ..
            }) => Some(PhotoLocation { photo_id: photo.photo_id, dc: photo.dc_id }),
            _ => None,
        }))
    }

    async fn chat_photo_of(&self, peer: &InputPeer) -> Result<Option<PhotoLocation>, Error> {
        let answer = match (input_channel(peer), peer) {
            (Some(channel), _) => {
                self.calls.call(CallRoute::HOME, &tl::functions::channels::GetChannels { id: vec![channel] }).await
            }
            (None, InputPeer::Chat(group)) => {
                self.calls.call(CallRoute::HOME, &tl::functions::messages::GetChats { id: vec![group.chat_id] }).await
            }
            (None, _) => return Err(Error::NotFound),
        };
        let chats = match answer.map_err(refused)? {
            tl::enums::messages::Chats::Chats(all) => all.chats,
            tl::enums::messages::Chats::Slice(slice) => slice.chats,
        };
        let photo = chats.into_iter().find_map(|chat| match chat {
            tl::enums::Chat::Channel(channel) => Some(channel.photo),
            tl::enums::Chat::Chat(group) => Some(group.photo),
            _ => None,
        });
        Ok(match photo {
            Some(tl::enums::ChatPhoto::Photo(photo)) => {
                Some(PhotoLocation { photo_id: photo.photo_id, dc: photo.dc_id })
            }
            _ => None,
        })
    }
}
