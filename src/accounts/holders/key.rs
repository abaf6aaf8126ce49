//! An API key, under one phone number.

use super::{Holder, HolderId, SignInAttempt};
use crate::store::{AccountId, Binding, Error, KeyId, Store, keys};
use crate::telegram::{PhoneNumber, User};

/// An API key that signs a phone number in.
#[derive(Clone)]
pub struct KeyHolder {
    store: Store,
    key: KeyId,
    phone: PhoneNumber,
}

impl KeyHolder {
    /// That key, under that number.
    pub fn new(store: Store, key: KeyId, phone: PhoneNumber) -> Self {
        Self { store, key, phone }
    }
}

impl Holder for KeyHolder {
    fn id(&self) -> Option<HolderId> {
        Some(HolderId::Key(self.key, self.phone.digits().to_owned()))
    }

    async fn bind_again(&self, _account: AccountId) -> Result<(), Error> {
        Ok(())
    }

    async fn binding(&self) -> Result<Option<Binding>, Error> {
        keys::binding(&self.store, self.key, self.phone.digits()).await
    }

    async fn bind_attempt(&self, attempt: SignInAttempt) -> Result<(), Error> {
        if !attempt.is_new {
            return Ok(());
        }
        keys::bind(&self.store, self.key, self.phone.digits(), attempt.binding()).await
    }

    /// The number is the one that Telegram says: whoever scanned a QR code may have another than was announced.
    async fn bind_signed_in(&self, account: AccountId, user: &User) -> Result<Option<AccountId>, Error> {
        let number = user.phone.as_deref().and_then(PhoneNumber::parse).unwrap_or_else(|| self.phone.clone());
        let transaction = self.store.begin().await?;
        let before = keys::binding_to_change(&transaction, self.key, number.digits()).await?;
        if number != self.phone {
            match keys::binding_to_change(&transaction, self.key, self.phone.digits()).await? {
                Some(binding) if binding.account == account => {
                    keys::unbind(&transaction, self.key, self.phone.digits()).await?;
                }
                Some(binding) => {
                    let binding = Binding { pending: None, ..binding };
                    keys::bind(&transaction, self.key, self.phone.digits(), binding).await?;
                }
                None => {}
            }
        }
        keys::bind(&transaction, self.key, number.digits(), Binding { account, pending: None }).await?;
        transaction.commit().await?;
        Ok(before.map(|binding| binding.account).filter(|before| *before != account))
    }
}
