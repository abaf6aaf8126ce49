//! The cache of peers.

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types as tl;
use moka::sync::Cache;
use tl::enums::InputPeer;

use super::input::{of_chat, of_user};
use crate::telegram::calls::call::Calls;
use crate::telegram::ids::{BareId, ChatId};

/// How many peers are cached for each account.
const CAPACITY: u64 = 10_000;
/// How long the id of a public name is cached: a name may get another owner.
const NAME_TIME_TO_LIVE: Duration = Duration::from_secs(10 * 60);

/// The peers that one account has seen, with its access hashes.
pub struct Peers {
    pub(super) calls: Arc<Calls>,
    peers: Cache<ChatId, InputPeer>,
    /// Ids by public name in lower case.
    pub(super) names: Cache<String, ChatId>,
}

impl Peers {
    /// An empty cache.
    pub fn new(calls: Arc<Calls>) -> Self {
        Self {
            calls,
            peers: Cache::new(CAPACITY),
            names: Cache::builder().max_capacity(CAPACITY).time_to_live(NAME_TIME_TO_LIVE).build(),
        }
    }

    /// Caches the peers that an answer mentions.
    pub fn learn(&self, users: &[tl::enums::User], chats: &[tl::enums::Chat]) {
        let users = users.iter().filter_map(of_user);
        for (id, peer) in users.chain(chats.iter().filter_map(of_chat)) {
            self.peers.insert(id, peer);
        }
    }

    /// The peer with that id, if it is cached.
    pub fn get(&self, id: ChatId) -> Option<InputPeer> {
        match id.bare()? {
            // Basic groups have no access hash.
            BareId::Group(chat_id) => Some(tl::types::InputPeerChat { chat_id }.into()),
            BareId::User(_) | BareId::Channel(_) => self.peers.get(&id),
        }
    }
}
