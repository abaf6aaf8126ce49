//! What an account's owner wants to know without asking.

use std::time::Duration;

use super::{Media, MessageId};

/// Something happened in Saved Messages, or to the account itself.
#[derive(Clone, Debug)]
pub enum Event {
    /// A message with media arrived.
    MediaAdded(Box<Media>),
    /// Its caption or file changed.
    MediaChanged(Box<Media>),
    /// Messages were deleted (some may have had no media).
    MediaRemoved(Vec<MessageId>),
    /// Telegram asks to wait that long.
    FloodWait(Duration),
    /// The authorization ended.
    SignedOut,
}
