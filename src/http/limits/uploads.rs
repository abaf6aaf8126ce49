//! The limit on an account's uploads at once, over all APIs.

use std::time::Duration;

use rocket::fairing::AdHoc;

use super::concurrency::{ConcurrencyLimit, Permit};
use super::limited::Limited;
use crate::store::AccountId;

/// The most uploads of an account: a browser opens six connections.
const MAX: usize = 8;
/// How long a client at the limit is asked to wait.
const WAIT: Duration = Duration::from_secs(2);

/// The uploads of all accounts.
pub struct Uploads(ConcurrencyLimit<AccountId>);

impl Uploads {
    /// Acquires a permit for one more upload of an account.
    pub fn acquire(&self, account: AccountId) -> Result<Permit<AccountId>, Limited> {
        self.0.acquire(account).ok_or(Limited { wait: WAIT })
    }
}

/// Manages [`Uploads`].
pub(in crate::http) fn stage() -> AdHoc {
    AdHoc::on_ignite("uploads", |rocket| async { rocket.manage(Uploads(ConcurrencyLimit::new(MAX))) })
}
