//! The world behind the wire: accounts, who is signed in, messages, files, and the rules that Telegram keeps.
//!
//! [`World`] holds it all. What it works with is in memory, behind one lock that is held for moments; every change is written through to
//! [`crate::store`] before it is answered. Rules are written where their things are: codes in [`code`], the second factor in [`password`],
//! QR codes in [`qr`], authorizations in [`authorization`], Saved Messages in [`saved`], private chats in [`private`], rights and members of groups
//! and channels in [`channel`] and what is written there in [`post`], filters and pages in [`search`], parts in
//! [`upload`], access hashes and file references in [`access`]. They refuse with Telegram's own errors.
//!
//! Calls come in through [`crate::methods`], which turns requests into these and results into objects. Computed content (the demo
//! account's messages, and the hundred thousand of the endless ones) is never stored: see [`history`].

pub mod access;
pub mod account;
pub mod authorization;
pub mod channel;
pub mod chats;
pub mod clock;
pub mod code;
mod control;
pub mod file;
pub mod history;
pub mod password;
pub mod phone;
mod picture;
mod post;
pub mod prepared;
pub mod private;
pub mod qr;
pub mod refusal;
pub mod saved;
pub mod search;
mod stripped;
pub mod update;
pub mod upload;

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use grammers_tl_types as tl;
use tl::Deserializable;

use self::access::Access;
use self::account::Account;
use self::authorization::Authorization;
use self::clock::Clock;
use self::file::{File, FileId};
use self::history::{Details, Message};
use self::phone::{Phone, UserId};
use self::upload::Uploads;
use crate::random;
use crate::rpc::{KeyId, Push, SessionId};
use crate::store::{self, MessageRow, Store};

pub use control::{ControlError, NewMessage};

/// Everything there is.
pub struct World {
    state: Mutex<State>,
    uploads: Mutex<Uploads>,
    auth_keys: Mutex<HashMap<(i32, KeyId), [u8; 256]>>,
    store: Store,
    access: Access,
    clock: Clock,
    founded: i32,
    push: OnceLock<Arc<dyn Push>>,
    data_centers: OnceLock<Vec<(i32, SocketAddr)>>,
}

/// What the world works with.
#[derive(Default)]
pub(crate) struct State {
    accounts: HashMap<UserId, Account>,
    authorizations: HashMap<KeyId, Authorization>,
    codes: HashMap<String, code::Code>,
    exports: Vec<authorization::Export>,
    tokens: Vec<qr::Token>,
    challenges: HashMap<KeyId, password::Challenge>,
    files: HashMap<FileId, Arc<File>>,
    computed: HashMap<(UserId, FileId), Arc<File>>,
    random_ids: HashSet<(UserId, i64)>,
    rooms: Vec<channel::Room>,
}

/// A caller who is signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The account.
    pub user: UserId,
    /// The auth key it came with.
    pub key: KeyId,
    /// The session within the key.
    pub session: SessionId,
    /// The data centre that was asked.
    pub dc: i32,
    /// Whether that is the account's home.
    pub home: bool,
}

impl World {
    /// Opens the world in a folder, as it was left, or a new one in memory.
    pub fn open(data: Option<&Path>) -> Result<Arc<Self>, store::Error> {
        let store = Store::open(data)?;
        let secret = match store.setting("secret")?.and_then(|secret| secret.try_into().ok()) {
            Some(secret) => secret,
            None => {
                let secret = random::bytes::<32>();
                store.set_setting("secret", &secret)?;
                secret
            }
        };
        let epoch = store.setting(EPOCH)?.and_then(|epoch| epoch.try_into().ok()).map_or(1, u32::from_le_bytes);
        let clock = Clock::default();
        let founded = match store.setting("founded")?.and_then(|date| date.try_into().ok()) {
            Some(date) => i32::from_le_bytes(date),
            None => {
                store.set_setting("founded", &clock.now().to_le_bytes())?;
                clock.now()
            }
        };
        let auth_keys = store.auth_keys()?.into_iter().map(|(dc, id, key)| ((dc, id), key)).collect();
        let state = State::load(&store, founded)?;
        Ok(Arc::new(Self {
            state: Mutex::new(state),
            uploads: Mutex::default(),
            auth_keys: Mutex::new(auth_keys),
            store,
            access: Access::new(secret, epoch),
            clock,
            founded,
            push: OnceLock::new(),
            data_centers: OnceLock::new(),
        }))
    }

    /// Says how clients are reached and where the data centres listen. Once, when the wire is up; before it nobody can be told anything.
    pub fn connect(&self, push: Arc<dyn Push>, data_centers: Vec<(i32, SocketAddr)>) {
        if self.push.set(push).is_err() || self.data_centers.set(data_centers).is_err() {
            tracing::warn!("the world was connected to a wire already");
        }
    }

    /// Where the data centres listen.
    pub fn data_centers(&self) -> &[(i32, SocketAddr)] {
        self.data_centers.get().map_or(&[], Vec::as_slice)
    }

    /// The time.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// When this world was first opened.
    pub fn founded(&self) -> i32 {
        self.founded
    }

    /// Access hashes and file references.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// An auth key that was made at a data centre.
    pub fn auth_key(&self, dc: i32, id: KeyId) -> Option<[u8; 256]> {
        self.auth_keys.lock().unwrap_or_else(PoisonError::into_inner).get(&(dc, id)).copied()
    }

    /// Keeps an auth key.
    pub fn keep_auth_key(&self, dc: i32, id: KeyId, key: [u8; 256]) {
        if let Err(error) = self.store.keep_auth_key(dc, id, &key) {
            tracing::error!(error = &error as &dyn std::error::Error, "an auth key could not be kept");
        }
        self.auth_keys.lock().unwrap_or_else(PoisonError::into_inner).insert((dc, id), key);
    }

    /// `destroy_auth_key`: a key goes, with what it was authorized for. Whether there was one.
    pub fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool {
        let known = self.auth_keys.lock().unwrap_or_else(PoisonError::into_inner).remove(&(dc, id)).is_some();
        if known {
            if let Err(error) = self.end(id, None) {
                tracing::error!(%error, "a destroyed key's authorization could not be ended");
            }
            if let Err(error) = self.store.forget_auth_key(dc, id) {
                tracing::error!(error = &error as &dyn std::error::Error, "an auth key could not be forgotten");
            }
        }
        known
    }

    fn store(&self) -> &Store {
        &self.store
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn uploads(&self) -> MutexGuard<'_, Uploads> {
        self.uploads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, keys: &[KeyId], except: Option<(KeyId, SessionId)>, updates: &tl::enums::Updates) {
        if let Some(push) = self.push.get() {
            push.push(keys, except, updates);
        }
    }

    fn close(&self, key: KeyId) {
        if let Some(push) = self.push.get() {
            push.close(key);
        }
    }
}

/// Under which name the epoch of file references is kept.
const EPOCH: &str = "file reference epoch";

impl State {
    fn load(store: &Store, founded: i32) -> Result<Self, store::Error> {
        let mut state = Self { rooms: channel::Room::all(founded), ..Self::default() };
        for row in store.accounts()? {
            let phone = Phone::parse(&row.phone).ok_or(store::Error::Unreadable("account"))?;
            state.accounts.insert(phone.user(), Account::from_row(row, phone));
        }
        for row in store.authorizations()? {
            state.authorizations.insert(KeyId(row.key), Authorization::from_row(row));
        }
        for code in store.codes()? {
            state.codes.insert(code.hash.clone(), code);
        }
        for row in store.files()? {
            let file = File::from_row(row, store.blobs()).ok_or(store::Error::Unreadable("file"))?;
            state.files.insert(file.id, Arc::new(file));
        }
        for row in store.messages()? {
            state.restore(row)?;
        }
        for row in store.events()? {
            if let Some(room) = state.room_of(row.owner) {
                room.restore_event(row);
            } else if let Some(account) = state.accounts.get_mut(&UserId(row.owner)) {
                account.timeline.restore(row);
            }
        }
        for row in store.members()? {
            if let Some(room) = state.room_of(history::CHANNEL_IDS - row.channel) {
                room.restore_member(row);
            }
        }
        Ok(state)
    }

    fn restore(&mut self, row: MessageRow) -> Result<(), store::Error> {
        let owner = UserId(row.owner);
        let is_in_channel = self.room_of(row.owner).is_some();
        if !is_in_channel && !self.accounts.contains_key(&owner) {
            return Err(store::Error::Unreadable("message"));
        }
        if row.deleted {
            if let Some(room) = self.room_of(row.owner) {
                room.restore_deleted(row.id);
            } else if let Some(account) = self.accounts.get_mut(&owner) {
                account.saved.remove(row.id);
            }
            return Ok(());
        }
        let details = Details::from_bytes(&row.details).ok_or(store::Error::Unreadable("message"))?;
        let sender = if is_in_channel { UserId(details.from) } else { owner };
        if let Some(random_id) = row.random_id {
            self.random_ids.insert((sender, random_id));
        }
        let file = row.file.map(FileId);
        let kind = match (file, file.and_then(FileId::origin)) {
            (None, _) => Some(crate::content::Kind::Text),
            (Some(_), Some((collection, index))) => collection.item(index).map(|item| item.kind),
            (Some(file), None) => self.files.get(&file).map(|file| file.kind()),
        };
        let kind = kind.ok_or(store::Error::Unreadable("message"))?;
        let message = Message {
            id: row.id,
            date: row.date,
            edited: row.edited,
            text: row.text,
            entities: Deserializable::from_bytes(&row.entities).map_err(|_| store::Error::Unreadable("message"))?,
            album: row.album,
            file,
            details,
        };
        if let Some(room) = self.room_of(row.owner) {
            room.restore(message, kind);
        } else if let Some(account) = self.accounts.get_mut(&owner) {
            account.saved.put(message, kind);
        }
        Ok(())
    }
}
