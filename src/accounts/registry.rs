//! Opens stored sessions as live accounts, each once per process, and closes idle ones.
//!
//! A row is leased while its account is open, since two processes with one auth key would destroy it
//! (`AUTH_KEY_DUPLICATED`). One task renews the leases and closes idle accounts. Accounts without a
//! row are in [`super::client_held`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::OnceCell;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, warn};

use super::finished::FinishedSignIns;
use super::open_client_held::OpenClientHeld;
use super::row::Row;
use crate::config::{AccountLimits, Config};
use crate::store::{AccountId, Binding, Store};
use crate::telegram::{Account, Error, Session, Telegram};

/// How often a lease is renewed within its life.
const ROUNDS: u32 = 3;

/// All accounts of this process. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    registry: Arc<Registry>,
    /// Ends the task that looks after them when the last clone is dropped.
    _keeper: Arc<Keeper>,
}

struct Registry {
    telegram: Telegram,
    store: Store,
    limits: AccountLimits,
    slots: Mutex<HashMap<AccountId, Arc<Slot>>>,
    /// Accounts whose session is held by the client.
    client_held: OpenClientHeld,
    /// Sign-ins under way, whose callers may be gone, and accounts that are being closed.
    sign_ins: TaskTracker,
    /// The accounts that are being closed as idle.
    closing: ClosingAccounts,
    /// Sign-ins that have just succeeded.
    finished: FinishedSignIns,
    /// Cancelled once and for all when the server stops: nothing is opened any more.
    stopping: CancellationToken,
}

/// An account that is open or being opened.
struct Slot {
    account: OnceCell<Leased>,
    used: Mutex<Instant>,
}

/// An open account and its leased row.
#[derive(Clone)]
struct Leased {
    account: Arc<Account>,
    row: Row,
}

/// The accounts that are being closed, and how others learn that they are.
type ClosingAccounts = Arc<Mutex<HashMap<AccountId, CancellationToken>>>;

/// An account that is being closed.
struct Closing {
    id: AccountId,
    all: ClosingAccounts,
    closed: CancellationToken,
}

impl Closing {
    fn begin(all: &ClosingAccounts, id: AccountId) -> Self {
        let closed = CancellationToken::new();
        all.lock().unwrap_or_else(PoisonError::into_inner).insert(id, closed.clone());
        Self { id, all: all.clone(), closed }
    }

    async fn wait_for_end(all: &ClosingAccounts, id: AccountId) {
        let closed = all.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if let Some(closed) = closed {
            closed.cancelled().await;
        }
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
        self.closed.cancel();
    }
}

struct Keeper(AbortHandle);

impl Drop for Keeper {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Accounts {
    /// Chooses the server (starting the embedded sandbox where the settings say so) and is ready to open accounts.
    pub async fn start(config: &Config, store: Store) -> Result<Self, Error> {
        let telegram = Telegram::start(config).await?;
        let limits = config.time_limits.accounts;
        let registry = Arc::new(Registry {
            telegram,
            store,
            limits,
            slots: Mutex::default(),
            client_held: OpenClientHeld::new(limits.client_held_idle),
            sign_ins: TaskTracker::new(),
            closing: ClosingAccounts::default(),
            finished: FinishedSignIns::default(),
            stopping: CancellationToken::new(),
        });
        let keeper = tokio::spawn(keep(Arc::downgrade(&registry), limits)).abort_handle();
        Ok(Self { registry, _keeper: Arc::new(Keeper(keeper)) })
    }

    /// The control address and demo sign-in of the embedded sandbox, when that is the server.
    pub fn sandbox(&self) -> Option<&sandbox::Sandbox> {
        self.registry.telegram.sandbox()
    }

    /// A fresh session, not signed in, stored as pending. Housekeeping deletes it when it was not used for a day.
    pub async fn create(&self) -> Result<Arc<Account>, Error> {
        let registry = &self.registry;
        registry.check_open()?;
        let session = registry.telegram.new_session().await?;
        let row = Row::insert(&registry.store, &session, registry.limits.lease).await?;
        let id = row.id();
        let leased = registry.leased(row, session);
        let account = leased.account.clone();
        let slot = Slot { account: OnceCell::new_with(Some(leased)), used: Mutex::new(Instant::now()) };
        registry.slots().insert(id, Arc::new(slot));
        Ok(account)
    }

    /// The account of that row. [`Error::SignedOut`] when there is none (any more), [`Error::OpenElsewhere`] when another process
    /// holds its lease.
    pub async fn open(&self, id: AccountId) -> Result<Arc<Account>, Error> {
        let registry = &self.registry;
        // An account that was closed a moment ago is still in its slot, and is opened anew.
        for _ in 0..2 {
            registry.check_open()?;
            let slot = registry.slot(id);
            let leased = match slot.account.get_or_try_init(|| registry.load(id)).await {
                Ok(leased) => leased,
                Err(error) => {
                    registry.forget_empty(id, &slot);
                    return Err(error);
                }
            };
            match leased.account.check_open() {
                Ok(()) => return Ok(leased.account.clone()),
                Err(error) => {
                    registry.forget(id, &slot);
                    if matches!(error, Error::SignedOut) {
                        return Err(error);
                    }
                }
            }
        }
        Err(Error::Unavailable("the account is being closed"))
    }

    /// The account of that row, where it is signed in; `None` also when there is no such row (any more).
    pub async fn open_signed_in(&self, id: AccountId) -> Result<Option<Arc<Account>>, Error> {
        match self.open(id).await {
            Ok(account) => Ok(Some(account).filter(|account| account.user().is_some())),
            Err(Error::SignedOut) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The account that is being signed in, where one of a holder's is.
    pub async fn open_signing_in(&self, binding: Binding) -> Result<Option<Arc<Account>>, Error> {
        for id in [Some(binding.account), binding.pending].into_iter().flatten() {
            match self.open(id).await {
                Ok(account) if account.user().is_none() => return Ok(Some(account)),
                Ok(_) | Err(Error::SignedOut) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Waits for the sign-ins under way, then closes every connection and gives every lease back. Each of the two has a
    /// [time limit](AccountLimits), the first one from `since` on, when the process was told to stop.
    pub async fn shutdown(&self, since: Instant) {
        let Registry { sign_ins, stopping, limits, .. } = &*self.registry;
        stopping.cancel();
        sign_ins.close();
        if timeout(limits.last_sign_ins.saturating_sub(since.elapsed()), sign_ins.wait()).await.is_err() {
            warn!(count = sign_ins.len(), "sign-ins did not end before the server stopped");
        }
        if timeout(limits.closing, self.close_all()).await.is_err() {
            warn!("some accounts did not close in time");
        }
    }

    async fn close_all(&self) {
        let slots = std::mem::take(&mut *self.registry.slots());
        for slot in slots.into_values() {
            if let Some(leased) = slot.account.get() {
                leased.release().await;
            }
        }
        self.registry.client_held.shut_down();
        self.registry.telegram.stop().await;
    }

    /// Whether accounts can be opened: the server is not shutting down.
    pub fn check_open(&self) -> Result<(), Error> {
        self.registry.check_open()
    }

    /// Runs sign-ins, so that [`Accounts::shutdown`] waits for them.
    pub(super) fn sign_ins(&self) -> &TaskTracker {
        &self.registry.sign_ins
    }

    /// Sign-ins that have just succeeded.
    pub(super) fn finished(&self) -> &FinishedSignIns {
        &self.registry.finished
    }

    pub(super) fn limits(&self) -> &AccountLimits {
        &self.registry.limits
    }

    /// Cancelled when the server stops.
    pub(super) fn stopping(&self) -> &CancellationToken {
        &self.registry.stopping
    }

    pub(super) fn telegram(&self) -> &Telegram {
        &self.registry.telegram
    }

    pub(super) fn client_held(&self) -> &OpenClientHeld {
        &self.registry.client_held
    }
}

impl Registry {
    async fn load(&self, id: AccountId) -> Result<Leased, Error> {
        Closing::wait_for_end(&self.closing, id).await;
        let (row, bytes) = Row::open(&self.store, id, self.limits.lease).await?;
        let session = match self.telegram.stored_session(&bytes).await {
            Ok(session) => session,
            Err(error) => {
                row.release().await?;
                return Err(error);
            }
        };
        Ok(self.leased(row, session))
    }

    fn leased(&self, row: Row, session: Session) -> Leased {
        let application = self.telegram.application().clone();
        let account = self.telegram.account(application, session, Box::new(row.clone()));
        Leased { account: Arc::new(account), row }
    }

    fn check_open(&self) -> Result<(), Error> {
        if self.stopping.is_cancelled() {
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

    /// Removes a slot whose account could not be opened, unless somebody else is about to open it, or has.
    fn forget_empty(&self, id: AccountId, slot: &Arc<Slot>) {
        let mut slots = self.slots();
        // One reference is the map's, one the caller's.
        let is_present = slots.get(&id).is_some_and(|present| Arc::ptr_eq(present, slot));
        if is_present && Arc::strong_count(slot) <= 2 && !slot.account.initialized() {
            slots.remove(&id);
        }
    }

    /// Removes that very slot, unless another has taken its place.
    fn forget(&self, id: AccountId, slot: &Arc<Slot>) {
        let mut slots = self.slots();
        if slots.get(&id).is_some_and(|present| Arc::ptr_eq(present, slot)) {
            slots.remove(&id);
        }
    }

    /// Takes out the accounts that nobody uses: not asked for lately, and held by nobody but the registry. They are not opened again before the returned
    /// [`Closing`] is dropped: what a closing account stores last, and gives back, must not be the new one's.
    fn take_idle(&self) -> Vec<(Leased, Closing)> {
        let mut idle = Vec::new();
        self.slots().retain(|_, slot| {
            let Some(leased) = slot.account.get() else { return true };
            let unused = slot.used.lock().unwrap_or_else(PoisonError::into_inner).elapsed() >= self.limits.idle;
            let held =
                Arc::strong_count(&leased.account) > 1 || leased.account.is_in_use() || Arc::strong_count(slot) > 1;
            if unused && !held {
                idle.push((leased.clone(), Closing::begin(&self.closing, leased.row.id())));
            }
            !unused || held
        });
        idle
    }

    fn open_accounts(&self) -> Vec<Leased> {
        self.slots().values().filter_map(|slot| slot.account.get().cloned()).collect()
    }

    fn slots(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, Arc<Slot>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leased {
    /// Closes the account and gives its lease back.
    async fn release(&self) {
        let id = self.row.id().0;
        self.account.close();
        if let Err(error) = self.account.save().await {
            warn!(account = id, %error, "an account's session could not be stored");
        }
        if let Err(error) = self.row.release().await {
            warn!(account = id, %error, "an account's lease could not be given back");
        }
    }
}

/// Looks after the open accounts until the registry is gone.
async fn keep(registry: std::sync::Weak<Registry>, limits: AccountLimits) {
    let mut rounds = tokio::time::interval(limits.lease / ROUNDS);
    loop {
        rounds.tick().await;
        let Some(registry) = registry.upgrade() else { return };
        for (leased, closing) in registry.take_idle() {
            debug!(account = leased.row.id().0, "an idle account is closed");
            // Leases are renewed meanwhile.
            registry.sign_ins.spawn(async move {
                leased.release().await;
                drop(closing);
            });
        }
        registry.client_held.close_idle();
        for Leased { account, row } in registry.open_accounts() {
            if account.check_open().is_err() {
                continue;
            }
            match row.renew().await {
                Ok(true) => {}
                Ok(false) => {
                    warn!(account = row.id().0, "an account's lease was lost; another process may use it now");
                    account.close();
                }
                Err(error) => warn!(account = row.id().0, %error, "an account's lease could not be renewed"),
            }
        }
    }
}
