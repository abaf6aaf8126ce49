//! One connection to one data centre. It is opened by the first request, closed when it is idle, and replaced when it fails.
//!
//! A [`Connection`] is the face of a [task](super::connection_task) that owns the socket. Every request has a time limit; when one times out, or the
//! connection breaks, the task ends, and the next request starts another one.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{broadcast, mpsc, oneshot};
use tokio::task::AbortHandle;
use tokio_util::bytes::Bytes;

use super::connection_task::{Command, ConnectionTask};
use super::failure::Failure;
use super::pushed::Pushed;
use super::setup::Setup;
use super::usage::{KeepOpen, Usage};
use crate::telegram::mtproto::protocol::RequestId;
use crate::telegram::mtproto::serialized::Serialized;

/// A connection to one data centre. It costs next to nothing until it is opened.
pub struct Connection {
    dc: i32,
    setup: Arc<Setup>,
    /// Receives the updates that the server pushes on this connection; `None` drops them.
    updates: Option<broadcast::Sender<Pushed>>,
    usage: Usage,
    last_request: AtomicU64,
    running: Mutex<Running>,
}

#[derive(Default)]
struct Running {
    task: Option<RunningTask>,
    /// How often a task was started: a failed request closes the one that it used and no later one.
    generation: u64,
}

struct RunningTask {
    commands: mpsc::UnboundedSender<Command>,
    handle: AbortHandle,
}

impl Connection {
    /// A connection that is not open yet.
    pub fn new(dc: i32, setup: Arc<Setup>, updates: Option<broadcast::Sender<Pushed>>) -> Arc<Self> {
        let (last_request, running) = (AtomicU64::new(0), Mutex::default());
        Arc::new(Self { dc, setup, updates, usage: Usage::new(), last_request, running })
    }

    /// Sends a serialized request and waits up to `limit` for the serialized answer. If the returned future is dropped, a request that is not sent yet
    /// never is.
    pub async fn invoke(&self, body: impl Into<Serialized>, limit: Duration) -> Result<Bytes, Failure> {
        let body = body.into();
        self.request(limit, |id, answer| Command::Call { id, body, answer }).await
    }

    /// Opens the connection before the first request needs it. Resolves when the server has answered a `ping`.
    pub async fn warm(&self, limit: Duration) -> Result<(), Failure> {
        self.request(limit, |id, answer| Command::Ping { id, answer }).await.map(drop)
    }

    async fn request(
        &self,
        limit: Duration,
        command: impl FnOnce(RequestId, oneshot::Sender<Result<Bytes, Failure>>) -> Command,
    ) -> Result<Bytes, Failure> {
        let _in_use = self.usage.keep_open();
        let (commands, generation) = self.open();
        let id = RequestId(self.last_request.fetch_add(1, Ordering::Relaxed));
        let (sender, receiver) = oneshot::channel();
        if commands.send(command(id, sender)).is_err() {
            return Err(Failure::NotSent);
        }
        let mut cancellation = CancelOnDrop { commands, id: Some(id) };
        match tokio::time::timeout(limit, receiver).await {
            Ok(answer) => {
                cancellation.id = None;
                answer.unwrap_or(Err(Failure::Broken))
            }
            Err(_) => {
                self.close_generation(generation);
                Err(Failure::TimedOut)
            }
        }
    }

    /// Keeps the connection from being closed as idle while the guard lives.
    pub fn keep_open(&self) -> KeepOpen {
        self.usage.keep_open()
    }

    /// Whether the connection is open or being opened.
    pub fn is_open(&self) -> bool {
        self.running().task.as_ref().is_some_and(|task| !task.handle.is_finished())
    }

    /// Closes the connection. Requests under way end with [`Failure::Broken`].
    pub fn close(&self) {
        if let Some(task) = self.running().task.take() {
            task.handle.abort();
        }
    }

    fn close_generation(&self, generation: u64) {
        let mut running = self.running();
        if running.generation == generation
            && let Some(task) = running.task.take()
        {
            task.handle.abort();
        }
    }

    fn open(&self) -> (mpsc::UnboundedSender<Command>, u64) {
        let mut running = self.running();
        if let Some(task) = &running.task
            && !task.commands.is_closed()
        {
            return (task.commands.clone(), running.generation);
        }
        let (commands, received) = mpsc::unbounded_channel();
        let task = ConnectionTask {
            dc: self.dc,
            setup: self.setup.clone(),
            updates: self.updates.clone(),
            usage: self.usage.clone(),
        };
        let handle = tokio::spawn(task.run(received)).abort_handle();
        running.task = Some(RunningTask { commands: commands.clone(), handle });
        running.generation += 1;
        (commands, running.generation)
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}

/// Cancels a request whose caller is gone.
struct CancelOnDrop {
    commands: mpsc::UnboundedSender<Command>,
    /// `None` once it is answered.
    id: Option<RequestId>,
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            // Fails when the task has ended, and the request with it.
            let _ = self.commands.send(Command::Cancel(id));
        }
    }
}
