//! What happened in Saved Messages, or to the account itself.

use std::time::Duration;

use super::item::Media;
use crate::telegram::ids::MessageId;

/// Something happened in Saved Messages, or to the account itself.
#[derive(Clone, Debug)]
pub enum Event {
    /// A message with media arrived.
    MediaAdded(Box<Media>),
    /// Its caption or file changed.
    MediaChanged(Box<Media>),
    /// Messages were deleted (some may have had no media).
    MediaRemoved(Vec<MessageId>),
    /// Telegram asks to wait before the next call of that kind.
    FloodWait {
        /// For so long.
        wait: Duration,
        /// It is only how fast an account without premium may transfer files (`FLOOD_PREMIUM_WAIT`): nothing fails, it goes on by itself.
        is_pace: bool,
    },
    /// The authorization ended.
    SignedOut,
}
