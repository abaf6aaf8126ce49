//! Who holds which Telegram account, which accounts are open in this process, and how somebody signs in.
//!
//! [`Accounts`] opens each account once: from its [`row`] in the database, which is leased to this process meanwhile, or from a
//! session that the [client holds](client_held).
//!
//! A [`Holder`] is whoever signs in and then has a stored account: a browser by its cookie ([`BrowserHolder`]), an API key under a phone
//! number ([`KeyHolder`]), the drive ([`DriveHolder`]). [`SignInFlow`] is the one way of signing in, the same for all of them; what differs is how each is bound to its
//! account. [`KeyAccounts`] are all accounts of one key.

mod open_client_held;
mod registry;
mod row;

mod client_held;
mod finished;
mod housekeeping;

mod holders;
mod key_accounts;
mod sign_in;

pub use client_held::ClientHeldSession;
pub use finished::Secrets;
pub use holders::{BrowserHolder, CookieChange, DriveHolder, Holder, KeyHolder, SignInAttempt};
pub use housekeeping::Housekeeping;
pub use key_accounts::KeyAccounts;
pub use registry::Accounts;
pub use sign_in::{Attempt, QrSignIn, SignInFlow};
