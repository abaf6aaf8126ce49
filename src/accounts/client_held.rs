//! Accounts whose callers keep the session themselves: nothing of them is stored here.
//!
//! Such a caller sends the packed session with every request, and gets it back changed where something changed. Accounts that were used lately
//! stay open ([`super::open_client_held`]).

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::future::BoxFuture;
use zeroize::Zeroizing;

use super::registry::Accounts;
use crate::store::AccountId;
use crate::telegram::{Account, Application, Error, Fingerprint, Session, SessionStorage};

/// An account as its caller keeps it. Never printed.
pub struct Carried {
    /// The caller's own application.
    pub application: Application,
    /// The session, packed; opaque to everybody else.
    pub session: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carried(…)")
    }
}

/// Nothing is stored. The number tells the account apart from others in this process, no longer.
struct NotStored(AccountId);

impl NotStored {
    fn new() -> Self {
        // Rows count from 1 upwards.
        static NEXT: AtomicI64 = AtomicI64::new(-1);
        Self(AccountId(NEXT.fetch_sub(1, Ordering::Relaxed)))
    }
}

impl SessionStorage for NotStored {
    fn id(&self) -> AccountId {
        self.0
    }

    fn is_kept_here(&self) -> bool {
        false
    }

    fn save<'a>(&'a self, _: &'a [u8], _: Option<i64>) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn delete(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

impl Accounts {
    /// An account with a fresh session, not signed in, used in the name of that application. It is kept by nobody until
    /// [`Accounts::carry`].
    pub async fn begin_carried(&self, application: Application) -> Result<Arc<Account>, Error> {
        self.check_open()?;
        let session = self.telegram().new_session().await?;
        Ok(self.not_stored(application, session))
    }

    /// The account that a caller keeps: the open one, or a new one. [`Error::SignedOut`] when what the caller sent is no session of our
    /// server's, or one that is known to have ended. Nothing is asked of Telegram.
    pub async fn open_carried(&self, carried: &Carried) -> Result<Arc<Account>, Error> {
        let session = self.telegram().packed_session(&carried.session).await?;
        let fingerprint = Fingerprint::of(&carried.application, &session).ok_or(Error::SignedOut)?;
        self.client_held().open(fingerprint, session, |session| self.not_stored(carried.application.clone(), session))
    }

    /// The account that has this auth key in that data centre, where Telegram says that it is signed in. No address is taken from anybody:
    /// [`Error::SignedOut`] for a data centre that our server does not have, and for a key that Telegram does not know.
    pub async fn import_carried(
        &self,
        application: Application,
        dc: i32,
        key: &Zeroizing<[u8; 256]>,
    ) -> Result<Arc<Account>, Error> {
        self.check_open()?;
        let session = self.telegram().foreign_session(dc, key).await?;
        let account = self.not_stored(application, session);
        account.adopt().await?;
        Ok(account)
    }

    /// What a caller has to send from now on to come back to the account, which stays open until then.
    pub fn carry(&self, account: &Arc<Account>) -> Result<Carried, Error> {
        const NOTHING: Error = Error::Protocol("there is no session to keep");
        let packed = account.session().pack().filter(|_| account.id().0 < 0);
        let session = packed.ok_or(NOTHING)?;
        let fingerprint = Fingerprint::of(account.application(), account.session()).ok_or(NOTHING)?;
        self.client_held().keep(fingerprint, account)?;
        Ok(Carried { application: (**account.application()).clone(), session })
    }

    fn not_stored(&self, application: Application, session: Session) -> Arc<Account> {
        Arc::new(self.telegram().account(Arc::new(application), session, Box::new(NotStored::new())))
    }
}
