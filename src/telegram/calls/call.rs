//! Making calls with one authorization. A data centre is prepared by the first call to it: its auth key is created, and the account's
//! authorization is copied to it.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use grammers_mtsender::RpcError;
use grammers_tl_types::{self as tl, Deserializable, RemoteCall};
use tokio_util::bytes::Bytes;
use tracing::{debug, info, warn};

use super::call_error::CallError;
use super::observer::Observer;
use super::preparation::{PreparationLocks, Step};
use super::repeats::Repeats;
use super::storage::SessionStorage;
use crate::config::TimeLimits;
use crate::store::AccountId;
use crate::telegram::error::{CLOSED_HERE, Error, KEY_REFUSED, is_fault, wait_of};
use crate::telegram::link::application::Application;
use crate::telegram::link::failure::Failure;
use crate::telegram::link::handshake;
use crate::telegram::link::server::Server;
use crate::telegram::link::session::Session;
use crate::telegram::link::setup::Setup;
use crate::telegram::mtproto::serialized::Serialized;
use crate::telegram::transport::connections::Connections;
use crate::telegram::transport::lane::Lane;
use crate::telegram::transport::route::CallRoute;

const OPEN: u8 = 0;
const SIGNED_OUT: u8 = 1;
const CLOSED: u8 = 2;

/// Makes calls with one authorization, and keeps track of whether that is valid.
pub struct Calls {
    /// The application that makes the calls: the server's, or one that the caller brought.
    pub application: Arc<Application>,
    /// The authorization's auth keys, its user, and the state of an unfinished sign-in.
    pub session: Arc<Session>,
    /// The connections that carry the calls.
    pub connections: Connections,
    /// How long the calls, and what is made of them, may take.
    pub limits: TimeLimits,
    server: Arc<Server>,
    preparation: PreparationLocks,
    storage: Arc<dyn SessionStorage>,
    observer: Arc<dyn Observer>,
    /// When Telegram last confirmed the authorization.
    verified: Mutex<Option<Instant>>,
    state: AtomicU8,
    /// Whether the home data centre has said for long that it does not know the auth key, and nothing else since.
    key_is_refused: AtomicBool,
    /// Its reference count is the number of [`InUse`] guards and one.
    use_count: Arc<()>,
}

/// A guard that marks the account as in use, so that it is not closed as idle.
#[derive(Clone)]
pub struct InUse(#[expect(dead_code, reason = "it is counted, not read")] Arc<()>);

impl Calls {
    /// Opens no connection.
    pub fn new(
        server: Arc<Server>,
        application: Arc<Application>,
        session: Session,
        limits: TimeLimits,
        storage: Box<dyn SessionStorage>,
        observer: Arc<dyn Observer>,
    ) -> Self {
        let session = Arc::new(session);
        let setup = Setup {
            session: session.clone(),
            application: application.clone(),
            cipher: server.cipher.clone(),
            idle_limit: limits.calls.connection_idle,
        };
        Self {
            connections: Connections::new(setup.into(), server.max_connections, limits.calls, limits.flood_waits),
            application,
            session,
            limits,
            server,
            preparation: PreparationLocks::default(),
            storage: storage.into(),
            observer,
            verified: Mutex::new(None),
            state: AtomicU8::new(OPEN),
            key_is_refused: AtomicBool::new(false),
            use_count: Arc::default(),
        }
    }

    /// The account's id ([`SessionStorage::id`]).
    pub fn id(&self) -> AccountId {
        self.storage.id()
    }

    /// Makes a call and parses its answer.
    pub async fn call<R: RemoteCall>(&self, route: CallRoute, request: &R) -> Result<R::Return, CallError> {
        let body = Serialized::from(request.to_bytes());
        let bytes = self.call_raw(route, || body.clone()).await?;
        R::Return::from_bytes(&bytes).map_err(|_| Error::Protocol("the answer cannot be read").into())
    }

    /// Makes a call and returns its serialized answer. `body` is called when the request is sent, which may be long after this call.
    ///
    /// What is repeated is said by [`Repeats`].
    pub async fn call_raw(&self, route: CallRoute, body: impl Fn() -> Serialized + Sync) -> Result<Bytes, CallError> {
        let mut repeats = Repeats::new(&self.limits.calls, route);
        loop {
            self.check_open()?;
            let dc = route.dc.unwrap_or_else(|| self.session.home());
            let answer = match self.ensure_key(dc).await {
                Ok(()) => self.connections.send(route, dc, &body).await?,
                Err(Error::Unavailable(_)) => Err(Failure::NotSent),
                Err(error) => return Err(error.into()),
            };
            let failure = match answer {
                Ok(bytes) => {
                    self.key_is_known(dc);
                    return Ok(bytes);
                }
                Err(failure) => failure,
            };
            // The call may have failed because the account was closed meanwhile.
            self.check_open()?;
            let (error, pause): (CallError, _) = match failure {
                Failure::Rpc(error) if is_fault(&error) => {
                    self.key_is_known(dc);
                    (CallError::Rpc(error), repeats.after_break())
                }
                Failure::Rpc(error) => {
                    self.key_is_known(dc);
                    return Err(self.handle_rpc_error(route.lane, dc, error).await);
                }
                Failure::NotSent => {
                    (Error::Unavailable("no connection to the data centre").into(), repeats.after_not_sent())
                }
                Failure::Broken => (Error::Unavailable("the connection broke").into(), repeats.after_break()),
                Failure::TimedOut => {
                    (Error::Unavailable("the data centre does not answer").into(), repeats.after_time_out())
                }
                Failure::Unreadable => return Err(Error::Protocol("the answer cannot be read").into()),
                Failure::UnknownKey => self.handle_unknown_key(dc, &mut repeats),
            };
            let Some(pause) = pause else {
                warn!(dc, lane = ?route.lane, error = %error.to_text(), "a call to Telegram failed");
                return Err(error);
            };
            debug!(dc, lane = ?route.lane, error = %error.to_text(), "a call to Telegram failed and is repeated");
            tokio::time::sleep(pause).await;
        }
    }

    /// A data centre says that it does not know the auth key. Anybody on the way could say so, since that is not encrypted, and Telegram says it in
    /// passing when it has trouble. So no account is given up for it, and only a key is replaced that nothing depends on.
    fn handle_unknown_key(&self, dc: i32, repeats: &mut Repeats) -> (CallError, Option<Duration>) {
        if dc != self.session.home() || !self.session.may_be_signed_in() {
            self.session.remove_key(dc);
            return (Error::Unavailable("the data centre refuses the key").into(), repeats.after_not_sent());
        }
        let error = Error::Unavailable(KEY_REFUSED).into();
        if self.key_is_refused.load(Ordering::Acquire) {
            return (error, None);
        }
        let pause = repeats.after_unknown_key();
        if pause.is_none() && !self.key_is_refused.swap(true, Ordering::AcqRel) {
            warn!(
                account = self.id().0,
                dc, "telegram does not know the account's key; the account is kept, and each request tries it again"
            );
        }
        (error, pause)
    }

    /// A data centre has answered with the auth key.
    fn key_is_known(&self, dc: i32) {
        if self.key_is_refused.load(Ordering::Acquire)
            && dc == self.session.home()
            && self.key_is_refused.swap(false, Ordering::AcqRel)
        {
            info!(account = self.id().0, dc, "telegram knows the account's key again");
        }
    }

    /// Makes a call at a data centre that needs the account's authorization, and copies the authorization there first if it is missing.
    pub async fn call_authorized(
        &self,
        route: CallRoute,
        body: impl Fn() -> Serialized + Sync,
    ) -> Result<Bytes, CallError> {
        let dc = route.dc.unwrap_or_else(|| self.session.home());
        self.ensure_authorized(dc).await?;
        match self.call_raw(route, &body).await {
            Err(error) if error.is("AUTH_KEY_UNREGISTERED") && dc != self.session.home() => {
                self.ensure_authorized(dc).await?;
                self.call_raw(route, &body).await
            }
            answer => answer,
        }
    }

    /// Creates an auth key for the data centre unless the session has one.
    async fn ensure_key(&self, dc: i32) -> Result<(), Error> {
        if self.session.has_key(dc) {
            return Ok(());
        }
        let lock = self.preparation.lock_of(Step::Key, dc);
        let _guard = lock.lock().await;
        if self.session.has_key(dc) {
            return Ok(());
        }
        let address = self.session.address(dc).ok_or(Error::Protocol("an unknown data centre"))?;
        let limit = self.limits.calls.key_exchange;
        let key = match self.server.key() {
            Some(server_key) => handshake::exchange(address, server_key, limit).await?,
            None => handshake::exchange_with_telegram(address, limit).await?,
        };
        self.session.set_key(dc, &key.bytes);
        if let Some((salt, time)) = key.first {
            self.session.salt(dc).set(salt);
            self.session.clock().set(time);
        }
        self.save().await
    }

    /// Copies the account's authorization to the data centre unless it is there (`auth.exportAuthorization`, `auth.importAuthorization`).
    pub async fn ensure_authorized(&self, dc: i32) -> Result<(), CallError> {
        if self.session.is_authorized(dc) {
            return Ok(());
        }
        if self.session.user_id().is_none() {
            return Err(Error::SignedOut.into());
        }
        let lock = self.preparation.lock_of(Step::Authorization, dc);
        let _guard = lock.lock().await;
        if self.session.is_authorized(dc) {
            return Ok(());
        }
        // The key is created, and a connection opened, while the authorization is exported.
        let export = tl::functions::auth::ExportAuthorization { dc_id: dc };
        let prepared = async {
            self.ensure_key(dc).await?;
            self.connections.pool(Lane::Thumbnails, dc).warm();
            Ok::<_, CallError>(())
        };
        let (exported, ()) = tokio::try_join!(self.call(CallRoute::HOME, &export), prepared)?;
        let tl::enums::auth::ExportedAuthorization::Authorization(exported) = exported;
        let import = tl::functions::auth::ImportAuthorization { id: exported.id, bytes: exported.bytes };
        let route = CallRoute { repeatable: false, ..CallRoute::thumbnail(dc, true) };
        self.call(route, &import).await?;
        self.session.set_authorized(dc, true);
        self.save().await?;
        Ok(())
    }

    /// Changes the account's home data centre (`PHONE_MIGRATE_x` and the like).
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

    /// Fails when the account is signed out or was closed.
    pub fn check_open(&self) -> Result<(), Error> {
        match self.state.load(Ordering::Acquire) {
            OPEN => Ok(()),
            CLOSED => Err(Error::Unavailable(CLOSED_HERE)),
            _ => Err(Error::SignedOut),
        }
    }

    /// Marks the account as signed out for good: closes its connections and deletes its stored session.
    pub async fn authorization_ended(&self) {
        if self.state.swap(SIGNED_OUT, Ordering::AcqRel) == SIGNED_OUT {
            return;
        }
        let (id, storage) = (self.id(), self.storage.clone());
        info!(account = id.0, "the account is signed out");
        // A task of its own: whoever called may be dropped, with the connections for example.
        let deleted = tokio::spawn(async move {
            if let Err(error) = storage.delete().await {
                warn!(account = id.0, %error, "a signed-out account could not be deleted");
            }
        });
        self.connections.close();
        self.observer.signed_out();
        let _ = deleted.await;
    }

    /// Closes the connections for good and keeps the authorization: only this process stops using the account.
    pub fn close(&self) {
        let _ = self.state.compare_exchange(OPEN, CLOSED, Ordering::AcqRel, Ordering::Acquire);
        self.connections.close();
    }

    /// Marks the account as in use while the guard lives.
    pub fn in_use(&self) -> InUse {
        InUse(self.use_count.clone())
    }

    /// Whether there is an [`InUse`] guard.
    pub fn is_in_use(&self) -> bool {
        Arc::strong_count(&self.use_count) > 1
    }

    /// Whether this server stores the session ([`SessionStorage::is_kept_here`]).
    pub fn is_kept_here(&self) -> bool {
        self.storage.is_kept_here()
    }

    /// When Telegram last confirmed that the authorization is valid.
    pub fn verified_at(&self) -> Option<Instant> {
        *self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that Telegram has just confirmed the authorization.
    pub fn set_verified(&self) {
        *self.verified.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Stores the session if it has changed.
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

    /// Handles errors that concern the account as a whole: flood waits, and the end of the authorization.
    async fn handle_rpc_error(&self, lane: Lane, dc: i32, error: RpcError) -> CallError {
        if let Some(wait) = wait_of(&error) {
            let is_pace = error.is("FLOOD_PREMIUM_WAIT");
            self.connections.record_flood_wait(lane, dc, wait, is_pace);
            self.observer.flood_wait(wait, is_pace);
            return CallError::Rpc(error);
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
            return CallError::Rpc(error);
        }
        if unregistered && dc != self.session.home() {
            self.session.set_authorized(dc, false);
            return CallError::Rpc(error);
        }
        self.authorization_ended().await;
        CallError::Final(Error::SignedOut)
    }
}
