//! How fast a data centre answers, as measured.

use std::time::Duration;

/// What was measured lately of the connections to a data centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkSpeed {
    /// From a request to its answer when no other request is ahead of it.
    pub round_trip: Duration,
    /// All connections together.
    pub bytes_per_second: u64,
}
