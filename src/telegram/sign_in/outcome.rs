//! How far a sign-in has got.

use crate::telegram::link::user::User;

/// Where signing in stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// Done; the account is active.
    SignedIn(User),
    /// The account has a second factor: check the password next.
    PasswordRequired {
        /// The hint that the owner left, if any.
        hint: Option<String>,
    },
}
