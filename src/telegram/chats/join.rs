//! Joining groups and channels (`channels.joinChannel`, `messages.importChatInvite`), and their details.

use grammers_tl_types as tl;

use super::dialogs::ChatKind;
use super::state::Chats;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::chat_refusal::ChatRefusal;
use crate::telegram::error::Error;
use crate::telegram::ids::ChatId;
use crate::telegram::link::user::public_name;
use crate::telegram::peers::input::input_channel;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

/// The details of a group or channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatDetails {
    /// Its marked id.
    pub id: ChatId,
    /// Its bare id.
    pub bare_id: i64,
    /// Its kind.
    pub kind: ChatKind,
    /// Its title. Untrusted text.
    pub title: String,
    /// Its public name, without `@`.
    pub username: Option<String>,
    /// Its description; may be empty. Untrusted text.
    pub about: String,
    /// Whether it has a photo.
    pub has_photo: bool,
    /// The number of its members, if Telegram returns it.
    pub members: Option<u32>,
    /// The id of the pinned message.
    pub pinned: Option<i32>,
    /// The seconds between two messages of one member in slow mode.
    pub slow_mode: Option<u32>,
}

impl Chats {
    /// Joins a group or channel. Does nothing if the account is a member already. [`ChatRefusal`] when an invite is empty, invalid or expired, or when
    /// the chat's admins have to approve the request; [`Error::NotFound`] when there is no such chat.
    pub async fn join(&self, chat: &ChatRef) -> Result<ChatDetails, Error> {
        let joined = match chat {
            ChatRef::Invite(hash) => self.join_by_invite(hash).await?,
            _ => {
                let peer = self.peers.resolve(chat).await?;
                let Some(channel) = input_channel(&peer) else {
                    return match peer {
                        // Only members of a basic group have access to it.
                        tl::enums::InputPeer::Chat(group) => self.group_details(group.chat_id).await,
                        _ => Err(ChatRefusal::NotAGroup.into()),
                    };
                };
                match self.calls.call(CallRoute::HOME, &tl::functions::channels::JoinChannel { channel }).await {
                    Ok(result) => self.learn_joined(&result),
                    Err(error) if error.is("USER_ALREADY_PARTICIPANT") => None,
                    Err(error) => return Err(refused(error)),
                };
                Some(self.peers.id_of(&peer)?)
            }
        };
        let joined = joined.ok_or(Error::Protocol("telegram does not say what was joined"))?;
        self.chat_details(&ChatRef::Id(joined)).await
    }

    /// The details of a group or channel (`channels.getFullChannel`, `messages.getFullChat`).
    pub async fn chat_details(&self, chat: &ChatRef) -> Result<ChatDetails, Error> {
        let peer = self.peers.resolve(chat).await?;
        match (input_channel(&peer), peer) {
            (Some(channel), _) => self.channel_details(channel).await,
            (None, tl::enums::InputPeer::Chat(group)) => self.group_details(group.chat_id).await,
            (None, _) => Err(ChatRefusal::NotAGroup.into()),
        }
    }
}

impl Chats {
    async fn join_by_invite(&self, hash: &str) -> Result<Option<ChatId>, Error> {
        let request = tl::functions::messages::ImportChatInvite { hash: hash.to_owned() };
        match self.calls.call(CallRoute::HOME, &request).await {
            Ok(result) => Ok(self.learn_joined(&result)),
            Err(error) if error.is("USER_ALREADY_PARTICIPANT") => {
                let request = tl::functions::messages::CheckChatInvite { hash: hash.to_owned() };
                match self.calls.call(CallRoute::HOME, &request).await.map_err(refused)? {
                    tl::enums::ChatInvite::Already(already) => Ok(self.learn_chat(&already.chat)),
                    tl::enums::ChatInvite::Peek(peek) => Ok(self.learn_chat(&peek.chat)),
                    tl::enums::ChatInvite::Invite(_) => Ok(None),
                }
            }
            Err(error) => Err(refused(error)),
        }
    }

    fn learn_joined(&self, result: &tl::enums::messages::ChatInviteJoinResult) -> Option<ChatId> {
        let tl::enums::messages::ChatInviteJoinResult::Ok(joined) = result else { return None };
        self.peers.learn_from(&joined.updates);
        let chats = match &joined.updates {
            tl::enums::Updates::Updates(all) => &all.chats,
            tl::enums::Updates::Combined(all) => &all.chats,
            _ => return None,
        };
        chats.first().and_then(|chat| self.learn_chat(chat))
    }

    fn learn_chat(&self, chat: &tl::enums::Chat) -> Option<ChatId> {
        self.peers.learn(&[], std::slice::from_ref(chat));
        match chat {
            tl::enums::Chat::Channel(channel) => Some(ChatId::channel(channel.id)),
            tl::enums::Chat::Chat(group) => Some(ChatId::group(group.id)),
            _ => None,
        }
    }

    async fn channel_details(&self, channel: tl::enums::InputChannel) -> Result<ChatDetails, Error> {
        let answer = self.calls.call(CallRoute::HOME, &tl::functions::channels::GetFullChannel { channel }).await;
        let (full, chats) = self.full(answer)?;
        let tl::enums::ChatFull::ChannelFull(full) = full else {
            return Err(Error::Protocol("a channel is described as something else"));
        };
        let channel = chats.into_iter().find_map(|chat| match chat {
            tl::enums::Chat::Channel(channel) if channel.id == full.id => Some(channel),
            _ => None,
        });
        let channel = channel.ok_or(Error::Protocol("a channel is not described"))?;
        Ok(ChatDetails {
            id: ChatId::channel(channel.id),
            bare_id: channel.id,
            kind: if channel.broadcast { ChatKind::Channel } else { ChatKind::Supergroup },
            username: public_name(channel.username.as_deref(), channel.usernames.as_deref()),
            title: channel.title,
            about: full.about,
            has_photo: matches!(channel.photo, tl::enums::ChatPhoto::Photo(_)),
            members: full.participants_count.or(channel.participants_count).and_then(count),
            pinned: full.pinned_msg_id,
            slow_mode: full.slowmode_seconds.and_then(count).filter(|seconds| *seconds > 0),
        })
    }

    async fn group_details(&self, chat_id: i64) -> Result<ChatDetails, Error> {
        let answer = self.calls.call(CallRoute::HOME, &tl::functions::messages::GetFullChat { chat_id }).await;
        let (full, chats) = self.full(answer)?;
        let tl::enums::ChatFull::Full(full) = full else {
            return Err(Error::Protocol("a group is described as something else"));
        };
        let group = chats.into_iter().find_map(|chat| match chat {
            tl::enums::Chat::Chat(group) if group.id == full.id => Some(group),
            _ => None,
        });
        let group = group.ok_or(Error::NotFound)?;
        Ok(ChatDetails {
            id: ChatId::group(group.id),
            bare_id: group.id,
            kind: ChatKind::Group,
            title: group.title,
            username: None,
            about: full.about,
            has_photo: matches!(group.photo, tl::enums::ChatPhoto::Photo(_)),
            members: count(group.participants_count),
            pinned: full.pinned_msg_id,
            slow_mode: None,
        })
    }

    /// The full chat of an answer, and the chats that it mentions.
    pub fn full(
        &self,
        answer: Result<tl::enums::messages::ChatFull, CallError>,
    ) -> Result<(tl::enums::ChatFull, Vec<tl::enums::Chat>), Error> {
        let tl::enums::messages::ChatFull::Full(full) = answer.map_err(refused)?;
        self.peers.learn(&full.users, &full.chats);
        Ok((full.full_chat, full.chats))
    }
}

fn count(number: i32) -> Option<u32> {
    u32::try_from(number).ok()
}
