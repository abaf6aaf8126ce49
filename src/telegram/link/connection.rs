//! One connection to one data centre: opened when first needed, kept while used, closed when idle, replaced when it fails.
//!
//! grammers' `SenderPool` can hold several data centres, but connects them one after another inside its only loop, without a time-out:
//! one that does not answer blocks the rest. So each [`Connection`] has a pool of its own with a single connection in it, and whoever
//! calls through it puts a time limit on the call. When the limit passes, or the connection breaks, the whole pool is
//! dropped, its task with it; the next call opens another. A panic inside ends that task and nothing else.

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

/// Updates that wait to be handed on; it takes moments.
const UPDATES: NonZeroUsize = NonZeroUsize::new(256).expect("not zero");

/// Why a call through a line brought no answer.
#[derive(Debug)]
pub enum Failure {
    /// The server answered with an error.
    Rpc(RpcError),
    /// The connection could not be made or broke; the call may or may not have been carried out.
    Broken,
    /// No answer in time; the connection is given up.
    Silent,
    /// The data centre does not know the auth key.
    UnknownKey,
    /// The answer cannot be read.
    Unreadable,
}

/// A way to one data centre. It is cheap until used.
pub struct Connection {
    dc: i32,
    session: Arc<Session>,
    application: Arc<Application>,
    /// Where updates go that the server pushes on this line; `None` where nobody wants them.
    updates: Option<broadcast::Sender<Pushed>>,
    /// It is closed when nobody used it for so long.
    idle: Duration,
    state: Mutex<State>,
}

struct State {
    open: Option<Open>,
    /// Counts openings, so that a call closes the connection it used and no later one.
    generation: u64,
    /// Calls and [`Hold`]s now.
    users: usize,
    last_used: Instant,
}

struct Open {
    handle: SenderPoolHandle,
    task: AbortHandle,
}

/// While it lives, the line is not idle.
pub struct Hold(Arc<Connection>);

impl Connection {
    /// A line that is not open yet.
    pub fn new(
        dc: i32,
        session: Arc<Session>,
        application: Arc<Application>,
        updates: Option<broadcast::Sender<Pushed>>,
        idle: Duration,
    ) -> Arc<Self> {
        let state = State { open: None, generation: 0, users: 0, last_used: Instant::now() };
        Arc::new(Self { dc, session, application, updates, idle, state: Mutex::new(state) })
    }

    /// Sends a serialized request and waits for the serialized answer, at most for `limit`.
    pub async fn invoke(self: &Arc<Self>, body: Vec<u8>, limit: Duration) -> Result<Vec<u8>, Failure> {
        let _hold = self.hold();
        let (handle, generation) = self.open();
        let answer = tokio::time::timeout(limit, handle.raw_invoke_in_dc(self.dc, body)).await;
        let failure = match answer {
            Ok(Ok(bytes)) => return Ok(bytes),
            Ok(Err(InvocationError::Rpc(error))) => return Err(Failure::Rpc(error)),
            Ok(Err(InvocationError::Deserialize(_))) => Failure::Unreadable,
            // grammers makes another key when ours is unknown; the session (lost) or the server's own RSA key (unknown to
            // grammers) then stops it.
            Ok(Err(InvocationError::Session(_) | InvocationError::Authentication(_))) => Failure::UnknownKey,
            Ok(Err(InvocationError::Transport(transport::Error::BadStatus { status: 404 }))) => Failure::UnknownKey,
            Ok(Err(
                InvocationError::Transport(_)
                | InvocationError::Io(_)
                | InvocationError::Dropped(_)
                | InvocationError::InvalidDc,
            )) => Failure::Broken,
            Err(_) => Failure::Silent,
        };
        self.close_generation(generation);
        Err(failure)
    }

    /// Keeps the line from closing while idle.
    pub fn hold(self: &Arc<Self>) -> Hold {
        self.state().users += 1;
        Hold(self.clone())
    }

    /// Whether there is a connection, or one is being made.
    pub fn is_open(&self) -> bool {
        self.state().open.as_ref().is_some_and(|open| !open.task.is_finished())
    }

    /// Opens the connection ahead of its use: resolves when the server answers on it (MTProto's `ping`).
    pub async fn warm(self: &Arc<Self>, limit: Duration) -> Result<(), Failure> {
        let ping = tl::functions::Ping { ping_id: 0 };
        self.invoke(ping.to_bytes(), limit).await.map(drop)
    }

    /// Closes the connection. Calls under way end as broken.
    pub fn close(&self) {
        if let Some(open) = self.state().open.take() {
            open.task.abort();
        }
    }

    fn close_generation(&self, generation: u64) {
        let mut state = self.state();
        if state.generation == generation
            && let Some(open) = state.open.take()
        {
            open.task.abort();
        }
    }

    fn open(self: &Arc<Self>) -> (SenderPoolHandle, u64) {
        let mut state = self.state();
        if let Some(open) = &state.open
            && !open.task.is_finished()
        {
            return (open.handle.clone(), state.generation);
        }
        // All fields by hand: the defaults ask the operating system for its name by running a program.
        let parameters = ConnectionParams {
            device_model: "Heliograph".to_owned(),
            system_version: std::env::consts::OS.to_owned(),
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            system_lang_code: "en".to_owned(),
            lang_code: "en".to_owned(),
            use_ipv6: self.session.address(self.dc).is_some_and(|address| address.is_ipv6()),
            retry_policy: Box::new(NoRetries),
            updates_channel_capacity: UPDATES,
            __non_exhaustive: (),
        };
        let pool = SenderPool::with_configuration(self.session.clone(), self.application.id, parameters);
        let handle = pool.handle.thin;
        let task =
            tokio::spawn(drive(pool.runner.run(), pool.updates, self.updates.clone(), Arc::downgrade(self), self.idle));
        state.open = Some(Open { handle: handle.clone(), task: task.abort_handle() });
        state.generation += 1;
        (handle, state.generation)
    }

    /// How much longer it may stay unused; `None` while it is used.
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

impl Drop for Hold {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.users -= 1;
        state.last_used = Instant::now();
    }
}

/// Runs a pool until it ends, or its line is idle or gone, and hands on what the server pushes.
async fn drive(
    runner: impl Future<Output = ()>,
    mut updates: tokio::sync::mpsc::Receiver<UpdatesLike>,
    listeners: Option<broadcast::Sender<Pushed>>,
    line: Weak<Connection>,
    limit: Duration,
) {
    let mut runner = std::pin::pin!(runner);
    // Said also when this task is aborted: listeners then know that they may have missed something.
    let _end = listeners.clone().map(SayLost);
    let mut listening = listeners.is_some();
    if !listening {
        updates.close();
    }
    let mut look = tokio::time::Instant::now() + limit;
    loop {
        tokio::select! {
            () = &mut runner => return,
            update = updates.recv(), if listening => match (update, &listeners) {
                (Some(update), Some(listeners)) => {
                    // Without a receiver the update is of no use to anybody.
                    let _ = listeners.send(Pushed::from(update));
                }
                _ => listening = false,
            },
            () = tokio::time::sleep_until(look) => {
                let Some(line) = line.upgrade() else { return };
                match line.idle_for() {
                    Some(idle) if idle >= limit => return,
                    Some(idle) => look += limit - idle,
                    None => look += limit,
                }
            }
        }
    }
}

struct SayLost(broadcast::Sender<Pushed>);

impl Drop for SayLost {
    fn drop(&mut self) {
        let _ = self.0.send(Pushed::Lost);
    }
}
