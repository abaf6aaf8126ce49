//! The server salt (<https://core.telegram.org/mtproto/description#server-salt>): a number that every packet carries. The server changes it every half
//! an hour, and answers a packet with another one by `bad_server_salt`.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The salt of an auth key. All connections with that key share it, so that one of them learns a new one for all.
#[derive(Clone, Debug, Default)]
pub struct ServerSalt(Arc<AtomicI64>);

impl ServerSalt {
    /// That salt.
    pub fn new(salt: i64) -> Self {
        Self(Arc::new(salt.into()))
    }

    /// The salt. Zero while none is known.
    pub fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// The server has named another one.
    pub fn set(&self, salt: i64) {
        self.0.store(salt, Ordering::Relaxed);
    }
}
