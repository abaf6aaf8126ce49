//! Signing in, apart from how it is asked for: the API's calls and the pages' forms come to the same desk.
//!
//! A visitor without a session gets one when the first code is on its way: a fresh account, not signed in, and a cookie for it. A visitor
//! who is signed in and signs in anew keeps the old session until the new one stands; then the old one is logged out at Telegram, since
//! nobody could reach it any more. Whenever a sign-in succeeds, the cookie is replaced and the old one dead.

use std::sync::Arc;
use std::time::Duration;

use rocket::Request;
use rocket::http::Header;
use rocket::request::{FromRequest, Outcome};
use time::OffsetDateTime;
use tracing::warn;

use super::error::{Error, Operation};
use super::guard::{Browser, Visitor};
use super::session_cookie::Token;
use crate::accounts::Accounts;
use crate::config::Config;
use crate::http::limits::sign_in::SignInLimits;
use crate::http::request::state::{managed, needs};
use crate::store::{self, Binding, Store, TokenHash, browsers};
use crate::telegram::{self, Account, PhoneNumber, SignIn, User};

/// Where a visitor signs in.
pub struct Desk<'r> {
    visitor: Visitor,
    accounts: &'r Accounts,
    store: &'r Store,
    config: &'r Config,
    limits: &'r SignInLimits,
}

/// A sign-in that succeeded.
pub struct Welcome {
    /// Who it is.
    pub user: User,
    /// The new cookie.
    pub cookie: Header<'static>,
}

/// A sign-in by QR code that has begun.
pub(super) struct QrAttempt {
    /// The account that is being signed in.
    pub account: Arc<Account>,
    /// The new cookie.
    pub cookie: Header<'static>,
    /// What the store knows it by.
    pub token: TokenHash,
    /// The account that the browser used so far; to be logged out when the new one stands.
    pub replaced: Option<Arc<Account>>,
}

needs!(Desk<'_>: Store, Accounts, Config, SignInLimits);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Desk<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Visitor::from_request(request).await.map(|visitor| Self {
            visitor,
            accounts: managed(request),
            store: managed(request),
            config: managed(request),
            limits: managed(request),
        })
    }
}

impl Desk<'_> {
    /// Has Telegram send a code. The cookie, where the visitor gets a new one.
    pub async fn send_code(self, phone: &str) -> Result<Option<Header<'static>>, Error> {
        let phone = PhoneNumber::parse(phone).ok_or(Error::PhoneInvalid)?;
        self.limits
            .request_code(self.visitor.client, Some(&phone))
            .map_err(|limited| Operation::SendCode.failed(limited))?;
        let (account, is_new) = self.attempt_or_new(Operation::SendCode).await?;
        if let Err(error) = account.send_code(&phone).await {
            if is_new {
                discard(&account).await;
            }
            // A session that ended here is a sign-in's, not one that the visitor is signed in to.
            return Err(match error {
                telegram::Error::SignedOut => Operation::SendCode.rejected(telegram::Rejected::NoCodeRequested),
                error => Operation::SendCode.failed(error),
            });
        }
        if is_new { self.remember(&account).await } else { Ok(None) }
    }

    /// The number that the visitor's last code was sent to.
    pub async fn phone(&self) -> Result<Option<PhoneNumber>, Error> {
        Ok(self.attempt().await?.and_then(|account| account.phone()))
    }

    /// Tries a code, and the password where one is given and needed.
    pub async fn sign_in(self, phone: &PhoneNumber, code: &str, password: Option<&str>) -> Result<Welcome, Error> {
        let account = self.attempt_to_try().await?;
        let failed = |error| Operation::SignIn.failed(error);
        let user = match (account.sign_in(phone, code).await.map_err(failed)?, password) {
            (SignIn::SignedIn(user), _) => user,
            (SignIn::PasswordRequired { .. }, Some(password)) => {
                account.check_password(password).await.map_err(failed)?
            }
            (SignIn::PasswordRequired { hint }, None) => return Err(Error::PasswordRequired { hint }),
        };
        self.welcome(&account, user).await
    }

    /// Tries the second factor.
    pub async fn check_password(self, password: &str) -> Result<Welcome, Error> {
        let account = self.attempt_to_try().await?;
        let user = account.check_password(password).await.map_err(|error| Operation::SignIn.failed(error))?;
        self.welcome(&account, user).await
    }

    /// Begins a sign-in by QR code. The cookie is replaced now, since there is no answer left to do it with once the code is scanned: the
    /// new one, issued in this very answer, then turns from pending into signed in.
    pub(super) async fn begin_qr(self) -> Result<QrAttempt, Error> {
        self.limits.request_code(self.visitor.client, None).map_err(|limited| Operation::SignIn.failed(limited))?;
        let (account, _) = self.attempt_or_new(Operation::SignIn).await?;
        let failed = |error| Operation::SignIn.failed(error);
        let token = Token::random().map_err(failed)?;
        let replaced = self.visitor.browser.as_ref().filter(|browser| browser.account.id() != account.id());
        let (binding, expires) = match replaced {
            Some(browser) => (Binding { account: browser.account.id(), pending: Some(account.id()) }, browser.expires),
            None => (Binding { account: account.id(), pending: None }, end(self.config.sessions.pending)),
        };
        let old = self.visitor.browser.as_ref().map(|browser| browser.token);
        issue(self.store, old, token.hash(), binding, expires).await.map_err(failed)?;
        Ok(QrAttempt {
            account,
            cookie: self.visitor.cookie.header(&token, self.config.sessions.absolute),
            token: token.hash(),
            replaced: replaced.map(|browser| Arc::clone(&browser.account)),
        })
    }

    /// The account that the visitor is signing in to, if any.
    async fn attempt(&self) -> Result<Option<Arc<Account>>, Error> {
        let Some(browser) = &self.visitor.browser else { return Ok(None) };
        if !browser.is_signed_in() {
            return Ok(Some(Arc::clone(&browser.account)));
        }
        let Some(pending) = browser.pending else { return Ok(None) };
        match self.accounts.open(pending).await {
            Ok(account) => Ok(Some(account)),
            Err(telegram::Error::SignedOut) => Ok(None),
            Err(error) => Err(Operation::SignIn.failed(error)),
        }
    }

    async fn attempt_or_new(&self, operation: Operation) -> Result<(Arc<Account>, bool), Error> {
        match self.attempt().await? {
            Some(account) => Ok((account, false)),
            None => {
                self.accounts.create().await.map(|account| (account, true)).map_err(|error| operation.failed(error))
            }
        }
    }

    /// The account that a code or password is for, once that counts as a try.
    async fn attempt_to_try(&self) -> Result<Arc<Account>, Error> {
        let account =
            self.attempt().await?.ok_or_else(|| Operation::SignIn.rejected(telegram::Rejected::NoCodeRequested))?;
        self.limits
            .try_secret(self.visitor.client, account.id())
            .map_err(|limited| Operation::SignIn.failed(limited))?;
        Ok(account)
    }

    /// Binds the visitor to a new account that a code was requested for.
    async fn remember(&self, account: &Account) -> Result<Option<Header<'static>>, Error> {
        let failed = |error| Operation::SendCode.failed(error);
        if let Some(Browser { token, account: current, expires, .. }) = &self.visitor.browser {
            let binding = Binding { account: current.id(), pending: Some(account.id()) };
            browsers::rebind(self.store, *token, binding, *expires).await.map_err(failed)?;
            return Ok(None);
        }
        let token = Token::random().map_err(failed)?;
        let lifetime = self.config.sessions.pending;
        let binding = Binding { account: account.id(), pending: None };
        browsers::insert(self.store, token.hash(), binding, end(lifetime)).await.map_err(failed)?;
        Ok(Some(self.visitor.cookie.header(&token, lifetime)))
    }

    /// Replaces the cookie by one that is signed in.
    async fn welcome(self, account: &Arc<Account>, user: User) -> Result<Welcome, Error> {
        let failed = |error| Operation::SignIn.failed(error);
        let token = Token::random().map_err(failed)?;
        let lifetime = self.config.sessions.absolute;
        let binding = Binding { account: account.id(), pending: None };
        let old = self.visitor.browser.as_ref().map(|browser| browser.token);
        issue(self.store, old, token.hash(), binding, end(lifetime)).await.map_err(failed)?;
        if let Some(Browser { account: current, .. }) = self.visitor.browser
            && current.id() != account.id()
        {
            log_out_replaced(current);
        }
        Ok(Welcome { user, cookie: self.visitor.cookie.header(&token, lifetime) })
    }
}

impl QrAttempt {
    /// The code was scanned: the cookie is signed in from now on.
    pub(super) async fn complete(&self, store: &Store, config: &Config) -> Result<(), store::Error> {
        let binding = Binding { account: self.account.id(), pending: None };
        browsers::rebind(store, self.token, binding, end(config.sessions.absolute)).await?;
        if let Some(replaced) = &self.replaced {
            log_out_replaced(Arc::clone(replaced));
        }
        Ok(())
    }
}

/// Issues a cookie, in place of the old one where there is one.
async fn issue(
    store: &Store,
    old: Option<TokenHash>,
    new: TokenHash,
    binding: Binding,
    expires: OffsetDateTime,
) -> Result<(), store::Error> {
    let Some(old) = old else { return browsers::insert(store, new, binding, expires).await };
    let transaction = store.begin().await?;
    browsers::replace(&transaction, old, new, binding, expires).await?;
    transaction.commit().await
}

fn end(lifetime: Duration) -> OffsetDateTime {
    OffsetDateTime::now_utc() + lifetime
}

/// Ends an authorization that no browser has any more. In the background: the new sign-in does not depend on it.
fn log_out_replaced(account: Arc<Account>) {
    tokio::spawn(async move {
        if let Err(error) = account.log_out().await {
            warn!(%error, "a session that was replaced by a new sign-in could not be logged out");
        }
    });
}

/// Forgets an account that no code was sent for.
async fn discard(account: &Account) {
    if let Err(error) = account.log_out().await {
        // It goes by itself within a day.
        warn!(%error, "a session without a code could not be discarded");
    }
}
