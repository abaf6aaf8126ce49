//! What calls find out about the account as a whole.

use std::time::Duration;

/// Told what calls find out about the account as a whole.
pub trait Observer: Send + Sync {
    /// Telegram asks to wait before the next call of that kind. `is_pace`: it only limits how fast an account without premium transfers files
    /// (`FLOOD_PREMIUM_WAIT_x`).
    fn flood_wait(&self, wait: Duration, is_pace: bool);

    /// The authorization has ended. Told once.
    fn signed_out(&self);
}
