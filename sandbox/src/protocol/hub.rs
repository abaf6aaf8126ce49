//! All keys and their sessions, whichever connection they are on; the way for updates to reach them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use grammers_tl_types::{self as tl, Serializable};

use super::envelope::AuthKey;
use super::salt;
use super::session::Session;
use crate::rpc::{Device, KeyId, Push, SessionId};

/// Sessions of one key that have a connection, and that have none; the oldest gives way.
const MAXIMUM_CONNECTED: usize = 64;
const MAXIMUM_LEFT: usize = 4;
/// Seconds for which the salt that the key exchange gave is good.
const FIRST_SALT_LIFETIME: i64 = 3600;

/// A key that has been used since the start.
pub(crate) struct Key {
    pub(crate) auth: AuthKey,
    pub(crate) dc: i32,
    first_salt: Option<(i64, i64)>,
    client: Mutex<Client>,
    sessions: Mutex<Vec<Arc<Session>>>,
}

/// What the client said of itself with this key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Client {
    pub(crate) layer: Option<i32>,
    pub(crate) device: Option<Device>,
    /// Whether it has to say so before it calls. A key from before the start may have said so then.
    pub(crate) is_unknown: bool,
}

impl Key {
    /// A key that was kept.
    pub(crate) fn kept(dc: i32, auth: AuthKey) -> Self {
        Self { auth, dc, first_salt: None, client: Mutex::default(), sessions: Mutex::default() }
    }

    /// A key made just now.
    pub(crate) fn made(dc: i32, auth: AuthKey, first_salt: i64, now: i64) -> Self {
        let client = Mutex::new(Client { is_unknown: true, ..Client::default() });
        Self { auth, dc, first_salt: Some((first_salt, now + FIRST_SALT_LIFETIME)), client, sessions: Mutex::default() }
    }

    pub(crate) fn is_valid_salt(&self, salt: i64, now: i64) -> bool {
        self.first_salt.is_some_and(|(first, until)| salt == first && now < until)
            || salt::is_valid(&self.auth, salt, now)
    }

    /// The session of that id, begun if there is none.
    pub(crate) fn session(&self, id: SessionId) -> Arc<Session> {
        let mut sessions = self.sessions.lock().expect("no holder panics");
        if let Some(session) = sessions.iter().find(|session| session.id == id) {
            return session.clone();
        }
        let is_left = |session: &Arc<Session>| session.attachment().is_none();
        if sessions.iter().filter(|session| is_left(session)).count() >= MAXIMUM_LEFT
            && let Some(oldest) = sessions.iter().position(is_left)
        {
            sessions.remove(oldest);
        }
        if sessions.len() >= MAXIMUM_CONNECTED {
            sessions.remove(0);
        }
        let session = Arc::new(Session::new(id));
        sessions.push(session.clone());
        session
    }

    /// Ends a session. `false` if there is none.
    pub(crate) fn destroy_session(&self, id: SessionId) -> bool {
        let mut sessions = self.sessions.lock().expect("no holder panics");
        let before = sessions.len();
        sessions.retain(|session| session.id != id);
        sessions.len() < before
    }

    pub(crate) fn client(&self) -> Client {
        self.client.lock().expect("no holder panics").clone()
    }

    pub(crate) fn set_layer(&self, layer: i32) {
        self.client.lock().expect("no holder panics").layer = Some(layer);
    }

    pub(crate) fn set_device(&self, device: Device) {
        let mut client = self.client.lock().expect("no holder panics");
        client.device = Some(device);
        client.is_unknown = false;
    }

    fn sessions(&self) -> Vec<Arc<Session>> {
        self.sessions.lock().expect("no holder panics").clone()
    }
}

/// All of them.
#[derive(Default)]
pub(crate) struct Hub {
    keys: Mutex<HashMap<KeyId, Arc<Key>>>,
    connections: AtomicU64,
}

impl Hub {
    /// A number that no other connection has.
    pub(crate) fn next_connection(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed)
    }

    /// The key of that id at that data centre, if it has been used since the start.
    pub(crate) fn key(&self, dc: i32, id: KeyId) -> Option<Arc<Key>> {
        self.keys.lock().expect("no holder panics").get(&id).filter(|key| key.dc == dc).cloned()
    }

    /// Adds a key, or returns the one that another connection has added meanwhile.
    pub(crate) fn add(&self, key: Key) -> Arc<Key> {
        let mut keys = self.keys.lock().expect("no holder panics");
        keys.entry(key.auth.id()).or_insert_with(|| Arc::new(key)).clone()
    }

    /// Forgets a key that is no more.
    pub(crate) fn remove(&self, id: KeyId) {
        self.keys.lock().expect("no holder panics").remove(&id);
    }

    fn find(&self, id: KeyId) -> Option<Arc<Key>> {
        self.keys.lock().expect("no holder panics").get(&id).cloned()
    }
}

impl Push for Hub {
    fn push(&self, keys: &[KeyId], except: Option<(KeyId, SessionId)>, updates: &tl::enums::Updates) {
        let body = Arc::new(updates.to_bytes());
        for key in keys.iter().filter_map(|&id| self.find(id)) {
            for session in key.sessions() {
                if except != Some((key.auth.id(), session.id)) {
                    session.push(&key, &body);
                }
            }
        }
    }

    fn close(&self, key: KeyId) {
        let Some(key) = self.find(key) else { return };
        for attachment in key.sessions().iter().filter_map(|session| session.attachment()) {
            attachment.finish.cancel();
        }
    }
}
