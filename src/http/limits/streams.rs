//! How many streams one account may have at once, over all APIs.

use std::time::Duration;

use rocket::fairing::AdHoc;

use super::concurrency::{ConcurrencyLimit, Place};
use crate::store::AccountId;
use crate::telegram;

/// A browser opens six connections, and a seek leaves one behind for a moment.
const MAX: usize = 16;
/// What a client with more of them is told to wait.
const WAIT: Duration = Duration::from_secs(2);

/// The streams that are running.
pub struct Streams(ConcurrencyLimit<AccountId>);

impl Streams {
    /// A place for one more of that account.
    pub fn enter(&self, account: AccountId) -> Result<Place<AccountId>, telegram::Error> {
        self.0.enter(account).ok_or(telegram::Error::Wait(WAIT))
    }
}

/// Manages them.
pub(in crate::http) fn stage() -> AdHoc {
    AdHoc::on_ignite("streams", |rocket| async { rocket.manage(Streams(ConcurrencyLimit::new(MAX))) })
}
