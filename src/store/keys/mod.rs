//! `api_keys` and `key_accounts`: which services have a key ([`api_keys`]), and which accounts each of them signed in ([`mod@bindings`]).
//!
//! A key's secret never gets here, only its hash; nor does a phone number, only a hash of it under a key of ours, since there are few enough
//! numbers to try them all.

pub(super) mod api_key;
pub(super) mod key_account;

mod api_keys;
mod bindings;

pub use api_keys::{KeyId, KeyRow, delete, demo_secret, find, insert, list, touch};
pub use bindings::{bind, binding, binding_to_change, bindings, unbind};
