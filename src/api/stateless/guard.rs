//! Callers and their rights.
//!
//! [`Anyone`] has no session string, [`SigningIn`] has one from `/auth/send_code`, [`SignedIn`] one of a finished sign-in. A
//! [`Call`](crate::http::fastapi::call::Call) is a caller together with the request's parameters; all malformed parameters are reported together,
//! before the caller is identified.

use std::sync::Arc;

use rocket::Request;
use time::OffsetDateTime;

use super::error::{Error, Operation};
use super::session_string::{Purpose, SessionString};
use crate::accounts::Accounts;
use crate::http::fastapi::call::Caller;
use crate::http::fastapi::validation::Item;
use crate::http::request::client::Client;
use crate::http::request::state::{managed, needs};
use crate::store::Store;
use crate::telegram::{self, Account};

/// The header with the session string.
pub(super) const HEADER: &str = "X-Session-String";

/// A caller without a session string.
pub(super) struct Anyone {
    /// The address of the request.
    pub client: Client,
}

/// A caller whose sign-in is under way.
pub(super) struct SigningIn {
    /// The address of the request.
    pub client: Client,
    /// The account that is being signed in.
    pub account: Arc<Account>,
}

/// A caller who is signed in.
pub(super) struct SignedIn {
    /// The caller's account.
    pub account: Arc<Account>,
}

/// A caller with a session string for any purpose.
pub(super) struct SessionHolder {
    /// The caller's account.
    pub account: Arc<Account>,
}

needs!(Anyone: Store, Accounts);
needs!(SigningIn: Store, Accounts);
needs!(SignedIn: Store, Accounts);
needs!(SessionHolder: Store, Accounts);

impl Caller for Anyone {
    type Error = Error;

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        Ok(Self { client: Client::of(request) })
    }
}

impl Caller for SigningIn {
    type Error = Error;

    fn missing(request: &Request<'_>) -> Option<Item> {
        missing_string(request)
    }

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let (purpose, account) = open(request).await?;
        // The account may have been signed in already, with the same string.
        if purpose != Purpose::SigningIn || account.user().is_some() {
            return Err(Error::InvalidSession);
        }
        Ok(Self { client: Client::of(request), account })
    }
}

impl Caller for SignedIn {
    type Error = Error;

    fn missing(request: &Request<'_>) -> Option<Item> {
        missing_string(request)
    }

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let (purpose, account) = open(request).await?;
        if purpose == Purpose::SignedIn { Ok(Self { account }) } else { Err(Error::InvalidSession) }
    }
}

impl Caller for SessionHolder {
    type Error = Error;

    fn missing(request: &Request<'_>) -> Option<Item> {
        missing_string(request)
    }

    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        open(request).await.map(|(_, account)| Self { account })
    }
}

fn missing_string(request: &Request<'_>) -> Option<Item> {
    (!request.headers().contains(HEADER)).then(|| Item::missing_header(HEADER))
}

async fn open(request: &Request<'_>) -> Result<(Purpose, Arc<Account>), Error> {
    let mut values = request.headers().get(HEADER);
    let (Some(text), None) = (values.next(), values.next()) else { return Err(Error::InvalidSession) };
    let (store, accounts) = (managed::<Store>(request), managed::<Accounts>(request));
    let opened = SessionString::open(store, text, OffsetDateTime::now_utc());
    let (purpose, held) = opened.ok_or(Error::InvalidSession)?;
    match accounts.open_client_held(&held).await {
        Ok(account) => Ok((purpose, account)),
        Err(telegram::Error::SignedOut) => Err(Error::InvalidSession),
        Err(error) => Err(Operation::OpenSession.failed(error)),
    }
}
