//! The writing half of a connection: numbers messages, packs small ones that are queued together into one container, encrypts, encodes
//! and obfuscates.

use std::sync::Arc;

use grammers_tl_types::{self as tl, Serializable};
use tokio::sync::mpsc;

use super::encryption::{self, Header};
use super::message::pack_container;
use super::obfuscation::KeyStream;
use super::outbox::{MessageKind, Outbox, ServerMessage};
use super::paced::PacedSender;
use super::transport::Encoder;
use super::{clock, salt};

/// Items that may be queued for one connection's writer.
pub(crate) const QUEUE: usize = 32;
/// A container is filled up to this; a larger message is sent alone.
const CONTAINER_BYTES: usize = 16 * 1024;
const CONTAINER_MESSAGES: usize = 64;

/// What a connection sends.
pub(crate) enum Outgoing {
    /// An encrypted message of a session.
    Message { outbox: Arc<Outbox>, message: ServerMessage },
    /// An unencrypted message.
    Unencrypted(Vec<u8>),
    /// A quick acknowledgement, by its token.
    QuickAck(u32),
    /// A transport error, by its negative code.
    TransportError(i32),
    /// Ends the writer.
    End,
}

/// Where the bytes go.
pub(crate) struct Writer {
    pub(crate) encoder: Encoder,
    pub(crate) obfuscation: Option<KeyStream>,
    pub(crate) bytes: PacedSender,
}

impl Writer {
    /// Writes until [`Outgoing::End`], or until the other end is closed. Messages that were not written stay in their outboxes.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Outgoing>) {
        let mut next = None;
        loop {
            let outgoing = match next.take() {
                Some(outgoing) => outgoing,
                None => match queue.recv().await {
                    Some(outgoing) => outgoing,
                    None => break,
                },
            };
            let mut bytes = Vec::new();
            match outgoing {
                Outgoing::Message { outbox, message } => {
                    let mut batch = vec![message];
                    next = gather(&mut queue, &outbox, &mut batch);
                    if next.is_none() && outbox.take_missed_updates() {
                        let body = tl::enums::Updates::TooLong.to_bytes();
                        batch.push(ServerMessage::new(MessageKind::Notification, body));
                    }
                    self.encoder.encode(&encrypt(&outbox, &batch), &mut bytes);
                }
                Outgoing::Unencrypted(body) => self.encoder.encode(&unencrypted(&body), &mut bytes),
                Outgoing::QuickAck(token) => self.encoder.encode_quick_ack(token, &mut bytes),
                Outgoing::TransportError(code) => self.encoder.encode_error(code, &mut bytes),
                Outgoing::End => break,
            }
            if let Some(obfuscation) = &mut self.obfuscation {
                obfuscation.apply(&mut bytes);
            }
            if self.bytes.send(bytes).await.is_err() {
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

fn encrypt(outbox: &Outbox, batch: &[ServerMessage]) -> Vec<u8> {
    let salt = salt::current(&outbox.key, clock::seconds());
    let header = |(message_id, sequence)| Header { salt, session: outbox.session, message_id, sequence };
    match batch {
        [message] => encryption::encrypt(&outbox.key, header(outbox.number(message)), &message.body),
        _ => {
            let numbered: Vec<_> = batch.iter().map(|message| (outbox.number(message), &message.body)).collect();
            let body = pack_container(numbered.iter().map(|((id, sequence), body)| (*id, *sequence, &body[..])));
            encryption::encrypt(&outbox.key, header(outbox.number_container()), &body)
        }
    }
}

/// An unencrypted message: a key id of zero, an id, a length.
fn unencrypted(body: &[u8]) -> Vec<u8> {
    let mut packet = vec![0; 8];
    packet.extend_from_slice(&(clock::message_id() | 1).to_le_bytes());
    packet.extend_from_slice(&(body.len() as u32).to_le_bytes());
    packet.extend_from_slice(body);
    packet
}
