//! The server's time. Message ids contain it, and clients correct their clocks by it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Unix seconds.
pub(crate) fn seconds() -> i64 {
    since_epoch().as_secs() as i64
}

/// The lowest message id of this moment: Unix seconds in the upper 32 bits, their fraction in the lower.
pub(crate) fn message_id() -> i64 {
    let now = since_epoch();
    let fraction = (u64::from(now.subsec_nanos()) << 32) / 1_000_000_000;
    ((now.as_secs() << 32 | fraction) & !3) as i64
}

fn since_epoch() -> std::time::Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970")
}
