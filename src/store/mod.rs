//! The only code that names the database.

/// The row id of an account (one authorization).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub i64);

/// The database, open. Cheap to clone.
#[derive(Clone)]
pub struct Store {}

/// The database failed.
#[derive(Debug, thiserror::Error)]
#[error("database: {0}")]
pub struct Error(String);
