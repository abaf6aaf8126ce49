//! The tables as SeaORM sees them; [`super::migrations`] makes them.

pub(super) mod account;
pub(super) mod api_key;
pub(super) mod browser;
pub(super) mod key_account;
pub(super) mod key_position;
pub(super) mod meta;
