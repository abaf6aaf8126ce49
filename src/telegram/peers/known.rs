//! The peers that one account knows.

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types as tl;
use moka::sync::Cache;
use tl::enums::InputPeer;

use super::input::{of_chat, of_user};
use crate::telegram::calls::call::Calls;
use crate::telegram::ids::{BareId, ChatId};

/// Chats remembered for each account.
const ENTRIES: u64 = 10_000;
/// A name may go to somebody else.
const NAME_FRESH: Duration = Duration::from_secs(10 * 60);

/// The peers that one account knows.
pub struct Peers {
    pub(super) calls: Arc<Calls>,
    known: Cache<ChatId, InputPeer>,
    /// Ids by public name, in lower case.
    pub(super) names: Cache<String, ChatId>,
}

impl Peers {
    /// None is known yet.
    pub fn new(calls: Arc<Calls>) -> Self {
        Self {
            calls,
            known: Cache::new(ENTRIES),
            names: Cache::builder().max_capacity(ENTRIES).time_to_live(NAME_FRESH).build(),
        }
    }

    /// Remembers whom an answer speaks of.
    pub fn learn(&self, users: &[tl::enums::User], chats: &[tl::enums::Chat]) {
        let users = users.iter().filter_map(of_user);
        for (id, peer) in users.chain(chats.iter().filter_map(of_chat)) {
            self.known.insert(id, peer);
        }
    }

    /// The peer of that id, where an answer told of it.
    pub fn get(&self, id: ChatId) -> Option<InputPeer> {
        match id.bare()? {
            // Basic groups have no access hash.
            BareId::Group(chat_id) => Some(tl::types::InputPeerChat { chat_id }.into()),
            BareId::User(_) | BareId::Channel(_) => self.known.get(&id),
        }
    }
}
