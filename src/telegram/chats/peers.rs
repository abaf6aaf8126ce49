//! Peers: whom Telegram's methods are told to deal with.
//!
//! A method takes no bare id: for people and channels an access hash belongs to it, which Telegram gives with every answer that speaks of
//! them, anew for each account. So every answer is learnt from, and a chat that none spoke of is looked for: by its public name
//! (`contacts.resolveUsername`, which Telegram allows seldom), by its invite (`messages.checkChatInvite`), or in the list of chats.

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types as tl;
use moka::sync::Cache;
use tl::enums::InputPeer;

use super::person::Person;
use super::reference::{BareId, ChatId, ChatRef};
use crate::telegram::Error;
use crate::telegram::core::{Core, Failed};
use crate::telegram::lane::To;

/// Chats remembered for each account.
const ENTRIES: u64 = 10_000;
/// A name may go to somebody else.
const NAME_FRESH: Duration = Duration::from_secs(10 * 60);

/// Somebody who wrote a message, or whom it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Their id.
    pub id: ChatId,
    /// First and last name, or a title. Untrusted text.
    pub name: String,
    /// Their public name, without `@`.
    pub username: Option<String>,
    /// All that Telegram tells of them, where they are a person.
    pub person: Option<Arc<Person>>,
}

/// One account's memory of chats.
pub struct Peers {
    known: Cache<ChatId, InputPeer>,
    names: Cache<String, ChatId>,
}

impl Default for Peers {
    fn default() -> Self {
        Self {
            known: Cache::new(ENTRIES),
            names: Cache::builder().max_capacity(ENTRIES).time_to_live(NAME_FRESH).build(),
        }
    }
}

impl Peers {
    /// Remembers whom an answer speaks of.
    pub fn learn(&self, users: &[tl::enums::User], chats: &[tl::enums::Chat]) {
        let users = users.iter().filter_map(of_user);
        for (id, peer) in users.chain(chats.iter().filter_map(of_chat)) {
            self.known.insert(id, peer);
        }
    }

    /// The peer of that id, where an answer told of it.
    pub(in crate::telegram) fn get(&self, id: ChatId) -> Option<InputPeer> {
        match id.bare()? {
            // Basic groups have no access hash.
            BareId::Group(chat_id) => Some(tl::types::InputPeerChat { chat_id }.into()),
            BareId::User(_) | BareId::Channel(_) => self.known.get(&id),
        }
    }
}

impl Core {
    /// The chat as a peer. [`Error::NotFound`] when this account cannot see it.
    pub(in crate::telegram) async fn peer(&self, chat: &ChatRef) -> Result<InputPeer, Error> {
        self.check_open()?;
        match chat {
            ChatRef::Saved => Ok(InputPeer::PeerSelf),
            ChatRef::Id(id) if *id == ChatId::user(self.me()?) => Ok(InputPeer::PeerSelf),
            ChatRef::Id(id) => self.peer_by_id(*id).await,
            ChatRef::Name(name) => self.peer_by_name(name).await,
            ChatRef::Invite(hash) => self.peer_by_invite(hash).await,
        }
    }

    async fn peer_by_id(&self, id: ChatId) -> Result<InputPeer, Error> {
        if let Some(peer) = self.peers.get(id) {
            return Ok(peer);
        }
        // The list of chats tells of all that the account takes part in; contacts without a chat are told apart.
        self.learn_dialogs(|| self.peers.get(id).is_some()).await?;
        if self.peers.get(id).is_none() && matches!(id.bare(), Some(BareId::User(_))) {
            self.contact_users().await?;
        }
        self.peers.get(id).ok_or(Error::NotFound)
    }

    async fn peer_by_name(&self, name: &str) -> Result<InputPeer, Error> {
        let key = name.to_ascii_lowercase();
        if let Some(peer) = self.peers.names.get(&key).and_then(|id| self.peers.get(id)) {
            return Ok(peer);
        }
        let request = tl::functions::contacts::ResolveUsername { username: name.to_owned(), referer: None };
        let tl::enums::contacts::ResolvedPeer::Peer(found) = self.call(To::HOME, &request).await.map_err(unseen)?;
        self.peers.learn(&found.users, &found.chats);
        let id = chat_id(&found.peer);
        self.peers.names.insert(key, id);
        self.peers.get(id).ok_or(Error::NotFound)
    }

    /// A chat that the account is in already, or may look into before it joins.
    async fn peer_by_invite(&self, hash: &str) -> Result<InputPeer, Error> {
        let request = tl::functions::messages::CheckChatInvite { hash: hash.to_owned() };
        let chat = match self.call(To::HOME, &request).await.map_err(unseen)? {
            tl::enums::ChatInvite::Already(already) => already.chat,
            tl::enums::ChatInvite::Peek(peek) => peek.chat,
            tl::enums::ChatInvite::Invite(_) => return Err(Error::NotFound),
        };
        self.peers.learn(&[], std::slice::from_ref(&chat));
        of_chat(&chat).map(|(_, peer)| peer).ok_or(Error::NotFound)
    }
}

/// What Telegram says when there is no such chat for this account.
pub(super) fn unseen(failed: Failed) -> Error {
    const NAMES: [&str; 10] = [
        "USERNAME_NOT_OCCUPIED",
        "USERNAME_INVALID",
        "PEER_ID_INVALID",
        "CHAT_ID_INVALID",
        "CHANNEL_INVALID",
        "CHANNEL_PRIVATE",
        "USER_ID_INVALID",
        "INVITE_HASH_EMPTY",
        "INVITE_HASH_INVALID",
        "INVITE_HASH_EXPIRED",
    ];
    if NAMES.iter().any(|name| failed.is(name)) { Error::NotFound } else { failed.into() }
}

/// A channel or supergroup as the methods of channels take it; `None` for other chats.
pub(super) fn input_channel(peer: &InputPeer) -> Option<tl::enums::InputChannel> {
    let InputPeer::Channel(channel) = peer else { return None };
    Some(tl::types::InputChannel { channel_id: channel.channel_id, access_hash: channel.access_hash }.into())
}

/// A peer's marked id.
pub(in crate::telegram) fn chat_id(peer: &tl::enums::Peer) -> ChatId {
    match peer {
        tl::enums::Peer::User(peer) => ChatId::user(peer.user_id),
        tl::enums::Peer::Chat(peer) => ChatId::group(peer.chat_id),
        tl::enums::Peer::Channel(peer) => ChatId::channel(peer.channel_id),
    }
}

/// Everybody whom an answer speaks of.
pub(in crate::telegram) fn parties(users: &[tl::enums::User], chats: &[tl::enums::Chat]) -> Vec<Party> {
    let users = users.iter().filter_map(|raw| match raw {
        tl::enums::User::User(user) => Some(Party {
            id: ChatId::user(user.id),
            name: full_name(user),
            username: username(user.username.as_deref(), user.usernames.as_deref()),
            person: Person::from_tl(raw).map(Arc::new),
        }),
        tl::enums::User::Empty(_) => None,
    });
    let chats = chats.iter().filter_map(|chat| {
        let (id, name, username) = match chat {
            tl::enums::Chat::Chat(chat) => (ChatId::group(chat.id), &chat.title, None),
            tl::enums::Chat::Forbidden(chat) => (ChatId::group(chat.id), &chat.title, None),
            tl::enums::Chat::Channel(chat) => {
                let username = username(chat.username.as_deref(), chat.usernames.as_deref());
                (ChatId::channel(chat.id), &chat.title, username)
            }
            tl::enums::Chat::ChannelForbidden(chat) => (ChatId::channel(chat.id), &chat.title, None),
            _ => return None,
        };
        Some(Party { id, name: name.clone(), username, person: None })
    });
    users.chain(chats).collect()
}

/// First and last name; of deleted accounts nothing is left.
pub(super) fn full_name(user: &tl::types::User) -> String {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    names.into_iter().flatten().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The public name: those who have several have their first active one shown.
pub(super) fn username(single: Option<&str>, several: Option<&[tl::enums::Username]>) -> Option<String> {
    let several = several.unwrap_or_default().iter().map(|tl::enums::Username::Username(name)| name);
    let active = several.filter(|name| name.active).map(|name| name.username.as_str());
    single.into_iter().chain(active).find(|name| !name.is_empty()).map(str::to_owned)
}

/// Those of whom little is told have no access hash that would do.
fn of_user(user: &tl::enums::User) -> Option<(ChatId, InputPeer)> {
    let tl::enums::User::User(user) = user else { return None };
    let access_hash = user.access_hash.filter(|_| !user.min)?;
    Some((ChatId::user(user.id), tl::types::InputPeerUser { user_id: user.id, access_hash }.into()))
}

fn of_chat(chat: &tl::enums::Chat) -> Option<(ChatId, InputPeer)> {
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
