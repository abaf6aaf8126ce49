//! API keys, and what a service does with one.
//!
//! An [`ApiKey`] is what a service shows instead of a cookie; `heliograph keys` makes, lists and revokes them. Whoever showed one is a
//! [`Holder`]: it signs in phone numbers and reaches the accounts that it signed in, and no others. What HTTP has to do with it is in
//! [`crate::http::access::api_keys`].

mod api_key;
mod holder;

pub use api_key::{ApiKey, CreateError, Scope};
pub use holder::Holder;
