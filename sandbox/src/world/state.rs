//! [`World`] and its state: what it consists of, and how it is loaded from the store.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use grammers_tl_types as tl;

use crate::clock::Clock;
use crate::content::ContentKind;
use crate::model::access::Access;
use crate::model::account::Account;
use crate::model::authorization::{Authorization, AuthorizationState, ExportedAuthorization};
use crate::model::channel::{Channel, Membership};
use crate::model::channel_state::ChannelState;
use crate::model::collection::FileId;
use crate::model::dialog::DialogState;
use crate::model::file::File;
use crate::model::fill::Fill;
use crate::model::login_token::{self, LoginToken};
use crate::model::message::Message;
use crate::model::password::Challenge;
use crate::model::peer_id::CHANNEL_IDS;
use crate::model::phone::{AccountKind, Phone, UserId};
use crate::model::upload::{Upload, Uploads, upload_name};
use crate::random;
use crate::rpc::{KeyId, Push};
use crate::store::{self, CodeRow, MessageRow, Store};

/// A loopback Telegram's accounts, chats, messages and files.
pub(crate) struct World {
    state: Mutex<State>,
    uploads: Mutex<Uploads>,
    auth_keys: Mutex<HashMap<(i32, KeyId), [u8; 256]>>,
    store: Store,
    access: Access,
    clock: Arc<Clock>,
    created: i32,
    /// In seconds.
    pub(super) login_token_lifetime: AtomicI32,
    /// Whether searches with a filter ignore their dates.
    pub(super) search_ignores_dates: AtomicBool,
    push: OnceLock<Arc<dyn Push>>,
    data_centers: OnceLock<Vec<(i32, SocketAddr)>>,
}

/// The state in memory.
#[derive(Default)]
pub(crate) struct State {
    pub(super) accounts: HashMap<UserId, Account>,
    pub(super) authorizations: HashMap<KeyId, Authorization>,
    /// By `phone_code_hash`.
    pub(super) codes: HashMap<String, CodeRow>,
    pub(super) exported_authorizations: Vec<ExportedAuthorization>,
    pub(super) login_tokens: Vec<LoginToken>,
    pub(super) challenges: HashMap<KeyId, Challenge>,
    /// Uploaded files.
    pub(super) files: HashMap<FileId, Arc<File>>,
    /// A cache of computed messages' files, whose dates depend on the account.
    pub(super) computed_files: HashMap<(UserId, FileId), Arc<File>>,
    /// The offsets of the bytes that tests altered.
    pub(super) altered_bytes: HashMap<FileId, Arc<BTreeSet<u64>>>,
    pub(super) random_ids: HashSet<(UserId, i64)>,
    /// By id. None is ever removed.
    pub(super) channels: BTreeMap<i64, ChannelState>,
    /// By number.
    pub(super) fills: Vec<Arc<Fill>>,
    /// By account and chat.
    pub(super) dialogs: HashMap<(UserId, i64), DialogState>,
}

/// A caller who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct AuthorizedCaller {
    pub(crate) user: UserId,
    pub(crate) key: KeyId,
    /// The data centre of the call.
    pub(crate) dc: i32,
    /// Whether this is the account's home data centre.
    pub(crate) is_home: bool,
}

impl World {
    /// Loads the world from a folder, or creates a new one there or in memory.
    pub(crate) fn open(data: Option<&Path>) -> Result<Arc<Self>, store::Error> {
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
        let clock = Arc::<Clock>::default();
        let created = match store.setting("founded")?.and_then(|date| date.try_into().ok()) {
            Some(date) => i32::from_le_bytes(date),
            None => {
                store.set_setting("founded", &clock.now().to_le_bytes())?;
                clock.now()
            }
        };
        let auth_keys = store.auth_keys()?.into_iter().map(|(dc, id, key)| ((dc, id), key)).collect();
        let state = State::load(&store, created)?;
        let uploads = load_uploads(&store)?;
        Ok(Arc::new(Self {
            state: Mutex::new(state),
            uploads: Mutex::new(uploads),
            auth_keys: Mutex::new(auth_keys),
            store,
            access: Access::new(secret, epoch),
            clock,
            created,
            login_token_lifetime: login_token::LIFETIME.into(),
            search_ignores_dates: AtomicBool::new(false),
            push: OnceLock::new(),
            data_centers: OnceLock::new(),
        }))
    }

    /// Connects the world to the protocol: how updates are sent, and where the data centres listen.
    pub(crate) fn connect(&self, push: Arc<dyn Push>, data_centers: Vec<(i32, SocketAddr)>) {
        if self.push.set(push).is_err() || self.data_centers.set(data_centers).is_err() {
            tracing::warn!("the world is already connected");
        }
    }

    /// The data centres' ids and addresses.
    pub(crate) fn data_centers(&self) -> &[(i32, SocketAddr)] {
        self.data_centers.get().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    /// Lets searches with a filter ignore their dates.
    pub(crate) fn ignore_search_dates(&self) {
        self.search_ignores_dates.store(true, Ordering::Relaxed);
    }

    pub(crate) fn search_ignores_dates(&self) -> bool {
        self.search_ignores_dates.load(Ordering::Relaxed)
    }

    /// When the world was created.
    pub(crate) fn created(&self) -> i32 {
        self.created
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    /// Expires all file references issued so far.
    pub(crate) fn expire_file_references(&self) {
        let epoch = self.access.expire_references();
        if let Err(error) = self.store.set_setting(EPOCH, &epoch.to_le_bytes()) {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot store the epoch of file references");
        }
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn uploads(&self) -> MutexGuard<'_, Uploads> {
        self.uploads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn auth_keys(&self) -> MutexGuard<'_, HashMap<(i32, KeyId), [u8; 256]>> {
        self.auth_keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// See [`Push::push`].
    pub(super) fn push(&self, keys: &[KeyId], except: Option<KeyId>, updates: &tl::enums::Updates) {
        if let Some(push) = self.push.get() {
            push.push(keys, except, updates);
        }
    }

    /// See [`Push::close`].
    pub(super) fn close(&self, key: KeyId) {
        if let Some(push) = self.push.get() {
            push.close(key);
        }
    }
}

/// The uploads that were not sent before the last end.
fn load_uploads(store: &Store) -> Result<Uploads, store::Error> {
    let mut uploads: HashMap<(UserId, i64), Upload> = HashMap::new();
    for row in store.upload_parts()? {
        let (user, id) = (UserId(row.account), row.upload);
        let begin = || Upload::new(store.blobs().begin(&upload_name(user, id)), row.date);
        uploads.entry((user, id)).or_insert_with(begin).restore(row);
    }
    store.blobs().keep_uploads(&uploads.keys().map(|(user, id)| upload_name(*user, *id)).collect::<Vec<_>>())?;
    Ok(uploads.into_iter().map(|(key, upload)| (key, Arc::new(Mutex::new(upload)))).collect())
}

/// The setting with the epoch of file references.
const EPOCH: &str = "file reference epoch";

impl State {
    fn load(store: &Store, created: i32) -> Result<Self, store::Error> {
        let mut state = Self::default();
        let stored = store.channels()?.into_iter().map(Channel::from_row);
        for channel in Channel::of_content(created).chain(stored) {
            state.channels.insert(channel.id, ChannelState::new(channel, created));
        }
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
        for (file, offset) in store.altered_bytes()? {
            Arc::make_mut(state.altered_bytes.entry(FileId(file)).or_default()).insert(offset);
        }
        for row in store.files()? {
            let file = File::from_row(row, store.blobs()).ok_or(store::Error::Unreadable("file"))?;
            let file = state.with_altered_bytes(file);
            state.files.insert(file.id, Arc::new(file));
        }
        for (row, messages) in store.fills()? {
            let fill = Arc::new(Fill::new(row, messages)?);
            let channel = state.channels.get_mut(&row.channel).ok_or(store::Error::Unreadable("fill"))?;
            channel.restore_fill(fill.clone());
            state.fills.push(fill);
        }
        for row in store.messages()? {
            state.restore_message(row)?;
        }
        for row in store.events()? {
            if let Some(channel) = state.channel_with_peer_id(row.owner) {
                channel.events.restore(row);
            } else if let Some(account) = state.accounts.get_mut(&UserId(row.owner)) {
                account.events.restore(row);
            }
        }
        for fill in &state.fills {
            if let Some(channel) = state.channels.get_mut(&fill.row().channel) {
                channel.events.skip_to(fill.row().pts);
            }
        }
        for row in store.dialogs()? {
            let (account, chat) = (UserId(row.account), row.chat);
            let dialog = DialogState::from_row(row).ok_or(store::Error::Unreadable("dialog"))?;
            state.dialogs.insert((account, chat), dialog);
        }
        for row in store.members()? {
            if let Some(channel) = state.channels.get_mut(&row.channel) {
                channel.restore_member(row);
            }
        }
        Ok(state)
    }

    fn restore_message(&mut self, row: MessageRow) -> Result<(), store::Error> {
        let account = UserId(row.owner);
        let is_in_channel = self.channel_with_peer_id(row.owner).is_some();
        if !is_in_channel && !self.accounts.contains_key(&account) {
            return Err(store::Error::Unreadable("message"));
        }
        let (owner, random_id) = (row.owner, row.random_id);
        if row.deleted {
            if let Some(channel) = self.channel_with_peer_id(owner) {
                channel.history().restore_deleted(row.id);
            } else if let Some(account) = self.accounts.get_mut(&account) {
                account.history.restore_deleted(row.id);
            }
            return Ok(());
        }
        let message = Message::from_row(row)?;
        if let Some(random_id) = random_id {
            let sender = if is_in_channel { UserId(message.header.from) } else { account };
            self.random_ids.insert((sender, random_id));
        }
        let kind = match message.file {
            None => Some(ContentKind::Text),
            Some(file) => self.kind_of_file(file),
        };
        let kind = kind.ok_or(store::Error::Unreadable("message"))?;
        if let Some(channel) = self.channel_with_peer_id(owner) {
            channel.restore(message, kind);
        } else if let Some(account) = self.accounts.get_mut(&account) {
            account.history.insert(message, kind);
        }
        Ok(())
    }

    fn kind_of_file(&self, id: FileId) -> Option<ContentKind> {
        if let Some((collection, index)) = id.origin() {
            return collection.item(index).map(|item| item.kind);
        }
        match id.fill() {
            Some((fill, index)) => self.fills.get(fill).map(|fill| fill.kind(index)),
            None => self.files.get(&id).map(|file| file.kind()),
        }
    }

    /// A file with the bytes that tests altered.
    pub(super) fn with_altered_bytes(&self, mut file: File) -> File {
        if let (Some(offsets), Some(document)) = (self.altered_bytes.get(&file.id), &mut file.document) {
            document.bytes = document.bytes.altered_at(offsets.clone());
        }
        file
    }

    /// The account of a caller, or of another existing user.
    pub(super) fn account(&mut self, user: UserId) -> &mut Account {
        self.accounts.get_mut(&user).expect("callers have accounts")
    }

    pub(super) fn channel(&mut self, channel: &Channel) -> &mut ChannelState {
        self.channels.get_mut(&channel.id).expect("channels are never removed")
    }

    /// The channels that are not deleted.
    pub(super) fn existing_channels(&self) -> impl Iterator<Item = &Arc<Channel>> {
        self.channels.values().map(|state| &state.channel).filter(|channel| !channel.is_deleted)
    }

    fn channel_with_peer_id(&mut self, id: i64) -> Option<&mut ChannelState> {
        self.channels.get_mut(&CHANNEL_IDS.checked_sub(id)?)
    }

    /// When an account joined a channel. `None` if it is not a member.
    pub(super) fn joined(&self, user: UserId, channel: &Channel) -> Option<i32> {
        match self.channels.get(&channel.id)?.memberships.get(&user) {
            Some((Membership::Joined, date)) => Some(*date),
            Some(_) => None,
            None => {
                let account = self.accounts.get(&user)?;
                let is_demo = account.phone.account_kind() == AccountKind::Demo;
                (channel.has_demo_accounts && is_demo).then_some(account.created)
            }
        }
    }

    /// The accounts that are members of a channel, and when they joined; latest first.
    pub(super) fn members(&self, channel: &Channel) -> Vec<(UserId, i32)> {
        let accounts = self.accounts.keys().copied();
        let mut members: Vec<_> = accounts.filter_map(|user| Some((user, self.joined(user, channel)?))).collect();
        members.sort_by_key(|(user, date)| (std::cmp::Reverse(*date), user.0));
        members
    }

    /// The account's authorizations at its home data centre.
    pub(super) fn authorizations_of(&self, user: UserId) -> impl Iterator<Item = &Authorization> {
        self.authorizations
            .values()
            .filter(move |authorization| authorization.user == user && authorization.state == AuthorizationState::Home)
    }
}
