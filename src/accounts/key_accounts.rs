//! The accounts of an API key, each under the phone number that it was signed in with.

use std::sync::Arc;

use super::{Accounts, KeyHolder, SignInFlow};
use crate::store::{AccountId, Binding, KeyId, Store, keys};
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

    /// The account that was signed in last, of those that are signed in. One that cannot be opened does not stand in the way of the others.
    pub async fn latest(&self) -> Result<Option<Arc<Account>>, Error> {
        let mut failure = None;
        for binding in self.bindings().await? {
            match self.accounts.open_signed_in(binding.account).await {
                Ok(Some(account)) => return Ok(Some(account)),
                Ok(None) => {}
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        failure.map_or(Ok(None), Err)
    }

    /// That account, if it is the key's and signed in.
    pub async fn find(&self, id: AccountId) -> Result<Option<Arc<Account>>, Error> {
        if self.bindings().await?.iter().all(|binding| binding.account != id) {
            return Ok(None);
        }
        self.accounts.open_signed_in(id).await
    }

    /// Asks Telegram about every account, and forgets those that have ended there. How many. If it cannot be asked about one, the others are asked about
    /// all the same, before this fails.
    pub async fn remove_ended(&self) -> Result<usize, Error> {
        let (mut ended, mut failure) = (0, None);
        for binding in self.bindings().await? {
            match self.has_ended(binding.account).await {
                Ok(has_ended) => ended += usize::from(has_ended),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        failure.map_or(Ok(ended), Err)
    }

    async fn has_ended(&self, id: AccountId) -> Result<bool, Error> {
        match self.accounts.open_signed_in(id).await? {
            Some(account) => Ok(account.verify_now().await?.is_none()),
            None => Ok(false),
        }
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
            match self.accounts.open_signing_in(binding).await {
                Ok(attempt) => numbers.extend(attempt.and_then(|attempt| attempt.phone())),
                // Another instance has it open, which does not concern the others.
                Err(Error::Unavailable(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(numbers)
    }

    async fn bindings(&self) -> Result<Vec<Binding>, Error> {
        Ok(keys::bindings(&self.store, self.key).await?)
    }
}
