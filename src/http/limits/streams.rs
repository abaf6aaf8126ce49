//! The limit on an account's streams at once, over all APIs. Those that are not read do not count for long.

use std::time::Duration;

use rocket::fairing::AdHoc;
use rocket::{Build, Rocket};

use super::concurrency::{ConcurrencyLimit, Permit};
use super::limited::Limited;
use crate::config::Config;
use crate::store::AccountId;

/// The most streams of an account. A browser opens six connections, and after a seek the old one ends a little later.
const MAX: usize = 16;
/// How long a client at the limit is asked to wait.
const WAIT: Duration = Duration::from_secs(2);

/// The streams of all accounts.
pub struct Streams(ConcurrencyLimit<AccountId>);

impl Streams {
    /// Acquires a permit for one more stream of an account.
    pub fn acquire(&self, account: AccountId) -> Result<Permit<AccountId>, Limited> {
        self.0.acquire(account).ok_or(Limited { wait: WAIT })
    }
}

/// How long a stream counts that is not read.
pub fn unread_limit(rocket: &Rocket<Build>) -> Duration {
    let limits = rocket.state::<Config>().map(|config| config.time_limits.bodies);
    limits.unwrap_or_default().unread
}

/// Manages [`Streams`].
pub(in crate::http) fn stage() -> AdHoc {
    AdHoc::on_ignite("streams", |rocket| async {
        let unread = unread_limit(&rocket);
        rocket.manage(Streams(ConcurrencyLimit::of_streams(MAX, unread)))
    })
}
