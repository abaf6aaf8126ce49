//! The guard: a service with an API key, and the accounts that it signed in.

use std::sync::Arc;

use rocket::Request;
use rocket::request::{FromRequest, Outcome};

use super::error::Error;
use crate::accounts::KeyAccounts;
use crate::http::access::api_keys::{self, ApiKeys};
use crate::http::errors::api_error::fail;
use crate::http::guards::fields::Fields;
use crate::http::limits::sign_in::SignInLimits;
use crate::http::request::client::Client;
use crate::http::request::state::{managed, needs};
use crate::keys::Scope;
use crate::telegram::{Account, PhoneNumber};

/// The fields of a small body.
pub type Input<T> = Fields<T, Error>;

/// A service with a key for this API.
pub struct Key<'r> {
    /// The key's accounts.
    pub accounts: KeyAccounts,
    /// Where the request comes from.
    pub client: Client,
    /// The limits on signing in.
    pub limits: &'r SignInLimits,
}

impl Key<'_> {
    /// The account that is signed in with the number in a path.
    pub async fn account(&self, phone: &str) -> Result<Arc<Account>, Error> {
        let phone = read_phone(phone)?;
        self.accounts.get(&phone).await?.ok_or(Error::NotAuthorized)
    }
}

needs!(Key<'_>: ApiKeys, SignInLimits);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Key<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match api_keys::key_accounts(request, Scope::Accounts).await {
            Ok(accounts) => Outcome::Success(Self { accounts, client: Client::of(request), limits: managed(request) }),
            Err(denied) => Outcome::Error(fail(request, Error::Denied(denied))),
        }
    }
}

/// Reads a number in a path or a query: with `+`, with the space that `+` means in a query, or without.
pub(super) fn read_phone(text: &str) -> Result<PhoneNumber, Error> {
    if text.trim().is_empty() {
        return Err(Error::PhoneRequired);
    }
    PhoneNumber::parse(text).ok_or(Error::PhoneInvalid)
}
