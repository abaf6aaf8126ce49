//! Clears away what has ended or was never finished: cookies that nobody used for long, sign-ins that were begun and abandoned, and
//! authorizations that nobody can reach any more, because their last holder is gone. Those are logged out at Telegram, and so is a sign-in that it
//! may have accepted. Where Telegram cannot be reached, they are kept for a later round.

use std::time::Duration;

use time::OffsetDateTime;
use tokio::task::AbortHandle;
use tracing::{info, warn};

use super::registry::Accounts;
use crate::config::Config;
use crate::config::time_limits::AccountLimits;
use crate::store::{self, AccountId, Store, browsers, holders};
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
    let mut given_up = 0;
    for id in store::accounts::find_stale_pending(store, now - limits.unfinished).await? {
        match give_up(accounts, id).await {
            Ok(()) => given_up += 1,
            Err(error) => warn!(account = id.0, %error, "an unfinished sign-in could not be given up"),
        }
    }
    let browsers = browsers::delete_stale(store, now - idle).await?;
    let mut logged_out = 0;
    for id in holders::find_abandoned(store, now - limits.unreachable).await? {
        match log_out(accounts, id).await {
            Ok(()) => logged_out += 1,
            Err(error) => warn!(account = id.0, %error, "an account without a holder could not be logged out"),
        }
    }
    if given_up > 0 || browsers > 0 || logged_out > 0 {
        info!(given_up, browsers, logged_out, "what had ended was cleared away");
    }
    Ok(())
}

async fn give_up(accounts: &Accounts, id: AccountId) -> Result<(), Error> {
    match accounts.open(id).await {
        // It was finished a moment ago.
        Ok(account) if account.user().is_some() => Ok(()),
        Ok(account) => account.give_up_sign_in().await,
        Err(Error::SignedOut) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn log_out(accounts: &Accounts, id: AccountId) -> Result<(), Error> {
    match accounts.open(id).await {
        Ok(account) => account.log_out().await,
        Err(Error::SignedOut) => Ok(()),
        Err(error) => Err(error),
    }
}
