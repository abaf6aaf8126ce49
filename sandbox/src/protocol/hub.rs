//! All auth keys in use with their sessions, so that updates reach them on whatever connection they are.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use grammers_tl_types::{self as tl, Serializable};

use super::auth_key::AuthKey;
use super::salt;
use super::session::Session;
use crate::clock::Clock;
use crate::rpc::{Device, KeyId, Push, SessionId};

/// The most sessions of one key with a connection, and without one; the oldest is removed.
const MAXIMUM_CONNECTED: usize = 64;
const MAXIMUM_DISCONNECTED: usize = 4;
/// Seconds for which the salt from the key exchange is valid.
const FIRST_SALT_LIFETIME: i64 = 3600;

/// An auth key in use: its sessions, and the client that owns it.
pub(crate) struct ActiveKey {
    pub(crate) auth_key: AuthKey,
    pub(crate) dc: i32,
    pub(crate) clock: Arc<Clock>,
    first_salt: Option<(i64, i64)>,
    client: Mutex<Client>,
    sessions: Mutex<Vec<Arc<Session>>>,
    /// The connections on which it is used, and the addresses from which they come.
    connections: Mutex<Vec<(u64, IpAddr)>>,
    /// Whether it was used from two addresses at once. It can't be used any more.
    is_duplicated: AtomicBool,
}

/// What a client says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Client {
    pub(crate) layer: Option<i32>,
    pub(crate) device: Option<Device>,
    /// Whether `initConnection` must come before other calls. Not for keys from before a restart: it may have come then.
    pub(crate) needs_init: bool,
}

impl ActiveKey {
    /// A key from the store.
    pub(crate) fn stored(dc: i32, auth_key: AuthKey, clock: Arc<Clock>) -> Self {
        Self::with(dc, auth_key, clock, None, Client::default())
    }

    /// A key that a key exchange just made.
    pub(crate) fn new(dc: i32, auth_key: AuthKey, first_salt: i64, clock: Arc<Clock>) -> Self {
        let first_salt = Some((first_salt, clock.seconds() + FIRST_SALT_LIFETIME));
        Self::with(dc, auth_key, clock, first_salt, Client { needs_init: true, ..Client::default() })
    }

    fn with(dc: i32, auth_key: AuthKey, clock: Arc<Clock>, first_salt: Option<(i64, i64)>, client: Client) -> Self {
        Self {
            auth_key,
            dc,
            clock,
            first_salt,
            client: Mutex::new(client),
            sessions: Mutex::default(),
            connections: Mutex::default(),
            is_duplicated: AtomicBool::new(false),
        }
    }

    /// Notes that a connection uses the key.
    pub(crate) fn connected(&self, connection: u64, address: IpAddr) {
        let mut connections = self.connections.lock().expect("no holder panics");
        if !connections.iter().any(|(known, _)| *known == connection) {
            connections.push((connection, address));
        }
    }

    /// Notes that a connection has ended.
    pub(crate) fn disconnected(&self, connection: u64) {
        self.connections.lock().expect("no holder panics").retain(|(known, _)| *known != connection);
    }

    /// Whether the key is used from another address now.
    pub(crate) fn is_used_elsewhere(&self, address: IpAddr) -> bool {
        self.connections.lock().expect("no holder panics").iter().any(|(_, other)| *other != address)
    }

    pub(crate) fn is_duplicated(&self) -> bool {
        self.is_duplicated.load(Ordering::Relaxed)
    }

    pub(crate) fn set_duplicated(&self) {
        self.is_duplicated.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_valid_salt(&self, salt: i64, now: i64) -> bool {
        self.first_salt.is_some_and(|(first, until)| salt == first && now < until)
            || salt::is_valid(&self.auth_key, salt, now)
    }

    /// The session with this id, created if there is none.
    pub(crate) fn session(&self, id: SessionId) -> Arc<Session> {
        let mut sessions = self.sessions.lock().expect("no holder panics");
        if let Some(session) = sessions.iter().find(|session| session.id == id) {
            return session.clone();
        }
        let is_disconnected = |session: &Arc<Session>| session.attachment().is_none();
        if sessions.iter().filter(|session| is_disconnected(session)).count() >= MAXIMUM_DISCONNECTED
            && let Some(oldest) = sessions.iter().position(is_disconnected)
        {
            sessions.remove(oldest);
        }
        if sessions.len() >= MAXIMUM_CONNECTED {
            sessions.remove(0);
        }
        let session = Arc::new(Session::new(self.auth_key.clone(), id, self.clock.clone()));
        sessions.push(session.clone());
        session
    }

    /// Removes a session. `false` if there is none.
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
        client.needs_init = false;
    }

    fn sessions(&self) -> Vec<Arc<Session>> {
        self.sessions.lock().expect("no holder panics").clone()
    }
}

/// The keys in use.
#[derive(Default)]
pub(crate) struct Hub {
    keys: Mutex<HashMap<KeyId, Arc<ActiveKey>>>,
    connections: AtomicU64,
}

impl Hub {
    /// A number for a new connection.
    pub(crate) fn next_connection(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed)
    }

    /// The key with this id, if it is in use at this data centre.
    pub(crate) fn key(&self, dc: i32, id: KeyId) -> Option<Arc<ActiveKey>> {
        self.find(id).filter(|key| key.dc == dc)
    }

    /// Adds a key. Returns the existing one if another connection has added it meanwhile.
    pub(crate) fn add(&self, key: ActiveKey) -> Arc<ActiveKey> {
        let mut keys = self.keys.lock().expect("no holder panics");
        keys.entry(key.auth_key.id()).or_insert_with(|| Arc::new(key)).clone()
    }

    /// Removes a key that was destroyed.
    pub(crate) fn remove(&self, id: KeyId) {
        self.keys.lock().expect("no holder panics").remove(&id);
    }

    fn find(&self, id: KeyId) -> Option<Arc<ActiveKey>> {
        self.keys.lock().expect("no holder panics").get(&id).cloned()
    }
}

impl Push for Hub {
    fn push(&self, keys: &[KeyId], except: Option<KeyId>, updates: &tl::enums::Updates) {
        let body = Arc::new(updates.to_bytes());
        for key in keys.iter().filter(|key| except != Some(**key)).filter_map(|&id| self.find(id)) {
            key.sessions().iter().for_each(|session| session.push(&body));
        }
    }

    fn close(&self, key: KeyId) {
        let Some(key) = self.find(key) else { return };
        for attachment in key.sessions().iter().filter_map(|session| session.attachment()) {
            attachment.finish.cancel();
        }
    }
}
