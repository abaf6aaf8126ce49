//! Forgets what has ended, once an hour: cookies that nobody used for long, and authorizations that nobody can reach any more, because their
//! last cookie has ended or their key was revoked. Those are logged out at Telegram.

use std::time::Duration;

use rocket::fairing::AdHoc;
use time::OffsetDateTime;
use tokio::time::interval;
use tracing::{info, warn};

use crate::accounts::Accounts;
use crate::config::Config;
use crate::store::{self, Store, browsers, holders};
use crate::telegram;

/// Starts it with the server and ends it with the server.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_liftoff("housekeeping", |rocket| {
        Box::pin(async move {
            let state = (rocket.state::<Store>(), rocket.state::<Accounts>(), rocket.state::<Config>());
            let (Some(store), Some(accounts), Some(config)) = state else { return };
            let (store, accounts, idle) = (store.clone(), accounts.clone(), config.sessions.idle);
            let limits = config.time_limits.accounts;
            let mut shutdown = rocket.shutdown();
            tokio::spawn(async move {
                let mut turns = interval(limits.housekeeping);
                loop {
                    tokio::select! {
                        _ = turns.tick() => {}
                        () = &mut shutdown => break,
                    }
                    if let Err(error) = forget(&store, &accounts, idle, limits.unreachable).await {
                        warn!(%error, "what has ended could not be forgotten");
                    }
                }
            });
        })
    })
}

async fn forget(store: &Store, accounts: &Accounts, idle: Duration, unreachable: Duration) -> Result<(), store::Error> {
    let now = OffsetDateTime::now_utc();
    let browsers = browsers::delete_stale(store, now - idle).await?;
    let mut abandoned = 0;
    for id in holders::find_abandoned(store, now - unreachable).await? {
        let ended = match accounts.open(id).await {
            Ok(account) => account.log_out().await,
            Err(error) => Err(error),
        };
        match ended {
            Ok(()) | Err(telegram::Error::SignedOut) => abandoned += 1,
            // In an hour it is tried again.
            Err(error) => warn!(account = id.0, %error, "an account that nobody has any more could not be logged out"),
        }
    }
    if browsers > 0 || abandoned > 0 {
        info!(browsers, abandoned, "sessions that had ended were forgotten");
    }
    Ok(())
}
