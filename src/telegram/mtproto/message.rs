//! Parsing decrypted messages. Containers and packed messages are taken apart here; bodies are parts of the packet and not copied.

use std::io::Read;

use flate2::read::GzDecoder;
use grammers_tl_types::{self as tl, Cursor, Deserializable, Identifiable};
use tokio_util::bytes::Bytes;

const RPC_RESULT: u32 = 0xf35c_6d01;
/// `msg_container`
pub const CONTAINER: u32 = 0x73f1_f8dc;
const GZIP_PACKED: u32 = 0x3072_cfa1;
/// How large a packed message may become.
const MAXIMUM_UNPACKED: u64 = 32 << 20;
/// The bytes before the body of a message: id, sequence number, length.
pub const MESSAGE_HEADER: usize = 16;

/// A message that violates the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl From<tl::deserialize::Error> for Malformed {
    fn from(_: tl::deserialize::Error) -> Self {
        Self
    }
}

/// A message of the server.
#[derive(Debug)]
pub struct Message {
    /// Its id.
    pub id: i64,
    /// Whether it has to be acknowledged: its sequence number is odd.
    pub needs_acknowledgement: bool,
    /// The serialized object.
    pub body: Bytes,
}

/// What a message says.
#[derive(Debug)]
pub enum Content {
    /// The result of a call, or a `pong`.
    Answer {
        /// The id of the message with the call.
        to: i64,
        /// The serialized result; `None` where it is packed and cannot be unpacked.
        body: Option<Bytes>,
    },
    /// `rpc_error`
    Error {
        /// The id of the message with the call.
        to: i64,
        /// The error.
        error: tl::types::RpcError,
    },
    /// A message was ignored by the server.
    Ignored {
        /// The id of the message, or of the container that it came in.
        id: i64,
        /// Why (<https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message>).
        code: i32,
        /// The salt to use, where that was wrong.
        salt: Option<i64>,
    },
    /// `new_session_created`, with the salt.
    SessionCreated(i64),
    /// There is an answer with that id, which should have arrived before.
    AnswerExists(i64),
    /// The server asks what became of messages of its own.
    StateWanted(Vec<i64>),
    /// Says nothing that a client has to know.
    Nothing,
    /// Anything else: an update.
    Update(Bytes),
}

/// The messages in the body of a packet's message: itself, or those of the container that it is.
pub fn split(outer: Message) -> Result<Vec<Message>, Malformed> {
    if id_of(&outer.body)? != CONTAINER {
        return Ok(vec![outer]);
    }
    let count = number(&outer.body, 4)?;
    let mut messages = Vec::new();
    let mut rest = outer.body.slice(8..);
    for _ in 0..count {
        if rest.len() < MESSAGE_HEADER {
            return Err(Malformed);
        }
        let header = rest.split_to(MESSAGE_HEADER);
        let id = i64::from_le_bytes(header[..8].try_into().map_err(|_| Malformed)?);
        let (sequence, length) = (number(&header, 8)?, number(&header, 12)? as usize);
        if length > rest.len() || !length.is_multiple_of(4) {
            return Err(Malformed);
        }
        messages.push(Message { id, needs_acknowledgement: sequence & 1 == 1, body: rest.split_to(length) });
    }
    Ok(messages)
}

/// What a message says.
pub fn read(body: Bytes) -> Result<Content, Malformed> {
    let content = match id_of(&body)? {
        RPC_RESULT => return read_result(&body),
        GZIP_PACKED => {
            let unpacked = unpack(&body)?;
            return if id_of(&unpacked)? == GZIP_PACKED { Err(Malformed) } else { read(unpacked) };
        }
        tl::types::Pong::CONSTRUCTOR_ID => {
            let tl::enums::Pong::Pong(pong) = tl::enums::Pong::from_bytes(&body)?;
            Content::Answer { to: pong.msg_id, body: Some(body) }
        }
        tl::types::BadMsgNotification::CONSTRUCTOR_ID | tl::types::BadServerSalt::CONSTRUCTOR_ID => {
            match tl::enums::BadMsgNotification::from_bytes(&body)? {
                tl::enums::BadMsgNotification::Notification(bad) => {
                    Content::Ignored { id: bad.bad_msg_id, code: bad.error_code, salt: None }
                }
                tl::enums::BadMsgNotification::BadServerSalt(bad) => {
                    Content::Ignored { id: bad.bad_msg_id, code: bad.error_code, salt: Some(bad.new_server_salt) }
                }
            }
        }
        tl::types::NewSessionCreated::CONSTRUCTOR_ID => {
            let tl::enums::NewSession::Created(created) = tl::enums::NewSession::from_bytes(&body)?;
            Content::SessionCreated(created.server_salt)
        }
        tl::types::MsgDetailedInfo::CONSTRUCTOR_ID | tl::types::MsgNewDetailedInfo::CONSTRUCTOR_ID => {
            Content::AnswerExists(match tl::enums::MsgDetailedInfo::from_bytes(&body)? {
                tl::enums::MsgDetailedInfo::Info(info) => info.answer_msg_id,
                tl::enums::MsgDetailedInfo::MsgNewDetailedInfo(info) => info.answer_msg_id,
            })
        }
        tl::types::MsgsStateReq::CONSTRUCTOR_ID => {
            let tl::enums::MsgsStateReq::Req(wanted) = tl::enums::MsgsStateReq::from_bytes(&body)?;
            Content::StateWanted(wanted.msg_ids)
        }
        tl::types::MsgsAck::CONSTRUCTOR_ID
        | tl::types::MsgsStateInfo::CONSTRUCTOR_ID
        | tl::types::MsgsAllInfo::CONSTRUCTOR_ID
        | tl::types::FutureSalts::CONSTRUCTOR_ID
        | tl::types::DestroySessionOk::CONSTRUCTOR_ID
        | tl::types::DestroySessionNone::CONSTRUCTOR_ID => Content::Nothing,
        _ => Content::Update(body),
    };
    Ok(content)
}

/// `rpc_result`
fn read_result(body: &Bytes) -> Result<Content, Malformed> {
    let to = i64::from_le_bytes(body.get(4..12).and_then(|id| id.try_into().ok()).ok_or(Malformed)?);
    let mut result = body.slice(12..);
    if id_of(&result)? == GZIP_PACKED {
        match unpack(&result) {
            Ok(unpacked) => result = unpacked,
            Err(Malformed) => return Ok(Content::Answer { to, body: None }),
        }
    }
    if id_of(&result)? == tl::types::RpcError::CONSTRUCTOR_ID {
        let tl::enums::RpcError::Error(error) = tl::enums::RpcError::from_bytes(&result)?;
        return Ok(Content::Error { to, error });
    }
    Ok(Content::Answer { to, body: Some(result) })
}

/// The object in a `gzip_packed`.
fn unpack(body: &Bytes) -> Result<Bytes, Malformed> {
    let packed = Vec::<u8>::deserialize(&mut Cursor::from_slice(&body[4..]))?;
    let mut unpacked = Vec::new();
    let read = GzDecoder::new(packed.as_slice()).take(MAXIMUM_UNPACKED + 1).read_to_end(&mut unpacked);
    match read {
        Ok(length) if length as u64 <= MAXIMUM_UNPACKED => Ok(unpacked.into()),
        _ => Err(Malformed),
    }
}

fn id_of(body: &[u8]) -> Result<u32, Malformed> {
    number(body, 0)
}

fn number(body: &[u8], at: usize) -> Result<u32, Malformed> {
    let bytes = body.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).ok_or(Malformed)?;
    Ok(u32::from_le_bytes(bytes))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use grammers_tl_types::Serializable;
    use proptest::prelude::*;

    use super::*;

    pub(in crate::telegram::mtproto) fn result(to: i64, result: &[u8]) -> Vec<u8> {
        [&RPC_RESULT.to_le_bytes()[..], &to.to_le_bytes(), result].concat()
    }

    pub(in crate::telegram::mtproto) fn packed(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).expect("it is memory");
        let mut packed = GZIP_PACKED.to_le_bytes().to_vec();
        encoder.finish().expect("it is memory").serialize(&mut packed);
        packed
    }

    pub(in crate::telegram::mtproto) fn container(messages: &[(i64, u32, &[u8])]) -> Vec<u8> {
        let mut body = [CONTAINER.to_le_bytes(), (messages.len() as u32).to_le_bytes()].concat();
        for (id, sequence, message) in messages {
            body.extend_from_slice(&id.to_le_bytes());
            body.extend_from_slice(&sequence.to_le_bytes());
            body.extend_from_slice(&(message.len() as u32).to_le_bytes());
            body.extend_from_slice(message);
        }
        body
    }

    fn message(body: Vec<u8>) -> Message {
        Message { id: 1, needs_acknowledgement: false, body: body.into() }
    }

    #[test]
    fn answers_and_errors_are_read_packed_or_not() {
        let answer = [7u8; 400];
        for body in [result(5, &answer), result(5, &packed(&answer)), packed(&result(5, &answer))] {
            match read(body.into()).expect("well-formed") {
                Content::Answer { to: 5, body: Some(body) } => assert_eq!(body, &answer[..]),
                other => panic!("{other:?}"),
            }
        }
        let error =
            tl::enums::RpcError::Error(tl::types::RpcError { error_code: 420, error_message: "FLOOD_WAIT_5".into() });
        for body in [result(5, &error.to_bytes()), result(5, &packed(&error.to_bytes()))] {
            let read = read(body.into()).expect("well-formed");
            assert!(matches!(&read, Content::Error { to: 5, error } if error.error_code == 420), "{read:?}");
        }
        let damaged = [GZIP_PACKED.to_le_bytes(), [3, 1, 2, 3]].concat();
        assert!(matches!(read(result(5, &damaged).into()), Ok(Content::Answer { to: 5, body: None })));
    }

    #[test]
    fn a_container_is_taken_apart() {
        let messages = split(message(container(&[(1, 1, &[1; 8]), (5, 2, &[2; 4])]))).expect("well-formed");
        let told: Vec<_> = messages.iter().map(|it| (it.id, it.needs_acknowledgement, it.body.len())).collect();
        assert_eq!(told, [(1, true, 8), (5, false, 4)]);
        let mut cut = container(&[(1, 1, &[1; 8])]);
        cut.truncate(cut.len() - 4);
        assert!(split(message(cut)).is_err());
        assert!(split(message([CONTAINER.to_le_bytes(), u32::MAX.to_le_bytes()].concat())).is_err());
    }

    #[test]
    fn what_grows_without_end_is_refused() {
        let bomb = packed(&packed(&vec![0; 64 << 20]));
        assert!(read(bomb.into()).is_err());
        let large = packed(&vec![0; (32 << 20) + 4]);
        assert!(matches!(read(result(5, &large).into()), Ok(Content::Answer { to: 5, body: None })));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), id in 0usize..8) {
            let ids = [RPC_RESULT, CONTAINER, GZIP_PACKED, tl::types::Pong::CONSTRUCTOR_ID,
                tl::types::BadServerSalt::CONSTRUCTOR_ID, tl::types::MsgsStateReq::CONSTRUCTOR_ID,
                tl::types::MsgDetailedInfo::CONSTRUCTOR_ID, tl::types::NewSessionCreated::CONSTRUCTOR_ID];
            let body = [&ids[id].to_le_bytes()[..], &bytes].concat();
            let _ = read(body.clone().into());
            let _ = split(message(body));
            let _ = read(bytes.into());
        }
    }
}
