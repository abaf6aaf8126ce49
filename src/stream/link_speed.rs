//! The measured speed of the connections to a data centre.

use std::time::Duration;

/// The measured speed of the connections to a data centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkSpeed {
    /// The time from a request to its answer when the data centre's queue is empty.
    pub round_trip: Duration,
    /// The rate of all connections together.
    pub bytes_per_second: u64,
}
