//! Serves one connection, from its first byte to its end.
//!
//! Four tasks work on it. One reads the socket into the incoming [paced channel](super::paced); the [`Reader`] handles what arrives
//! there; the [`Writer`](super::writer::Writer) fills the outgoing paced channel; the last one writes what arrives there to the socket.
//! They end together. Calls run beside them, at most [`CONCURRENT_CALLS`], and always to their end: a result that comes too late is sent
//! on the session's next connection.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::connection::{Connection, EndReason};
use super::paced::{PacedReceiver, PacedSender, paced_channel};
use super::reader::Reader;
use super::session::Attachment;
use super::shared::Shared;
use super::writer::{Outgoing, QUEUE};
use crate::rpc::Service;

/// Calls of one connection that run at once. Further calls wait, and with them everything the client sends after them.
const CONCURRENT_CALLS: u32 = 24;
/// How long a client may take to read what is written to its socket.
const WRITE_TIMEOUT: Duration = Duration::from_secs(120);
/// How long running calls may take when the connection is told to finish.
const FINISH_TIMEOUT: Duration = Duration::from_secs(1);
const READ_BUFFER: usize = 64 * 1024;

/// Serves one connection until it ends.
pub(crate) async fn serve<S: Service>(shared: Arc<Shared<S>>, dc: i32, stream: TcpStream) {
    let Ok(address) = stream.peer_addr() else { return };
    let _counted = shared.meter.clone().connected();
    let stop = shared.stop.child_token();
    let (reader, writer) = stream.into_split();
    let (incoming_sender, incoming) = paced_channel(shared.link.subscribe());
    let (outgoing, outgoing_receiver) = paced_channel(shared.link.subscribe());
    let read_task = read_socket(shared.clone(), reader, incoming_sender);
    let read_task = tokio::spawn(stop.clone().run_until_cancelled_owned(read_task));
    let write_task = write_socket(shared.clone(), outgoing_receiver, writer);
    let mut write_task = tokio::spawn(stop.clone().run_until_cancelled_owned(write_task));

    let (sender, queue) = mpsc::channel(QUEUE);
    let number = shared.hub.next_connection();
    let attachment = Attachment { connection: number, queue: sender, finish: CancellationToken::new() };
    let finish = attachment.finish.clone();
    let calls = Arc::new(Semaphore::new(CONCURRENT_CALLS as usize));
    let connection = Arc::new(Connection { shared, dc, address: address.ip(), attachment, calls, stop: stop.clone() });
    let mut reader = Reader::new(connection.clone());

    let outcome = tokio::select! {
        outcome = reader.run(incoming, outgoing, queue) => outcome,
        () = stop.cancelled() => Err(EndReason::Closed),
        () = finish.cancelled() => Ok(()),
        _ = &mut write_task => Err(EndReason::Closed),
    };
    match &outcome {
        Ok(()) | Err(EndReason::Closed) => tracing::debug!(dc, "connection ended"),
        Err(reason) => tracing::debug!(dc, %reason, "connection ended"),
    }
    // Unless the client is gone, it still gets the results of running calls, and what is queued.
    if !stop.is_cancelled() && !matches!(outcome, Err(EndReason::Closed)) {
        let drain = async {
            let _calls = connection.calls.acquire_many(CONCURRENT_CALLS).await;
            connection.send(Outgoing::End).await;
            let _written = (&mut write_task).await;
        };
        let _in_time = timeout(FINISH_TIMEOUT, drain).await;
    }
    reader.dispatcher.detach();
    // Drops the paced channels, which ends a writer that is sending. One that waits for its queue needs `End`.
    stop.cancel();
    let _queued = connection.attachment.queue.try_send(Outgoing::End);
    read_task.abort();
}

async fn read_socket<S: Service>(shared: Arc<Shared<S>>, mut socket: OwnedReadHalf, mut incoming: PacedSender) {
    let mut buffer = vec![0; READ_BUFFER];
    while let Ok(read @ 1..) = socket.read(&mut buffer).await {
        shared.meter.received(read);
        if incoming.send(buffer[..read].to_vec()).await.is_err() {
            break;
        }
    }
}

async fn write_socket<S: Service>(shared: Arc<Shared<S>>, mut outgoing: PacedReceiver, mut socket: OwnedWriteHalf) {
    while let Some(bytes) = outgoing.receive().await {
        match timeout(WRITE_TIMEOUT, socket.write_all(&bytes)).await {
            Ok(Ok(())) => shared.meter.sent(bytes.len()),
            Ok(Err(_)) | Err(_) => return,
        }
    }
    let _flushed = socket.shutdown().await;
}
