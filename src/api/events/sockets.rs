//! How many sockets may be open.

use std::net::IpAddr;

use crate::http::limits::concurrency::ConcurrencyLimit;
use crate::store::KeyId;

/// Sockets open at once in all.
const IN_ALL: usize = 2048;
/// Sockets open at once from one address.
const PER_ADDRESS: usize = 256;
/// Sockets open at once with one key.
const PER_KEY: usize = 256;

/// Which sockets are open.
pub(super) struct Sockets {
    pub(super) in_all: ConcurrencyLimit<()>,
    pub(super) per_address: ConcurrencyLimit<IpAddr>,
    pub(super) per_key: ConcurrencyLimit<KeyId>,
}

impl Default for Sockets {
    fn default() -> Self {
        Self {
            in_all: ConcurrencyLimit::new(IN_ALL),
            per_address: ConcurrencyLimit::new(PER_ADDRESS),
            per_key: ConcurrencyLimit::new(PER_KEY),
        }
    }
}
