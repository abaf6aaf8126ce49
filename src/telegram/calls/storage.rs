//! The storage of sessions.

use futures_util::future::BoxFuture;

use crate::store::AccountId;
use crate::telegram::error::Error;

/// Where an account's session is stored. The layers above implement it: by a row of the database, or by nothing for accounts whose
/// session the client holds.
pub trait SessionStorage: Send + Sync {
    /// The account's id: that of its row, or a negative one that is valid while the account is open.
    fn id(&self) -> AccountId;

    /// Whether this server stores the session. Only then may logs name the account's user.
    fn is_kept_here(&self) -> bool;

    /// Stores the session's bytes (which contain every secret of the account) and the id of the signed-in user.
    fn save<'a>(&'a self, session: &'a [u8], user: Option<i64>) -> BoxFuture<'a, Result<(), Error>>;

    /// Deletes the stored session, because the authorization has ended.
    fn delete(&self) -> BoxFuture<'_, Result<(), Error>>;
}
