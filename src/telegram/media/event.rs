//! Events of Saved Messages and of the account itself.

use std::time::Duration;

use super::item::Media;
use crate::telegram::ids::MessageId;

/// An event of Saved Messages or of the account itself.
#[derive(Clone, Debug)]
pub enum Event {
    /// There is a new message with media.
    MediaAdded(Box<Media>),
    /// The caption or the file of a message changed.
    MediaChanged(Box<Media>),
    /// Messages were deleted. Some of them may have had no media.
    MediaRemoved(Vec<MessageId>),
    /// Other events were missed, more than Telegram tells later: list again.
    Missed,
    /// A call was answered with a flood wait.
    FloodWait {
        /// How long.
        wait: Duration,
        /// Whether it only limits the speed of file transfers without Telegram Premium (`FLOOD_PREMIUM_WAIT`). Such transfers continue by themselves.
        is_pace: bool,
    },
    /// The authorization has ended.
    SignedOut,
}
