//! Opens stored sessions as live accounts, each once per process, and lets them go when idle.
//!
//! A row is leased while its account is open, since two processes with one auth key would destroy it
//! (`AUTH_KEY_DUPLICATED`). One task renews the leases, lets idle accounts go and deletes sessions that never signed in. Accounts without a
//! row are in [`super::warm`].

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use tokio::sync::OnceCell;
use tokio::task::AbortHandle;
use tracing::{debug, warn};

use super::core::Core;
use super::keeping::Keeping;
use super::lane::Limits;
use super::row::{LEASE, Row};
use super::server::Server;
use super::session::Session;
use super::warm::Warm;
use super::{Account, Error};
use crate::config;
use crate::store::{AccountId, Store};

/// An account that nobody asked for in so long is let go (its connections closed much earlier).
const IDLE: Duration = Duration::from_secs(10 * 60);
/// How often leases are renewed: three times within their life.
const ROUND: Duration = Duration::from_secs(LEASE.as_secs() / 3);
/// A sign-in that was begun and never finished is forgotten after a day.
const PENDING: time::Duration = time::Duration::DAY;
/// How many rounds go by between two looks for those.
const SWEEP_EVERY: u32 = 600;

/// All accounts of this process. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    registry: Arc<Registry>,
    /// Ends the task that looks after them when the last clone is dropped.
    _keeper: Arc<Keeper>,
}

struct Registry {
    server: Arc<Server>,
    store: Store,
    limits: Limits,
    slots: Mutex<HashMap<AccountId, Arc<Slot>>>,
    /// Accounts without a row.
    warm: Warm,
    /// Set once and for all: nothing is opened any more.
    closed: AtomicBool,
}

/// An account that is open or being opened.
struct Slot {
    account: OnceCell<Arc<Account>>,
    used: Mutex<Instant>,
}

struct Keeper(AbortHandle);

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Accounts {
    /// Chooses the server (starting the embedded sandbox where the settings say so) and is ready to open accounts.
    pub async fn start(config: &config::Config, store: Store) -> Result<Self, Error> {
        Self::start_with(config, store, Limits::default()).await
    }

    /// The same with other time limits.
    pub(super) async fn start_with(config: &config::Config, store: Store, limits: Limits) -> Result<Self, Error> {
        let server = Arc::new(Server::choose(config).await?);
        let registry = Arc::new(Registry {
            server,
            store,
            limits,
            slots: Mutex::default(),
            warm: Warm::default(),
            closed: AtomicBool::new(false),
        });
        let keeper = tokio::spawn(keep(Arc::downgrade(&registry))).abort_handle();
        Ok(Self { registry, _keeper: Arc::new(Keeper(keeper)) })
    }

    /// The control address and demo sign-in of the embedded sandbox, when that is the server.
    pub fn sandbox(&self) -> Option<&sandbox::Sandbox> {
        self.registry.server.sandbox()
    }

    /// A fresh session, not signed in, stored as pending. Pending sessions that are not used for a day are deleted.
    pub async fn create(&self) -> Result<Arc<Account>, Error> {
        let registry = &self.registry;
        registry.check_open()?;
        let session = registry.server.new_session().await?;
        let row = Row::insert(&registry.store, &session).await?;
        let id = row.id();
        let account = registry.account(row, session);
        let slot = Slot { account: OnceCell::new_with(Some(account.clone())), used: Mutex::new(Instant::now()) };
        registry.slots().insert(id, Arc::new(slot));
        Ok(account)
    }

    /// The account of that row. [`Error::SignedOut`] when there is none (any more), [`Error::Unavailable`] when another process
    /// holds its lease.
    pub async fn open(&self, id: AccountId) -> Result<Arc<Account>, Error> {
        let registry = &self.registry;
        // An account that was let go a moment ago is in its slot still, and is opened anew.
        for _ in 0..2 {
            registry.check_open()?;
            let slot = registry.slot(id);
            let opened = slot.account.get_or_try_init(|| registry.load(id)).await.cloned();
            match opened.and_then(|account| account.core.check_open().map(|()| account)) {
                Ok(account) => return Ok(account),
                Err(error) => {
                    let was_open = slot.account.initialized();
                    registry.forget(id, &slot);
                    if !was_open || matches!(error, Error::SignedOut) {
                        return Err(error);
                    }
                }
            }
        }
        Err(Error::Unavailable("the account is being closed"))
    }

    /// Closes every connection and gives every lease back.
    pub async fn shutdown(&self) {
        self.registry.closed.store(true, Ordering::Release);
        let slots = std::mem::take(&mut *self.registry.slots());
        for slot in slots.into_values() {
            if let Some(account) = slot.account.get() {
                release(account).await;
            }
        }
        self.registry.warm.shut_down();
        self.registry.server.stop().await;
    }

    pub(super) fn check_open(&self) -> Result<(), Error> {
        self.registry.check_open()
    }

    pub(super) fn server(&self) -> &Arc<Server> {
        &self.registry.server
    }

    pub(super) fn limits(&self) -> Limits {
        self.registry.limits
    }

    pub(super) fn warm(&self) -> &Warm {
        &self.registry.warm
    }
}

impl Registry {
    async fn load(&self, id: AccountId) -> Result<Arc<Account>, Error> {
        let (row, bytes) = Row::open(&self.store, id).await?;
        let session = match self.server.stored_session(&bytes).await {
            Ok(session) => session,
            Err(error) => {
                row.release().await?;
                return Err(error);
            }
        };
        Ok(self.account(row, session))
    }

    fn account(&self, row: Row, session: Session) -> Arc<Account> {
        let (server, application) = (self.server.clone(), self.server.application.clone());
        Arc::new(Account { core: Core::new(Keeping::Row(row), application, session, server, self.limits) })
    }

    fn check_open(&self) -> Result<(), Error> {
        if self.closed.load(Ordering::Acquire) {
            return Err(Error::Unavailable("the server is shutting down"));
        }
        Ok(())
    }

    fn slot(&self, id: AccountId) -> Arc<Slot> {
        let mut slots = self.slots();
        let slot = slots
            .entry(id)
            .or_insert_with(|| Arc::new(Slot { account: OnceCell::new(), used: Mutex::new(Instant::now()) }));
        *slot.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        slot.clone()
    }

    /// Removes that very slot, unless another has taken its place.
    fn forget(&self, id: AccountId, slot: &Arc<Slot>) {
        let mut slots = self.slots();
        if slots.get(&id).is_some_and(|present| Arc::ptr_eq(present, slot)) {
            slots.remove(&id);
        }
    }

    /// Takes out the accounts that nobody uses: not asked for lately, and held by nobody but the registry.
    fn take_idle(&self) -> Vec<Arc<Account>> {
        let mut idle = Vec::new();
        self.slots().retain(|_, slot| {
            let Some(account) = slot.account.get() else { return true };
            let unused = slot.used.lock().unwrap_or_else(PoisonError::into_inner).elapsed() >= IDLE;
            let held =
                Arc::strong_count(account) > 1 || Arc::strong_count(&account.core) > 1 || Arc::strong_count(slot) > 1;
            if unused && !held {
                idle.push(account.clone());
            }
            !unused || held
        });
        idle
    }

    fn open_accounts(&self) -> Vec<Arc<Account>> {
        self.slots().values().filter_map(|slot| slot.account.get().cloned()).collect()
    }

    fn slots(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, Arc<Slot>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn release(account: &Account) {
    account.core.let_go();
    if let Err(error) = account.core.save().await {
        warn!(account = account.id().0, %error, "an account's session could not be stored");
    }
    if let Err(error) = account.core.keeping.release().await {
        warn!(account = account.id().0, %error, "an account's lease could not be given back");
    }
}

/// Looks after the open accounts until the registry is gone.
async fn keep(registry: std::sync::Weak<Registry>) {
    let mut rounds = tokio::time::interval(ROUND);
    let mut round: u32 = 0;
    loop {
        rounds.tick().await;
        let Some(registry) = registry.upgrade() else { return };
        if round.is_multiple_of(SWEEP_EVERY) {
            sweep(&registry).await;
        }
        round = round.wrapping_add(1);
        for account in registry.take_idle() {
            debug!(account = account.id().0, "an idle account is let go");
            release(&account).await;
        }
        registry.warm.close_idle();
        for account in registry.open_accounts() {
            if account.core.check_open().is_err() {
                continue;
            }
            match account.core.keeping.renew().await {
                Ok(true) => {}
                Ok(false) => {
                    warn!(account = account.id().0, "an account's lease was lost; another process may use it now");
                    account.core.let_go();
                }
                Err(error) => warn!(account = account.id().0, %error, "an account's lease could not be renewed"),
            }
        }
    }
}

async fn sweep(registry: &Registry) {
    match registry.store.delete_stale_pending(OffsetDateTime::now_utc() - PENDING).await {
        Ok(deleted) => {
            for id in deleted {
                if let Some(slot) = registry.slots().remove(&id)
                    && let Some(account) = slot.account.get()
                {
                    account.core.let_go();
                }
            }
        }
        Err(error) => warn!(%error, "old sign-ins that were never finished could not be deleted"),
    }
}
