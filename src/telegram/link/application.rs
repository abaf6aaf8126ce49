//! Application credentials.

use crate::config::Secret;

/// An application that is registered at my.telegram.org.
#[derive(Clone, Debug)]
pub struct Application {
    /// `api_id`
    pub id: i32,
    hash: Secret<String>,
}

impl Application {
    /// An application with this id and hash.
    pub fn new(id: i32, hash: Secret<String>) -> Self {
        Self { id, hash }
    }

    /// `api_hash`, a secret.
    pub fn hash(&self) -> &str {
        self.hash.expose()
    }
}
