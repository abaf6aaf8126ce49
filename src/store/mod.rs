//! The only code that names the database.
//!
//! SQLite in `DATA_DIR` by default, PostgreSQL by `DATABASE_URL`: one set of [`entities`] and [`migrations`] for both. `accounts` has a row for each Telegram authorization: its session, sealed ([`seal`]), and the lease of the process that has it
//! open. `browsers` has a row for each cookie: the hash of its token, never the token. `api_keys` has one for each
//! service's key, `key_accounts` one for each account that such a key signed in, `key_positions` one for each group that
//! it has read. `meta` holds a sealed constant by which a wrong
//! master key is noticed before anything is touched.
//!
//! What callers carry themselves ([`carried`]) is sealed here and not stored.
//!
//! The operations stand in one file per table ([`accounts`], [`leases`], [`browsers`], [`keys`], [`positions`]) as methods of [`Store`]. Callers see plain bytes;
//! sealing and unsealing happen here. Times are whole seconds since 1970 in the tables and [`time::OffsetDateTime`] outside.

mod accounts;
mod browsers;
mod carried;
mod entities;
mod error;
mod keys;
mod leases;
mod lock;
mod master_key;
mod migrations;
mod open;
mod positions;
mod seal;

#[cfg(test)]
mod tests;

pub use accounts::{AccountId, AccountRow, AccountState};
pub use browsers::{Binding, Browser, TokenHash};
pub use error::Error;
pub use keys::{KeyBinding, KeyId, KeyRow};
pub use open::Store;
pub use positions::{Known, Newest, Place};

/// What is worth reading in the log of the libraries underneath: every query and migration is not.
pub const LOG: &str = "sqlx=warn,sea_orm_migration=warn";
