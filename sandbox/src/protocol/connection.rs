//! One connection, from its first byte to its end.
//!
//! Four tasks share it: one takes bytes off the socket and puts them on the incoming [`line()`]; the main one takes them off the line
//! when they arrive, cuts packets and handles them; [`Writer`] turns items into bytes on the outgoing line; the last one writes what
//! arrives there to the socket. These end together. Calls run beside them, [`CONCURRENT_CALLS`] at most, and to their end: an answer that
//! comes too late is for the session's next connection.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::exchange::{Exchange, Parameters};
use super::hub::Key;
use super::line::{Far, Near, line};
use super::obfuscation::{self, HEADER_LENGTH, KeyStream};
use super::session::{Attachment, Session};
use super::transport::{Decoder, Detected, Encoder, Packet, detect};
use super::writer::{Item, QUEUE, Writer};
use super::{Shared, clock, envelope};
use crate::rpc::{KeyId, Service};

/// Calls of one connection that run at once; more wait, and with them all that the client sends after.
const CONCURRENT_CALLS: u32 = 24;
/// A connection that leaves a packet unfinished is given this long between two bytes.
const PATIENCE: Duration = Duration::from_secs(60);
/// A reader that takes nothing at all is given this long.
const WRITE_PATIENCE: Duration = Duration::from_secs(120);
/// For calls under way when a connection is told to finish.
const FAREWELL: Duration = Duration::from_secs(1);
const READ_BUFFER: usize = 64 * 1024;

/// The transport error for an unknown key and for all that is not MTProto under it.
const NOT_FOUND: i32 = -404;
const WRONG_DATA_CENTRE: i32 = -444;

/// The connection ends, for this reason.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Ended {
    #[error("the client left")]
    Left,
    #[error("the client stalled")]
    Stalled,
    #[error("no ping came in time")]
    NoPing,
    #[error("not MTProto")]
    Foreign,
    #[error(transparent)]
    Transport(#[from] super::transport::Error),
    #[error(transparent)]
    Envelope(#[from] envelope::Error),
    #[error("key exchange refused: {0}")]
    Exchange(#[from] super::exchange::Refusal),
    #[error("unknown auth key")]
    UnknownKey,
}

/// The parts of a connection that calls share.
pub(crate) struct Connection<S: Service> {
    pub(crate) shared: Arc<Shared<S>>,
    pub(crate) dc: i32,
    pub(crate) attachment: Attachment,
    pub(crate) calls: Arc<Semaphore>,
    /// Ends everything at once.
    pub(crate) stop: CancellationToken,
}

/// The reading side's own state.
pub(crate) struct Reading<S: Service> {
    pub(crate) connection: Arc<Connection<S>>,
    exchange: Exchange,
    parameters: Arc<Parameters>,
    /// The key used last; nearly always the only one.
    key: Option<Arc<Key>>,
    /// The sessions to detach from at the end.
    pub(crate) sessions: Vec<Arc<Session>>,
    /// From `ping_delay_disconnect`.
    pub(crate) ping_deadline: Option<Instant>,
}

/// Serves one connection until it ends.
pub(crate) async fn serve<S: Service>(shared: Arc<Shared<S>>, dc: i32, stream: TcpStream) {
    let _counted = shared.meter.clone().connected();
    let stop = shared.stop.child_token();
    let (reader, writer) = stream.into_split();
    let (incoming_near, incoming_far) = line(shared.link.subscribe());
    let (outgoing_near, outgoing_far) = line(shared.link.subscribe());
    let intake = tokio::spawn(stop.clone().run_until_cancelled_owned(take_in(shared.clone(), reader, incoming_near)));
    let mut outlet =
        tokio::spawn(stop.clone().run_until_cancelled_owned(let_out(shared.clone(), outgoing_far, writer)));

    let (items, queue) = mpsc::channel(QUEUE);
    let attachment = Attachment { connection: shared.hub.next_connection(), items, finish: CancellationToken::new() };
    let finish = attachment.finish.clone();
    let calls = Arc::new(Semaphore::new(CONCURRENT_CALLS as usize));
    let connection = Arc::new(Connection { shared: shared.clone(), dc, attachment, calls, stop: stop.clone() });
    let parameters = Arc::new(shared.exchange_parameters(dc));
    let mut reading = Reading {
        connection: connection.clone(),
        exchange: Exchange::Idle,
        parameters,
        key: None,
        sessions: Vec::new(),
        ping_deadline: None,
    };

    let outcome = tokio::select! {
        outcome = reading.run(incoming_far, outgoing_near, queue) => outcome,
        () = stop.cancelled() => Err(Ended::Left),
        () = finish.cancelled() => Ok(()),
        _ = &mut outlet => Err(Ended::Left),
    };
    match &outcome {
        Ok(()) | Err(Ended::Left) => tracing::debug!(dc, "connection ended"),
        Err(reason) => tracing::debug!(dc, %reason, "connection ended"),
    }
    // What is owed is still said, unless the client is gone.
    if !stop.is_cancelled() && !matches!(outcome, Err(Ended::Left)) {
        let say_farewell = async {
            let _calls = connection.calls.acquire_many(CONCURRENT_CALLS).await;
            let _sent = connection.attachment.items.send(Item::End).await;
            let _written = (&mut outlet).await;
        };
        let _in_time = timeout(FAREWELL, say_farewell).await;
    }
    for session in &reading.sessions {
        session.detach(connection.attachment.connection);
    }
    // Cuts the line, which ends a writer that is writing; one that waits is told.
    stop.cancel();
    let _told = connection.attachment.items.try_send(Item::End);
    intake.abort();
}

impl<S: Service> Reading<S> {
    async fn run(&mut self, mut incoming: Far, outgoing: Near, queue: mpsc::Receiver<Item>) -> Result<(), Ended> {
        let mut buffer = Vec::new();
        let (mut decoder, mut obfuscation) = self.greet(&mut buffer, &mut incoming, outgoing, queue).await?;
        loop {
            while let Some(packet) = decoder.decode(&mut buffer)? {
                if let Err(reason) = self.handle(packet).await {
                    self.explain(&reason).await;
                    return Err(reason);
                }
            }
            let mut bytes = self.receive(&mut incoming, !buffer.is_empty()).await?;
            if let Some(obfuscation) = &mut obfuscation {
                obfuscation.apply(&mut bytes);
            }
            // Bytes that stay are few: move them rather than keep a buffer that only grows.
            if buffer.is_empty() {
                buffer = bytes;
            } else {
                buffer.extend_from_slice(&bytes);
            }
        }
    }

    /// Finds out how the client frames and starts the writer accordingly.
    async fn greet(
        &mut self,
        buffer: &mut Vec<u8>,
        incoming: &mut Far,
        line: Near,
        queue: mpsc::Receiver<Item>,
    ) -> Result<(Decoder, Option<KeyStream>), Ended> {
        let (framing, incoming_stream, obfuscation) = loop {
            match detect(buffer) {
                Detected::Unclear => buffer.extend(self.receive(incoming, true).await?),
                Detected::Foreign => return Err(Ended::Foreign),
                Detected::Plain(framing, tag) => {
                    buffer.drain(..tag);
                    break (framing, None, None);
                }
                Detected::Obfuscated => {
                    let header = buffer.first_chunk::<HEADER_LENGTH>().ok_or(Ended::Foreign)?;
                    let mut opened = obfuscation::open(header).ok_or(Ended::Foreign)?;
                    buffer.drain(..HEADER_LENGTH);
                    opened.incoming.apply(buffer);
                    break (opened.framing, Some(opened.incoming), Some(opened.outgoing));
                }
            }
        };
        let writer = Writer { encoder: Encoder::new(framing), obfuscation, line };
        tokio::spawn(writer.run(queue));
        Ok((Decoder::new(framing), incoming_stream))
    }

    async fn receive(&self, incoming: &mut Far, is_unfinished: bool) -> Result<Vec<u8>, Ended> {
        let patience = is_unfinished.then(|| Instant::now() + PATIENCE);
        let deadline = [patience, self.ping_deadline].into_iter().flatten().min();
        let bytes = match deadline {
            Some(deadline) => match tokio::time::timeout_at(deadline, incoming.receive()).await {
                Ok(bytes) => bytes,
                Err(_) if is_unfinished => return Err(Ended::Stalled),
                Err(_) => return Err(Ended::NoPing),
            },
            None => incoming.receive().await,
        };
        bytes.ok_or(Ended::Left)
    }

    async fn handle(&mut self, packet: Packet) -> Result<(), Ended> {
        match envelope::key_id(&packet.payload) {
            None => Err(Ended::UnknownKey),
            Some(KeyId(0)) => self.exchange(&packet.payload).await,
            Some(id) => {
                let key = self.key(id).ok_or(Ended::UnknownKey)?;
                let opened = envelope::open(&key.auth, packet.payload)?;
                if packet.quick_ack {
                    self.say(Item::QuickAck(opened.receipt)).await;
                }
                self.envelope(&key, opened).await
            }
        }
    }

    /// A step of the key exchange, in an unencrypted message.
    async fn exchange(&mut self, payload: &[u8]) -> Result<(), Ended> {
        let malformed = super::exchange::Refusal::Malformed;
        let length = payload.get(16..20).ok_or(malformed)?;
        let length = u32::from_le_bytes(length.try_into().expect("the slice has four bytes")) as usize;
        let body = payload[20..].get(..length).ok_or(malformed)?.to_vec();

        let _turn = self.connection.shared.exchanges.acquire().await.map_err(|_| Ended::Left)?;
        let mut exchange = std::mem::take(&mut self.exchange);
        let parameters = self.parameters.clone();
        let (exchange, answer) = tokio::task::spawn_blocking(move || {
            let answer = exchange.step(&parameters, &body);
            (exchange, answer)
        })
        .await
        .map_err(|_| Ended::Left)?;
        self.exchange = exchange;
        let answer = answer?;
        if let Some(made) = answer.made {
            let (shared, dc) = (&self.connection.shared, self.connection.dc);
            shared.service.keep_auth_key(dc, made.key.id(), *made.key.bytes());
            shared.hub.add(Key::made(dc, made.key, made.first_salt, clock::seconds()));
        }
        self.say(Item::Plain(answer.body)).await;
        Ok(())
    }

    fn key(&mut self, id: KeyId) -> Option<Arc<Key>> {
        if let Some(key) = self.key.as_ref().filter(|key| key.auth.id() == id) {
            return Some(key.clone());
        }
        let (shared, dc) = (&self.connection.shared, self.connection.dc);
        let key = shared.hub.key(dc, id).or_else(|| {
            let bytes = shared.service.auth_key(dc, id)?;
            Some(shared.hub.add(Key::kept(dc, envelope::AuthKey::new(bytes))))
        })?;
        self.key = Some(key.clone());
        Some(key)
    }

    /// Forgets a key that was destroyed.
    pub(crate) fn forget_key(&mut self) {
        self.key = None;
    }

    /// Says why the connection ends, where the protocol has a code for it.
    async fn explain(&self, reason: &Ended) {
        use super::exchange::Refusal;
        let code = match reason {
            Ended::Exchange(Refusal::WrongDataCentre) => WRONG_DATA_CENTRE,
            Ended::Exchange(_) | Ended::Envelope(_) | Ended::UnknownKey => NOT_FOUND,
            Ended::Left | Ended::Stalled | Ended::NoPing | Ended::Foreign | Ended::Transport(_) => {
                return;
            }
        };
        self.say(Item::TransportError(code)).await;
    }

    pub(crate) async fn say(&self, item: Item) {
        // A writer that is gone ends the connection by itself.
        let _sent = self.connection.attachment.items.send(item).await;
    }
}

/// From the socket to the line.
async fn take_in<S: Service>(shared: Arc<Shared<S>>, mut socket: OwnedReadHalf, mut line: Near) {
    let mut buffer = vec![0; READ_BUFFER];
    while let Ok(read @ 1..) = socket.read(&mut buffer).await {
        shared.meter.received(read);
        if line.send(buffer[..read].to_vec()).await.is_err() {
            break;
        }
    }
}

/// From the line to the socket.
async fn let_out<S: Service>(shared: Arc<Shared<S>>, mut line: Far, mut socket: OwnedWriteHalf) {
    while let Some(bytes) = line.receive().await {
        match timeout(WRITE_PATIENCE, socket.write_all(&bytes)).await {
            Ok(Ok(())) => shared.meter.sent(bytes.len()),
            Ok(Err(_)) | Err(_) => return,
        }
    }
    let _flushed = socket.shutdown().await;
}
