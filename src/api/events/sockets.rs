//! The limits on open sockets.

use std::net::IpAddr;

use crate::http::limits::concurrency::ConcurrencyLimit;
use crate::store::KeyId;

/// In all.
const TOTAL: usize = 2048;
/// From one address.
const PER_ADDRESS: usize = 256;
/// With one key.
const PER_KEY: usize = 256;

/// The sockets that are open.
pub(super) struct Sockets {
    pub(super) total: ConcurrencyLimit<()>,
    pub(super) per_address: ConcurrencyLimit<IpAddr>,
    pub(super) per_key: ConcurrencyLimit<KeyId>,
}

impl Default for Sockets {
    fn default() -> Self {
        Self {
            total: ConcurrencyLimit::new(TOTAL),
            per_address: ConcurrencyLimit::new(PER_ADDRESS),
            per_key: ConcurrencyLimit::new(PER_KEY),
        }
    }
}
