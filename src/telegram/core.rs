//! What an account is made of inside: its session, its lines, and the one way in which calls are made.
//!
//! An [`Account`](super::Account) is the face; downloads, uploads and watchers hold the [`Core`] behind it. All calls go through
//! [`Core::call`], which makes a missing auth key, puts a time limit on the call, tries once more when a connection broke, and
//! notices when the authorization has ended. What an RPC error means beyond that is the caller's to say: it gets a [`Failed`].

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use grammers_mtsender::RpcError;
use grammers_tl_types::{Deserializable, RemoteCall};
use tokio::sync::broadcast;
use tracing::{debug, info, warn};

use super::ahead::Ahead;
use super::calendar::Calendars;
use super::chats::peers::Peers;
use super::connection::{Failure, Line};
use super::keeping::Keeping;
use super::known::Known;
use super::lane::{Lane, Limits, To};
use super::qr::Shown;
use super::server::{Application, Server};
use super::session::Session;
use super::stats::Streams;
use super::transfers::{Pacing, Transfers};
use super::turns::StreamId;
use super::updates::{Pushed, Watch};
use super::{ChatEvent, Error, Event, handshake};
use crate::store::AccountId;
use crate::stream::{Budget, PER_ACCOUNT};

/// Events that a receiver may lag behind.
const EVENTS: usize = 256;
/// Messages of chats that a receiver may lag behind.
const CHAT_EVENTS: usize = 1024;

/// A call that failed: with an RPC error that may mean something to the caller, or with one that is final.
#[derive(Debug)]
pub enum Failed {
    /// Telegram's answer. grammers takes the number out of the name: `FILE_MIGRATE_2` is `FILE_MIGRATE` with the value 2.
    Rpc(RpcError),
    /// Nothing that the caller could treat.
    Final(Error),
}

impl Failed {
    /// Whether it is that RPC error; a trailing `*` stands for any ending.
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Self::Rpc(error) if error.is(name))
    }

    /// The number in an RPC error of that name.
    pub fn value_of(&self, name: &str) -> Option<u32> {
        match self {
            Self::Rpc(error) if error.is(name) => error.value,
            _ => None,
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

impl From<Failed> for Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Rpc(error) => Self::from_rpc(&error),
            Failed::Final(error) => error,
        }
    }
}

/// What a data centre needs before it can be used.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    Key,
    Authorization,
}

/// Held by whoever makes it.
type Turn = Arc<tokio::sync::Mutex<()>>;

const OPEN: u8 = 0;
const SIGNED_OUT: u8 = 1;
const LET_GO: u8 = 2;

/// One account's inside.
pub struct Core {
    /// Where its session is kept.
    pub keeping: Keeping,
    /// In whose name it talks to Telegram: the server's application, or one that the caller carries.
    pub application: Arc<Application>,
    /// Its keys, its user, where signing in stands.
    pub session: Arc<Session>,
    /// Which Telegram it belongs to.
    pub server: Arc<Server>,
    limits: Limits,
    /// What its owner is told.
    pub events: broadcast::Sender<Event>,
    /// What who follows its chats is told.
    pub chat_events: broadcast::Sender<ChatEvent>,
    /// What Telegram pushes on the home line.
    pub pushed: broadcast::Sender<Pushed>,
    /// What is known of its messages.
    pub known: Known,
    /// How many media its days have.
    pub calendars: Calendars,
    /// What is known of chats.
    pub peers: Peers,
    /// What its streams measure of themselves.
    pub streams: Streams,
    /// Which thumbnails will be asked for next.
    pub ahead: Ahead,
    /// The task that turns pushes into events, while somebody listens.
    pub watch: Watch,
    /// The QR code shown last.
    pub shown: Shown,
    /// When Telegram last confirmed the authorization.
    verified: Mutex<Option<Instant>>,
    /// Each data centre's connection for small calls.
    lines: Mutex<HashMap<i32, Arc<Line>>>,
    /// Each data centre's connections for files.
    lanes: Mutex<HashMap<(Lane, i32), Arc<Transfers>>>,
    /// What flood waits taught about reading (`false`) and writing (`true`) files there.
    pacings: Mutex<HashMap<(bool, i32), Arc<Pacing>>>,
    /// Bytes that all its streams together may have ahead of their readers.
    pub budget: Arc<Budget>,
    /// Numbers for streams.
    streams_so_far: AtomicU64,
    /// One lock for each data centre and step: keys and authorizations are made by one call at a time.
    preparing: Mutex<HashMap<(Step, i32), Turn>>,
    state: AtomicU8,
}

impl Core {
    /// An account's inside; nothing is connected yet.
    pub fn new(
        keeping: Keeping,
        application: Arc<Application>,
        session: Session,
        server: Arc<Server>,
        limits: Limits,
    ) -> Arc<Self> {
        Arc::new(Self {
            keeping,
            application,
            session: Arc::new(session),
            budget: server.budget.part(PER_ACCOUNT),
            server,
            limits,
            events: broadcast::Sender::new(EVENTS),
            chat_events: broadcast::Sender::new(CHAT_EVENTS),
            pushed: broadcast::Sender::new(EVENTS),
            known: Known::default(),
            calendars: Calendars::default(),
            peers: Peers::default(),
            streams: Streams::default(),
            ahead: Ahead::default(),
            watch: Watch::default(),
            shown: Shown::default(),
            verified: Mutex::new(None),
            lines: Mutex::default(),
            lanes: Mutex::default(),
            pacings: Mutex::default(),
            streams_so_far: AtomicU64::new(1),
            preparing: Mutex::default(),
            state: AtomicU8::new(OPEN),
        })
    }

    /// Its number: that of its row, or below zero where it has none.
    pub fn id(&self) -> AccountId {
        self.keeping.id()
    }

    /// Makes a call and reads its answer.
    pub async fn call<R: RemoteCall>(&self, to: To, request: &R) -> Result<R::Return, Failed> {
        let body = request.to_bytes();
        let bytes = self.call_raw(to, || body.clone()).await?;
        R::Return::from_bytes(&bytes).map_err(|_| Error::Protocol("the answer cannot be read").into())
    }

    /// Makes a call whose answer the caller reads by itself. `body` is asked for when its turn has come: it may have waited for long.
    pub async fn call_raw(&self, to: To, body: impl Fn() -> Vec<u8> + Sync) -> Result<Vec<u8>, Failed> {
        let mut may_repeat = to.repeatable;
        let mut refused = false;
        loop {
            self.check_open()?;
            let dc = to.dc.unwrap_or_else(|| self.session.home());
            self.ensure_key(dc).await?;
            let failure = match self.send(to, dc, &body).await? {
                Ok(bytes) => return Ok(bytes),
                Err(failure) => failure,
            };
            // The line may have been closed under this call because the account ended.
            self.check_open()?;
            let error = match failure {
                Failure::Rpc(error) if error.code.abs() >= 500 && may_repeat => {
                    debug!(dc, code = error.code, "a data centre failed and is asked once more");
                    Error::Unavailable("the data centre has a fault")
                }
                Failure::Rpc(error) => return Err(self.judge(to.lane, dc, error).await),
                Failure::Broken => Error::Unavailable("the connection broke"),
                Failure::Silent => Error::Unavailable("the data centre does not answer"),
                Failure::Unreadable => return Err(Error::Protocol("the answer cannot be read").into()),
                // Nothing was carried out, so once more is right after every call. Twice in a row it is no accident.
                Failure::UnknownKey if !refused => {
                    refused = true;
                    if !self.is_signed_in_at(dc) {
                        self.session.forget_key(dc);
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
                warn!(dc, lane = ?to.lane, %error, "a call to Telegram failed");
                return Err(error.into());
            }
            may_repeat = false;
        }
    }

    /// A call to the data centre that a file lives in, with the account's authorization carried there when it is missing.
    pub async fn transfer(&self, to: To, body: impl Fn() -> Vec<u8> + Sync) -> Result<Vec<u8>, Failed> {
        let dc = to.dc.unwrap_or_else(|| self.session.home());
        self.ensure_authorized(dc).await?;
        match self.call_raw(to, &body).await {
            Err(failed) if failed.is("AUTH_KEY_UNREGISTERED") && dc != self.session.home() => {
                self.ensure_authorized(dc).await?;
                self.call_raw(to, &body).await
            }
            answer => answer,
        }
    }

    /// One try on the lane's connection, or on one of them. A request that was sent keeps its place until its answer is there, also
    /// when nobody waits for it any more: it takes up the connection all the same.
    async fn send(
        &self,
        to: To,
        dc: i32,
        body: &(impl Fn() -> Vec<u8> + Sync),
    ) -> Result<Result<Vec<u8>, Failure>, Error> {
        let limit = self.limits.of(to.lane);
        if to.lane == Lane::Calls {
            return Ok(self.line(dc).invoke(body(), limit).await);
        }
        let lane = self.lane(to.lane, dc);
        if let Some(line) = self.shortcut(to, dc, &lane) {
            return Ok(line.invoke(body(), limit).await);
        }
        let place = tokio::select! {
            biased;
            place = lane.place(to.stream, to.urgent) => place.ok_or(Error::Unavailable("the account was closed here"))?,
            wait = lane.pacing().blocked_longer_than(to.lane.patience()) => return Err(Error::Wait(wait)),
        };
        let body = body();
        let sent = tokio::spawn(async move {
            let outgoing = body.len();
            let answer = place.line().invoke(body, place.patience(limit)).await;
            if let Ok(bytes) = &answer {
                place.answered(bytes.len().max(outgoing));
            }
            answer
        });
        sent.await.map_err(|_| Error::Unavailable("the connection broke"))
    }

    /// Opening a connection takes two round trips. A reader that waits for its first byte is spared them where another lane has a connection
    /// open; its own opens meanwhile.
    fn shortcut(&self, to: To, dc: i32, lane: &Arc<Transfers>) -> Option<Arc<Line>> {
        if to.lane != Lane::Downloads || !to.urgent || lane.is_open() || !lane.pacing().blocked_for().is_zero() {
            return None;
        }
        let open = [self.lane(Lane::Thumbnails, dc).open_line(), Some(self.line(dc)).filter(|line| line.is_open())];
        let line = open.into_iter().flatten().next()?;
        lane.warm();
        Some(line)
    }

    /// The line for small calls to a data centre.
    pub fn line(&self, dc: i32) -> Arc<Line> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Line::new(dc, self.session.clone(), self.application.clone(), Some(self.pushed.clone()));
        lines.entry(dc).or_insert_with(new).clone()
    }

    /// The connections for files to or from a data centre. Not for [`Lane::Calls`], which has one line ([`Core::line`]).
    pub fn lane(&self, lane: Lane, dc: i32) -> Arc<Transfers> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let (session, application) = (self.session.clone(), self.application.clone());
            let opener = Box::new(move || Line::new(dc, session.clone(), application.clone(), None));
            Transfers::new(lane.connections(), lane.depth(), self.pacing(lane, dc), self.limits.call, opener)
        };
        lanes.entry((lane, dc)).or_insert_with(new).clone()
    }

    /// What Telegram allows on a lane: those that use the same methods are one to it.
    fn pacing(&self, lane: Lane, dc: i32) -> Arc<Pacing> {
        let mut pacings = self.pacings.lock().unwrap_or_else(PoisonError::into_inner);
        pacings.entry((lane == Lane::Uploads, dc)).or_default().clone()
    }

    /// A number for a stream of this account.
    pub fn next_stream(&self) -> StreamId {
        StreamId(self.streams_so_far.fetch_add(1, Ordering::Relaxed))
    }

    /// Whether the account can be used: not signed out, not let go.
    pub fn check_open(&self) -> Result<(), Error> {
        match self.state.load(Ordering::Acquire) {
            OPEN => Ok(()),
            LET_GO => Err(Error::Unavailable("the account was closed here")),
            _ => Err(Error::SignedOut),
        }
    }

    /// The authorization has ended: closes everything and forgets what is kept of it. Never undone.
    pub async fn end(&self) {
        if self.state.swap(SIGNED_OUT, Ordering::AcqRel) == SIGNED_OUT {
            return;
        }
        info!(account = self.id().0, "the account is signed out");
        self.close_lines();
        let _ = self.events.send(Event::SignedOut);
        let _ = self.chat_events.send(ChatEvent::SignedOut);
        if let Err(error) = self.keeping.forget().await {
            warn!(account = self.id().0, %error, "a signed-out account could not be forgotten");
        }
    }

    /// Closes everything but leaves the authorization as it is: this process lets the account go.
    pub fn let_go(&self) {
        let _ = self.state.compare_exchange(OPEN, LET_GO, Ordering::AcqRel, Ordering::Acquire);
        self.close_lines();
    }

    /// When Telegram last confirmed that the authorization stands.
    pub fn verified_at(&self) -> Option<Instant> {
        *self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers when it did.
    pub fn set_verified(&self, at: Option<Instant>) {
        *self.verified.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// The account turned out to live in another data centre.
    pub async fn move_home(&self, dc: i32) -> Result<(), Error> {
        if self.session.address(dc).is_none() {
            return Err(Error::Protocol("an unknown data centre"));
        }
        let old = self.session.home();
        self.session.set_home(dc);
        if old != dc {
            self.line(old).close();
        }
        self.save().await
    }

    /// Stores the session when it changed.
    pub async fn save(&self) -> Result<(), Error> {
        if !self.session.take_changes() {
            return Ok(());
        }
        let saved = self.keeping.save(&self.session).await;
        if saved.is_err() {
            self.session.put_back_changes();
        }
        saved
    }

    fn close_lines(&self) {
        let lines = std::mem::take(&mut *self.lines.lock().unwrap_or_else(PoisonError::into_inner));
        for line in lines.into_values() {
            line.close();
        }
        let lanes = std::mem::take(&mut *self.lanes.lock().unwrap_or_else(PoisonError::into_inner));
        for lane in lanes.into_values() {
            lane.close();
        }
    }

    /// Whether the account itself, not a copy of its authorization, stands there.
    fn is_signed_in_at(&self, dc: i32) -> bool {
        self.session.user_id().is_some() && dc == self.session.home()
    }

    /// What an RPC error means for the account as a whole.
    async fn judge(&self, lane: Lane, dc: i32, error: RpcError) -> Failed {
        if error.code == 420 || error.code == 429 {
            let wait = Duration::from_secs(error.value.unwrap_or(1).into());
            if lane != Lane::Calls {
                self.pacing(lane, dc).flooded(wait);
            }
            let is_pace = error.is("FLOOD_PREMIUM_WAIT");
            let _ = self.events.send(Event::FloodWait { wait, is_pace });
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

    async fn ensure_key(&self, dc: i32) -> Result<(), Error> {
        if self.session.has_key(dc) {
            return Ok(());
        }
        let lock = self.preparing(Step::Key, dc);
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
        use grammers_tl_types as tl;

        if self.session.is_authorized(dc) {
            return Ok(());
        }
        if self.session.user_id().is_none() {
            return Err(Error::SignedOut.into());
        }
        self.ensure_key(dc).await?;
        let lock = self.preparing(Step::Authorization, dc);
        let _alone = lock.lock().await;
        if self.session.is_authorized(dc) {
            return Ok(());
        }
        // The connection opens while the authorization is fetched.
        self.lane(Lane::Thumbnails, dc).warm();
        let export = tl::functions::auth::ExportAuthorization { dc_id: dc };
        let tl::enums::auth::ExportedAuthorization::Authorization(exported) = self.call(To::HOME, &export).await?;
        let import = tl::functions::auth::ImportAuthorization { id: exported.id, bytes: exported.bytes };
        let to = To { repeatable: false, ..To::thumbnail(dc, true) };
        self.call(to, &import).await?;
        self.session.set_authorized(dc, true);
        self.save().await?;
        Ok(())
    }

    fn preparing(&self, step: Step, dc: i32) -> Turn {
        self.preparing.lock().unwrap_or_else(PoisonError::into_inner).entry((step, dc)).or_default().clone()
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        self.close_lines();
    }
}
