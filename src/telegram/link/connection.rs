//! One connection to one data centre. It is opened by the first request, closed when it is idle, and replaced when it fails.
//!
//! grammers' `SenderPool` can serve several data centres, but it connects to them one after another in a single loop and without a time-out,
//! so one data centre that does not answer blocks the others. Each [`Connection`] therefore has a pool of its own that holds a single
//! connection, and every request has a time limit. When a request times out or the connection breaks, the pool and its task are
//! dropped, and the next request opens a new one. A panic in that task affects nothing else.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use grammers_mtproto::transport;
use grammers_mtsender::{ConnectionParams, InvocationError, NoRetries, RpcError, SenderPool, SenderPoolHandle};
use grammers_session::updates::UpdatesLike;
use grammers_tl_types::{self as tl, Serializable};
use tokio::sync::broadcast;
use tokio::task::AbortHandle;

use super::application::Application;
use super::pushed::Pushed;
use super::session::Session;

/// The capacity of grammers' queue of updates, which is emptied at once.
const UPDATE_QUEUE: NonZeroUsize = NonZeroUsize::new(256).expect("not zero");

/// Why a request got no answer.
#[derive(Debug)]
pub enum Failure {
    /// The server answered with an error.
    Rpc(RpcError),
    /// The connection could not be opened, or it broke; the request may or may not have been carried out.
    Broken,
    /// No answer arrived within the time limit; the connection is closed.
    TimedOut,
    /// The data centre does not know the auth key.
    UnknownKey,
    /// The answer cannot be parsed.
    Unreadable,
}

/// A connection to one data centre. It costs next to nothing until it is opened.
pub struct Connection {
    dc: i32,
    session: Arc<Session>,
    application: Arc<Application>,
    /// Receives the updates that the server pushes on this connection; `None` drops them.
    updates: Option<broadcast::Sender<Pushed>>,
    /// A connection without requests is closed after this time.
    idle_limit: Duration,
    state: Mutex<State>,
}

struct State {
    pool: Option<RunningPool>,
    /// How often a pool was started: a failed request closes the pool that it used and no later one.
    generation: u64,
    /// Requests under way, and [`KeepOpen`] guards.
    users: usize,
    last_used: Instant,
}

struct RunningPool {
    handle: SenderPoolHandle,
    task: AbortHandle,
}

/// A guard that keeps its connection from being closed as idle.
pub struct KeepOpen(Arc<Connection>);

impl Connection {
    /// A connection that is not open yet.
    pub fn new(
        dc: i32,
        session: Arc<Session>,
        application: Arc<Application>,
        updates: Option<broadcast::Sender<Pushed>>,
        idle_limit: Duration,
    ) -> Arc<Self> {
        let state = State { pool: None, generation: 0, users: 0, last_used: Instant::now() };
        Arc::new(Self { dc, session, application, updates, idle_limit, state: Mutex::new(state) })
    }

    /// Sends a serialized request and waits up to `limit` for the serialized answer.
    pub async fn invoke(self: &Arc<Self>, body: Vec<u8>, limit: Duration) -> Result<Vec<u8>, Failure> {
        let _in_use = self.keep_open();
        let (handle, generation) = self.open();
        let answer = tokio::time::timeout(limit, handle.raw_invoke_in_dc(self.dc, body)).await;
        let failure = match answer {
            Ok(Ok(bytes)) => return Ok(bytes),
            Ok(Err(InvocationError::Rpc(error))) => return Err(Failure::Rpc(error)),
            Ok(Err(InvocationError::Deserialize(_))) => Failure::Unreadable,
            // When the server does not know our auth key, grammers tries to make another one. It fails: our session refuses to replace
            // the key of a signed-in account, and grammers does not know the RSA keys of servers other than Telegram's.
            Ok(Err(InvocationError::Session(_) | InvocationError::Authentication(_))) => Failure::UnknownKey,
            Ok(Err(InvocationError::Transport(transport::Error::BadStatus { status: 404 }))) => Failure::UnknownKey,
            Ok(Err(
                InvocationError::Transport(_)
                | InvocationError::Io(_)
                | InvocationError::Dropped(_)
                | InvocationError::InvalidDc,
            )) => Failure::Broken,
            Err(_) => Failure::TimedOut,
        };
        self.close_generation(generation);
        Err(failure)
    }

    /// Keeps the connection from being closed as idle while the guard lives.
    pub fn keep_open(self: &Arc<Self>) -> KeepOpen {
        self.state().users += 1;
        KeepOpen(self.clone())
    }

    /// Whether the connection is open or being opened.
    pub fn is_open(&self) -> bool {
        self.state().pool.as_ref().is_some_and(|pool| !pool.task.is_finished())
    }

    /// Opens the connection before the first request needs it. Resolves when the server has answered a `ping`.
    pub async fn warm(self: &Arc<Self>, limit: Duration) -> Result<(), Failure> {
        let ping = tl::functions::Ping { ping_id: 0 };
        self.invoke(ping.to_bytes(), limit).await.map(drop)
    }

    /// Closes the connection. Requests under way end with [`Failure::Broken`].
    pub fn close(&self) {
        if let Some(pool) = self.state().pool.take() {
            pool.task.abort();
        }
    }

    fn close_generation(&self, generation: u64) {
        let mut state = self.state();
        if state.generation == generation
            && let Some(pool) = state.pool.take()
        {
            pool.task.abort();
        }
    }

    fn open(self: &Arc<Self>) -> (SenderPoolHandle, u64) {
        let mut state = self.state();
        if let Some(pool) = &state.pool
            && !pool.task.is_finished()
        {
            return (pool.handle.clone(), state.generation);
        }
        // Every field is set: the defaults would run a program to ask for the operating system's name.
        let parameters = ConnectionParams {
            device_model: "Heliograph".to_owned(),
            system_version: std::env::consts::OS.to_owned(),
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            system_lang_code: "en".to_owned(),
            lang_code: "en".to_owned(),
            use_ipv6: self.session.address(self.dc).is_some_and(|address| address.is_ipv6()),
            retry_policy: Box::new(NoRetries),
            updates_channel_capacity: UPDATE_QUEUE,
            __non_exhaustive: (),
        };
        let pool = SenderPool::with_configuration(self.session.clone(), self.application.id, parameters);
        let handle = pool.handle.thin;
        let (updates, connection) = (self.updates.clone(), Arc::downgrade(self));
        let task = tokio::spawn(run_pool(pool.runner.run(), pool.updates, updates, connection, self.idle_limit));
        state.pool = Some(RunningPool { handle: handle.clone(), task: task.abort_handle() });
        state.generation += 1;
        (handle, state.generation)
    }

    /// How long the connection has been unused; `None` while it is in use.
    fn idle_for(&self) -> Option<Duration> {
        let state = self.state();
        (state.users == 0).then(|| state.last_used.elapsed())
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}

impl Drop for KeepOpen {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.users -= 1;
        state.last_used = Instant::now();
    }
}

/// Runs a pool, and forwards the updates that it receives, until it ends or its connection is idle or dropped.
async fn run_pool(
    runner: impl Future<Output = ()>,
    mut updates: tokio::sync::mpsc::Receiver<UpdatesLike>,
    receivers: Option<broadcast::Sender<Pushed>>,
    connection: Weak<Connection>,
    idle_limit: Duration,
) {
    let mut runner = std::pin::pin!(runner);
    // Sent on drop, so also when this task is aborted.
    let _gap = receivers.clone().map(SendGapOnDrop);
    let mut forwarding = receivers.is_some();
    if !forwarding {
        updates.close();
    }
    let mut next_check = tokio::time::Instant::now() + idle_limit;
    loop {
        tokio::select! {
            () = &mut runner => return,
            update = updates.recv(), if forwarding => match (update, &receivers) {
                (Some(update), Some(receivers)) => {
                    // Fails when nobody is subscribed.
                    let _ = receivers.send(Pushed::from(update));
                }
                _ => forwarding = false,
            },
            () = tokio::time::sleep_until(next_check) => {
                let Some(connection) = connection.upgrade() else { return };
                match connection.idle_for() {
                    Some(idle) if idle >= idle_limit => return,
                    Some(idle) => next_check += idle_limit - idle,
                    None => next_check += idle_limit,
                }
            }
        }
    }
}

/// Tells the receivers of updates that some may be missing from now on.
struct SendGapOnDrop(broadcast::Sender<Pushed>);

impl Drop for SendGapOnDrop {
    fn drop(&mut self) {
        let _ = self.0.send(Pushed::Gap);
    }
}
