//! Where an account's session is kept while nobody uses it.

use futures_util::future::BoxFuture;

use crate::store::AccountId;
use crate::telegram::error::Error;

/// Where an account's session is kept while nobody uses it. Implemented above: a row of the database, or nothing where callers keep it.
pub trait SessionStorage: Send + Sync {
    /// The account's number, for logs and for telling accounts apart.
    fn id(&self) -> AccountId;

    /// Whether the account is known here by more than its number: logs name its user then.
    fn is_kept_here(&self) -> bool;

    /// Stores the session's bytes (they hold every secret of the account), and the id of the signed-in user.
    fn save<'a>(&'a self, session: &'a [u8], user: Option<i64>) -> BoxFuture<'a, Result<(), Error>>;

    /// Deletes what is stored: the authorization has ended.
    fn delete(&self) -> BoxFuture<'_, Result<(), Error>>;
}
