//! Accounts whose session is held by the client: nothing of them is stored here.
//!
//! Such a client sends the packed session with every request, and gets it back changed where something changed. Accounts that were used lately
//! stay open ([`super::open_client_held`]).

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use futures_util::future::BoxFuture;
use zeroize::Zeroizing;

use super::registry::Accounts;
use crate::store::AccountId;
use crate::telegram::{Account, Application, Error, Fingerprint, Session, SessionStorage};

/// What a client holds of its account. Never printed.
pub struct ClientHeldSession {
    /// The client's own application.
    pub application: Application,
    /// The session, packed; opaque to everybody else.
    pub session: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for ClientHeldSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientHeldSession(…)")
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
    /// An account with a fresh session, not signed in, used in the name of that application. Nobody holds its session until
    /// [`Accounts::pack_client_held`].
    pub async fn begin_client_held(&self, application: Application) -> Result<Arc<Account>, Error> {
        self.check_open()?;
        let session = self.telegram().new_session().await?;
        Ok(self.not_stored(application, session))
    }

    /// The account of a session that the client holds: the open one, or a new one. [`Error::SignedOut`] when what the client sent is no session of
    /// our server's, or one that is known to have ended. Nothing is asked of Telegram.
    pub async fn open_client_held(&self, held: &ClientHeldSession) -> Result<Arc<Account>, Error> {
        let session = self.telegram().packed_session(&held.session).await?;
        let fingerprint = Fingerprint::of(&held.application, &session).ok_or(Error::SignedOut)?;
        self.client_held().open(fingerprint, session, |session| self.not_stored(held.application.clone(), session))
    }

    /// The account that has this auth key in that data centre, where Telegram says that it is signed in. No address is taken from anybody:
    /// [`Error::SignedOut`] for a data centre that our server does not have, and for a key that Telegram does not know.
    pub async fn import_client_held(
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

    /// What the client has to send from now on to come back to the account, which stays open until then.
    pub fn pack_client_held(&self, account: &Arc<Account>) -> Result<ClientHeldSession, Error> {
        const NOTHING: Error = Error::Protocol("there is no session to keep");
        let packed = account.session().pack().filter(|_| account.id().0 < 0);
        let session = packed.ok_or(NOTHING)?;
        let fingerprint = Fingerprint::of(account.application(), account.session()).ok_or(NOTHING)?;
        self.client_held().keep(fingerprint, account)?;
        Ok(ClientHeldSession { application: (**account.application()).clone(), session })
    }

    fn not_stored(&self, application: Application, session: Session) -> Arc<Account> {
        Arc::new(self.telegram().account(Arc::new(application), session, Box::new(NotStored::new())))
    }
}
