//! The drive: one account stores for all of its users.

use super::{Holder, HolderId, SignInAttempt};
use crate::store::{AccountId, Binding, Error, Store, drive};
use crate::telegram::User;

/// The drive, which has one account.
#[derive(Clone)]
pub struct DriveHolder {
    store: Store,
}

impl DriveHolder {
    /// The drive of that database.
    pub fn new(store: Store) -> Self {
        Self { store }
    }
}

impl Holder for DriveHolder {
    fn id(&self) -> Option<HolderId> {
        Some(HolderId::Drive)
    }

    async fn bind_again(&self, _account: AccountId) -> Result<(), Error> {
        Ok(())
    }

    async fn binding(&self) -> Result<Option<Binding>, Error> {
        drive::storage::binding(&self.store).await
    }

    async fn bind_attempt(&self, attempt: SignInAttempt) -> Result<(), Error> {
        if !attempt.is_new {
            return Ok(());
        }
        drive::storage::bind(&self.store, attempt.binding()).await
    }

    async fn bind_signed_in(&self, account: AccountId, _user: &User) -> Result<Option<AccountId>, Error> {
        let transaction = self.store.begin().await?;
        let before = drive::storage::binding_to_change(&transaction).await?;
        drive::storage::bind(&transaction, Binding { account, pending: None }).await?;
        transaction.commit().await?;
        Ok(before.map(|binding| binding.account).filter(|before| *before != account))
    }
}
