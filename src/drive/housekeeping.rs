//! Clears away what is too old: in the trash, in the audit, among the versions.

use std::time::Duration;

use time::OffsetDateTime;
use tokio::task::AbortHandle;
use tracing::{info, warn};

use super::{Drive, Error};
use crate::store::drive::audit;

/// The running task; it ends when this is dropped.
pub struct DriveHousekeeping(AbortHandle);

impl Drop for DriveHousekeeping {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Drive {
    /// Starts it: one round at once, and then one in each such time.
    pub fn start_housekeeping(&self, every: Duration) -> DriveHousekeeping {
        let drive = self.clone();
        let task = tokio::spawn(async move {
            let mut rounds = tokio::time::interval(every);
            loop {
                rounds.tick().await;
                if let Err(error) = drive.clear_away().await {
                    warn!(%error, "what is old in the drive could not be cleared away");
                }
            }
        });
        DriveHousekeeping(task.abort_handle())
    }

    /// One round.
    pub async fn clear_away(&self) -> Result<(), Error> {
        let trash = self.sweep_trash().await?;
        let versions = self.sweep_versions().await?;
        let audit = audit::delete_before(&self.store, OffsetDateTime::now_utc() - self.settings.audit_age).await?;
        if trash > 0 || versions > 0 || audit > 0 {
            info!(trash, versions, audit, "what was old in the drive was cleared away");
        }
        Ok(())
    }
}
