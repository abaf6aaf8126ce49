//! The state of an authorization: its home data centre, its auth keys, its user, and how far a sign-in has got.
//!
//! A [`Session`] is in memory while its account is open; the store seals and keeps it as bytes. All connections of an account share one session,
//! and with it the server's time and the salt of each key. Auth keys are created before a connection is opened (`calls/call.rs`), so that two
//! connections never create two keys for one data centre.
//!
//! Peers and the state of updates are left out on purpose: peers are fetched again when they are needed, and updates are followed from the
//! present on.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::user::User;
use crate::telegram::mtproto::clock::ServerClock;
use crate::telegram::mtproto::salt::ServerSalt;

/// To be incremented when the format changes.
const VERSION: u32 = 1;

/// The state of an authorization, shared by all that use it. It is never printed.
pub struct Session {
    state: Mutex<State>,
    clock: Arc<ServerClock>,
}

struct State {
    home: i32,
    /// The data centres' addresses.
    addresses: BTreeMap<i32, Address>,
    keys: BTreeMap<i32, Key>,
    /// The salts of the keys. They change every half an hour, and so are not stored.
    salts: BTreeMap<i32, ServerSalt>,
    user: Option<User>,
    login: Login,
    /// Whether something changed since the last [`Session::take_changed`].
    changed: bool,
}

#[derive(Clone, Copy)]
struct Address {
    v4: SocketAddrV4,
    v6: SocketAddrV6,
}

#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct Key {
    bytes: [u8; 256],
    /// Whether the account is authorized at this data centre.
    authorized: bool,
}

/// The state of an unfinished sign-in. It is stored, so that a sign-in can continue after a restart.
#[derive(Clone, Default, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Login {
    /// The number a code was sent to, digits only.
    pub phone: Option<String>,
    /// `phone_code_hash`, which belongs to that code.
    pub code_hash: Option<String>,
    /// Telegram accepted the code or the scanned QR code, and now requires the password (`SESSION_PASSWORD_NEEDED`).
    #[serde(rename = "password_owed")]
    pub password_needed: bool,
    /// A QR code was shown, which another device may have accepted.
    #[serde(default)]
    pub shows_qr: bool,
    /// The code was sent by e-mail, and is checked as such.
    #[serde(default)]
    pub by_email: bool,
}

impl Session {
    /// A session without auth keys, whose home data centre is `home` until Telegram names another.
    pub fn new(home: i32, addresses: &[(i32, SocketAddr)]) -> Self {
        let session = Self::with(State {
            home,
            addresses: BTreeMap::new(),
            keys: BTreeMap::new(),
            salts: BTreeMap::new(),
            user: None,
            login: Login::default(),
            changed: true,
        });
        session.set_addresses(addresses);
        session
    }

    /// Parses the bytes that [`Session::to_bytes`] wrote. `None` when they are malformed or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let stored: Stored = serde_json::from_slice(bytes).ok()?;
        if stored.version != VERSION {
            return None;
        }
        let mut addresses = BTreeMap::new();
        let mut keys = BTreeMap::new();
        for dc in &stored.data_centers {
            addresses.insert(dc.id, Address { v4: dc.v4, v6: dc.v6 });
            if let Some(text) = &dc.key {
                let decoded = Zeroizing::new(STANDARD.decode(text).ok()?);
                keys.insert(dc.id, Key { bytes: decoded.as_slice().try_into().ok()?, authorized: dc.authorized });
            }
        }
        Some(Self::with(State {
            home: stored.home,
            addresses,
            keys,
            salts: BTreeMap::new(),
            user: stored.user.clone().map(User::from),
            login: stored.login.clone(),
            changed: false,
        }))
    }

    fn with(state: State) -> Self {
        Self { state: Mutex::new(state), clock: Arc::default() }
    }

    /// The whole state as bytes. They contain every secret of the account: pass them to the store, which seals them, and to nothing else.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let state = self.state();
        let stored = Stored {
            version: VERSION,
            home: state.home,
            data_centers: state
                .addresses
                .iter()
                .map(|(id, address)| {
                    let key = state.keys.get(id);
                    StoredDataCenter {
                        id: *id,
                        v4: address.v4,
                        v6: address.v6,
                        key: key.map(|key| STANDARD.encode(key.bytes)),
                        authorized: key.is_some_and(|key| key.authorized),
                    }
                })
                .collect(),
            user: state.user.clone().map(StoredUser::from),
            login: state.login.clone(),
        };
        Zeroizing::new(serde_json::to_vec(&stored).expect("strings and numbers can be written as JSON"))
    }

    /// Whether something changed since the last call. Marks the session as unchanged.
    pub fn take_changed(&self) -> bool {
        std::mem::take(&mut self.state().changed)
    }

    /// Marks the session as changed: it could not be stored.
    pub fn set_changed(&self) {
        self.state().changed = true;
    }

    /// The account's home data centre.
    pub fn home(&self) -> i32 {
        self.state().home
    }

    /// Changes the home data centre (`PHONE_MIGRATE_X` and the like).
    pub fn set_home(&self, dc: i32) {
        let mut state = self.state();
        state.changed |= state.home != dc;
        state.home = dc;
    }

    /// Replaces the given data centres' addresses: the sandbox listens on other ports after each start.
    pub fn set_addresses(&self, addresses: &[(i32, SocketAddr)]) {
        let mut state = self.state();
        for (dc, address) in addresses {
            let address = match address {
                SocketAddr::V4(v4) => {
                    Address { v4: *v4, v6: SocketAddrV6::new(v4.ip().to_ipv6_mapped(), v4.port(), 0, 0) }
                }
                SocketAddr::V6(v6) => Address { v4: SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, v6.port()), v6: *v6 },
            };
            state.addresses.insert(*dc, address);
        }
    }

    /// A data centre's address.
    pub fn address(&self, dc: i32) -> Option<SocketAddr> {
        self.state()
            .addresses
            .get(&dc)
            .map(|address| if address.v4.ip().is_unspecified() { address.v6.into() } else { address.v4.into() })
    }

    /// Whether there is an auth key for that data centre.
    pub fn has_key(&self, dc: i32) -> bool {
        self.state().keys.contains_key(&dc)
    }

    /// The auth key for that data centre.
    pub fn key(&self, dc: i32) -> Option<Zeroizing<[u8; 256]>> {
        self.state().keys.get(&dc).map(|key| Zeroizing::new(key.bytes))
    }

    /// Stores a new auth key, with which the account is not authorized yet.
    pub fn set_key(&self, dc: i32, bytes: &[u8; 256]) {
        let mut state = self.state();
        state.keys.insert(dc, Key { bytes: *bytes, authorized: false });
        state.salts.remove(&dc);
        state.changed = true;
    }

    /// The salt of the auth key for that data centre.
    pub fn salt(&self, dc: i32) -> ServerSalt {
        self.state().salts.entry(dc).or_default().clone()
    }

    /// The server's time.
    pub fn clock(&self) -> &Arc<ServerClock> {
        &self.clock
    }

    /// Removes an auth key that the data centre does not know.
    pub fn remove_key(&self, dc: i32) {
        let mut state = self.state();
        state.changed |= state.keys.remove(&dc).is_some();
    }

    /// Whether the account is authorized at that data centre.
    pub fn is_authorized(&self, dc: i32) -> bool {
        let state = self.state();
        state.user.is_some() && (dc == state.home || state.keys.get(&dc).is_some_and(|key| key.authorized))
    }

    /// Records whether the account is authorized at that data centre.
    pub fn set_authorized(&self, dc: i32, authorized: bool) {
        let mut state = self.state();
        if let Some(key) = state.keys.get_mut(&dc)
            && key.authorized != authorized
        {
            key.authorized = authorized;
            state.changed = true;
        }
    }

    /// The signed-in user.
    pub fn user(&self) -> Option<User> {
        self.state().user.clone()
    }

    /// The signed-in user's id.
    pub fn user_id(&self) -> Option<i64> {
        self.state().user.as_ref().map(|user| user.id)
    }

    /// Sets the signed-in user, and clears the state of the sign-in.
    pub fn set_user(&self, user: &User) {
        let mut state = self.state();
        state.changed |= state.user.as_ref() != Some(user);
        state.user = Some(user.clone());
        state.login = Login::default();
    }

    /// Removes the signed-in user: the sign-in was undone.
    pub fn remove_user(&self) {
        let mut state = self.state();
        state.user = None;
        for key in state.keys.values_mut() {
            key.authorized = false;
        }
        state.changed = true;
    }

    /// The state of an unfinished sign-in.
    pub fn login(&self) -> Login {
        self.state().login.clone()
    }

    /// Whether Telegram may know the account as signed in: it is, or a code was sent or shown with which it may have been.
    pub fn may_be_signed_in(&self) -> bool {
        let state = self.state();
        let Login { code_hash, password_needed, shows_qr, .. } = &state.login;
        state.user.is_some() || code_hash.is_some() || *password_needed || *shows_qr
    }

    /// Sets the state of an unfinished sign-in.
    pub fn set_login(&self, login: Login) {
        let mut state = self.state();
        state.login = login;
        state.changed = true;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code panics in the middle of a change, so a poisoned lock holds a valid state.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    home: i32,
    data_centers: Vec<StoredDataCenter>,
    user: Option<StoredUser>,
    login: Login,
}

#[derive(Serialize, Deserialize)]
struct StoredDataCenter {
    id: i32,
    v4: SocketAddrV4,
    v6: SocketAddrV6,
    key: Option<String>,
    authorized: bool,
}

impl Drop for StoredDataCenter {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

#[derive(Clone, Serialize, Deserialize)]
struct StoredUser {
    id: i64,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    phone: Option<String>,
    premium: bool,
}

impl From<User> for StoredUser {
    fn from(user: User) -> Self {
        let User { id, first_name, last_name, username, phone, premium } = user;
        Self { id, first_name, last_name, username, phone, premium }
    }
}

impl From<StoredUser> for User {
    fn from(user: StoredUser) -> Self {
        let StoredUser { id, first_name, last_name, username, phone, premium } = user;
        Self { id, first_name, last_name, username, phone, premium }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::new(2, &[(2, "127.0.0.1:4432".parse().expect("an address"))])
    }

    fn user() -> User {
        User {
            id: 7,
            first_name: "Ada".into(),
            last_name: None,
            username: None,
            phone: Some("49".into()),
            premium: true,
        }
    }

    #[test]
    fn a_session_survives_its_bytes() {
        let session = session();
        session.set_key(2, &[7; 256]);
        session.set_user(&user());
        session.set_login(Login {
            phone: Some("123".into()),
            code_hash: Some("h".into()),
            password_needed: true,
            shows_qr: false,
            by_email: true,
        });
        let read = Session::from_bytes(&session.to_bytes()).expect("readable");
        assert_eq!(read.home(), 2);
        assert_eq!(read.user(), Some(user()));
        assert!(read.login().password_needed && read.login().by_email);
        assert_eq!(read.key(2).as_deref(), Some(&[7; 256]));
        assert!(!read.take_changed());
    }

    #[test]
    fn bytes_of_another_version_are_refused() {
        assert!(Session::from_bytes(b"{\"version\":2}").is_none());
        assert!(Session::from_bytes(b"").is_none());
    }
}
