//! The accounts of an API key, each under the phone number that it was signed in with.

use std::sync::Arc;

use super::{Accounts, KeyHolder, SignInFlow};
use crate::store::{Binding, KeyId, Store, keys};
use crate::telegram::{Account, Error, PhoneNumber};

/// The accounts of one key.
#[derive(Clone)]
pub struct KeyAccounts {
    key: KeyId,
    store: Store,
    accounts: Accounts,
}

impl KeyAccounts {
    /// Those of that key.
    pub fn new(key: KeyId, store: Store, accounts: Accounts) -> Self {
        Self { key, store, accounts }
    }

    /// The key.
    pub fn key(&self) -> KeyId {
        self.key
    }

    /// The account that is signed in under that number; `None` when there is none (any more).
    pub async fn get(&self, phone: &PhoneNumber) -> Result<Option<Arc<Account>>, Error> {
        self.sign_in_flow(phone).signed_in().await
    }

    /// All accounts that are signed in, the one that was signed in last first.
    pub async fn all(&self) -> Result<Vec<Arc<Account>>, Error> {
        let mut accounts = Vec::new();
        for binding in self.bindings().await? {
            accounts.extend(self.accounts.open_signed_in(binding.account).await?);
        }
        Ok(accounts)
    }

    /// Asks Telegram about every account, and forgets those that have ended there. How many.
    pub async fn remove_ended(&self) -> Result<usize, Error> {
        let mut ended = 0;
        for account in self.all().await? {
            if account.verify_now().await?.is_none() {
                ended += 1;
            }
        }
        Ok(ended)
    }

    /// Signing in under that number.
    pub fn sign_in_flow(&self, phone: &PhoneNumber) -> SignInFlow<KeyHolder> {
        let holder = KeyHolder::new(self.store.clone(), self.key, phone.clone());
        SignInFlow::new(self.accounts.clone(), holder)
    }

    /// The numbers that a code was sent to and that are not signed in with it yet, the newest first.
    pub async fn numbers_signing_in(&self) -> Result<Vec<PhoneNumber>, Error> {
        let mut numbers = Vec::new();
        for binding in self.bindings().await? {
            let attempt = self.accounts.open_signing_in(binding).await?;
            numbers.extend(attempt.and_then(|attempt| attempt.phone()));
        }
        Ok(numbers)
    }

    async fn bindings(&self) -> Result<Vec<Binding>, Error> {
        Ok(keys::bindings(&self.store, self.key).await?)
    }
}
