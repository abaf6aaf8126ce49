//! Where an account's session is kept while nobody uses it: in a row of the database, or by whoever calls.

use std::sync::atomic::{AtomicI64, Ordering};

use super::Error;
use super::row::Row;
use super::session::Session;
use crate::store::AccountId;

/// Where a session is kept.
pub enum Keeping {
    /// In a row, leased to this process.
    Row(Row),
    /// Not here: the caller carries it along ([`super::Carried`]). The number tells it apart from others in this process, no longer.
    Caller(AccountId),
}

impl Keeping {
    /// With the caller.
    pub fn with_caller() -> Self {
        // Rows count from 1 upwards.
        static NEXT: AtomicI64 = AtomicI64::new(-1);
        Self::Caller(AccountId(NEXT.fetch_sub(1, Ordering::Relaxed)))
    }

    /// The account's number.
    pub fn id(&self) -> AccountId {
        match self {
            Self::Row(row) => row.id(),
            Self::Caller(id) => *id,
        }
    }

    /// Writes the session as it is now, where that is for us to do.
    pub async fn save(&self, session: &Session) -> Result<(), Error> {
        match self {
            Self::Row(row) => row.save(session).await,
            Self::Caller(_) => Ok(()),
        }
    }

    /// Keeps it from other processes for a while longer. `false`: one of them has it.
    pub async fn renew(&self) -> Result<bool, Error> {
        match self {
            Self::Row(row) => row.renew().await,
            Self::Caller(_) => Ok(true),
        }
    }

    /// Lets other processes use it.
    pub async fn release(&self) -> Result<(), Error> {
        match self {
            Self::Row(row) => row.release().await,
            Self::Caller(_) => Ok(()),
        }
    }

    /// Deletes what is kept.
    pub async fn forget(&self) -> Result<(), Error> {
        match self {
            Self::Row(row) => row.delete().await,
            Self::Caller(_) => Ok(()),
        }
    }
}
