//! How long calls may take.

use std::time::Duration;

use super::lane::Lane;

/// How long calls may stay unanswered before their connection is given up and, where that does no harm, they are made once more.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimits {
    /// An ordinary call answers within a second; a sleepy data centre within a few.
    pub call: Duration,
    /// A piece of a file: at most 512 KiB, also on a bad line.
    pub transfer: Duration,
}

impl Default for TimeLimits {
    fn default() -> Self {
        Self { call: Duration::from_secs(15), transfer: Duration::from_secs(30) }
    }
}

impl TimeLimits {
    /// That of a lane.
    pub fn of(self, lane: Lane) -> Duration {
        match lane {
            Lane::Calls => self.call,
            Lane::Downloads | Lane::Thumbnails | Lane::Uploads => self.transfer,
        }
    }
}
