//! One call: unwrapped, perhaps befallen by a fault, answered by the [`Service`], counted, sent back.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::connection::Connection;
use super::hub::Key;
use super::message::{self, Message};
use super::nesting;
use super::session::{Kind, Outgoing, Session};
use super::wrapper::{self, Call};
use crate::counters::Outcome;
use crate::faults::{Effect, error_by_name};
use crate::rpc::{Caller, RpcError, Service};

/// A call that takes longer is acknowledged meanwhile, so that the client does not send it again.
const ACKNOWLEDGE_AFTER: Duration = Duration::from_secs(1);
/// How long `invokeAfterMsg` waits.
const WAIT_FOR_PREDECESSORS: Duration = Duration::from_secs(10);

/// What becomes of a call.
enum Ending {
    Answer(Result<Vec<u8>, RpcError>),
    Silence,
    Drop,
}

/// Runs one call to its end.
pub(super) async fn run<S: Service>(
    connection: Arc<Connection<S>>,
    key: Arc<Key>,
    session: Arc<Session>,
    message: Message,
    permit: OwnedSemaphorePermit,
) {
    let request = message.id;
    let ending = match wrapper::unwrap(message.body) {
        Ok(call) => {
            let method = message::constructor(&call.body);
            let ending = prepare_and_execute(&connection, &key, &session, request, call).await;
            let outcome = match &ending {
                Ending::Answer(Err(error)) if error.name == "INPUT_METHOD_INVALID" => Outcome::Unknown,
                Ending::Answer(Err(_)) => Outcome::Error,
                Ending::Answer(Ok(_)) | Ending::Silence | Ending::Drop => Outcome::Fine,
            };
            connection.shared.meter.count(method, outcome);
            ending
        }
        Err(error) => Ending::Answer(Err(error)),
    };
    match ending {
        Ending::Answer(answer) => {
            if let Err(error) = &answer {
                tracing::debug!(dc = connection.dc, %error, "call failed");
            }
            session.answer(&key, request, message::result(request, &answer)).await;
        }
        Ending::Silence => {}
        Ending::Drop => connection.stop.cancel(),
    }
    drop(permit);
}

async fn prepare_and_execute<S: Service>(
    connection: &Connection<S>,
    key: &Arc<Key>,
    session: &Arc<Session>,
    request: i64,
    call: Call,
) -> Ending {
    if let Some(layer) = call.layer {
        key.set_layer(layer);
    }
    if let Some(device) = call.device {
        key.set_device(device);
    }
    session.set_wants_updates(!call.without_updates);
    let client = key.client();
    if client.is_unknown {
        return Ending::Answer(Err(RpcError::new(400, "CONNECTION_NOT_INITED")));
    }
    if nesting::is_too_deep(&call.body) {
        return Ending::Answer(Err(wrapper::unreadable()));
    }
    if !call.after.is_empty() {
        match timeout(WAIT_FOR_PREDECESSORS, session.wait_for_answers(&call.after)).await {
            Ok(true) => {}
            Ok(false) => return Ending::Answer(Err(RpcError::new(400, "MSG_WAIT_FAILED"))),
            Err(_) => return Ending::Answer(Err(RpcError::new(-500, "MSG_WAIT_TIMEOUT"))),
        }
    }
    let is_short = match connection.shared.faults.next(message::constructor(&call.body)) {
        Some(Effect::Error(name)) => return Ending::Answer(Err(error_by_name(name))),
        Some(Effect::Silence) => return Ending::Silence,
        Some(Effect::Drop) => return Ending::Drop,
        Some(Effect::Short) => true,
        None => false,
    };
    let caller = Caller {
        dc: connection.dc,
        key: key.auth.id(),
        session: session.id,
        layer: client.layer,
        device: client.device,
    };
    let answer = execute(connection, key, session, request, &caller, &call.body).await;
    Ending::Answer(if is_short { answer.map(shorten) } else { answer })
}

async fn execute<S: Service>(
    connection: &Connection<S>,
    key: &Arc<Key>,
    session: &Arc<Session>,
    request: i64,
    caller: &Caller,
    body: &[u8],
) -> Result<Vec<u8>, RpcError> {
    let call = AssertUnwindSafe(connection.shared.service.call(caller, body)).catch_unwind();
    let mut call = std::pin::pin!(call);
    let answer = match timeout(ACKNOWLEDGE_AFTER, &mut call).await {
        Ok(answer) => answer,
        Err(_) => {
            let ack = tl::enums::MsgsAck::Ack(tl::types::MsgsAck { msg_ids: vec![request] });
            session.send(key, Outgoing::new(Kind::Service, ack.to_bytes())).await;
            call.await
        }
    };
    answer.unwrap_or_else(|_| {
        tracing::error!(method = message::constructor(body), "a method panicked");
        Err(RpcError::new(500, "INTERNAL"))
    })
}

/// Half of a file's bytes.
fn shorten(answer: Vec<u8>) -> Vec<u8> {
    if message::constructor(&answer) != tl::types::upload::File::CONSTRUCTOR_ID {
        return answer;
    }
    match tl::enums::upload::File::from_bytes(&answer) {
        Ok(tl::enums::upload::File::File(mut file)) => {
            file.bytes.truncate(file.bytes.len() / 2);
            tl::enums::upload::File::File(file).to_bytes()
        }
        _ => answer,
    }
}
