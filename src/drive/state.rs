//! The drive of a server.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use super::people::People;
use crate::accounts::{Accounts, DriveHolder, SignInFlow};
use crate::config;
use crate::store::drive::UserId;
use crate::store::drive::users;
use crate::store::{self, AccountId, Store, Transaction};
use crate::telegram::ChatId;

/// The drive. Cheap to clone.
#[derive(Clone)]
pub struct Drive {
    pub(super) store: Store,
    pub(super) accounts: Accounts,
    pub(super) settings: Arc<config::Drive>,
    pub(super) people: People,
    /// Wakes the outbox's worker.
    pub(super) outbox: Arc<Notify>,
    pub(super) storage_chat: Arc<StorageChat>,
}

/// The chat that new files go into, once it was found.
#[derive(Default)]
pub(super) struct StorageChat {
    known: Mutex<Option<KnownChat>>,
    /// Held while it is looked for, so that no two are made.
    pub(super) search: tokio::sync::Mutex<()>,
}

/// The chat, as it was found.
#[derive(Clone, Copy)]
pub(super) struct KnownChat {
    /// By this account.
    pub(super) account: AccountId,
    pub(super) chat: ChatId,
    /// When.
    pub(super) found: Instant,
}

impl StorageChat {
    /// The chat that the account found.
    pub(super) fn known_to(&self, account: AccountId) -> Option<KnownChat> {
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.filter(|known| known.account == account)
    }

    pub(super) fn set(&self, known: KnownChat) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }
}

impl Drive {
    /// The drive of that database.
    pub fn new(store: Store, accounts: Accounts, settings: config::Drive) -> Self {
        let (people, outbox, storage_chat) = (People::new(store.clone()), Arc::new(Notify::new()), Arc::default());
        Self { store, accounts, settings: Arc::new(settings), people, outbox, storage_chat }
    }

    /// Its users.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// Begins a transaction that changes a user's tree. There is one at a time for each user, whichever process it is in.
    pub(super) async fn begin_change(&self, user: UserId) -> Result<Transaction, store::Error> {
        let transaction = self.store.begin().await?;
        users::lock_tree(&transaction, user).await?;
        Ok(transaction)
    }

    /// Signing the storage account in.
    pub fn sign_in_flow(&self) -> SignInFlow<DriveHolder> {
        SignInFlow::new(self.accounts.clone(), DriveHolder::new(self.store.clone()))
    }

    /// Its settings.
    pub fn settings(&self) -> &config::Drive {
        &self.settings
    }
}
