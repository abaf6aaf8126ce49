//! Switching encryption on and off. Each user has an age identity of their own, made when it is switched on for the first time.

use zeroize::Zeroizing;

use super::content::age::Identity;
use super::{Actor, Drive, Error};
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::users;

impl Drive {
    /// Has new files of a user encrypted, and encrypted ones decrypted for them. Files that are there stay as they are.
    pub async fn switch_encryption(&self, actor: &Actor, encrypts: bool) -> Result<(), Error> {
        let transaction = self.begin_change(actor.user).await?;
        if encrypts {
            let identity = Identity::random();
            // One that is there stays: files are encrypted to it.
            let text = identity.to_text();
            users::set_identity(&transaction, actor.user, &identity.recipient().to_string(), text.as_bytes()).await?;
        }
        users::set_encrypts(&transaction, actor.user, encrypts).await?;
        outbox::add(&transaction, Outdated::User(actor.user)).await?;
        let action = if encrypts { "encryption.on" } else { "encryption.off" };
        self.note(&transaction, actor, action, None).await?;
        transaction.commit().await?;
        self.outbox.notify_one();
        Ok(())
    }

    /// A user's age identity, with which the ordinary `age` program opens their documents. Callers ask for the password before.
    pub async fn hand_out_identity(&self, actor: &Actor) -> Result<Zeroizing<String>, Error> {
        let identity = self.identity(actor.user).await?.ok_or(Error::NotFound)?;
        self.note(&self.store, actor, "encryption.identity", None).await?;
        Ok(identity.to_text())
    }
}
