//! Holders: how each kind of them is bound to its account. A new kind implements [`Holder`], and has its line in the store's list of the
//! columns that hold accounts.

mod browser;
mod drive;
mod key;

pub use browser::{BrowserHolder, CookieChange};
pub use drive::DriveHolder;
pub use key::KeyHolder;

use crate::store::{AccountId, Binding, Error, KeyId, TokenHash};
use crate::telegram::User;

/// A sign-in that has begun.
#[derive(Clone, Copy, Debug)]
pub struct SignInAttempt {
    /// The account that is being signed in.
    pub account: AccountId,
    /// Nobody is bound to it yet.
    pub is_new: bool,
    /// The account that the holder is signed in to, and stays signed in to until the new one is.
    pub beside: Option<AccountId>,
}

impl SignInAttempt {
    /// What its holder has meanwhile.
    fn binding(self) -> Binding {
        match self.beside {
            Some(account) => Binding { account, pending: Some(self.account) },
            None => Binding { account: self.account, pending: None },
        }
    }
}

/// Which holder it is.
#[derive(Clone, PartialEq, Eq)]
pub enum HolderId {
    /// The browser that came with this cookie.
    Cookie(TokenHash),
    /// An API key, and the digits of a phone number.
    Key(KeyId, String),
    /// The drive.
    Drive,
}

/// Whoever signs in and then has the account.
pub trait Holder: Clone + Send + Sync + 'static {
    /// Which one it is; `None` for a browser without a cookie.
    fn id(&self) -> Option<HolderId>;

    /// What it has now.
    fn binding(&self) -> impl Future<Output = Result<Option<Binding>, Error>> + Send;

    /// Binds it to a sign-in that has begun.
    fn bind_attempt(&self, attempt: SignInAttempt) -> impl Future<Output = Result<(), Error>> + Send;

    /// Binds it to an account that is signed in, and to no other. The account that it had before, where that is another.
    fn bind_signed_in(
        &self,
        account: AccountId,
        user: &User,
    ) -> impl Future<Output = Result<Option<AccountId>, Error>> + Send;

    /// Binds it once more to the account that it has just been bound to: it may not have got the answer.
    fn bind_again(&self, account: AccountId) -> impl Future<Output = Result<(), Error>> + Send;
}
