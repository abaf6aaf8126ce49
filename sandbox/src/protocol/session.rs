//! A client's session: which of its messages came, which of ours it has, and by which connection it is reached.
//!
//! Sessions outlive connections. What a client has not acknowledged is sent again on the connection it comes back with, as far
//! as it was kept; a message that comes twice is executed once.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use grammers_tl_types::{self as tl, Serializable};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::clock;
use super::hub::Key;
use super::writer::Item;
use crate::rpc::SessionId;

/// Ids of received messages that are remembered.
const REMEMBERED: usize = 2000;
/// What is kept to be sent again.
const KEPT_MESSAGES: usize = 256;
const KEPT_BYTES: usize = 1024 * 1024 + 64 * 1024;

/// A message of ours.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) body: Arc<Vec<u8>>,
    pub(crate) kind: Kind,
    /// The id and sequence number it went out with before.
    pub(crate) sent: Option<(i64, i32)>,
}

/// What a message of ours is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The result of that request; the client acknowledges it.
    Answer(i64),
    /// Unasked for; the client acknowledges it.
    Notice,
    /// About messages; never acknowledged.
    Service,
}

impl Outgoing {
    pub(crate) fn new(kind: Kind, body: Vec<u8>) -> Self {
        Self { body: Arc::new(body), kind, sent: None }
    }
}

/// A message that came, and what became of it.
#[derive(Clone, Copy, Debug)]
struct Received {
    sequence: i32,
    progress: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    /// Taken note of; it has no answer that would be kept.
    Done,
    Running,
    /// The client does not want the answer any more.
    Dropped,
    Answered,
}

/// What to do with a message by its id and sequence number.
#[derive(Debug)]
pub(crate) enum Verdict {
    New,
    /// Seen before: the answer, if it is at hand.
    Again(Option<Outgoing>),
    /// The `bad_msg_notification` code.
    Bad(i32),
}

/// The connection that a session is reached by.
#[derive(Clone)]
pub(crate) struct Attachment {
    pub(crate) connection: u64,
    pub(crate) items: mpsc::Sender<Item>,
    /// Ends the connection after what is under way.
    pub(crate) finish: CancellationToken,
}

/// A session of a key.
pub(crate) struct Session {
    pub(crate) id: SessionId,
    state: Mutex<State>,
    /// Wakes those that wait for an answer to have been made.
    answered: Notify,
}

#[derive(Default)]
struct State {
    announced: bool,
    wants_updates: bool,
    /// Updates were lost on a connection that did not read them.
    missed_updates: bool,
    received: BTreeMap<i64, Received>,
    /// Everything up to here is forgotten.
    forgotten: i64,
    last_id: i64,
    content_messages: i32,
    unacknowledged: VecDeque<Outgoing>,
    unacknowledged_bytes: usize,
    /// Made while there was no connection.
    waiting: VecDeque<Outgoing>,
    attachment: Option<Attachment>,
}

impl Session {
    pub(crate) fn new(id: SessionId) -> Self {
        Self { id, state: Mutex::default(), answered: Notify::new() }
    }

    /// Judges a message by what came before it, and takes note of it if it is new.
    pub(crate) fn receive(&self, id: i64, sequence: i32, is_call: bool) -> Verdict {
        let mut state = self.lock();
        if let Some(received) = state.received.get(&id) {
            let answer = match received.progress {
                Progress::Answered => state.unacknowledged.iter().find(|sent| sent.kind == Kind::Answer(id)).cloned(),
                Progress::Done | Progress::Running | Progress::Dropped => None,
            };
            return Verdict::Again(answer);
        }
        if id <= state.forgotten {
            return Verdict::Bad(20);
        }
        let is_odd = sequence % 2 != 0;
        let clashes = |other: i32| is_odd && other == sequence;
        if let Some((_, before)) = state.received.range(..id).next_back()
            && (before.sequence > sequence || clashes(before.sequence))
        {
            return Verdict::Bad(32);
        }
        if let Some((_, after)) = state.received.range(id..).next()
            && (after.sequence < sequence || clashes(after.sequence))
        {
            return Verdict::Bad(33);
        }
        let progress = if is_call { Progress::Running } else { Progress::Done };
        state.received.insert(id, Received { sequence, progress });
        if state.received.len() > REMEMBERED
            && let Some((oldest, _)) = state.received.pop_first()
        {
            state.forgotten = oldest;
        }
        Verdict::New
    }

    /// Waits until all of these requests are answered. `false` if one of them never came.
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
    pub(crate) async fn answer(self: &Arc<Self>, key: &Arc<Key>, request: i64, body: Vec<u8>) {
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
            self.send(key, Outgoing::new(Kind::Answer(request), body)).await;
        }
    }

    /// Sends a message by the session's connection; keeps it for the next one if there is none.
    pub(crate) async fn send(self: &Arc<Self>, key: &Arc<Key>, message: Outgoing) {
        let attachment = self.lock().attachment.clone();
        match attachment {
            Some(attachment) => {
                let item = Item::Message { key: key.clone(), session: self.clone(), message };
                if let Err(mpsc::error::SendError(Item::Message { message, .. })) = attachment.items.send(item).await {
                    self.keep_waiting(message);
                }
            }
            None => self.keep_waiting(message),
        }
    }

    /// Sends updates if the client wants them and is there to read them.
    pub(crate) fn push(self: &Arc<Self>, key: &Arc<Key>, updates: &Arc<Vec<u8>>) {
        let mut state = self.lock();
        if !state.wants_updates {
            return;
        }
        let Some(attachment) = &state.attachment else { return };
        let message = Outgoing { body: updates.clone(), kind: Kind::Notice, sent: None };
        let item = Item::Message { key: key.clone(), session: self.clone(), message };
        if let Err(mpsc::error::TrySendError::Full(_)) = attachment.items.try_send(item) {
            state.missed_updates = true;
        }
    }

    /// A notice in place of the updates that were lost, once.
    pub(crate) fn take_missed_updates(&self) -> Option<Outgoing> {
        let is_missed = std::mem::take(&mut self.lock().missed_updates);
        is_missed.then(|| Outgoing::new(Kind::Notice, tl::enums::Updates::TooLong.to_bytes()))
    }

    pub(crate) fn set_wants_updates(&self, wants: bool) {
        self.lock().wants_updates = wants;
    }

    /// Makes a connection the session's. Returns what it has to carry first, if it wasn't so before.
    pub(crate) fn attach(&self, attachment: &Attachment) -> Vec<Outgoing> {
        let mut state = self.lock();
        if state.attachment.as_ref().is_some_and(|current| current.connection == attachment.connection) {
            return Vec::new();
        }
        state.attachment = Some(attachment.clone());
        let mut messages: Vec<_> = state.unacknowledged.iter().cloned().collect();
        messages.extend(std::mem::take(&mut state.waiting));
        messages
    }

    /// The connection is gone.
    pub(crate) fn detach(&self, connection: u64) {
        let mut state = self.lock();
        if state.attachment.as_ref().is_some_and(|current| current.connection == connection) {
            state.attachment = None;
        }
    }

    pub(crate) fn attachment(&self) -> Option<Attachment> {
        self.lock().attachment.clone()
    }

    /// Keeps a message that no connection took.
    pub(crate) fn keep_waiting(&self, message: Outgoing) {
        let mut state = self.lock();
        // What was sent before is kept among the unacknowledged.
        if message.sent.is_none() && message.kind != Kind::Service {
            state.waiting.push_back(message);
            let too_many = |waiting: &VecDeque<Outgoing>| {
                waiting.len() > KEPT_MESSAGES
                    || waiting.iter().map(|message| message.body.len()).sum::<usize>() > KEPT_BYTES
            };
            while too_many(&state.waiting) {
                state.waiting.pop_front();
            }
        }
    }

    /// Whether this is the session's first message, so that it has to be announced.
    pub(crate) fn announce(&self) -> bool {
        !std::mem::replace(&mut self.lock().announced, true)
    }

    /// Gives a message its id and sequence number, and keeps it if it will be acknowledged.
    pub(crate) fn number(&self, message: &Outgoing) -> (i64, i32) {
        let mut state = self.lock();
        if let Some(sent) = message.sent {
            return sent;
        }
        // Ids of answers end in 01, of others in 11.
        let ending = if matches!(message.kind, Kind::Notice) { 3 } else { 1 };
        let id = state.next_id(ending);
        if message.kind == Kind::Service {
            return (id, state.content_messages * 2);
        }
        let sequence = state.content_messages * 2 + 1;
        state.content_messages = state.content_messages.wrapping_add(1) & 0x3fff_ffff;
        state.unacknowledged_bytes += message.body.len();
        state.unacknowledged.push_back(Outgoing { sent: Some((id, sequence)), ..message.clone() });
        while state.unacknowledged.len() > KEPT_MESSAGES || state.unacknowledged_bytes > KEPT_BYTES {
            let Some(oldest) = state.unacknowledged.pop_front() else { break };
            state.unacknowledged_bytes -= oldest.body.len();
        }
        (id, sequence)
    }

    /// The id and sequence number of a container of messages numbered before.
    pub(crate) fn number_container(&self) -> (i64, i32) {
        let mut state = self.lock();
        (state.next_id(1), state.content_messages * 2)
    }

    /// The client has these.
    pub(crate) fn acknowledge(&self, ids: &[i64]) {
        let mut state = self.lock();
        let State { unacknowledged, unacknowledged_bytes, .. } = &mut *state;
        unacknowledged.retain(|message| {
            let is_acknowledged = message.sent.is_some_and(|(id, _)| ids.contains(&id));
            if is_acknowledged {
                *unacknowledged_bytes -= message.body.len();
            }
            !is_acknowledged
        });
    }

    /// Those of our messages that are still at hand.
    pub(crate) fn sent_messages(&self, ids: &[i64]) -> Vec<Outgoing> {
        let state = self.lock();
        let is_meant = |message: &&Outgoing| message.sent.is_some_and(|(id, _)| ids.contains(&id));
        state.unacknowledged.iter().filter(is_meant).cloned().collect()
    }

    /// The status byte of a client's message, as `msgs_state_info` has it.
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

    /// The client does not want the answer to `request`.
    pub(crate) fn drop_answer(&self, request: i64) -> tl::enums::RpcDropAnswer {
        let mut state = self.lock();
        match state.received.get_mut(&request) {
            Some(received) if received.progress == Progress::Running => {
                received.progress = Progress::Dropped;
                return tl::enums::RpcDropAnswer::RpcAnswerDroppedRunning;
            }
            _ => {}
        }
        let is_answer = |message: &Outgoing| message.kind == Kind::Answer(request);
        let Some(index) = state.unacknowledged.iter().position(is_answer) else {
            return tl::enums::RpcDropAnswer::RpcAnswerUnknown;
        };
        let Some(Outgoing { body, sent: Some((msg_id, seq_no)), .. }) = state.unacknowledged.remove(index) else {
            return tl::enums::RpcDropAnswer::RpcAnswerUnknown;
        };
        state.unacknowledged_bytes -= body.len();
        let dropped = tl::types::RpcAnswerDropped { msg_id, seq_no, bytes: body.len() as i32 };
        tl::enums::RpcDropAnswer::RpcAnswerDropped(dropped)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder panics")
    }
}

impl State {
    fn next_id(&mut self, ending: i64) -> i64 {
        let next = (self.last_id & !3) + 4;
        self.last_id = next.max(clock::message_id()) | ending;
        self.last_id
    }
}
