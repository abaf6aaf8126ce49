//! Accounts that their callers carry, kept open for a while.
//!
//! A cache and nothing more: whatever is not in it is made anew from what the next request carries. It is bounded by count and by idle time,
//! and found by [`Fingerprint`] alone. Requests that carry the same account at the same time share one. An account that has ended stays
//! in it until its time is over, so that a dead session is refused without asking Telegram again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::carried::{Carried, Fingerprint};
use super::core::Core;
use super::keeping::Keeping;
use super::login::who_am_i;
use super::server::Application;
use super::session::Session;
use super::{Account, Accounts, Error};

/// How many there may be.
const MOST: usize = 500;
/// One that was not asked for in so long is let go; its connections closed earlier.
const IDLE: Duration = Duration::from_secs(5 * 60);
/// What a caller is told to wait when all of them are in use.
const WAIT: Duration = Duration::from_secs(2);

/// The warm accounts; nothing once the server is shutting down.
pub(super) struct Warm(Mutex<Option<HashMap<Fingerprint, Slot>>>);

struct Slot {
    account: Arc<Account>,
    used: Instant,
}

impl Default for Warm {
    fn default() -> Self {
        Self(Mutex::new(Some(HashMap::new())))
    }
}

impl Accounts {
    /// An account with a fresh session, not signed in, used in the name of that application. It is kept by nobody until
    /// [`Accounts::carry`].
    pub async fn begin_carried(&self, application: Application) -> Result<Arc<Account>, Error> {
        self.check_open()?;
        let session = self.server().new_session().await?;
        Ok(self.carried_account(application, session))
    }

    /// The account that a caller carries: the warm one, or a new one. [`Error::SignedOut`] when what is carried is no session of our
    /// server's, or one that is known to have ended. Nothing is asked of Telegram.
    pub async fn open_carried(&self, carried: &Carried) -> Result<Arc<Account>, Error> {
        let addresses = &self.server().directory().await?.addresses;
        let session = Session::unpack(&carried.session, addresses).ok_or(Error::SignedOut)?;
        let fingerprint = Fingerprint::of(&carried.application, &session).ok_or(Error::SignedOut)?;
        self.warm().open(fingerprint, session, |session| self.carried_account(carried.application.clone(), session))
    }

    /// The account that has this auth key in that data centre, where Telegram says that it is signed in. No address is taken from anybody:
    /// [`Error::SignedOut`] for a data centre that our server does not have, and for a key that Telegram does not know.
    pub async fn import_carried(
        &self,
        application: Application,
        dc: i32,
        key: &Zeroizing<[u8; 256]>,
    ) -> Result<Arc<Account>, Error> {
        self.check_open()?;
        let addresses = &self.server().directory().await?.addresses;
        if addresses.iter().all(|(known, _)| *known != dc) {
            return Err(Error::SignedOut);
        }
        let session = Session::new(dc, addresses);
        session.set_key(dc, key);
        let account = self.carried_account(application, session);
        let core = &account.core;
        core.session.set_user(&who_am_i(core).await?);
        core.set_verified(Some(Instant::now()));
        Ok(account)
    }

    /// What a caller has to carry from now on to come back to the account, which stays warm until then.
    pub fn carry(&self, account: &Arc<Account>) -> Result<Carried, Error> {
        let core = &account.core;
        let packed = core.session.pack().filter(|_| matches!(core.keeping, Keeping::Caller(_)));
        let session = packed.ok_or(Error::Protocol("there is nothing to carry"))?;
        let fingerprint = Fingerprint::of(&core.application, &core.session);
        self.warm().keep(fingerprint.ok_or(Error::Protocol("there is nothing to carry"))?, account)?;
        Ok(Carried { application: (*core.application).clone(), session })
    }

    fn carried_account(&self, application: Application, session: Session) -> Arc<Account> {
        let (server, limits) = (self.server().clone(), self.limits());
        Arc::new(Account { core: Core::new(Keeping::with_caller(), Arc::new(application), session, server, limits) })
    }
}

impl Warm {
    /// The warm account, told what the caller knows; otherwise one that `make` makes.
    fn open(
        &self,
        fingerprint: Fingerprint,
        carried: Session,
        make: impl FnOnce(Session) -> Arc<Account>,
    ) -> Result<Arc<Account>, Error> {
        let mut slots = self.lock();
        let slots = slots.as_mut().ok_or(SHUTTING_DOWN)?;
        if let Some(slot) = slots.get_mut(&fingerprint) {
            match slot.account.core.check_open() {
                Ok(()) => {
                    slot.used = Instant::now();
                    slot.account.core.session.adopt(&carried);
                    return Ok(slot.account.clone());
                }
                // It ended; that it was asked for does not make it last.
                Err(Error::SignedOut) => return Err(Error::SignedOut),
                Err(_) => {}
            }
        }
        make_room(slots, fingerprint)?;
        let account = make(carried);
        slots.insert(fingerprint, Slot { account: account.clone(), used: Instant::now() });
        Ok(account)
    }

    /// Keeps the account, unless it is warm already.
    fn keep(&self, fingerprint: Fingerprint, account: &Arc<Account>) -> Result<(), Error> {
        let mut slots = self.lock();
        let slots = slots.as_mut().ok_or(SHUTTING_DOWN)?;
        if let Some(slot) = slots.get_mut(&fingerprint)
            && slot.account.core.check_open().is_ok()
        {
            slot.used = Instant::now();
            slot.account.core.session.adopt(&account.core.session);
            return Ok(());
        }
        make_room(slots, fingerprint)?;
        slots.insert(fingerprint, Slot { account: account.clone(), used: Instant::now() });
        Ok(())
    }

    /// Closes those that nobody used lately.
    pub(super) fn close_idle(&self) {
        if let Some(slots) = self.lock().as_mut() {
            slots.retain(|_, slot| slot.is_held() || slot.used.elapsed() < IDLE || slot.close());
        }
    }

    /// Closes all of them, once and for all.
    pub(super) fn shut_down(&self) {
        for slot in self.lock().take().into_iter().flat_map(HashMap::into_values) {
            slot.close();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<Fingerprint, Slot>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const SHUTTING_DOWN: Error = Error::Unavailable("the server is shutting down");

impl Slot {
    /// Whether a request, a stream or an upload uses it.
    fn is_held(&self) -> bool {
        Arc::strong_count(&self.account) > 1 || Arc::strong_count(&self.account.core) > 1
    }

    /// Closes it; never kept then.
    fn close(&self) -> bool {
        self.account.core.let_go();
        false
    }
}

/// Lets the one go that was unused for longest, when there are too many.
fn make_room(slots: &mut HashMap<Fingerprint, Slot>, newcomer: Fingerprint) -> Result<(), Error> {
    if slots.len() < MOST || slots.contains_key(&newcomer) {
        return Ok(());
    }
    let unused = slots.iter().filter(|(_, slot)| !slot.is_held());
    let oldest = unused.min_by_key(|(_, slot)| slot.used).map(|(fingerprint, _)| *fingerprint);
    let slot = oldest.and_then(|oldest| slots.remove(&oldest)).ok_or(Error::Wait(WAIT))?;
    slot.close();
    Ok(())
}
