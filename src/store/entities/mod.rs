//! The tables as SeaORM sees them; [`super::migrations`] makes them.

pub(super) mod account;
pub(super) mod browser;
pub(super) mod meta;
