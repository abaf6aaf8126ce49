//! `accounts`: Telegram authorizations. What is stored of them ([`sessions`]), and which process has one open ([`leases`]).

pub(super) mod entity;

mod leases;
mod sessions;

pub(super) use leases::clear_leases;
pub use leases::{Lease, acquire_lease, release_lease, renew_lease};
pub use sessions::{
    AccountId, AccountRow, AccountState, Binding, delete, find, find_stale_pending, insert, list, save,
};
