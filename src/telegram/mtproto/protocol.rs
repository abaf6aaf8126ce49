//! One session of a connection: which packets it sends, and what it makes of those that it receives.
//!
//! Requests are queued, sent in order, and remembered until they are answered. A request that the server says it has ignored (a wrong salt, a wrong
//! time) is sent again; any other is sent once, because the server may have carried it out.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use grammers_tl_types::{self as tl, Serializable};
use tokio_util::bytes::{Bytes, BytesMut};

use super::cipher::{self, ENVELOPE, INNER_HEADER};
use super::clock::ServerClock;
use super::framing;
use super::message::{self, CONTAINER, Content, MESSAGE_HEADER, Message};
use super::message_id::{MessageIds, ReceivedIds, is_of_now, time};
use super::salt::ServerSalt;
use super::serialized::Serialized;

/// A container is not filled beyond this (<https://core.telegram.org/mtproto/service_messages#simple-container> allows 32 KiB).
const CONTAINER_BYTES: usize = 24 * 1024;
/// How many messages a container may have at most, with room for those of the protocol itself.
const CONTAINER_MESSAGES: usize = 1000;
/// How often a request is sent that the server ignores. More would be a fault that sending again does not mend.
const MAXIMUM_SENDS: u8 = 4;
/// From so many on, acknowledgements are sent without waiting for the next request.
const MANY_ACKNOWLEDGEMENTS: usize = 16;

/// Identifies a request of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub u64);

/// What a received packet means for those above.
#[derive(Debug)]
pub enum Event {
    /// A request is answered: with a serialized object, an error, or something that cannot be read.
    Answer(RequestId, Answer),
    /// The server has ignored a request each time it was sent: it was not carried out.
    NotSent(RequestId),
    /// The server cannot tell whether it has received a request.
    Lost(RequestId),
    /// A serialized object that nobody asked for: an update.
    Update(Bytes),
    /// The server knows nothing of this session's past: updates may be missing.
    SessionCreated,
}

/// The answer to a request.
#[derive(Debug)]
pub enum Answer {
    /// A serialized object.
    Object(Bytes),
    /// An error.
    Error(tl::types::RpcError),
    /// The answer is packed and cannot be unpacked.
    Unreadable,
}

/// Why a packet is refused. The connection cannot be used any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It belongs to no session of this connection.
    OtherSession,
    /// It is not well-formed.
    Malformed,
}

/// One session of a connection.
pub struct Protocol {
    clock: Arc<ServerClock>,
    salt: ServerSalt,
    /// Goes before requests until one is answered: the beginning of `invokeWithLayer(initConnection(…))`.
    initialization: Option<Bytes>,
    session: i64,
    /// The session before, whose answers may still be on their way, and what was received in it.
    ended_session: Option<(i64, ReceivedIds)>,
    sequence: u32,
    ids: MessageIds,
    received: ReceivedIds,
    has_received: bool,
    queue: VecDeque<Request>,
    /// Requests without an answer, by the id of their message.
    sent: HashMap<i64, Sent>,
    acknowledgements: Vec<i64>,
    /// Messages of the protocol itself, with whether they have to be acknowledged.
    service: Vec<(Vec<u8>, bool)>,
}

struct Request {
    id: RequestId,
    body: Serialized,
    is_service: bool,
    sends: u8,
}

struct Sent {
    request: Request,
    session: i64,
    /// The message id of the packet: of the container, if there is one.
    packet: i64,
}

impl Protocol {
    /// A new session. `initialization` stands before the first requests.
    pub fn new(clock: Arc<ServerClock>, salt: ServerSalt, initialization: Bytes) -> Self {
        Self {
            clock,
            salt,
            initialization: Some(initialization),
            session: random_id(),
            ended_session: None,
            sequence: 0,
            ids: MessageIds::default(),
            received: ReceivedIds::default(),
            has_received: false,
            queue: VecDeque::new(),
            sent: HashMap::new(),
            acknowledgements: Vec::new(),
            service: Vec::new(),
        }
    }

    /// Queues a call, serialized.
    pub fn call(&mut self, id: RequestId, body: Serialized) {
        self.queue.push_back(Request { id, body, is_service: false, sends: 0 });
    }

    /// Queues `ping_delay_disconnect`: the server closes the connection unless another one follows within so many seconds.
    pub fn ping(&mut self, id: RequestId, disconnect_delay: i32) {
        let ping = tl::functions::PingDelayDisconnect { ping_id: random_id(), disconnect_delay };
        self.queue.push_front(Request { id, body: ping.to_bytes().into(), is_service: true, sends: 0 });
    }

    /// Nobody waits for the answer to a request any more: it is not sent if it was not yet, and otherwise the server is asked not to answer.
    pub fn cancel(&mut self, id: RequestId) {
        if let Some(index) = self.queue.iter().position(|request| request.id == id) {
            self.queue.remove(index);
            return;
        }
        let sent = self.sent.iter().find(|(_, sent)| sent.request.id == id).map(|(message, _)| *message);
        if let Some(req_msg_id) = sent {
            self.sent.remove(&req_msg_id);
            self.service.push((tl::functions::RpcDropAnswer { req_msg_id }.to_bytes(), true));
        }
    }

    /// Whether there is a reason to send a packet now.
    pub fn has_something_to_send(&self) -> bool {
        !self.queue.is_empty() || !self.service.is_empty() || self.acknowledgements.len() >= MANY_ACKNOWLEDGEMENTS
    }

    /// Whether there are acknowledgements that no packet has carried yet.
    pub fn owes_acknowledgements(&self) -> bool {
        !self.acknowledgements.is_empty()
    }

    /// Ends the session: the requests that were never sent, and those that may have been carried out.
    pub fn end(&mut self) -> (Vec<RequestId>, Vec<RequestId>) {
        let never_sent = self.queue.drain(..).map(|request| request.id).collect();
        let sent = self.sent.drain().map(|(_, sent)| sent.request.id).collect();
        (never_sent, sent)
    }

    /// The next packet, framed and yet to be [encrypted](cipher::encrypt) after its frame: acknowledgements and messages of the protocol, and as many
    /// requests as fit. `None` when there is nothing to be sent.
    pub fn next_packet(&mut self) -> Option<BytesMut> {
        let mut messages = self.next_messages();
        let now = self.clock.now();
        match messages.len() {
            0 => None,
            1 => {
                let outgoing = messages.pop().expect("there is one");
                let id = self.ids.next(now);
                let sequence = self.next_sequence(outgoing.needs_acknowledgement());
                let packet = self.packet(id, sequence, outgoing.len(), |packet| outgoing.write(packet));
                self.remember(outgoing, id, id);
                Some(packet)
            }
            _ => {
                let messages: Vec<_> = messages
                    .into_iter()
                    .map(|outgoing| {
                        let sequence = self.next_sequence(outgoing.needs_acknowledgement());
                        (self.ids.next(now), sequence, outgoing)
                    })
                    .collect();
                let (container, sequence) = (self.ids.next(now), self.next_sequence(false));
                let length = messages.iter().map(|(_, _, outgoing)| MESSAGE_HEADER + outgoing.len()).sum::<usize>();
                let packet = self.packet(container, sequence, 8 + length, |packet| {
                    packet.extend_from_slice(&CONTAINER.to_le_bytes());
                    packet.extend_from_slice(&(messages.len() as u32).to_le_bytes());
                    for (id, sequence, outgoing) in &messages {
                        packet.extend_from_slice(&id.to_le_bytes());
                        packet.extend_from_slice(&sequence.to_le_bytes());
                        packet.extend_from_slice(&(outgoing.len() as u32).to_le_bytes());
                        outgoing.write(packet);
                    }
                });
                for (id, _, outgoing) in messages {
                    self.remember(outgoing, id, container);
                }
                Some(packet)
            }
        }
    }

    /// Takes the messages of the next packet.
    fn next_messages(&mut self) -> Vec<Outgoing> {
        let mut messages = Vec::new();
        if !self.acknowledgements.is_empty() {
            let msg_ids = std::mem::take(&mut self.acknowledgements);
            let body = tl::enums::MsgsAck::Ack(tl::types::MsgsAck { msg_ids }).to_bytes();
            messages.push(Outgoing::Service { body, needs_acknowledgement: false });
        }
        let service = std::mem::take(&mut self.service).into_iter();
        messages.extend(service.map(|(body, needs_acknowledgement)| Outgoing::Service { body, needs_acknowledgement }));
        let mut bytes = messages.iter().map(Outgoing::len).sum::<usize>();
        while let Some(next) = self.queue.front() {
            let initialization = self.initialization.as_ref().filter(|_| !next.is_service).cloned();
            bytes += next.body.len() + initialization.as_ref().map_or(0, Bytes::len) + MESSAGE_HEADER;
            let is_full = bytes > CONTAINER_BYTES || messages.len() >= CONTAINER_MESSAGES;
            // A large request is sent without a container, and what has gathered before goes first.
            if is_full && !messages.is_empty() {
                break;
            }
            let Some(request) = self.queue.pop_front() else { break };
            messages.push(Outgoing::Request { request, initialization });
        }
        messages
    }

    fn remember(&mut self, outgoing: Outgoing, id: i64, packet: i64) {
        if let Outgoing::Request { mut request, .. } = outgoing {
            request.sends += 1;
            self.sent.insert(id, Sent { request, session: self.session, packet });
        }
    }

    fn next_sequence(&mut self, needs_acknowledgement: bool) -> u32 {
        let sequence = self.sequence;
        if needs_acknowledgement {
            self.sequence = sequence.wrapping_add(2);
            sequence | 1
        } else {
            sequence
        }
    }

    /// A framed packet, with room for its envelope and with padding.
    fn packet(&self, id: i64, sequence: u32, length: usize, write: impl FnOnce(&mut BytesMut)) -> BytesMut {
        let unpadded = ENVELOPE + INNER_HEADER + length;
        let padding = cipher::padding(unpadded);
        let mut packet = BytesMut::with_capacity(framing::HEADER + unpadded + padding);
        packet.extend_from_slice(&framing::header(unpadded + padding));
        packet.extend_from_slice(&[0; ENVELOPE]);
        packet.extend_from_slice(&self.salt.get().to_le_bytes());
        packet.extend_from_slice(&self.session.to_le_bytes());
        packet.extend_from_slice(&id.to_le_bytes());
        packet.extend_from_slice(&sequence.to_le_bytes());
        packet.extend_from_slice(&(length as u32).to_le_bytes());
        write(&mut packet);
        debug_assert_eq!(packet.len(), framing::HEADER + unpadded);
        packet.resize(framing::HEADER + unpadded + padding, 0);
        getrandom::fill(&mut packet[framing::HEADER + unpadded..])
            .expect("the operating system provides random numbers");
        packet
    }

    /// Takes a packet that was [decrypted](cipher::decrypt) and is genuine, and adds to `events` what it means.
    pub fn receive(&mut self, packet: BytesMut, events: &mut Vec<Event>) -> Result<(), Refused> {
        let inner = packet.freeze().slice(ENVELOPE..);
        let number = |at: usize| i64::from_le_bytes(inner[at..at + 8].try_into().expect("eight bytes"));
        let (session, id) = (number(8), number(16));
        let is_ended = session != self.session;
        if is_ended && self.ended_session.as_ref().is_none_or(|(ended, _)| session != *ended) {
            return Err(Refused::OtherSession);
        }
        let word = |at: usize| u32::from_le_bytes(inner[at..at + 4].try_into().expect("four bytes"));
        let (sequence, length) = (word(24), word(28) as usize);
        // The session's number is random, so its first packet cannot be an old one: it tells the time.
        if !std::mem::replace(&mut self.has_received, true) {
            self.clock.set(time(id));
        }
        let body = inner.slice(INNER_HEADER..INNER_HEADER + length);
        let outer = Message { id, needs_acknowledgement: sequence & 1 == 1, body };
        for message in message::split(outer).map_err(|_| Refused::Malformed)? {
            self.take(message, is_ended, events)?;
        }
        Ok(())
    }

    fn take(&mut self, message: Message, is_ended: bool, events: &mut Vec<Event>) -> Result<(), Refused> {
        let Message { id, needs_acknowledgement, body } = message;
        if needs_acknowledgement {
            self.acknowledgements.push(id);
        }
        let content = message::read(body).map_err(|_| Refused::Malformed)?;
        // If it is our time that is wrong, all of the server's messages are of another one, this notification too.
        let tells_time = matches!(content, Content::Ignored { id, code: 16 | 17, .. } if self.has_sent(id));
        let received = match &mut self.ended_session {
            Some((_, received)) if is_ended => received,
            _ => &mut self.received,
        };
        // Repeated and misplaced ones are ignored; they are acknowledged so that the server stops sending them.
        if !(tells_time || is_of_now(id, self.clock.now())) || !received.accept(id) {
            return Ok(());
        }
        match content {
            Content::Answer { to, body } => {
                if let Some(Sent { request, .. }) = self.sent.remove(&to) {
                    self.initialization = self.initialization.take().filter(|_| request.is_service);
                    let answer = body.map_or(Answer::Unreadable, Answer::Object);
                    events.push(Event::Answer(request.id, answer));
                }
            }
            Content::Error { to, error } => {
                if let Some(Sent { request, .. }) = self.sent.remove(&to) {
                    let is_initialized = !error.error_message.starts_with("CONNECTION_");
                    self.initialization = self.initialization.take().filter(|_| request.is_service || !is_initialized);
                    events.push(Event::Answer(request.id, Answer::Error(error)));
                }
            }
            Content::Ignored { id: ignored, code, salt } => self.send_again(id, ignored, code, salt, events),
            Content::SessionCreated(salt) => {
                self.salt.set(salt);
                events.push(Event::SessionCreated);
            }
            Content::AnswerExists(answer) if !self.received.contains(answer) => {
                let wanted = tl::types::MsgResendReq { msg_ids: vec![answer] };
                self.service.push((tl::enums::MsgResendReq::Req(wanted).to_bytes(), true));
            }
            Content::StateWanted(ids) => {
                // 4: received; 1: nothing is known (<https://core.telegram.org/mtproto/service_messages_about_messages>).
                let info = ids.iter().map(|id| if self.received.contains(*id) { 4 } else { 1 }).collect();
                let info = tl::types::MsgsStateInfo { req_msg_id: id, info };
                self.service.push((tl::enums::MsgsStateInfo::Info(info).to_bytes(), false));
            }
            Content::Update(update) => events.push(Event::Update(update)),
            Content::AnswerExists(_) | Content::Nothing => {}
        }
        Ok(())
    }

    /// Whether a request without an answer was sent in that message, or in that container.
    fn has_sent(&self, id: i64) -> bool {
        self.sent.contains_key(&id) || self.sent.values().any(|sent| sent.packet == id)
    }

    /// The server has ignored a packet: its requests are sent again, with what was wrong put right.
    fn send_again(&mut self, id: i64, ignored: i64, code: i32, salt: Option<i64>, events: &mut Vec<Event>) {
        let mut messages: Vec<_> = self
            .sent
            .iter()
            .filter(|(message, sent)| **message == ignored || sent.packet == ignored)
            .map(|(message, _)| *message)
            .collect();
        // Who does not remember having sent it must not change anything on its account.
        if messages.is_empty() && self.ended_session.is_none() {
            return;
        }
        if matches!(code, 16 | 17) {
            self.clock.set(time(id));
        }
        // Several packets of a session may be refused for the same reason. It is given up once.
        let is_current = messages.iter().any(|message| self.sent[message].session == self.session);
        if matches!(code, 17 | 32 | 33) && is_current {
            self.begin_session();
        }
        if let Some(salt) = salt {
            self.salt.set(salt);
        }
        // The newest first, so that the oldest is in front in the end.
        messages.sort_unstable_by(|a, b| b.cmp(a));
        for message in messages {
            let Some(Sent { request, .. }) = self.sent.remove(&message) else { continue };
            match code {
                // Too old to know whether it was received.
                20 => events.push(Event::Lost(request.id)),
                _ if request.sends >= MAXIMUM_SENDS => events.push(Event::NotSent(request.id)),
                _ => self.queue.push_front(request),
            }
        }
    }

    /// Ids and sequence numbers start anew: in this session they can only grow.
    fn begin_session(&mut self) {
        let session = std::mem::replace(&mut self.session, random_id());
        self.ended_session = Some((session, std::mem::take(&mut self.received)));
        self.ids = MessageIds::default();
        self.sequence = 0;
    }
}

/// A message that is about to be sent.
enum Outgoing {
    Service { body: Vec<u8>, needs_acknowledgement: bool },
    Request { request: Request, initialization: Option<Bytes> },
}

impl Outgoing {
    fn needs_acknowledgement(&self) -> bool {
        match self {
            Self::Service { needs_acknowledgement, .. } => *needs_acknowledgement,
            Self::Request { .. } => true,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Service { body, .. } => body.len(),
            Self::Request { request, initialization } => {
                initialization.as_ref().map_or(0, Bytes::len) + request.body.len()
            }
        }
    }

    fn write(&self, packet: &mut BytesMut) {
        match self {
            Self::Service { body, .. } => packet.extend_from_slice(body),
            Self::Request { request, initialization } => {
                packet.extend_from_slice(initialization.as_deref().unwrap_or_default());
                request.body.write(packet);
            }
        }
    }
}

fn random_id() -> i64 {
    let number = getrandom::u64().expect("the operating system provides random numbers");
    i64::from_le_bytes(number.to_le_bytes())
}

#[cfg(test)]
mod tests;
