//! Which accounts are open in this process, and who keeps their sessions.
//!
//! [`Accounts`] opens each account once: from its [`row`] in the database, which is leased to this process meanwhile, or from what a caller
//! [keeps itself](client_held).

mod open_client_held;
mod registry;
mod row;

mod client_held;

pub use client_held::Carried;
pub use registry::Accounts;
