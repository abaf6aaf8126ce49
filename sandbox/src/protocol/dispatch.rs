//! Handles a client's messages: checks their ids, sequence numbers and salts, answers service messages, and starts calls
//! (<https://core.telegram.org/mtproto/service_messages>, <https://core.telegram.org/mtproto/service_messages_about_messages>).

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, Serializable};
use tokio::time::Instant;

use super::auth_key::AuthKey;
use super::connection::{Connection, EndReason};
use super::encryption::{self, Decrypted};
use super::hub::ActiveKey;
use super::message::{self, CONTAINER, Message};
use super::outbox::{MessageKind, ServerMessage};
use super::session::{Receipt, Session};
use super::transport::Packet;
use super::writer::Outgoing;
use super::{bad_msg, call, salt};
use crate::random;
use crate::rpc::{KeyId, Push, Service, SessionId};

/// How many seconds a message id may be behind or ahead of the server's clock.
const MAXIMUM_AGE: i64 = 300;
const MAXIMUM_ADVANCE: i64 = 30;
/// The most ids in one `msgs_ack`, `msgs_state_req` and the like.
const MAXIMUM_IDS: usize = 8192;
/// The longest delay, in seconds, of `ping_delay_disconnect`.
const MAXIMUM_DELAY: i32 = 600;
/// The most sessions on one connection.
const MAXIMUM_SESSIONS: usize = 16;

/// Which sequence number a message must have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// Odd: it needs an acknowledgement.
    Odd,
    /// Even: it does not.
    Even,
    /// Clients differ.
    Either,
}

/// Handles the encrypted packets of one connection.
pub(crate) struct Dispatcher<S: Service> {
    connection: Arc<Connection<S>>,
    /// The key used last; usually the only one.
    key: Option<Arc<ActiveKey>>,
    keys: Vec<Arc<ActiveKey>>,
    sessions: Vec<Arc<Session>>,
    ping_deadline: Option<Instant>,
}

impl<S: Service> Dispatcher<S> {
    pub(crate) fn new(connection: Arc<Connection<S>>) -> Self {
        Self { connection, key: None, keys: Vec::new(), sessions: Vec::new(), ping_deadline: None }
    }

    /// Ends the use of the connection by sessions and keys.
    pub(crate) fn detach(&self) {
        let number = self.connection.attachment.connection;
        self.sessions.iter().for_each(|session| session.detach(number));
        self.keys.iter().for_each(|key| key.disconnected(number));
    }

    /// When the connection ends unless another ping arrives (`ping_delay_disconnect`).
    pub(crate) fn ping_deadline(&self) -> Option<Instant> {
        self.ping_deadline
    }

    /// Handles packets encrypted with these keys, one after the other.
    pub(crate) async fn packets(&mut self, packets: Vec<(KeyId, Packet)>) -> Result<(), EndReason> {
        let known: Vec<_> = packets.iter().map_while(|(key, _)| self.key(*key)).collect();
        let are_all_known = known.len() == packets.len();
        let (asked, payloads): (Vec<_>, Vec<_>) =
            packets.into_iter().map(|(key, packet)| ((key, packet.quick_ack), packet.payload)).unzip();
        let encrypted = known.iter().map(|key| &key.auth_key).zip(payloads).collect();
        for (decrypted, (key, quick_ack)) in encryption::decrypt(encrypted).into_iter().zip(asked) {
            // Again, as the packet before may have destroyed it.
            let key = self.key(key).ok_or(EndReason::UnknownKey)?;
            let decrypted = decrypted?;
            if quick_ack {
                self.connection.send(Outgoing::QuickAck(decrypted.quick_ack_token)).await;
            }
            self.decrypted(&key, decrypted).await?;
        }
        if are_all_known { Ok(()) } else { Err(EndReason::UnknownKey) }
    }

    fn key(&mut self, id: KeyId) -> Option<Arc<ActiveKey>> {
        if let Some(key) = self.key.as_ref().filter(|key| key.auth_key.id() == id) {
            return Some(key.clone());
        }
        let (shared, dc) = (&self.connection.shared, self.connection.dc);
        let key = shared.hub.key(dc, id).or_else(|| {
            let bytes = shared.service.auth_key(dc, id)?;
            Some(shared.hub.add(ActiveKey::stored(dc, AuthKey::new(bytes), shared.clock.clone())))
        })?;
        self.key = Some(key.clone());
        if !self.keys.iter().any(|known| Arc::ptr_eq(known, &key)) {
            key.connected(self.connection.attachment.connection, self.connection.address);
            self.keys.push(key.clone());
        }
        Some(key)
    }

    async fn decrypted(&mut self, key: &Arc<ActiveKey>, decrypted: Decrypted) -> Result<(), EndReason> {
        let Decrypted { header, body, .. } = decrypted;
        let session = key.session(header.session);
        self.attach(&session).await?;
        let outer = Message { id: header.message_id, sequence: header.sequence, body };
        let now = key.clock.seconds();
        if let Some(code) = wrong_id(outer.id, now) {
            notify(&session, bad_message(outer.id, outer.sequence, code)).await;
            return Ok(());
        }
        if !key.is_valid_salt(header.salt, now) {
            let notice = tl::types::BadServerSalt {
                bad_msg_id: outer.id,
                bad_msg_seqno: outer.sequence,
                error_code: bad_msg::BAD_SALT,
                new_server_salt: salt::current(&key.auth_key, now),
            };
            notify(&session, tl::enums::BadMsgNotification::BadServerSalt(notice).to_bytes()).await;
            return Ok(());
        }
        let (id, sequence) = (outer.id, outer.sequence);
        let messages = match contained(outer) {
            Ok(messages) => messages,
            Err(code) => {
                notify(&session, bad_message(id, sequence, code)).await;
                return Ok(());
            }
        };
        if session.announce() {
            let first_msg_id = messages.iter().map(|message| message.id).min().unwrap_or(id);
            let created = tl::types::NewSessionCreated {
                first_msg_id,
                unique_id: random::number(),
                server_salt: salt::current(&key.auth_key, now),
            };
            let body = tl::enums::NewSession::Created(created).to_bytes();
            session.send(ServerMessage::new(MessageKind::Notification, body)).await;
        }
        for message in messages {
            self.message(key, &session, message).await?;
        }
        Ok(())
    }

    async fn attach(&mut self, session: &Arc<Session>) -> Result<(), EndReason> {
        for message in session.attach(&self.connection.attachment) {
            session.send(message).await;
        }
        if !self.sessions.iter().any(|known| Arc::ptr_eq(known, session)) {
            if self.sessions.len() >= MAXIMUM_SESSIONS {
                return Err(EndReason::TooManySessions);
            }
            self.sessions.push(session.clone());
        }
        Ok(())
    }

    async fn message(
        &mut self,
        key: &Arc<ActiveKey>,
        session: &Arc<Session>,
        message: Message,
    ) -> Result<(), EndReason> {
        let numbering = numbering(message::constructor(&message.body));
        let is_odd = message.sequence % 2 != 0;
        let receipt = match numbering {
            Numbering::Odd if !is_odd => Receipt::Rejected(bad_msg::ODD_SEQUENCE_EXPECTED),
            Numbering::Even if is_odd => Receipt::Rejected(bad_msg::EVEN_SEQUENCE_EXPECTED),
            _ => session.receive(message.id, message.sequence, numbering == Numbering::Odd),
        };
        match receipt {
            Receipt::Rejected(code) => notify(session, bad_message(message.id, message.sequence, code)).await,
            Receipt::Duplicate(Some(result)) => session.send(result).await,
            Receipt::Duplicate(None) => {}
            Receipt::New if numbering == Numbering::Odd => {
                let permit = self.connection.calls.clone().acquire_owned().await.map_err(|_| EndReason::Closed)?;
                let run = call::run(self.connection.clone(), key.clone(), session.clone(), message, permit);
                tokio::spawn(self.connection.shared.stop.clone().run_until_cancelled_owned(run));
            }
            Receipt::New => self.service(key, session, &message).await,
        }
        Ok(())
    }

    /// Handles a service message. Ignores those that are malformed or unknown.
    async fn service(&mut self, key: &ActiveKey, session: &Session, message: &Message) {
        let mut cursor = Cursor::from_slice(&message.body);
        let Ok(id) = u32::deserialize(&mut cursor) else { return };
        match id {
            tl::types::MsgsAck::CONSTRUCTOR_ID => session.outbox.acknowledge(&read_ids(&mut cursor)),
            tl::functions::Ping::CONSTRUCTOR_ID => {
                if let Ok(ping) = tl::functions::Ping::deserialize(&mut cursor) {
                    notify(session, pong(message, ping.ping_id)).await;
                }
            }
            tl::functions::PingDelayDisconnect::CONSTRUCTOR_ID => {
                if let Ok(ping) = tl::functions::PingDelayDisconnect::deserialize(&mut cursor) {
                    let delay = ping.disconnect_delay.clamp(0, MAXIMUM_DELAY);
                    self.ping_deadline = Some(Instant::now() + Duration::from_secs(delay.unsigned_abs().into()));
                    notify(session, pong(message, ping.ping_id)).await;
                }
            }
            tl::functions::GetFutureSalts::CONSTRUCTOR_ID => {
                if let Ok(request) = tl::functions::GetFutureSalts::deserialize(&mut cursor) {
                    notify(session, future_salts(key, message, request.num)).await;
                }
            }
            tl::types::MsgsStateReq::CONSTRUCTOR_ID => {
                let info = read_ids(&mut cursor).into_iter().map(|id| session.status(id)).collect();
                notify(session, state_info(message, info)).await;
            }
            tl::types::MsgResendReq::CONSTRUCTOR_ID | tl::types::MsgResendAnsReq::CONSTRUCTOR_ID => {
                let ids = read_ids(&mut cursor);
                let kept = session.outbox.unacknowledged(&ids);
                if kept.len() < ids.len() {
                    let info = ids.into_iter().map(|id| session.status(id)).collect();
                    notify(session, state_info(message, info)).await;
                }
                for message in kept {
                    session.send(message).await;
                }
            }
            tl::functions::DestroySession::CONSTRUCTOR_ID => {
                if let Ok(tl::functions::DestroySession { session_id }) = Deserializable::deserialize(&mut cursor) {
                    let is_other = session_id != session.id.0;
                    let answer = if is_other && key.destroy_session(SessionId(session_id)) {
                        tl::enums::DestroySessionRes::DestroySessionOk(tl::types::DestroySessionOk { session_id })
                    } else {
                        tl::enums::DestroySessionRes::DestroySessionNone(tl::types::DestroySessionNone { session_id })
                    };
                    notify(session, answer.to_bytes()).await;
                }
            }
            tl::functions::RpcDropAnswer::CONSTRUCTOR_ID => {
                if let Ok(request) = tl::functions::RpcDropAnswer::deserialize(&mut cursor) {
                    let answer = Ok(session.drop_answer(request.req_msg_id).to_bytes());
                    session.answer(message.id, message::result(message.id, &answer)).await;
                }
            }
            tl::functions::DestroyAuthKey::CONSTRUCTOR_ID => self.destroy_key(key, session).await,
            // Nothing to do for http_wait and the client's own notifications and states.
            _ => {}
        }
    }

    async fn destroy_key(&mut self, key: &ActiveKey, session: &Session) {
        let shared = self.connection.shared.clone();
        let id = key.auth_key.id();
        let answer = if shared.service.destroy_auth_key(self.connection.dc, id) {
            tl::enums::DestroyAuthKeyRes::DestroyAuthKeyOk
        } else {
            tl::enums::DestroyAuthKeyRes::DestroyAuthKeyFail
        };
        let is_destroyed = matches!(answer, tl::enums::DestroyAuthKeyRes::DestroyAuthKeyOk);
        notify(session, answer.to_bytes()).await;
        if is_destroyed {
            shared.hub.close(id);
            shared.hub.remove(id);
            self.key = None;
        }
    }
}

async fn notify(session: &Session, body: Vec<u8>) {
    session.send(ServerMessage::new(MessageKind::Service, body)).await;
}

/// The message, or those in it if it is a container; decompressed.
fn contained(outer: Message) -> Result<Vec<Message>, i32> {
    let outer = decompressed(outer);
    if message::constructor(&outer.body) != CONTAINER {
        return Ok(vec![outer]);
    }
    if outer.sequence % 2 != 0 {
        return Err(bad_msg::EVEN_SEQUENCE_EXPECTED);
    }
    let messages = message::unpack_container(&outer.body).map_err(|_| bad_msg::INVALID_CONTAINER)?;
    if messages.iter().any(|message| message.id % 4 != 0 || message.id >= outer.id) {
        return Err(bad_msg::INVALID_CONTAINER);
    }
    Ok(messages.into_iter().map(decompressed).collect())
}

/// Leaves what can't be decompressed as it is: it fails as a call.
fn decompressed(message: Message) -> Message {
    if message::constructor(&message.body) != message::GZIP_PACKED {
        return message;
    }
    match message::decompress(&message.body) {
        Ok(body) => Message { body, ..message },
        Err(_) => message,
    }
}

/// The code of `bad_msg_notification` for a message id that is malformed, or too far from the current time.
fn wrong_id(id: i64, now: i64) -> Option<i32> {
    let date = id >> 32;
    if id % 4 != 0 {
        Some(bad_msg::ID_NOT_DIVISIBLE)
    } else if date < now - MAXIMUM_AGE {
        Some(bad_msg::ID_TOO_LOW)
    } else if date > now + MAXIMUM_ADVANCE {
        Some(bad_msg::ID_TOO_HIGH)
    } else {
        None
    }
}

/// The numbering of service messages; everything else is a call.
fn numbering(constructor: u32) -> Numbering {
    match constructor {
        CONTAINER => Numbering::Even,
        // By the documents these are even; many clients number them as content, which Telegram takes.
        tl::types::MsgsAck::CONSTRUCTOR_ID
        | tl::functions::Ping::CONSTRUCTOR_ID
        | tl::functions::PingDelayDisconnect::CONSTRUCTOR_ID
        | tl::functions::GetFutureSalts::CONSTRUCTOR_ID
        | tl::functions::DestroySession::CONSTRUCTOR_ID
        | tl::functions::DestroyAuthKey::CONSTRUCTOR_ID
        | tl::functions::RpcDropAnswer::CONSTRUCTOR_ID
        | tl::types::HttpWait::CONSTRUCTOR_ID
        | tl::types::MsgsStateReq::CONSTRUCTOR_ID
        | tl::types::MsgsStateInfo::CONSTRUCTOR_ID
        | tl::types::MsgsAllInfo::CONSTRUCTOR_ID
        | tl::types::MsgDetailedInfo::CONSTRUCTOR_ID
        | tl::types::MsgNewDetailedInfo::CONSTRUCTOR_ID
        | tl::types::MsgResendReq::CONSTRUCTOR_ID
        | tl::types::MsgResendAnsReq::CONSTRUCTOR_ID
        | tl::types::BadMsgNotification::CONSTRUCTOR_ID
        | tl::types::BadServerSalt::CONSTRUCTOR_ID => Numbering::Either,
        _ => Numbering::Odd,
    }
}

/// A vector of message ids; empty if it has too many.
fn read_ids(cursor: &mut Cursor<'_>) -> Vec<i64> {
    let Ok(ids) = Vec::<i64>::deserialize(cursor) else { return Vec::new() };
    if ids.len() > MAXIMUM_IDS { Vec::new() } else { ids }
}

fn bad_message(bad_msg_id: i64, bad_msg_seqno: i32, error_code: i32) -> Vec<u8> {
    let notice = tl::types::BadMsgNotification { bad_msg_id, bad_msg_seqno, error_code };
    tl::enums::BadMsgNotification::Notification(notice).to_bytes()
}

fn pong(message: &Message, ping_id: i64) -> Vec<u8> {
    tl::enums::Pong::Pong(tl::types::Pong { msg_id: message.id, ping_id }).to_bytes()
}

fn future_salts(key: &ActiveKey, message: &Message, count: i32) -> Vec<u8> {
    let now = key.clock.seconds();
    let salts = tl::RawVec(salt::future(&key.auth_key, now, count));
    let answer = tl::types::FutureSalts { req_msg_id: message.id, now: now as i32, salts };
    tl::enums::FutureSalts::Salts(answer).to_bytes()
}

fn state_info(message: &Message, info: Vec<u8>) -> Vec<u8> {
    tl::enums::MsgsStateInfo::Info(tl::types::MsgsStateInfo { req_msg_id: message.id, info }).to_bytes()
}
