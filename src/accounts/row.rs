//! An account's row in the database, and the lease that lets this process alone use it.

use std::time::Duration;

use futures_util::future::BoxFuture;
use zeroize::Zeroizing;

use crate::store::{self, AccountId, AccountState, Store};
use crate::telegram::{Error, Session, SessionStorage};

/// One row, leased to this process.
#[derive(Clone)]
pub struct Row {
    id: AccountId,
    store: Store,
    /// How long its lease holds without being renewed.
    lease: Duration,
}

impl Row {
    /// Stores a fresh session and leases it.
    pub async fn insert(store: &Store, session: &Session, lease: Duration) -> Result<Self, Error> {
        let id = store.insert_account(&session.to_bytes(), lease).await?;
        session.take_changes();
        Ok(Self { id, store: store.clone(), lease })
    }

    /// Leases the row and reads its session's bytes. [`Error::SignedOut`] when there is no such row.
    pub async fn open(store: &Store, id: AccountId, lease: Duration) -> Result<(Self, Zeroizing<Vec<u8>>), Error> {
        let leased = store.acquire_lease(id, lease).await?;
        // Read after leasing, so that nothing another process wrote is missed.
        let Some(row) = store.account(id).await? else { return Err(Error::SignedOut) };
        if !leased {
            return Err(Error::Unavailable("another process has the account open"));
        }
        Ok((Self { id, store: store.clone(), lease }, row.session))
    }

    /// The row's id.
    pub fn id(&self) -> AccountId {
        self.id
    }

    /// Renews the lease. `false`: it is lost.
    pub async fn renew(&self) -> Result<bool, Error> {
        Ok(self.store.acquire_lease(self.id, self.lease).await?)
    }

    /// Gives the lease back.
    pub async fn release(&self) -> Result<(), Error> {
        Ok(self.store.release_lease(self.id).await?)
    }
}

impl SessionStorage for Row {
    fn id(&self) -> AccountId {
        self.id
    }

    fn is_kept_here(&self) -> bool {
        true
    }

    fn save<'a>(&'a self, session: &'a [u8], user: Option<i64>) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let state = if user.is_some() { AccountState::Active } else { AccountState::Pending };
            match self.store.save_account(self.id, state, user, session).await {
                Ok(()) => Ok(()),
                Err(store::Error::LeaseLost) => Err(Error::Unavailable("another process has the account open")),
                Err(error) => Err(error.into()),
            }
        })
    }

    fn delete(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move {
            self.store.delete_account(self.id).await?;
            Ok(())
        })
    }
}
