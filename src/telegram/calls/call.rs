//! Making calls in the name of one authorization.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use grammers_mtsender::RpcError;
use grammers_tl_types::{self as tl, Deserializable, RemoteCall};
use tracing::{debug, info, warn};

use super::failed::Failed;
use super::observer::Observer;
use super::preparing::{Preparing, Step};
use super::storage::SessionStorage;
use crate::config::CallLimits;
use crate::store::AccountId;
use crate::telegram::error::Error;
use crate::telegram::link::application::Application;
use crate::telegram::link::connection::Failure;
use crate::telegram::link::handshake;
use crate::telegram::link::server::Server;
use crate::telegram::link::session::Session;
use crate::telegram::transport::connections::Connections;
use crate::telegram::transport::lane::Lane;
use crate::telegram::transport::route::CallRoute;

const OPEN: u8 = 0;
const SIGNED_OUT: u8 = 1;
const CLOSED: u8 = 2;

/// One authorization: its session, its connections, and what Telegram last said of it.
pub struct Calls {
    /// In whose name it talks to Telegram: the server's application, or one that the caller brings.
    pub application: Arc<Application>,
    /// Its keys, its user, and how far a sign-in has got.
    pub session: Arc<Session>,
    /// Its connections.
    pub connections: Connections,
    server: Arc<Server>,
    preparing: Preparing,
    storage: Box<dyn SessionStorage>,
    observer: Arc<dyn Observer>,
    /// When Telegram last confirmed the authorization.
    verified: Mutex<Option<Instant>>,
    state: AtomicU8,
    /// Cloned by whatever uses the account beyond one call.
    use_count: Arc<()>,
}

/// While it lives, the account is in use and is not closed for being idle.
#[derive(Clone)]
pub struct InUse(#[expect(dead_code, reason = "it is counted, not read")] Arc<()>);

impl Calls {
    /// Nothing is connected yet.
    pub fn new(
        server: Arc<Server>,
        application: Arc<Application>,
        session: Session,
        limits: CallLimits,
        storage: Box<dyn SessionStorage>,
        observer: Arc<dyn Observer>,
    ) -> Self {
        let session = Arc::new(session);
        Self {
            connections: Connections::new(session.clone(), application.clone(), limits),
            application,
            session,
            server,
            preparing: Preparing::default(),
            storage,
            observer,
            verified: Mutex::new(None),
            state: AtomicU8::new(OPEN),
            use_count: Arc::default(),
        }
    }

    /// Its number: that of its row, or below zero where it has none.
    pub fn id(&self) -> AccountId {
        self.storage.id()
    }

    /// Makes a call and reads its answer.
    pub async fn call<R: RemoteCall>(&self, route: CallRoute, request: &R) -> Result<R::Return, Failed> {
        let body = request.to_bytes();
        let bytes = self.call_raw(route, || body.clone()).await?;
        R::Return::from_bytes(&bytes).map_err(|_| Error::Protocol("the answer cannot be read").into())
    }

    /// Makes a call whose answer the caller reads. `body` is called when the request goes out, which may be long after the call began.
    pub async fn call_raw(&self, route: CallRoute, body: impl Fn() -> Vec<u8> + Sync) -> Result<Vec<u8>, Failed> {
        let mut may_repeat = route.repeatable;
        let mut refused = false;
        loop {
            self.check_open()?;
            let dc = route.dc.unwrap_or_else(|| self.session.home());
            self.ensure_key(dc).await?;
            let failure = match self.connections.send(route, dc, &body).await? {
                Ok(bytes) => return Ok(bytes),
                Err(failure) => failure,
            };
            // The connection may have been closed under this call because the account ended.
            self.check_open()?;
            let error = match failure {
                Failure::Rpc(error) if error.code.abs() >= 500 && may_repeat => {
                    debug!(dc, code = error.code, "a data centre failed and is asked once more");
                    Error::Unavailable("the data centre has a fault")
                }
                Failure::Rpc(error) => return Err(self.judge(route.lane, dc, error).await),
                Failure::Broken => Error::Unavailable("the connection broke"),
                Failure::TimedOut => Error::Unavailable("the data centre does not answer"),
                Failure::Unreadable => return Err(Error::Protocol("the answer cannot be read").into()),
                // Nothing was carried out, so every call may be repeated. A second refusal is no accident.
                Failure::UnknownKey if !refused => {
                    refused = true;
                    if !self.is_signed_in_at(dc) {
                        self.session.remove_key(dc);
                    }
                    continue;
                }
                Failure::UnknownKey if self.is_signed_in_at(dc) => {
                    self.end().await;
                    return Err(Error::SignedOut.into());
                }
                Failure::UnknownKey => return Err(Error::Unavailable("the data centre refuses the key").into()),
            };
            if !may_repeat {
                warn!(dc, lane = ?route.lane, %error, "a call to Telegram failed");
                return Err(error.into());
            }
            may_repeat = false;
        }
    }

    /// A call to the data centre that a file lives in, with the account's authorization carried there when it is missing.
    pub async fn transfer(&self, route: CallRoute, body: impl Fn() -> Vec<u8> + Sync) -> Result<Vec<u8>, Failed> {
        let dc = route.dc.unwrap_or_else(|| self.session.home());
        self.ensure_authorized(dc).await?;
        match self.call_raw(route, &body).await {
            Err(failed) if failed.is("AUTH_KEY_UNREGISTERED") && dc != self.session.home() => {
                self.ensure_authorized(dc).await?;
                self.call_raw(route, &body).await
            }
            answer => answer,
        }
    }

    /// Makes an auth key for the data centre unless there is one.
    async fn ensure_key(&self, dc: i32) -> Result<(), Error> {
        if self.session.has_key(dc) {
            return Ok(());
        }
        let lock = self.preparing.lock_of(Step::Key, dc);
        let _alone = lock.lock().await;
        if self.session.has_key(dc) {
            return Ok(());
        }
        let address = self.session.address(dc).ok_or(Error::Protocol("an unknown data centre"))?;
        let key = match self.server.key() {
            Some(server_key) => handshake::exchange(address, server_key).await?,
            None => handshake::exchange_with_telegram(address).await?,
        };
        self.session.set_key(dc, &key);
        self.save().await
    }

    /// Carries the account's authorization to another data centre (`auth.exportAuthorization`, `auth.importAuthorization`).
    pub async fn ensure_authorized(&self, dc: i32) -> Result<(), Failed> {
        if self.session.is_authorized(dc) {
            return Ok(());
        }
        if self.session.user_id().is_none() {
            return Err(Error::SignedOut.into());
        }
        self.ensure_key(dc).await?;
        let lock = self.preparing.lock_of(Step::Authorization, dc);
        let _alone = lock.lock().await;
        if self.session.is_authorized(dc) {
            return Ok(());
        }
        // The connection opens while the authorization is fetched.
        self.connections.pool(Lane::Thumbnails, dc).warm();
        let export = tl::functions::auth::ExportAuthorization { dc_id: dc };
        let exported = self.call(CallRoute::HOME, &export).await?;
        let tl::enums::auth::ExportedAuthorization::Authorization(exported) = exported;
        let import = tl::functions::auth::ImportAuthorization { id: exported.id, bytes: exported.bytes };
        let route = CallRoute { repeatable: false, ..CallRoute::thumbnail(dc, true) };
        self.call(route, &import).await?;
        self.session.set_authorized(dc, true);
        self.save().await?;
        Ok(())
    }

    /// The account turned out to live in another data centre (`PHONE_MIGRATE_x` and the like).
    pub async fn move_home(&self, dc: i32) -> Result<(), Error> {
        if self.session.address(dc).is_none() {
            return Err(Error::Protocol("an unknown data centre"));
        }
        let old = self.session.home();
        self.session.set_home(dc);
        if old != dc {
            self.connections.for_calls(old).close();
        }
        self.save().await
    }

    /// The signed-in user's id.
    pub fn me(&self) -> Result<i64, Error> {
        self.session.user_id().ok_or(Error::SignedOut)
    }

    /// Whether the account can be used: neither signed out nor closed here.
    pub fn check_open(&self) -> Result<(), Error> {
        match self.state.load(Ordering::Acquire) {
            OPEN => Ok(()),
            CLOSED => Err(Error::Unavailable("the account was closed here")),
            _ => Err(Error::SignedOut),
        }
    }

    /// The authorization has ended: closes everything and deletes what is stored of it. Never undone.
    pub async fn end(&self) {
        if self.state.swap(SIGNED_OUT, Ordering::AcqRel) == SIGNED_OUT {
            return;
        }
        info!(account = self.id().0, "the account is signed out");
        self.connections.close();
        self.observer.signed_out();
        if let Err(error) = self.storage.delete().await {
            warn!(account = self.id().0, %error, "a signed-out account could not be deleted");
        }
    }

    /// Closes everything but leaves the authorization as it is: this process stops using the account.
    pub fn close(&self) {
        let _ = self.state.compare_exchange(OPEN, CLOSED, Ordering::AcqRel, Ordering::Acquire);
        self.connections.close();
    }

    /// Marks the account as in use for as long as the value lives.
    pub fn in_use(&self) -> InUse {
        InUse(self.use_count.clone())
    }

    /// Whether anything holds an [`InUse`].
    pub fn is_in_use(&self) -> bool {
        Arc::strong_count(&self.use_count) > 1
    }

    /// Whether the account is known here by more than its number ([`SessionStorage::is_kept_here`]).
    pub fn is_kept_here(&self) -> bool {
        self.storage.is_kept_here()
    }

    /// When Telegram last confirmed that the authorization stands.
    pub fn verified_at(&self) -> Option<Instant> {
        *self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Telegram confirmed just now that the authorization stands.
    pub fn set_verified(&self) {
        *self.verified.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Stores the session when it changed.
    pub async fn save(&self) -> Result<(), Error> {
        if !self.session.take_changed() {
            return Ok(());
        }
        let saved = self.storage.save(&self.session.to_bytes(), self.session.user_id()).await;
        if saved.is_err() {
            self.session.set_changed();
        }
        saved
    }

    /// Whether the account itself, not a copy of its authorization, is signed in there.
    fn is_signed_in_at(&self, dc: i32) -> bool {
        self.session.user_id().is_some() && dc == self.session.home()
    }

    /// What an RPC error means for the account as a whole.
    async fn judge(&self, lane: Lane, dc: i32, error: RpcError) -> Failed {
        if error.code == 420 || error.code == 429 {
            let wait = Duration::from_secs(error.value.unwrap_or(1).into());
            self.connections.flooded(lane, dc, wait);
            self.observer.flood_wait(wait, error.is("FLOOD_PREMIUM_WAIT"));
            return Failed::Rpc(error);
        }
        let unregistered = error.is("AUTH_KEY_UNREGISTERED");
        let ended = unregistered
            || error.is("AUTH_KEY_INVALID")
            || error.is("AUTH_KEY_DUPLICATED")
            || error.is("AUTH_KEY_PERM_EMPTY")
            || error.is("SESSION_REVOKED")
            || error.is("SESSION_EXPIRED")
            || error.is("USER_DEACTIVATED*");
        if !ended || self.session.user_id().is_none() {
            return Failed::Rpc(error);
        }
        if unregistered && dc != self.session.home() {
            self.session.set_authorized(dc, false);
            return Failed::Rpc(error);
        }
        self.end().await;
        Failed::Final(Error::SignedOut)
    }
}
