//! In whose name an account is used.

use crate::config::Secret;

/// An application as registered at my.telegram.org.
#[derive(Clone, Debug)]
pub struct Application {
    /// `api_id`
    pub id: i32,
    hash: Secret<String>,
}

impl Application {
    /// As its owner gives it.
    pub fn new(id: i32, hash: Secret<String>) -> Self {
        Self { id, hash }
    }

    /// `api_hash`; a secret.
    pub fn hash(&self) -> &str {
        self.hash.expose()
    }
}
