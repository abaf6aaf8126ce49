//! A client's session: which of its messages have arrived, what became of them, and the connection that it uses.
//!
//! A message that arrives twice is executed once and answered twice. The server's own messages are in the session's [`Outbox`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use grammers_tl_types as tl;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::auth_key::AuthKey;
use super::bad_msg;
use super::outbox::{MessageKind, Outbox, ServerMessage};
use super::writer::Outgoing;
use crate::clock::Clock;
use crate::rpc::SessionId;

/// How many received messages are remembered by their ids.
const REMEMBERED: usize = 2000;

/// A message of the client.
#[derive(Clone, Copy, Debug)]
struct Received {
    sequence: i32,
    progress: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    /// Not a call: there is no result.
    Done,
    Running,
    /// Running, but the client does not want the result any more.
    Dropped,
    Answered,
}

/// What to do with a client's message.
#[derive(Debug)]
pub(crate) enum Receipt {
    New,
    /// It arrived before; the result, if it is still kept.
    Duplicate(Option<ServerMessage>),
    /// Its id or sequence number is wrong: the code of `bad_msg_notification`.
    Rejected(i32),
}

/// The connection that a session uses.
#[derive(Clone)]
pub(crate) struct Attachment {
    pub(crate) connection: u64,
    pub(crate) queue: mpsc::Sender<Outgoing>,
    /// Ends the connection once the running calls are answered.
    pub(crate) finish: CancellationToken,
}

/// A session of an auth key.
pub(crate) struct Session {
    pub(crate) id: SessionId,
    pub(crate) outbox: Arc<Outbox>,
    state: Mutex<State>,
    /// Notified when a result is ready.
    answered: Notify,
}

#[derive(Default)]
struct State {
    announced: bool,
    wants_updates: bool,
    received: BTreeMap<i64, Received>,
    /// Messages up to this id are no longer remembered.
    forgotten: i64,
    attachment: Option<Attachment>,
}

impl Session {
    pub(crate) fn new(key: AuthKey, id: SessionId, clock: Arc<Clock>) -> Self {
        Self { id, outbox: Arc::new(Outbox::new(key, id, clock)), state: Mutex::default(), answered: Notify::new() }
    }

    /// Checks a message against those that arrived before, and remembers it if it is new.
    pub(crate) fn receive(&self, id: i64, sequence: i32, is_call: bool) -> Receipt {
        let mut state = self.lock();
        if let Some(received) = state.received.get(&id) {
            let is_answered = received.progress == Progress::Answered;
            return Receipt::Duplicate(if is_answered { self.outbox.result(id) } else { None });
        }
        if id <= state.forgotten {
            return Receipt::Rejected(bad_msg::TOO_OLD);
        }
        let is_odd = sequence % 2 != 0;
        let clashes = |other: i32| is_odd && other == sequence;
        if let Some((_, before)) = state.received.range(..id).next_back()
            && (before.sequence > sequence || clashes(before.sequence))
        {
            return Receipt::Rejected(bad_msg::SEQUENCE_TOO_LOW);
        }
        if let Some((_, after)) = state.received.range(id..).next()
            && (after.sequence < sequence || clashes(after.sequence))
        {
            return Receipt::Rejected(bad_msg::SEQUENCE_TOO_HIGH);
        }
        let progress = if is_call { Progress::Running } else { Progress::Done };
        state.received.insert(id, Received { sequence, progress });
        if state.received.len() > REMEMBERED
            && let Some((oldest, _)) = state.received.pop_first()
        {
            state.forgotten = oldest;
        }
        Receipt::New
    }

    /// Waits until all of these requests are answered. `false` if one of them never arrived.
    pub(crate) async fn wait_for_answers(&self, requests: &[i64]) -> bool {
        loop {
            let notified = self.answered.notified();
            let mut is_running = false;
            for request in requests {
                match self.lock().received.get(request).map(|received| received.progress) {
                    None => return false,
                    Some(Progress::Running) => is_running = true,
                    Some(_) => {}
                }
            }
            if !is_running {
                return true;
            }
            notified.await;
        }
    }

    /// Sends a request's result, unless the client dropped it.
    pub(crate) async fn answer(&self, request: i64, body: Vec<u8>) {
        let is_wanted = match self.lock().received.get_mut(&request) {
            Some(received) if received.progress == Progress::Dropped => false,
            Some(received) => {
                received.progress = Progress::Answered;
                true
            }
            None => true,
        };
        self.answered.notify_waiters();
        if is_wanted {
            self.send(ServerMessage::new(MessageKind::Result(request), body)).await;
        }
    }

    /// Keeps a request's result for the session's next connection.
    pub(crate) fn keep_answer(&self, request: i64, body: Vec<u8>) {
        if let Some(received) = self.lock().received.get_mut(&request) {
            received.progress = Progress::Answered;
        }
        self.answered.notify_waiters();
        self.outbox.keep_unsent(ServerMessage::new(MessageKind::Result(request), body));
    }

    /// Forgets a message, as if it had never arrived.
    pub(crate) fn forget(&self, id: i64) {
        self.lock().received.remove(&id);
        self.answered.notify_waiters();
    }

    /// Sends a message on the session's connection; keeps it for the next one if there is none.
    pub(crate) async fn send(&self, message: ServerMessage) {
        let attachment = self.lock().attachment.clone();
        let Some(attachment) = attachment else { return self.outbox.keep_unsent(message) };
        let outgoing = Outgoing::Message { outbox: self.outbox.clone(), message };
        if let Err(mpsc::error::SendError(Outgoing::Message { message, .. })) = attachment.queue.send(outgoing).await {
            self.outbox.keep_unsent(message);
        }
    }

    /// Sends updates if the client wants them, is connected and reads.
    pub(crate) fn push(&self, updates: &Arc<Vec<u8>>) {
        let state = self.lock();
        if !state.wants_updates {
            return;
        }
        let Some(attachment) = &state.attachment else { return };
        let message = ServerMessage { body: updates.clone(), kind: MessageKind::Notification, sent: None };
        let outgoing = Outgoing::Message { outbox: self.outbox.clone(), message };
        if let Err(mpsc::error::TrySendError::Full(_)) = attachment.queue.try_send(outgoing) {
            self.outbox.set_missed_updates();
        }
    }

    pub(crate) fn set_wants_updates(&self, wants: bool) {
        self.lock().wants_updates = wants;
    }

    /// Makes a connection the session's. Returns the messages to send first, if the connection is a new one.
    pub(crate) fn attach(&self, attachment: &Attachment) -> Vec<ServerMessage> {
        let mut state = self.lock();
        if state.attachment.as_ref().is_some_and(|current| current.connection == attachment.connection) {
            return Vec::new();
        }
        state.attachment = Some(attachment.clone());
        self.outbox.take_pending()
    }

    /// Ends the use of a connection that is closed.
    pub(crate) fn detach(&self, connection: u64) {
        let mut state = self.lock();
        if state.attachment.as_ref().is_some_and(|current| current.connection == connection) {
            state.attachment = None;
        }
    }

    pub(crate) fn attachment(&self) -> Option<Attachment> {
        self.lock().attachment.clone()
    }

    /// Whether this is the first call: the session is still to be announced by `new_session_created`.
    pub(crate) fn announce(&self) -> bool {
        !std::mem::replace(&mut self.lock().announced, true)
    }

    /// The status byte of a client's message, as in `msgs_state_info`.
    pub(crate) fn status(&self, id: i64) -> u8 {
        let state = self.lock();
        match state.received.get(&id) {
            Some(received) if received.sequence % 2 == 0 => 4 + 16,
            Some(Received { progress: Progress::Done, .. }) => 4 + 8,
            Some(Received { progress: Progress::Running | Progress::Dropped, .. }) => 4 + 32,
            Some(Received { progress: Progress::Answered, .. }) => 4 + 8 + 64,
            None if id <= state.forgotten => 1,
            None if state.received.last_key_value().is_some_and(|(&highest, _)| id < highest) => 2,
            None => 3,
        }
    }

    /// `rpc_drop_answer`: the client does not want the result of `request`.
    pub(crate) fn drop_answer(&self, request: i64) -> tl::enums::RpcDropAnswer {
        let mut state = self.lock();
        match state.received.get_mut(&request) {
            Some(received) if received.progress == Progress::Running => {
                received.progress = Progress::Dropped;
                return tl::enums::RpcDropAnswer::RpcAnswerDroppedRunning;
            }
            _ => {}
        }
        match self.outbox.remove_result(request) {
            Some(ServerMessage { body, sent: Some((msg_id, seq_no)), .. }) => {
                tl::types::RpcAnswerDropped { msg_id, seq_no, bytes: body.len() as i32 }.into()
            }
            _ => tl::enums::RpcDropAnswer::RpcAnswerUnknown,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder panics")
    }
}
