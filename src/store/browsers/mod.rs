//! `browsers`: which cookie stands for which account. The token itself never gets here, only its hash.

pub(super) mod entity;

mod operations;

pub use operations::{Browser, TokenHash, delete, delete_stale, find, insert, rebind, replace, touch};
