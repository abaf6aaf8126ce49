//! Clears away what has ended or was never finished: cookies that nobody used for long, sign-ins that were begun and abandoned, and
//! authorizations that nobody can reach any more, because their last holder is gone. Those are logged out at Telegram.

use std::time::Duration;

use time::OffsetDateTime;
use tokio::task::AbortHandle;
use tracing::{info, warn};

use super::registry::Accounts;
use crate::config::Config;
use crate::config::time_limits::AccountLimits;
use crate::store::{self, Store, browsers, holders};
use crate::telegram::Error;

/// The running task; it ends when this is dropped. What a round leaves undone is done by a later one.
pub struct Housekeeping(AbortHandle);

impl Housekeeping {
    /// Starts it: one round at once, and then one every [`AccountLimits::housekeeping`].
    pub fn start(config: &Config, store: Store, accounts: Accounts) -> Self {
        let (idle, limits) = (config.sessions.idle, config.time_limits.accounts);
        let task = tokio::spawn(async move {
            let mut rounds = tokio::time::interval(limits.housekeeping);
            loop {
                rounds.tick().await;
                if let Err(error) = clear_away(&store, &accounts, idle, limits).await {
                    warn!(%error, "what has ended could not be cleared away");
                }
            }
        });
        Self(task.abort_handle())
    }
}

impl Drop for Housekeeping {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn clear_away(
    store: &Store,
    accounts: &Accounts,
    idle: Duration,
    limits: AccountLimits,
) -> Result<(), store::Error> {
    let now = OffsetDateTime::now_utc();
    accounts.delete_unfinished(now - limits.unfinished).await?;
    let browsers = browsers::delete_stale(store, now - idle).await?;
    let mut logged_out = 0;
    for id in holders::find_abandoned(store, now - limits.unreachable).await? {
        let ended = match accounts.open(id).await {
            Ok(account) => account.log_out().await,
            Err(error) => Err(error),
        };
        match ended {
            Ok(()) | Err(Error::SignedOut) => logged_out += 1,
            // The next round tries again.
            Err(error) => warn!(account = id.0, %error, "an account without a holder could not be logged out"),
        }
    }
    if browsers > 0 || logged_out > 0 {
        info!(browsers, logged_out, "sessions that had ended were cleared away");
    }
    Ok(())
}
