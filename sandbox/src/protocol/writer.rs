//! The writing half of a connection: numbers messages, packs small ones that are queued together into one container, encrypts the packets
//! of what is queued side by side, encodes and obfuscates.

use std::sync::Arc;

use grammers_tl_types::{self as tl, Serializable};
use tokio::sync::mpsc;

use super::encryption::{self, Header};
use super::message::pack_container;
use super::obfuscation::KeyStream;
use super::outbox::{MessageKind, Outbox, ServerMessage};
use super::paced::PacedSender;
use super::salt;
use super::transport::Encoder;
use crate::clock::Clock;
use crate::faults::TransportErrorForm;

/// Items that may be queued for one connection's writer.
pub(crate) const QUEUE: usize = 32;
/// A container is filled up to this; a larger message is sent alone.
const CONTAINER_BYTES: usize = 16 * 1024;
const CONTAINER_MESSAGES: usize = 64;
/// When packets of so many bytes are together, no further ones are encrypted beside them.
const SIDE_BY_SIDE_BYTES: usize = 2 * 1024 * 1024;

/// What a connection sends.
pub(crate) enum Outgoing {
    /// An encrypted message of a session.
    Message { outbox: Arc<Outbox>, message: ServerMessage },
    /// An unencrypted message.
    Unencrypted(Vec<u8>),
    /// A quick acknowledgement, by its token.
    QuickAck(u32),
    /// A transport error, by its negative code. Ends the writer.
    TransportError(i32, TransportErrorForm),
    /// Ends the writer.
    End,
}

/// A packet to send.
enum Prepared {
    Encrypted { outbox: Arc<Outbox>, packet: Vec<u8> },
    Unencrypted(Vec<u8>),
    QuickAck(u32),
    TransportError(i32, TransportErrorForm),
}

/// Where the bytes go.
pub(crate) struct Writer {
    pub(crate) encoder: Encoder,
    pub(crate) obfuscation: Option<KeyStream>,
    pub(crate) bytes: PacedSender,
    pub(crate) clock: Arc<Clock>,
}

impl Writer {
    /// Writes until [`Outgoing::End`], or until the other end is closed. Messages that were not written stay in their outboxes.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Outgoing>) {
        let mut next = None;
        loop {
            let first = match next.take() {
                Some(outgoing) => outgoing,
                None => match queue.recv().await {
                    Some(outgoing) => outgoing,
                    None => break,
                },
            };
            let mut packets = Vec::new();
            next = prepare(first, &mut queue, &mut packets, &self.clock);
            if packets.is_empty() {
                break;
            }
            encrypt(&mut packets);
            if !self.send(packets).await {
                break;
            }
        }
        queue.close();
        let rest = std::iter::from_fn(|| queue.try_recv().ok());
        for outgoing in next.into_iter().chain(rest) {
            if let Outgoing::Message { outbox, message } = outgoing {
                outbox.keep_unsent(message);
            }
        }
    }

    /// Sends packets one after the other. Whether the other end took them, and takes more.
    async fn send(&mut self, packets: Vec<Prepared>) -> bool {
        for packet in packets {
            let (mut bytes, mut is_last) = (Vec::new(), false);
            match packet {
                Prepared::Encrypted { packet, .. } | Prepared::Unencrypted(packet) => {
                    self.encoder.encode(&packet, &mut bytes)
                }
                Prepared::QuickAck(token) => self.encoder.encode_quick_ack(token, &mut bytes),
                Prepared::TransportError(code, form) => {
                    self.encoder.encode_error(code, form, &mut bytes);
                    is_last = true;
                }
            }
            if let Some(obfuscation) = &mut self.obfuscation {
                obfuscation.apply(&mut bytes);
            }
            if self.bytes.send(bytes).await.is_err() || is_last {
                return false;
            }
        }
        true
    }
}

/// Makes packets of the first item and of those that are queued already, as many as are encrypted side by side. Returns the item after
/// them, which is [`Outgoing::End`] before the writer ends.
fn prepare(
    first: Outgoing,
    queue: &mut mpsc::Receiver<Outgoing>,
    packets: &mut Vec<Prepared>,
    clock: &Clock,
) -> Option<Outgoing> {
    let (mut next, mut size) = (Some(first), 0);
    while let Some(outgoing) = next.take() {
        if packets.len() == ige::LANES || size >= SIDE_BY_SIDE_BYTES || matches!(outgoing, Outgoing::End) {
            return Some(outgoing);
        }
        packets.push(match outgoing {
            Outgoing::Message { outbox, message } => {
                let mut batch = vec![message];
                next = gather(queue, &outbox, &mut batch);
                if next.is_none() && outbox.take_missed_updates() {
                    let body = tl::enums::Updates::TooLong.to_bytes();
                    batch.push(ServerMessage::new(MessageKind::Notification, body));
                }
                let packet = plain(&outbox, &batch);
                size += packet.len();
                Prepared::Encrypted { outbox, packet }
            }
            Outgoing::Unencrypted(body) => Prepared::Unencrypted(unencrypted(&body, clock)),
            Outgoing::QuickAck(token) => Prepared::QuickAck(token),
            Outgoing::TransportError(code, form) => Prepared::TransportError(code, form),
            Outgoing::End => unreachable!("returned above"),
        });
        next = next.or_else(|| queue.try_recv().ok());
    }
    None
}

/// Adds messages of the same session that are queued already, as long as they are small. Returns the first item that does not fit.
fn gather(
    queue: &mut mpsc::Receiver<Outgoing>,
    outbox: &Arc<Outbox>,
    batch: &mut Vec<ServerMessage>,
) -> Option<Outgoing> {
    let mut size = batch[0].body.len();
    while size < CONTAINER_BYTES && batch.len() < CONTAINER_MESSAGES {
        match queue.try_recv().ok()? {
            Outgoing::Message { outbox: other, message }
                if Arc::ptr_eq(&other, outbox) && size + message.body.len() <= CONTAINER_BYTES =>
            {
                size += message.body.len();
                batch.push(message);
            }
            other => return Some(other),
        }
    }
    None
}

/// The packet of a message, or of several in a container, before it is encrypted.
fn plain(outbox: &Outbox, batch: &[ServerMessage]) -> Vec<u8> {
    let salt = salt::current(&outbox.key, outbox.clock.seconds());
    let header = |(message_id, sequence)| Header { salt, session: outbox.session, message_id, sequence };
    match batch {
        [message] => encryption::plain(&outbox.key, header(outbox.number(message)), &message.body),
        _ => {
            let numbered: Vec<_> = batch.iter().map(|message| (outbox.number(message), &message.body)).collect();
            let body = pack_container(numbered.iter().map(|((id, sequence), body)| (*id, *sequence, &body[..])));
            encryption::plain(&outbox.key, header(outbox.number_container()), &body)
        }
    }
}

fn encrypt(packets: &mut [Prepared]) {
    let plain = |prepared| match prepared {
        &mut Prepared::Encrypted { ref outbox, ref mut packet } => Some((&outbox.key, packet)),
        _ => None,
    };
    encryption::encrypt(&mut packets.iter_mut().filter_map(plain).collect::<Vec<_>>());
}

/// An unencrypted message: a key id of zero, an id, a length.
fn unencrypted(body: &[u8], clock: &Clock) -> Vec<u8> {
    let mut packet = vec![0; 8];
    packet.extend_from_slice(&(clock.message_id() | 1).to_le_bytes());
    packet.extend_from_slice(&(body.len() as u32).to_le_bytes());
    packet.extend_from_slice(body);
    packet
}
