//! What a client's messages mean: the checks on ids, sequence numbers and salts, the service messages, and which messages are calls
//! (<https://core.telegram.org/mtproto/service_messages>, <https://core.telegram.org/mtproto/service_messages_about_messages>).

use std::sync::Arc;
use std::time::Duration;

use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable, Serializable};
use tokio::time::Instant;

use super::connection::{Ended, Reading};
use super::envelope::Opened;
use super::hub::Key;
use super::message::{self, CONTAINER, Message};
use super::session::{Kind, Outgoing, Session, Verdict};
use super::{call, clock, random, salt};
use crate::rpc::{Push, Service, SessionId};

/// A message may be this much older or newer than the server's clock, in seconds.
const MAXIMUM_AGE: i64 = 300;
const MAXIMUM_ADVANCE: i64 = 30;
/// Ids in one `msgs_ack`, `msgs_state_req` and the like.
const MAXIMUM_IDS: usize = 8192;
/// `ping_delay_disconnect` asks for at most this.
const MAXIMUM_DELAY: i32 = 600;
/// Sessions that one connection may use.
const MAXIMUM_SESSIONS: usize = 16;

/// The codes of `bad_msg_notification`.
mod code {
    pub(super) const ID_TOO_LOW: i32 = 16;
    pub(super) const ID_TOO_HIGH: i32 = 17;
    pub(super) const ID_NOT_DIVISIBLE: i32 = 18;
    pub(super) const EVEN_SEQUENCE_EXPECTED: i32 = 34;
    pub(super) const ODD_SEQUENCE_EXPECTED: i32 = 35;
    pub(super) const BAD_SALT: i32 = 48;
    pub(super) const INVALID_CONTAINER: i32 = 64;
}

/// How a message has to be numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// It needs an acknowledgement.
    Odd,
    /// It does not.
    Even,
    /// Clients differ.
    Either,
}

impl<S: Service> Reading<S> {
    /// Handles one decrypted packet.
    pub(super) async fn envelope(&mut self, key: &Arc<Key>, opened: Opened) -> Result<(), Ended> {
        let session = key.session(opened.head.session);
        self.attach(key, &session).await?;
        let outer = Message { id: opened.head.message_id, sequence: opened.head.sequence, body: opened.body };
        let now = clock::seconds();
        if let Some(code) = misdated(outer.id, now) {
            self.notify(key, &session, bad_message(outer.id, outer.sequence, code)).await;
            return Ok(());
        }
        if !key.is_valid_salt(opened.head.salt, now) {
            let notice = tl::types::BadServerSalt {
                bad_msg_id: outer.id,
                bad_msg_seqno: outer.sequence,
                error_code: code::BAD_SALT,
                new_server_salt: salt::current(&key.auth, now),
            };
            self.notify(key, &session, tl::enums::BadMsgNotification::BadServerSalt(notice).to_bytes()).await;
            return Ok(());
        }
        let (id, sequence) = (outer.id, outer.sequence);
        let messages = match contained(outer) {
            Ok(messages) => messages,
            Err(code) => {
                self.notify(key, &session, bad_message(id, sequence, code)).await;
                return Ok(());
            }
        };
        if session.announce() {
            let first_msg_id = messages.iter().map(|message| message.id).min().unwrap_or(id);
            let created = tl::types::NewSessionCreated {
                first_msg_id,
                unique_id: random::number(),
                server_salt: salt::current(&key.auth, now),
            };
            let body = tl::enums::NewSession::Created(created).to_bytes();
            session.send(key, Outgoing::new(Kind::Notice, body)).await;
        }
        for message in messages {
            self.message(key, &session, message).await?;
        }
        Ok(())
    }

    async fn attach(&mut self, key: &Arc<Key>, session: &Arc<Session>) -> Result<(), Ended> {
        for message in session.attach(&self.connection.attachment) {
            session.send(key, message).await;
        }
        if !self.sessions.iter().any(|known| Arc::ptr_eq(known, session)) {
            if self.sessions.len() >= MAXIMUM_SESSIONS {
                return Err(Ended::Foreign);
            }
            self.sessions.push(session.clone());
        }
        Ok(())
    }

    async fn message(&mut self, key: &Arc<Key>, session: &Arc<Session>, message: Message) -> Result<(), Ended> {
        let numbering = numbering(message::constructor(&message.body));
        let is_odd = message.sequence % 2 != 0;
        let verdict = match numbering {
            Numbering::Odd if !is_odd => Verdict::Bad(code::ODD_SEQUENCE_EXPECTED),
            Numbering::Even if is_odd => Verdict::Bad(code::EVEN_SEQUENCE_EXPECTED),
            _ => session.receive(message.id, message.sequence, numbering == Numbering::Odd),
        };
        match verdict {
            Verdict::Bad(code) => self.notify(key, session, bad_message(message.id, message.sequence, code)).await,
            Verdict::Again(Some(answer)) => session.send(key, answer).await,
            Verdict::Again(None) => {}
            Verdict::New if numbering == Numbering::Odd => {
                let permit = self.connection.calls.clone().acquire_owned().await.map_err(|_| Ended::Left)?;
                let run = call::run(self.connection.clone(), key.clone(), session.clone(), message, permit);
                tokio::spawn(self.connection.shared.stop.clone().run_until_cancelled_owned(run));
            }
            Verdict::New => self.service(key, session, &message).await?,
        }
        Ok(())
    }

    /// A message about the protocol itself. One that can't be read is passed over, as one that is not known.
    async fn service(&mut self, key: &Arc<Key>, session: &Arc<Session>, message: &Message) -> Result<(), Ended> {
        let mut cursor = Cursor::from_slice(&message.body);
        let Ok(id) = u32::deserialize(&mut cursor) else { return Ok(()) };
        match id {
            tl::types::MsgsAck::CONSTRUCTOR_ID => session.acknowledge(&read_ids(&mut cursor)),
            tl::functions::Ping::CONSTRUCTOR_ID => {
                if let Ok(ping) = tl::functions::Ping::deserialize(&mut cursor) {
                    self.notify(key, session, pong(message, ping.ping_id)).await;
                }
            }
            tl::functions::PingDelayDisconnect::CONSTRUCTOR_ID => {
                if let Ok(ping) = tl::functions::PingDelayDisconnect::deserialize(&mut cursor) {
                    let delay = ping.disconnect_delay.clamp(0, MAXIMUM_DELAY);
                    self.ping_deadline = Some(Instant::now() + Duration::from_secs(delay.unsigned_abs().into()));
                    self.notify(key, session, pong(message, ping.ping_id)).await;
                }
            }
            tl::functions::GetFutureSalts::CONSTRUCTOR_ID => {
                if let Ok(request) = tl::functions::GetFutureSalts::deserialize(&mut cursor) {
                    self.notify(key, session, future_salts(key, message, request.num)).await;
                }
            }
            tl::types::MsgsStateReq::CONSTRUCTOR_ID => {
                let info = read_ids(&mut cursor).into_iter().map(|id| session.status(id)).collect();
                self.notify(key, session, state_info(message, info)).await;
            }
            tl::types::MsgResendReq::CONSTRUCTOR_ID | tl::types::MsgResendAnsReq::CONSTRUCTOR_ID => {
                let ids = read_ids(&mut cursor);
                let found = session.sent_messages(&ids);
                if found.len() < ids.len() {
                    let info = ids.into_iter().map(|id| session.status(id)).collect();
                    self.notify(key, session, state_info(message, info)).await;
                }
                for message in found {
                    session.send(key, message).await;
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
                    self.notify(key, session, answer.to_bytes()).await;
                }
            }
            tl::functions::RpcDropAnswer::CONSTRUCTOR_ID => {
                if let Ok(request) = tl::functions::RpcDropAnswer::deserialize(&mut cursor) {
                    let answer = Ok(session.drop_answer(request.req_msg_id).to_bytes());
                    session.answer(key, message.id, message::result(message.id, &answer)).await;
                }
            }
            tl::functions::DestroyAuthKey::CONSTRUCTOR_ID => self.destroy_key(key, session).await,
            // http_wait, the client's own notifications and states: nothing to do.
            _ => {}
        }
        Ok(())
    }

    async fn destroy_key(&mut self, key: &Arc<Key>, session: &Arc<Session>) {
        let shared = self.connection.shared.clone();
        let id = key.auth.id();
        let answer = if shared.service.destroy_auth_key(self.connection.dc, id) {
            tl::enums::DestroyAuthKeyRes::DestroyAuthKeyOk
        } else {
            tl::enums::DestroyAuthKeyRes::DestroyAuthKeyFail
        };
        let is_gone = matches!(answer, tl::enums::DestroyAuthKeyRes::DestroyAuthKeyOk);
        self.notify(key, session, answer.to_bytes()).await;
        if is_gone {
            shared.hub.close(id);
            shared.hub.remove(id);
            self.forget_key();
        }
    }

    async fn notify(&self, key: &Arc<Key>, session: &Arc<Session>, body: Vec<u8>) {
        session.send(key, Outgoing::new(Kind::Service, body)).await;
    }
}

/// The message itself, or those in it; uncompressed.
fn contained(outer: Message) -> Result<Vec<Message>, i32> {
    let outer = uncompressed(outer);
    if message::constructor(&outer.body) != CONTAINER {
        return Ok(vec![outer]);
    }
    if outer.sequence % 2 != 0 {
        return Err(code::EVEN_SEQUENCE_EXPECTED);
    }
    let messages = message::unpack_container(&outer.body).map_err(|_| code::INVALID_CONTAINER)?;
    if messages.iter().any(|message| message.id % 4 != 0 || message.id >= outer.id) {
        return Err(code::INVALID_CONTAINER);
    }
    Ok(messages.into_iter().map(uncompressed).collect())
}

/// What can't be unpacked is left as it is, to fail as a call.
fn uncompressed(message: Message) -> Message {
    if message::constructor(&message.body) != message::GZIP_PACKED {
        return message;
    }
    match message::unzip(&message.body) {
        Ok(body) => Message { body, ..message },
        Err(_) => message,
    }
}

fn misdated(id: i64, now: i64) -> Option<i32> {
    let date = id >> 32;
    if id % 4 != 0 {
        Some(code::ID_NOT_DIVISIBLE)
    } else if date < now - MAXIMUM_AGE {
        Some(code::ID_TOO_LOW)
    } else if date > now + MAXIMUM_ADVANCE {
        Some(code::ID_TOO_HIGH)
    } else {
        None
    }
}

/// Service messages by their constructor; everything else is a call.
fn numbering(constructor: u32) -> Numbering {
    match constructor {
        tl::types::MsgsAck::CONSTRUCTOR_ID | CONTAINER => Numbering::Even,
        tl::functions::Ping::CONSTRUCTOR_ID
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

/// A vector of message ids; what is beyond reason is not read.
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

fn future_salts(key: &Key, message: &Message, count: i32) -> Vec<u8> {
    let now = clock::seconds();
    let salts = tl::RawVec(salt::future(&key.auth, now, count));
    let answer = tl::types::FutureSalts { req_msg_id: message.id, now: now as i32, salts };
    tl::enums::FutureSalts::Salts(answer).to_bytes()
}

fn state_info(message: &Message, info: Vec<u8>) -> Vec<u8> {
    tl::enums::MsgsStateInfo::Info(tl::types::MsgsStateInfo { req_msg_id: message.id, info }).to_bytes()
}
