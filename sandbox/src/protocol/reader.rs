//! The reading half of a connection: detects the transport, splits the bytes into packets, takes part in the key exchange, and hands
//! encrypted packets to the [`Dispatcher`].

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use super::connection::{Connection, EndReason};
use super::detect::{Detected, detect};
use super::dispatch::Dispatcher;
use super::encryption;
use super::exchange::{self, Exchange, Parameters};
use super::hub::ActiveKey;
use super::message;
use super::obfuscation::{self, HEADER_LENGTH, KeyStream};
use super::paced::{PacedReceiver, PacedSender};
use super::transport::{self, Decoder, Encoder, Packet};
use super::writer::{Outgoing, Writer};
use crate::faults::{Hit, TransportErrorForm};
use crate::rpc::{KeyId, Service};

/// The longest pause in the middle of a packet.
const READ_TIMEOUT: Duration = Duration::from_secs(60);

/// The transport error for an unknown key, and for whatever is not MTProto under a known one.
const NOT_FOUND: i32 = -404;
const WRONG_DATA_CENTRE: i32 = -444;

pub(crate) struct Reader<S: Service> {
    connection: Arc<Connection<S>>,
    exchange: Exchange,
    parameters: Arc<Parameters>,
    pub(crate) dispatcher: Dispatcher<S>,
}

impl<S: Service> Reader<S> {
    pub(crate) fn new(connection: Arc<Connection<S>>) -> Self {
        let parameters = Arc::new(connection.shared.exchange_parameters(connection.dc));
        Self { exchange: Exchange::Idle, parameters, dispatcher: Dispatcher::new(connection.clone()), connection }
    }

    /// Reads until the connection ends. Starts the writer once the transport is known.
    pub(crate) async fn run(
        &mut self,
        mut incoming: PacedReceiver,
        outgoing: PacedSender,
        queue: mpsc::Receiver<Outgoing>,
    ) -> Result<(), EndReason> {
        let mut buffer = Vec::new();
        let (mut decoder, mut obfuscation) = self.start(&mut buffer, &mut incoming, outgoing, queue).await?;
        loop {
            let (packets, error) = arrived(&mut decoder, &mut buffer);
            if !packets.is_empty() {
                if let Err(reason) = self.handle(packets).await {
                    self.send_transport_error(&reason).await;
                    return Err(reason);
                }
                error?;
                continue;
            }
            error?;
            let mut bytes = self.receive(&mut incoming, !buffer.is_empty()).await?;
            if let Some(obfuscation) = &mut obfuscation {
                obfuscation.apply(&mut bytes);
            }
            // Usually the buffer is empty: moving the bytes into it keeps it from growing to the largest packet.
            if buffer.is_empty() {
                buffer = bytes;
            } else {
                buffer.extend_from_slice(&bytes);
            }
        }
    }

    async fn start(
        &mut self,
        buffer: &mut Vec<u8>,
        incoming: &mut PacedReceiver,
        outgoing: PacedSender,
        queue: mpsc::Receiver<Outgoing>,
    ) -> Result<(Decoder, Option<KeyStream>), EndReason> {
        let (transport, incoming_stream, obfuscation) = loop {
            match detect(buffer) {
                Detected::Incomplete => buffer.extend(self.receive(incoming, true).await?),
                Detected::Foreign => return Err(EndReason::Foreign),
                Detected::Plain(transport, tag) => {
                    buffer.drain(..tag);
                    break (transport, None, None);
                }
                Detected::Obfuscated => {
                    let header = buffer.first_chunk::<HEADER_LENGTH>().ok_or(EndReason::Foreign)?;
                    let mut header = obfuscation::read_header(header).ok_or(EndReason::Foreign)?;
                    buffer.drain(..HEADER_LENGTH);
                    header.incoming.apply(buffer);
                    break (header.transport, Some(header.incoming), Some(header.outgoing));
                }
            }
        };
        let writer = Writer {
            encoder: Encoder::new(transport),
            obfuscation,
            bytes: outgoing,
            clock: self.connection.shared.clock.clone(),
        };
        tokio::spawn(writer.run(queue));
        Ok((Decoder::new(transport), incoming_stream))
    }

    async fn receive(&self, incoming: &mut PacedReceiver, is_inside_packet: bool) -> Result<Vec<u8>, EndReason> {
        let read_deadline = is_inside_packet.then(|| Instant::now() + READ_TIMEOUT);
        let deadline = [read_deadline, self.dispatcher.ping_deadline()].into_iter().flatten().min();
        let bytes = match deadline {
            Some(deadline) => match timeout_at(deadline, incoming.receive()).await {
                Ok(bytes) => bytes,
                Err(_) if is_inside_packet => return Err(EndReason::TimedOut),
                Err(_) => return Err(EndReason::NoPing),
            },
            None => incoming.receive().await,
        };
        bytes.ok_or(EndReason::Closed)
    }

    async fn handle(&mut self, packets: Vec<Packet>) -> Result<(), EndReason> {
        let mut encrypted = Vec::new();
        for packet in packets {
            match encryption::key_id(&packet.payload) {
                Some(KeyId(0)) => {
                    self.dispatcher.packets(std::mem::take(&mut encrypted)).await?;
                    self.exchange(&packet.payload).await?;
                }
                Some(id) => encrypted.push((id, packet)),
                None => {
                    self.dispatcher.packets(encrypted).await?;
                    return Err(EndReason::UnknownKey);
                }
            }
        }
        self.dispatcher.packets(encrypted).await
    }

    /// A step of the key exchange, in an unencrypted message.
    async fn exchange(&mut self, payload: &[u8]) -> Result<(), EndReason> {
        let malformed = exchange::Error::Malformed;
        let length = payload.get(16..20).ok_or(malformed)?;
        let length = u32::from_le_bytes(length.try_into().expect("the slice has four bytes")) as usize;
        let body = payload[20..].get(..length).ok_or(malformed)?.to_vec();

        let (shared, dc) = (&self.connection.shared, self.connection.dc);
        match shared.faults.next_of_exchange(message::constructor(&body)) {
            Some(Hit::TransportError { code, form }) => return Err(EndReason::Fault(code, form)),
            Some(Hit::Silence) => return Ok(()),
            // There are no other errors in a key exchange.
            Some(Hit::Error(_) | Hit::Drop | Hit::DropAnswer | Hit::Short) => return Err(EndReason::Closed),
            None => {}
        }
        let _permit = shared.exchanges.acquire().await.map_err(|_| EndReason::Closed)?;
        let mut exchange = std::mem::take(&mut self.exchange);
        let parameters = self.parameters.clone();
        let (exchange, response) = tokio::task::spawn_blocking(move || {
            let response = exchange.step(&parameters, &body);
            (exchange, response)
        })
        .await
        .map_err(|_| EndReason::Closed)?;
        self.exchange = exchange;
        let response = response?;
        if let Some(new) = response.new_key {
            shared.service.keep_auth_key(dc, new.key.id(), *new.key.bytes());
            shared.hub.add(ActiveKey::new(dc, new.key, new.first_salt, shared.clock.clone()));
        }
        self.connection.send(Outgoing::Unencrypted(response.body)).await;
        Ok(())
    }

    /// Tells the client why the connection ends, if the protocol has a code for it.
    async fn send_transport_error(&self, reason: &EndReason) {
        let usual = TransportErrorForm::Usual;
        let (code, form) = match reason {
            EndReason::Exchange(exchange::Error::WrongDataCentre) => (WRONG_DATA_CENTRE, usual),
            EndReason::Exchange(_) | EndReason::Encryption(_) | EndReason::UnknownKey => (NOT_FOUND, usual),
            EndReason::Fault(code, form) => (*code, *form),
            EndReason::Closed
            | EndReason::TimedOut
            | EndReason::NoPing
            | EndReason::Foreign
            | EndReason::TooManySessions
            | EndReason::Transport(_) => return,
        };
        self.connection.send(Outgoing::TransportError(code, form)).await;
    }
}

/// The first packets of the buffer, up to as many as are decrypted side by side, and what is wrong with the next one.
fn arrived(decoder: &mut Decoder, buffer: &mut Vec<u8>) -> (Vec<Packet>, Result<(), transport::Error>) {
    let mut packets = Vec::new();
    while packets.len() < ige::LANES {
        match decoder.decode(buffer) {
            Ok(Some(packet)) => packets.push(packet),
            Ok(None) => break,
            Err(error) => return (packets, Err(error)),
        }
    }
    (packets, Ok(()))
}
