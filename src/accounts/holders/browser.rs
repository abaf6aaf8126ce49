//! A browser, known by its cookie.

use std::time::Duration;

use time::OffsetDateTime;

use super::{Holder, HolderId, SignInAttempt};
use crate::config::Sessions;
use crate::store::{AccountId, Binding, Error, Executor, Store, TokenHash, browsers};
use crate::telegram::User;

/// A browser that signs in. A cookie that was there before is dead once the new one is signed in: nobody who knew it is signed in as well.
#[derive(Clone)]
pub struct BrowserHolder {
    store: Store,
    /// The cookie that it came with.
    cookie: Option<TokenHash>,
    /// The cookie that it gets.
    new_cookie: TokenHash,
    change: CookieChange,
    lifetimes: Sessions,
}

/// When a browser gets its new cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieChange {
    /// With the answer that says that it is signed in. One that had no cookie gets it with the first answer, to come back with.
    WhenSignedIn,
    /// With the first answer: there is none later (a QR code is scanned while the answer is being read).
    AtOnce,
}

impl BrowserHolder {
    /// The browser that came with `cookie` and gets `new_cookie`.
    pub fn new(
        store: Store,
        cookie: Option<TokenHash>,
        new_cookie: TokenHash,
        change: CookieChange,
        lifetimes: Sessions,
    ) -> Self {
        Self { store, cookie, new_cookie, change, lifetimes }
    }

    /// The first cookie of a browser that is not signed in.
    async fn insert(&self, db: &impl Executor, binding: Binding) -> Result<(), Error> {
        browsers::insert(db, self.new_cookie, binding, after(self.lifetimes.pending)).await
    }
}

impl Holder for BrowserHolder {
    fn id(&self) -> Option<HolderId> {
        self.cookie.map(HolderId::Cookie)
    }

    async fn binding(&self) -> Result<Option<Binding>, Error> {
        match self.cookie {
            Some(cookie) => Ok(browsers::find(&self.store, cookie).await?.map(|browser| browser.binding)),
            None => Ok(None),
        }
    }

    async fn bind_attempt(&self, attempt: SignInAttempt) -> Result<(), Error> {
        let binding = attempt.binding();
        let Some(cookie) = self.cookie else { return self.insert(&self.store, binding).await };
        let transaction = self.store.begin().await?;
        match (browsers::find(&transaction, cookie).await?, self.change) {
            (Some(browser), CookieChange::WhenSignedIn) if attempt.is_new => {
                browsers::rebind(&transaction, cookie, binding, browser.expires).await?;
            }
            (Some(_), CookieChange::WhenSignedIn) => {}
            (Some(browser), CookieChange::AtOnce) => {
                let expires = if attempt.beside.is_some() { browser.expires } else { after(self.lifetimes.pending) };
                browsers::replace(&transaction, cookie, self.new_cookie, binding, expires).await?;
            }
            // It has ended meanwhile.
            (None, CookieChange::WhenSignedIn) => {}
            (None, CookieChange::AtOnce) => self.insert(&transaction, binding).await?,
        }
        transaction.commit().await
    }

    async fn bind_signed_in(&self, account: AccountId, _user: &User) -> Result<Option<AccountId>, Error> {
        let (binding, expires) = (Binding { account, pending: None }, after(self.lifetimes.absolute));
        let transaction = self.store.begin().await?;
        let current = match self.change {
            CookieChange::WhenSignedIn => self.cookie,
            CookieChange::AtOnce => Some(self.new_cookie),
        };
        let before = match current {
            Some(cookie) => browsers::find(&transaction, cookie).await?,
            None => None,
        };
        match (self.change, current) {
            (CookieChange::AtOnce, _) => {
                browsers::rebind(&transaction, self.new_cookie, binding, expires).await?;
            }
            (CookieChange::WhenSignedIn, Some(cookie)) => {
                browsers::replace(&transaction, cookie, self.new_cookie, binding, expires).await?;
            }
            (CookieChange::WhenSignedIn, None) => {
                browsers::insert(&transaction, self.new_cookie, binding, expires).await?;
            }
        }
        transaction.commit().await?;
        Ok(before.map(|browser| browser.binding.account).filter(|before| *before != account))
    }

    /// Adds a cookie. The first one, which may never have arrived, is left alone: it may just as well have.
    async fn bind_again(&self, account: AccountId) -> Result<(), Error> {
        let binding = Binding { account, pending: None };
        browsers::insert(&self.store, self.new_cookie, binding, after(self.lifetimes.absolute)).await
    }
}

fn after(lifetime: Duration) -> OffsetDateTime {
    OffsetDateTime::now_utc() + lifetime
}
