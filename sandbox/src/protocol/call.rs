//! Runs one call: removes its wrappers, applies faults and holds, lets the [`Service`] answer, counts, and sends the result.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use grammers_tl_types::{self as tl, Serializable};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::connection::Connection;
use super::hub::ActiveKey;
use super::message::{self, Message};
use super::nesting;
use super::outbox::{MessageKind, ServerMessage};
use super::session::Session;
use super::shorten::shorten;
use super::wrapper::{self, Call};
use super::writer::Outgoing;
use crate::counters;
use crate::faults::{Hit, TransportErrorForm};
use crate::holds::Moment;
use crate::rpc::{Caller, RpcError, Service};

/// A call that runs longer is acknowledged, so that the client does not send it again.
const ACKNOWLEDGE_AFTER: Duration = Duration::from_secs(1);
/// How long `invokeAfterMsg` waits for the other calls.
const WAIT_FOR_PREDECESSORS: Duration = Duration::from_secs(10);

/// How a call ends.
enum Outcome {
    Result(Result<Vec<u8>, RpcError>),
    /// There is no result.
    Silence,
    /// The connection is closed, as if the call had not arrived.
    Drop,
    /// The connection is closed, and the next one gets the result.
    DropAnswer(Result<Vec<u8>, RpcError>),
    /// The connection is closed with a transport error, as if the call had not arrived.
    TransportError(i32, TransportErrorForm),
}

/// Runs a call to its end.
pub(super) async fn run<S: Service>(
    connection: Arc<Connection<S>>,
    key: Arc<ActiveKey>,
    session: Arc<Session>,
    message: Message,
    permit: OwnedSemaphorePermit,
) {
    let request = message.id;
    let outermost = message::constructor(&message.body);
    let outcome = match wrapper::unwrap(message.body) {
        Ok(call) => {
            let method = message::constructor(&call.body);
            let outcome = prepare_and_execute(&connection, &key, &session, request, call).await;
            connection.shared.meter.count(method, counted(&outcome));
            outcome
        }
        Err(error) => {
            let outcome = Outcome::Result(Err(error));
            connection.shared.meter.count(outermost, counted(&outcome));
            outcome
        }
    };
    match outcome {
        Outcome::Result(result) => {
            if let Err(error) = &result {
                tracing::debug!(dc = connection.dc, %error, "call failed");
            }
            session.answer(request, message::result(request, &result)).await;
        }
        Outcome::Silence => {}
        Outcome::Drop => {
            session.forget(request);
            connection.stop.cancel();
        }
        Outcome::DropAnswer(result) => {
            session.keep_answer(request, message::result(request, &result));
            connection.stop.cancel();
        }
        Outcome::TransportError(code, form) => {
            session.forget(request);
            connection.send(Outgoing::TransportError(code, form)).await;
        }
    }
    drop(permit);
}

fn counted(outcome: &Outcome) -> counters::Outcome {
    match outcome {
        Outcome::Result(Err(error)) if error.name == "INPUT_METHOD_INVALID" => counters::Outcome::Unknown,
        Outcome::Result(Err(_)) | Outcome::DropAnswer(Err(_)) => counters::Outcome::Error,
        Outcome::Result(Ok(_))
        | Outcome::DropAnswer(Ok(_))
        | Outcome::Silence
        | Outcome::Drop
        | Outcome::TransportError(..) => counters::Outcome::Success,
    }
}

async fn prepare_and_execute<S: Service>(
    connection: &Connection<S>,
    key: &ActiveKey,
    session: &Session,
    request: i64,
    call: Call,
) -> Outcome {
    if let Some(layer) = call.layer {
        key.set_layer(layer);
    }
    if let Some(device) = call.device {
        key.set_device(device);
    }
    session.set_wants_updates(!call.without_updates);
    let client = key.client();
    if client.needs_init {
        return Outcome::Result(Err(RpcError::new(400, "CONNECTION_NOT_INITED")));
    }
    if nesting::is_too_deep(&call.body) {
        return Outcome::Result(Err(wrapper::fetch_error()));
    }
    if !call.after.is_empty() {
        match timeout(WAIT_FOR_PREDECESSORS, session.wait_for_answers(&call.after)).await {
            Ok(true) => {}
            Ok(false) => return Outcome::Result(Err(RpcError::new(400, "MSG_WAIT_FAILED"))),
            Err(_) => return Outcome::Result(Err(RpcError::new(-500, "MSG_WAIT_TIMEOUT"))),
        }
    }
    if is_duplicated(connection, key) {
        return Outcome::Result(Err(RpcError::new(406, "AUTH_KEY_DUPLICATED")));
    }
    let hit = connection.shared.faults.next(message::constructor(&call.body));
    match hit {
        Some(Hit::Error(error)) => return Outcome::Result(Err(error)),
        Some(Hit::Silence) => return Outcome::Silence,
        Some(Hit::Drop) => return Outcome::Drop,
        Some(Hit::TransportError { code, form }) => return Outcome::TransportError(code, form),
        Some(Hit::DropAnswer | Hit::Short) | None => {}
    }
    let caller = Caller { dc: connection.dc, key: key.auth_key.id(), layer: client.layer, device: client.device };
    let Some(result) = execute(connection, session, request, &caller, &call.body).await else {
        return Outcome::Silence;
    };
    match hit {
        Some(Hit::DropAnswer) => Outcome::DropAnswer(result),
        Some(Hit::Short) => Outcome::Result(result.map(|answer| shorten(&call.body, answer))),
        _ => Outcome::Result(result),
    }
}

/// Whether the key was used from two addresses at once, which ends its authorization. Keys that are not signed in may move.
fn is_duplicated<S: Service>(connection: &Connection<S>, key: &ActiveKey) -> bool {
    let service = &connection.shared.service;
    if !key.is_duplicated() && key.is_used_elsewhere(connection.address) && service.end_duplicated(key.auth_key.id()) {
        key.set_duplicated();
    }
    key.is_duplicated()
}

/// The answer; none when a test loses the call.
async fn execute<S: Service>(
    connection: &Connection<S>,
    session: &Session,
    request: i64,
    caller: &Caller,
    body: &[u8],
) -> Option<Result<Vec<u8>, RpcError>> {
    let (holds, method) = (&connection.shared.holds, message::constructor(body));
    let call = async {
        if !holds.pass(method, Moment::BeforeExecution).await {
            return None;
        }
        let answer = AssertUnwindSafe(connection.shared.service.call(caller, body)).catch_unwind().await;
        holds.pass(method, Moment::BeforeAnswer).await.then_some(answer)
    };
    let mut call = std::pin::pin!(call);
    let answer = match timeout(ACKNOWLEDGE_AFTER, &mut call).await {
        Ok(answer) => answer,
        Err(_) => {
            let ack = tl::enums::MsgsAck::Ack(tl::types::MsgsAck { msg_ids: vec![request] });
            session.send(ServerMessage::new(MessageKind::Service, ack.to_bytes())).await;
            call.await
        }
    };
    let answer = answer?.unwrap_or_else(|_| {
        tracing::error!(method, "a method panicked");
        Err(RpcError::new(500, "INTERNAL"))
    });
    Some(answer)
}
