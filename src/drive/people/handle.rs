//! The users of one database.

use super::hashing::PasswordHashing;
use crate::store::Store;

/// The users of one database. Cheap to clone.
#[derive(Clone)]
pub struct People {
    pub(super) store: Store,
    pub(super) hashing: PasswordHashing,
}

impl People {
    /// Those of that database.
    pub fn new(store: Store) -> Self {
        Self { store, hashing: PasswordHashing::new() }
    }

    /// Hashes and verifies passwords.
    pub fn hashing(&self) -> &PasswordHashing {
        &self.hashing
    }
}
