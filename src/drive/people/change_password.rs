//! A user changes the password. Nothing is encrypted with it, so nothing is lost.

use super::{Password, People, SignedIn};
use crate::drive::Error;
use crate::store::drive::{sessions, users};

impl People {
    /// Changes the password of a user who knows the old one, and ends their other sessions. App passwords stay.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsInvalid`] when the old one is wrong.
    pub async fn change_password(&self, caller: &SignedIn, old: &Password, new: &Password) -> Result<(), Error> {
        self.ask_again(caller.user.id, old).await?;
        let hash = self.hashing.hash(new).await?;
        let transaction = self.store.begin().await?;
        users::set_password(&transaction, caller.user.id, &hash).await?;
        sessions::delete_others(&transaction, caller.user.id, Some(caller.session)).await?;
        transaction.commit().await?;
        Ok(())
    }
}
