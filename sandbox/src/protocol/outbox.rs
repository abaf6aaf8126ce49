//! The server's messages in a session: numbered, and kept until the client acknowledges them.
//!
//! Outboxes outlive connections. What a client has not acknowledged is sent again on its next connection, as far as it was kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use super::auth_key::AuthKey;
use crate::clock::Clock;
use crate::rpc::SessionId;

/// The most messages, and bytes of messages, kept to be sent again.
const KEPT_MESSAGES: usize = 256;
const KEPT_BYTES: usize = 1024 * 1024 + 64 * 1024;

/// A message of the server.
#[derive(Clone, Debug)]
pub(crate) struct ServerMessage {
    pub(crate) body: Arc<Vec<u8>>,
    pub(crate) kind: MessageKind,
    /// The id and sequence number it was sent with, if it was.
    pub(crate) sent: Option<(i64, i32)>,
}

/// How a message of the server is numbered and acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MessageKind {
    /// The result of this request; the client acknowledges it.
    Result(i64),
    /// Not an answer to a request; the client acknowledges it.
    Notification,
    /// About messages; never acknowledged.
    Service,
}

impl ServerMessage {
    pub(crate) fn new(kind: MessageKind, body: Vec<u8>) -> Self {
        Self { body: Arc::new(body), kind, sent: None }
    }
}

/// The server's side of a session.
pub(crate) struct Outbox {
    pub(crate) key: AuthKey,
    pub(crate) session: SessionId,
    pub(crate) clock: Arc<Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last_id: i64,
    content_messages: i32,
    unacknowledged: VecDeque<ServerMessage>,
    unacknowledged_bytes: usize,
    /// Messages that no connection has sent yet.
    unsent: VecDeque<ServerMessage>,
    /// Whether updates were lost on a connection that did not read them.
    missed_updates: bool,
}

impl Outbox {
    pub(crate) fn new(key: AuthKey, session: SessionId, clock: Arc<Clock>) -> Self {
        Self { key, session, clock, state: Mutex::default() }
    }

    /// Gives a message its id and sequence number, and keeps it if the client will acknowledge it.
    pub(crate) fn number(&self, message: &ServerMessage) -> (i64, i32) {
        let mut state = self.lock();
        if let Some(sent) = message.sent {
            return sent;
        }
        // Ids of results end in 01, others in 11.
        let ending = if matches!(message.kind, MessageKind::Notification) { 3 } else { 1 };
        let id = state.next_id(ending, &self.clock);
        if message.kind == MessageKind::Service {
            return (id, state.content_messages * 2);
        }
        let sequence = state.content_messages * 2 + 1;
        state.content_messages = state.content_messages.wrapping_add(1) & 0x3fff_ffff;
        state.unacknowledged_bytes += message.body.len();
        state.unacknowledged.push_back(ServerMessage { sent: Some((id, sequence)), ..message.clone() });
        while state.unacknowledged.len() > KEPT_MESSAGES || state.unacknowledged_bytes > KEPT_BYTES {
            let Some(oldest) = state.unacknowledged.pop_front() else { break };
            state.unacknowledged_bytes -= oldest.body.len();
        }
        (id, sequence)
    }

    /// The id and sequence number of a container of messages that already have theirs.
    pub(crate) fn number_container(&self) -> (i64, i32) {
        let mut state = self.lock();
        (state.next_id(1, &self.clock), state.content_messages * 2)
    }

    /// Keeps a message for the next connection.
    pub(crate) fn keep_unsent(&self, message: ServerMessage) {
        let mut state = self.lock();
        // What was sent before is kept among the unacknowledged.
        if message.sent.is_none() && message.kind != MessageKind::Service {
            state.unsent.push_back(message);
            let too_many = |unsent: &VecDeque<ServerMessage>| {
                unsent.len() > KEPT_MESSAGES
                    || unsent.iter().map(|message| message.body.len()).sum::<usize>() > KEPT_BYTES
            };
            while too_many(&state.unsent) {
                state.unsent.pop_front();
            }
        }
    }

    /// What a new connection sends first: the unacknowledged messages, then the unsent ones, which are removed.
    pub(crate) fn take_pending(&self) -> Vec<ServerMessage> {
        let mut state = self.lock();
        let mut messages: Vec<_> = state.unacknowledged.iter().cloned().collect();
        messages.extend(std::mem::take(&mut state.unsent));
        messages
    }

    /// Forgets the messages that the client has received.
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

    /// Those of these messages that are still kept.
    pub(crate) fn unacknowledged(&self, ids: &[i64]) -> Vec<ServerMessage> {
        let is_wanted = |message: &&ServerMessage| message.sent.is_some_and(|(id, _)| ids.contains(&id));
        self.lock().unacknowledged.iter().filter(is_wanted).cloned().collect()
    }

    /// The result of a request, if it is still kept.
    pub(crate) fn result(&self, request: i64) -> Option<ServerMessage> {
        let is_result = |message: &&ServerMessage| message.kind == MessageKind::Result(request);
        self.lock().unacknowledged.iter().find(is_result).cloned()
    }

    /// Removes the result of a request, so that it is not sent again.
    pub(crate) fn remove_result(&self, request: i64) -> Option<ServerMessage> {
        let mut state = self.lock();
        let index = state.unacknowledged.iter().position(|message| message.kind == MessageKind::Result(request))?;
        let message = state.unacknowledged.remove(index)?;
        state.unacknowledged_bytes -= message.body.len();
        Some(message)
    }

    /// Notes that updates were lost.
    pub(crate) fn set_missed_updates(&self) {
        self.lock().missed_updates = true;
    }

    /// Whether updates were lost since the last call.
    pub(crate) fn take_missed_updates(&self) -> bool {
        std::mem::take(&mut self.lock().missed_updates)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder panics")
    }
}

impl State {
    fn next_id(&mut self, ending: i64, clock: &Clock) -> i64 {
        let next = (self.last_id & !3) + 4;
        self.last_id = next.max(clock.message_id()) | ending;
        self.last_id
    }
}
