//! How many streams one account may have at once, over all APIs.

use std::time::Duration;

use rocket::fairing::AdHoc;

use super::concurrency::{ConcurrencyLimit, Permit};
use super::limited::Limited;
use crate::store::AccountId;

/// A browser opens six connections, and a seek leaves one behind for a moment.
const MAX: usize = 16;
/// How long a client with more of them is asked to wait.
const WAIT: Duration = Duration::from_secs(2);

/// The streams that are running.
pub struct Streams(ConcurrencyLimit<AccountId>);

impl Streams {
    /// A place for one more of that account.
    pub fn acquire(&self, account: AccountId) -> Result<Permit<AccountId>, Limited> {
        self.0.acquire(account).ok_or(Limited { wait: WAIT })
    }
}

/// Manages them.
pub(in crate::http) fn stage() -> AdHoc {
    AdHoc::on_ignite("streams", |rocket| async { rocket.manage(Streams(ConcurrencyLimit::new(MAX))) })
}
