//! Fetching messages of any chat by their ids.

use grammers_tl_types as tl;
use tl::enums::InputPeer;

use super::input::{chat_id, input_channel};
use super::known::Peers;
use super::refusal::refused;
use crate::telegram::error::Error;
use crate::telegram::ids::{ChatId, MessageId};
use crate::telegram::transport::route::CallRoute;

impl Peers {
    /// Those of the ids that are messages of that chat.
    pub async fn present_in(&self, peer: &InputPeer, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        let messages = self.messages_in(peer, ids).await?;
        Ok(messages.iter().map(|message| MessageId(message.id())).collect())
    }

    /// The messages of a chat with these ids, a hundred at most (`channels.getMessages`, `messages.getMessages`). Private chats and basic groups
    /// share their ids, so Telegram may return messages of other chats, which are left out.
    pub async fn messages_in(&self, peer: &InputPeer, ids: &[MessageId]) -> Result<Vec<tl::enums::Message>, Error> {
        let answer = self.get_messages(peer, ids).await?;
        let chat = self.id_of(peer)?;
        let in_chat = |message: &tl::enums::Message| match message {
            tl::enums::Message::Empty(_) => false,
            tl::enums::Message::Message(message) => chat_id(&message.peer_id) == chat,
            tl::enums::Message::Service(message) => chat_id(&message.peer_id) == chat,
        };
        Ok(messages_of(answer)?.into_iter().filter(in_chat).collect())
    }

    /// Fetches messages by id, and returns Telegram's answer.
    pub async fn get_messages(
        &self,
        peer: &InputPeer,
        ids: &[MessageId],
    ) -> Result<tl::enums::messages::Messages, Error> {
        use tl::enums::messages::Messages as Answer;
        let id = ids.iter().map(|id| tl::types::InputMessageId { id: id.0 }.into()).collect();
        let answer = match input_channel(peer) {
            Some(channel) => {
                self.calls.call(CallRoute::HOME, &tl::functions::channels::GetMessages { channel, id }).await
            }
            None => self.calls.call(CallRoute::HOME, &tl::functions::messages::GetMessages { id }).await,
        };
        let answer = answer.map_err(refused)?;
        match &answer {
            Answer::Messages(all) => self.learn(&all.users, &all.chats),
            Answer::Slice(slice) => self.learn(&slice.users, &slice.chats),
            Answer::ChannelMessages(channel) => self.learn(&channel.users, &channel.chats),
            Answer::NotModified(_) => {}
        }
        Ok(answer)
    }

    /// The marked id of a peer.
    pub fn id_of(&self, peer: &InputPeer) -> Result<ChatId, Error> {
        Ok(match peer {
            InputPeer::PeerSelf => ChatId::user(self.calls.me()?),
            InputPeer::User(user) => ChatId::user(user.user_id),
            InputPeer::UserFromMessage(user) => ChatId::user(user.user_id),
            InputPeer::Chat(chat) => ChatId::group(chat.chat_id),
            InputPeer::Channel(channel) => ChatId::channel(channel.channel_id),
            InputPeer::ChannelFromMessage(channel) => ChatId::channel(channel.channel_id),
            InputPeer::Empty => return Err(Error::NotFound),
        })
    }

    /// Caches the peers that updates mention.
    pub fn learn_from(&self, updates: &tl::enums::Updates) {
        match updates {
            tl::enums::Updates::Updates(all) => self.learn(&all.users, &all.chats),
            tl::enums::Updates::Combined(all) => self.learn(&all.users, &all.chats),
            _ => {}
        }
    }

    /// Whether the peer is Saved Messages.
    pub fn is_saved(&self, peer: &InputPeer) -> bool {
        self.id_of(peer).ok().zip(self.calls.me().ok()).is_some_and(|(id, me)| id == ChatId::user(me))
    }
}

/// The messages of an answer.
pub fn messages_of(answer: tl::enums::messages::Messages) -> Result<Vec<tl::enums::Message>, Error> {
    use tl::enums::messages::Messages as Answer;
    match answer {
        Answer::Messages(all) => Ok(all.messages),
        Answer::Slice(slice) => Ok(slice.messages),
        Answer::ChannelMessages(channel) => Ok(channel.messages),
        Answer::NotModified(_) => Err(Error::Protocol("nothing was asked that could be unmodified")),
    }
}
