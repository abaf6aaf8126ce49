//! The only code that names the database.
//!
//! SQLite in `DATA_DIR` by default, PostgreSQL by `DATABASE_URL`: the same tables ([`migrations`]) and the same statements for both.
//! There is a folder for each area, with its tables' entities and its operations:
//!
//! | area | tables | what is in them |
//! |---|---|---|
//! | [`accounts`] | `accounts` | one row per Telegram authorization: its session, sealed ([`seal`]), and the lease of the process that has it open |
//! | [`browsers`] | `browsers` | one row per cookie: the hash of its token, and the account that it stands for |
//! | [`keys`] | `api_keys`, `key_accounts` | services' keys, and the accounts that each of them signed in |
//! | [`events`] | `key_positions` | how far a key has read each group |
//! | [`drive`] | `drive_…` | the drive: users, tree, contents, shares, audit |
//! | [`meta`] | `meta` | a sealed constant by which a wrong master key is noticed before anything is changed |
//!
//! [`holders`] knows which of those tables hold accounts, and so which accounts nobody holds.
//!
//! An operation is a function, and its first argument says what it runs on. `&impl Executor` is the [`Store`] itself, or a
//! [`Transaction`] that the caller began ([`Store::begin`]) and commits. Operations of several statements take a `&Transaction`: whoever
//! calls them decides what else belongs to it, so several areas change at once or not at all.
//!
//! Callers see plain bytes; sealing and unsealing happen here. What clients hold themselves is sealed here and not stored
//! ([`client_held`]), and keys for other uses are derived here ([`derived_keys`]). Times are whole seconds since 1970 in the tables and [`time::OffsetDateTime`] outside.

pub mod accounts;
pub mod browsers;
pub mod drive;
pub mod events;
pub mod holders;
pub mod keys;

mod client_held;
mod connect;
mod derived_keys;
mod error;
mod executor;
mod existing;
mod lock;
mod master_key;
mod meta;
mod migrations;
mod open;
mod seal;
mod seconds;
mod transaction;

#[cfg(test)]
mod tests;

pub use accounts::{AccountId, AccountState, Binding};
pub use browsers::TokenHash;
pub use error::Error;
pub use executor::Executor;
pub use keys::KeyId;
pub use open::Store;
pub use transaction::Transaction;

/// What is worth reading in the log of the libraries underneath: every query and migration is not.
pub const LOG: &str = "sqlx=warn";
