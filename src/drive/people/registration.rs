//! Who becomes a user.

use super::{Password, People, UserName};
use crate::drive::Error;
use crate::store::drive::outbox::{self, Outdated};
use crate::store::drive::users::{self, NewUser};
use crate::store::drive::{NodeId, UserId};

/// Who may register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// Anybody.
    Open,
    /// Only the first user.
    FirstUser,
}

/// What a user may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Store files; the first user looks after the drive as well.
    User,
    /// Look after the drive.
    Operator,
}

impl People {
    /// Makes a user of somebody who asks for it. The first one is the operator.
    ///
    /// # Errors
    ///
    /// [`Error::RegistrationClosed`], [`Error::UserExists`], and [`Error::Wait`] when too many passwords are being hashed.
    pub async fn register(
        &self,
        name: &UserName,
        password: &Password,
        registration: Registration,
    ) -> Result<(), Error> {
        // Before the work; it is decided below.
        if registration == Registration::FirstUser && !users::is_empty(&self.store).await? {
            return Err(Error::RegistrationClosed);
        }
        self.insert(name, password, registration, Role::User).await.map(drop)
    }

    /// Makes a user on the operator's behalf. Whether they look after the drive.
    ///
    /// # Errors
    ///
    /// [`Error::UserExists`].
    pub async fn add(&self, name: &UserName, password: &Password, role: Role) -> Result<bool, Error> {
        self.insert(name, password, Registration::Open, role).await
    }

    async fn insert(
        &self,
        name: &UserName,
        password: &Password,
        registration: Registration,
        role: Role,
    ) -> Result<bool, Error> {
        let password_hash = self.hashing.hash(password).await?;
        let (id, root) = (UserId::random()?, NodeId::random()?);
        let transaction = self.store.begin().await?;
        let is_first = users::is_empty_to_insert(&transaction).await?;
        if registration == Registration::FirstUser && !is_first {
            return Err(Error::RegistrationClosed);
        }
        let is_operator = is_first || role == Role::Operator;
        let name = name.as_str();
        let user = NewUser { id, root, name, password_hash: Some(&password_hash), is_operator };
        if !users::insert(&transaction, user).await? {
            return Err(Error::UserExists(name.to_owned()));
        }
        // What a rebuild makes them again from.
        outbox::add(&transaction, Outdated::User(id)).await?;
        transaction.commit().await?;
        Ok(is_operator)
    }
}
