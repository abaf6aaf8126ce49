//! Accounts whose session is held by the client, kept open for a while.
//!
//! A cache and nothing more: an account that is not in it is opened anew from what the next request brings. It is bounded by count and by idle
//! time, and accounts are found by [`Fingerprint`] alone. Requests that bring the same session at the same time share one account. One that
//! has ended stays until its time is over, so that a dead session is refused without asking Telegram again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::telegram::{Account, Error, Fingerprint, Session};

/// How many there may be.
const MOST: usize = 500;
/// What a client is asked to wait when all of them are in use.
const WAIT: Duration = Duration::from_secs(2);

/// The open accounts; nothing once the server is shutting down.
pub struct OpenClientHeld {
    slots: Mutex<Option<HashMap<Fingerprint, Slot>>>,
    /// One that was not asked for in so long is closed; its connections closed earlier.
    idle: Duration,
}

struct Slot {
    account: Arc<Account>,
    used: Instant,
}

impl OpenClientHeld {
    /// None is open yet. One that was not asked for in `idle` is closed.
    pub fn new(idle: Duration) -> Self {
        Self { slots: Mutex::new(Some(HashMap::new())), idle }
    }

    /// The open account, brought up to date with what the client sent; otherwise one that `make` makes.
    pub fn open(
        &self,
        fingerprint: Fingerprint,
        held: Session,
        make: impl FnOnce(Session) -> Arc<Account>,
    ) -> Result<Arc<Account>, Error> {
        let mut slots = self.lock();
        let slots = slots.as_mut().ok_or(SHUTTING_DOWN)?;
        if let Some(slot) = slots.get_mut(&fingerprint) {
            match slot.account.check_open() {
                Ok(()) => {
                    slot.used = Instant::now();
                    slot.account.session().adopt(&held);
                    return Ok(slot.account.clone());
                }
                // It ended; that it was asked for does not make it last.
                Err(Error::SignedOut) => return Err(Error::SignedOut),
                Err(_) => {}
            }
        }
        make_room(slots, fingerprint)?;
        let account = make(held);
        slots.insert(fingerprint, Slot { account: account.clone(), used: Instant::now() });
        Ok(account)
    }

    /// Keeps the account open, unless it is already.
    pub fn keep(&self, fingerprint: Fingerprint, account: &Arc<Account>) -> Result<(), Error> {
        let mut slots = self.lock();
        let slots = slots.as_mut().ok_or(SHUTTING_DOWN)?;
        if let Some(slot) = slots.get_mut(&fingerprint)
            && slot.account.check_open().is_ok()
        {
            slot.used = Instant::now();
            slot.account.session().adopt(account.session());
            return Ok(());
        }
        make_room(slots, fingerprint)?;
        slots.insert(fingerprint, Slot { account: account.clone(), used: Instant::now() });
        Ok(())
    }

    /// Closes those that nobody used lately.
    pub fn close_idle(&self) {
        if let Some(slots) = self.lock().as_mut() {
            slots.retain(|_, slot| slot.is_held() || slot.used.elapsed() < self.idle || slot.close());
        }
    }

    /// Closes all of them, once and for all.
    pub fn shut_down(&self) {
        for slot in self.lock().take().into_iter().flat_map(HashMap::into_values) {
            slot.close();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<Fingerprint, Slot>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const SHUTTING_DOWN: Error = Error::Unavailable("the server is shutting down");

impl Slot {
    /// Whether a request, a stream or an upload uses it.
    fn is_held(&self) -> bool {
        Arc::strong_count(&self.account) > 1 || self.account.is_in_use()
    }

    /// Closes it. Always `false`: it is not kept.
    fn close(&self) -> bool {
        self.account.close();
        false
    }
}

/// Closes the one that was unused for longest, when there are too many.
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
