//! The observer of an account's calls.

use std::time::Duration;

/// Is notified of what calls reveal about the account as a whole.
pub trait Observer: Send + Sync {
    /// A call was answered with a flood wait. `is_pace`: only the speed of file transfers without Telegram Premium is limited
    /// (`FLOOD_PREMIUM_WAIT_x`).
    fn flood_wait(&self, wait: Duration, is_pace: bool);

    /// The authorization has ended. Called once.
    fn signed_out(&self);
}
