//! What is known of the way to where a file lies.

use std::time::Duration;

/// What was measured of a way lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// From asking to the answer, when nothing waits in line.
    pub round_trip: Duration,
    /// All connections together.
    pub bytes_per_second: u64,
}
