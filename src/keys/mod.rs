//! API keys: what services sign in with instead of a cookie.
//!
//! `heliograph keys` makes, lists and revokes them. Which accounts a key has is told by [`KeyAccounts`](crate::accounts::KeyAccounts); how a
//! key is sent, by [`crate::http::access::api_keys`].

mod api_key;

pub use api_key::{ApiKey, CreateError, Scope};
