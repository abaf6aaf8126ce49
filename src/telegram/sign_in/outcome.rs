//! Outcomes of a sign-in.

use crate::telegram::link::user::User;

/// The outcome of a step of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// The account is signed in.
    SignedIn(User),
    /// The account has a password, which has to be checked next.
    PasswordRequired {
        /// The owner's hint to the password, if there is one.
        hint: Option<String>,
    },
}
