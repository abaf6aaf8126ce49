//! The guards: which browser makes a request.
//!
//! A [`Visitor`] is anyone, with the session of their cookie if it has one. A [`SignedIn`] is a visitor whose session is signed in. A route
//! names the guard that it needs; if a guard fails, the catcher responds with its [`Error`].

use std::sync::Arc;

use rocket::Request;
use rocket::request::{FromRequest, Outcome};
use time::OffsetDateTime;
use tracing::warn;

use super::error::{Error, Operation};
use super::session_cookie::{self, SessionCookie};
use crate::accounts::Accounts;
use crate::config::Config;
use crate::http::request::client::Client;
use crate::http::request::state::{managed, needs};
use crate::store::{Store, TokenHash, browsers};
use crate::telegram::{self, Account};

/// The shortest time between two updates of a session's last use.
const TOUCH_EVERY: time::Duration = time::Duration::MINUTE;

/// Anyone.
pub struct Visitor {
    /// Where the request comes from.
    pub client: Client,
    /// The cookie's name and attributes.
    pub cookie: SessionCookie,
    /// The cookie's session.
    pub browser: Option<Browser>,
    /// The cookie has no session (any more) and is to be removed.
    pub has_dead_cookie: bool,
    /// The session's key in the store that the cookie has or had.
    pub cookie_hash: Option<TokenHash>,
}

/// A browser's session.
pub struct Browser {
    /// The session's key in the store.
    pub token: TokenHash,
    /// The account, signed in or being signed in.
    pub account: Arc<Account>,
}

/// Somebody who is signed in.
pub struct SignedIn {
    /// Their account.
    pub account: Arc<Account>,
    /// Their browser's session.
    pub token: TokenHash,
    /// The cookie's name and attributes.
    pub cookie: SessionCookie,
}

impl Browser {
    /// Whether its account is signed in.
    pub fn is_signed_in(&self) -> bool {
        self.account.user().is_some()
    }
}

impl Visitor {
    async fn identify(request: &Request<'_>) -> Result<Self, Error> {
        let cookie = SessionCookie::of(request);
        let without = |has_dead_cookie, cookie_hash| {
            let client = Client::of(request);
            Self { client, cookie, browser: None, has_dead_cookie, cookie_hash }
        };
        let token = match cookie.values(request).as_slice() {
            [] => return Ok(without(false, None)),
            [value] => match session_cookie::hash_of(value) {
                Some(token) => token,
                None => return Ok(without(true, None)),
            },
            _ => return Err(Error::SeveralCookies),
        };
        let nobody = |has_dead_cookie| without(has_dead_cookie, Some(token));
        let (store, accounts, config) =
            (managed::<Store>(request), managed::<Accounts>(request), managed::<Config>(request));
        let failed = |error| Operation::OpenSession.failed(error);
        let Some(found) = browsers::find(store, token).await.map_err(failed)? else { return Ok(nobody(true)) };
        let unused_for = OffsetDateTime::now_utc() - found.seen;
        if unused_for > config.sessions.idle {
            forget(store, token).await;
            return Ok(nobody(true));
        }
        let account = match accounts.open(found.binding.account).await {
            Ok(account) => account,
            Err(telegram::Error::SignedOut) => {
                forget(store, token).await;
                return Ok(nobody(true));
            }
            Err(error) => return Err(Operation::OpenSession.failed(error)),
        };
        if unused_for > TOUCH_EVERY
            && let Err(error) = browsers::touch(store, token).await
        {
            // The next request does it.
            warn!(%error, "a session's last use could not be stored");
        }
        Ok(Self { browser: Some(Browser { token, account }), ..nobody(false) })
    }
}

/// Deletes a session that has ended. If that fails, housekeeping does it.
async fn forget(store: &Store, token: TokenHash) {
    if let Err(error) = browsers::delete(store, token).await {
        warn!(%error, "a session that has ended could not be deleted");
    }
}

needs!(Visitor: Store, Accounts, Config);
needs!(SignedIn: Store, Accounts, Config);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Visitor {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match Self::identify(request).await {
            Ok(visitor) => Outcome::Success(visitor),
            Err(error) => Outcome::Error(error.fail(request)),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let refused = match Visitor::identify(request).await {
            Ok(Visitor { browser: Some(browser), cookie, .. }) if browser.is_signed_in() => {
                return Outcome::Success(Self { account: browser.account, token: browser.token, cookie });
            }
            Ok(Visitor { has_dead_cookie: true, .. }) => Operation::OpenSession.failed(telegram::Error::SignedOut),
            Ok(_) => Error::NotAuthenticated,
            Err(error) => error,
        };
        Outcome::Error(refused.fail(request))
    }
}
