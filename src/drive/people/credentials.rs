//! Whether somebody knows a user's password.

use super::{Password, People};
use crate::drive::Error;
use crate::store::drive::UserId;
use crate::store::drive::users::{self, Credentials};

impl People {
    /// Asks a signed-in user for the password again, before something that a stolen token must not be enough for.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsInvalid`] when it is wrong, [`Error::Wait`] when too many passwords are being verified.
    pub async fn ask_again(&self, user: UserId, password: &Password) -> Result<(), Error> {
        let credentials = users::credentials_by_id(&self.store, user).await?;
        self.verify(credentials, password).await.map(drop)
    }

    /// The credentials, if that is their password. Takes as much work where there are none.
    pub(super) async fn verify(
        &self,
        credentials: Option<Credentials>,
        password: &Password,
    ) -> Result<Credentials, Error> {
        let hash = credentials.as_ref().and_then(|credentials| credentials.password_hash.as_deref());
        let is_right = self.hashing.verify(password, hash).await?;
        credentials.filter(|_| is_right).ok_or(Error::CredentialsInvalid)
    }
}
