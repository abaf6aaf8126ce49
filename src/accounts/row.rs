//! An account's row in the database, and the lease that lets this process alone use it.

use std::time::Duration;

use futures_util::future::BoxFuture;
use zeroize::Zeroizing;

use crate::store::accounts::{self, Lease};
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
        let id = accounts::insert(store, &session.to_bytes(), lease).await?;
        session.take_changed();
        Ok(Self { id, store: store.clone(), lease })
    }

    /// Leases the row and reads its session's bytes. [`Error::SignedOut`] when there is no such row.
    pub async fn open(store: &Store, id: AccountId, lease: Duration) -> Result<(Self, Zeroizing<Vec<u8>>), Error> {
        let transaction = store.begin().await?;
        let acquired = accounts::acquire_lease(&transaction, id, lease).await?;
        transaction.commit().await?;
        match acquired {
            Lease::Acquired(row) => Ok((Self { id, store: store.clone(), lease }, row.session)),
            Lease::Elsewhere => Err(Error::OpenElsewhere(lease)),
            Lease::NoAccount => Err(Error::SignedOut),
        }
    }

    /// The row's id.
    pub fn id(&self) -> AccountId {
        self.id
    }

    /// Renews the lease. `false`: it is lost.
    pub async fn renew(&self) -> Result<bool, Error> {
        Ok(accounts::renew_lease(&self.store, self.id, self.lease).await?)
    }

    /// Gives the lease back.
    pub async fn release(&self) -> Result<(), Error> {
        Ok(accounts::release_lease(&self.store, self.id).await?)
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
            match accounts::save(&self.store, self.id, state, user, session).await {
                Ok(()) => Ok(()),
                Err(store::Error::LeaseLost) => Err(Error::OpenElsewhere(self.lease)),
                Err(error) => Err(error.into()),
            }
        })
    }

    fn delete(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move {
            accounts::delete(&self.store, self.id).await?;
            Ok(())
        })
    }
}
