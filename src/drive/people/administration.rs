//! What operators do about users.

use super::{Password, People};
use crate::drive::Error;
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::users::{self, User};
use crate::store::drive::{app_passwords, sessions};

impl People {
    /// All users, by name.
    pub async fn list(&self) -> Result<Vec<User>, Error> {
        Ok(users::list(&self.store).await?)
    }

    /// The user of that name.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`].
    pub async fn user(&self, name: &str) -> Result<User, Error> {
        users::find_by_name(&self.store, name).await?.ok_or(Error::NotFound)
    }

    /// Sets the most bytes that a user may store; `None`: no limit.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`].
    pub async fn set_quota(&self, name: &str, quota: Option<u64>) -> Result<(), Error> {
        let transaction = self.store.begin().await?;
        let user = users::find_by_name(&transaction, name).await?.ok_or(Error::NotFound)?;
        users::set_quota(&transaction, name, quota).await?;
        outbox::add(&transaction, Outdated::User(user.id)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Sets a user's password, and ends everything that opened their files so far: sessions and app passwords. One-time passwords are switched off too
    /// where the user has lost the app.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`].
    pub async fn reset_password(
        &self,
        name: &str,
        password: &Password,
        switch_off_one_time_passwords: bool,
    ) -> Result<(), Error> {
        let hash = self.hashing.hash(password).await?;
        let transaction = self.store.begin().await?;
        let user = users::find_by_name(&transaction, name).await?.ok_or(Error::NotFound)?;
        users::set_password(&transaction, user.id, &hash).await?;
        sessions::delete_others(&transaction, user.id, None).await?;
        app_passwords::delete_all(&transaction, user.id).await?;
        if switch_off_one_time_passwords {
            users::clear_totp(&transaction, user.id).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Removes a user and all of their files.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`].
    pub async fn remove(&self, name: &str) -> Result<(), Error> {
        let transaction = self.store.begin().await?;
        let user = users::find_by_name(&transaction, name).await?.ok_or(Error::NotFound)?;
        users::lock_tree(&transaction, user.id).await?;
        users::delete(&transaction, user.id).await?;
        transaction.commit().await?;
        Ok(())
    }
}
