//! Opens stored sessions as live accounts, each once per process, and lets them go when idle.

use std::sync::Arc;

use super::{Account, Error};
use crate::config;
use crate::store::{AccountId, Store};

/// All accounts of this process. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {}

impl Accounts {
    /// Chooses the server (starting the embedded sandbox where the settings say so) and is ready to open accounts.
    pub async fn start(config: &config::Config, store: Store) -> Result<Self, Error> {
        todo!()
    }

    /// The control address and demo sign-in of the embedded sandbox, when that is the server.
    pub fn sandbox(&self) -> Option<&sandbox::Sandbox> {
        todo!()
    }

    /// A fresh session, not signed in, stored as pending. Pending sessions that are not used for a day are deleted.
    pub async fn create(&self) -> Result<Arc<Account>, Error> {
        todo!()
    }

    /// The account of that row. [`Error::SignedOut`] when there is none (any more), [`Error::Unavailable`] when another process
    /// holds its lease.
    pub async fn open(&self, id: AccountId) -> Result<Arc<Account>, Error> {
        todo!()
    }

    /// Closes every connection and gives every lease back.
    pub async fn shutdown(&self) {
        todo!()
    }
}
