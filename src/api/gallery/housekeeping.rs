//! Forgets cookies that have ended, once an hour.

use std::time::Duration;

use rocket::fairing::AdHoc;
use time::OffsetDateTime;
use tokio::time::interval;
use tracing::{info, warn};

use crate::config::Config;
use crate::store::Store;

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Starts it with the server and ends it with the server.
pub(super) fn stage() -> AdHoc {
    AdHoc::on_liftoff("housekeeping", |rocket| {
        Box::pin(async move {
            let (Some(store), Some(config)) = (rocket.state::<Store>().cloned(), rocket.state::<Config>()) else {
                return;
            };
            let (idle, mut shutdown) = (config.sessions.idle, rocket.shutdown());
            tokio::spawn(async move {
                let mut turns = interval(EVERY);
                loop {
                    tokio::select! {
                        _ = turns.tick() => {}
                        () = &mut shutdown => break,
                    }
                    match store.delete_stale_browsers(OffsetDateTime::now_utc() - idle).await {
                        Ok(0) => {}
                        Ok(count) => info!(count, "sessions that had ended were forgotten"),
                        Err(error) => warn!(%error, "sessions that had ended could not be forgotten"),
                    }
                }
            });
        })
    })
}
