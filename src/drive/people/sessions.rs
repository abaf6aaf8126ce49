//! What users see of their sessions, and how they end them.

use super::{People, SignedIn};
use crate::drive::Error;
use crate::store::drive::sessions::{self, Session};
use crate::store::drive::{SessionId, UserId};

impl People {
    /// A user's sessions, the newest first.
    pub async fn sessions(&self, user: UserId) -> Result<Vec<Session>, Error> {
        Ok(sessions::list(&self.store, user).await?)
    }

    /// Ends one of a user's sessions: its token is refused from now on.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`].
    pub async fn end_session(&self, user: UserId, session: SessionId) -> Result<(), Error> {
        if sessions::delete(&self.store, user, session).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Ends all sessions of a user but for the one that asks.
    pub async fn end_other_sessions(&self, caller: &SignedIn) -> Result<(), Error> {
        Ok(sessions::delete_others(&self.store, caller.user.id, Some(caller.session)).await?)
    }
}
