//! Resolving references to chats.
//!
//! Telegram's methods need an access hash in addition to the id of a user or channel. It is different for each account, and contained in every
//! answer that mentions the user or channel. The peers of all answers are therefore cached ([`Peers::learn`]). A chat that is not in the cache
//! is looked up by its public name (`contacts.resolveUsername`, which has a strict rate limit), by its invite (`messages.checkChatInvite`), or in
//! the list of chats.

use grammers_tl_types as tl;
use tl::enums::InputPeer;

use super::input::{chat_id, of_chat};
use super::known::Peers;
use super::reference::ChatRef;
use super::refusal::unseen;
use crate::telegram::error::Error;
use crate::telegram::ids::{BareId, ChatId};
use crate::telegram::transport::route::CallRoute;

impl Peers {
    /// The peer of a chat. [`Error::NotFound`] when there is no such chat, or the account has no access to it.
    pub async fn resolve(&self, chat: &ChatRef) -> Result<InputPeer, Error> {
        self.calls.check_open()?;
        match chat {
            ChatRef::Saved => Ok(InputPeer::PeerSelf),
            ChatRef::Id(id) if *id == ChatId::user(self.calls.me()?) => Ok(InputPeer::PeerSelf),
            ChatRef::Id(id) => self.peer_by_id(*id).await,
            ChatRef::Name(name) => self.peer_by_name(name).await,
            ChatRef::Invite(hash) => self.peer_by_invite(hash).await,
        }
    }

    async fn peer_by_id(&self, id: ChatId) -> Result<InputPeer, Error> {
        if let Some(peer) = self.get(id) {
            return Ok(peer);
        }
        // The list of chats contains all that the account is a member of; contacts may have no chat.
        self.learn_dialogs(|| self.get(id).is_some()).await?;
        if self.get(id).is_none() && matches!(id.bare(), Some(BareId::User(_))) {
            self.contact_users().await?;
        }
        self.get(id).ok_or(Error::NotFound)
    }

    async fn peer_by_name(&self, name: &str) -> Result<InputPeer, Error> {
        let key = name.to_ascii_lowercase();
        if let Some(peer) = self.names.get(&key).and_then(|id| self.get(id)) {
            return Ok(peer);
        }
        let request = tl::functions::contacts::ResolveUsername { username: name.to_owned(), referer: None };
        let tl::enums::contacts::ResolvedPeer::Peer(resolved) =
            self.calls.call(CallRoute::HOME, &request).await.map_err(unseen)?;
        self.learn(&resolved.users, &resolved.chats);
        let id = chat_id(&resolved.peer);
        self.names.insert(key, id);
        self.get(id).ok_or(Error::NotFound)
    }

    /// The chat of an invite, if the account is a member or may preview it.
    async fn peer_by_invite(&self, hash: &str) -> Result<InputPeer, Error> {
        let request = tl::functions::messages::CheckChatInvite { hash: hash.to_owned() };
        let chat = match self.calls.call(CallRoute::HOME, &request).await.map_err(unseen)? {
            tl::enums::ChatInvite::Already(already) => already.chat,
            tl::enums::ChatInvite::Peek(peek) => peek.chat,
            tl::enums::ChatInvite::Invite(_) => return Err(Error::NotFound),
        };
        self.learn(&[], std::slice::from_ref(&chat));
        of_chat(&chat).map(|(_, peer)| peer).ok_or(Error::NotFound)
    }
}
