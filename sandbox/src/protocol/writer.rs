//! The writing half of a connection: takes what is to be said, gives it ids, packs small messages that wait together into one
//! container, seals, frames, obfuscates, and puts it on the line.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::envelope::{self, Head};
use super::hub::Key;
use super::line::Near;
use super::message::pack_container;
use super::obfuscation::KeyStream;
use super::session::{Outgoing, Session};
use super::transport::Encoder;
use super::{clock, salt};

/// Messages that wait for one connection's writer.
pub(crate) const QUEUE: usize = 32;
/// A container is filled up to this; a larger message goes alone.
const CONTAINER_BYTES: usize = 16 * 1024;
const CONTAINER_MESSAGES: usize = 64;

/// What a connection is to say.
pub(crate) enum Item {
    /// A message of a session, encrypted.
    Message { key: Arc<Key>, session: Arc<Session>, message: Outgoing },
    /// An unencrypted message.
    Plain(Vec<u8>),
    /// A receipt.
    QuickAck(u32),
    /// A transport error, as the protocol's negative code.
    TransportError(i32),
    /// Nothing more.
    End,
}

/// Where the bytes go.
pub(crate) struct Writer {
    pub(crate) encoder: Encoder,
    pub(crate) obfuscation: Option<KeyStream>,
    pub(crate) line: Near,
}

impl Writer {
    /// Writes until told to end or the line is cut. What could not be written stays with its session.
    pub(crate) async fn run(mut self, mut items: mpsc::Receiver<Item>) {
        let mut held = None;
        loop {
            let item = match held.take() {
                Some(item) => item,
                None => match items.recv().await {
                    Some(item) => item,
                    None => break,
                },
            };
            let mut bytes = Vec::new();
            match item {
                Item::Message { key, session, message } => {
                    let mut batch = vec![message];
                    held = gather(&mut items, &session, &mut batch);
                    if held.is_none() {
                        batch.extend(session.take_missed_updates());
                    }
                    self.encoder.encode(&seal(&key, &session, &batch), &mut bytes);
                }
                Item::Plain(body) => self.encoder.encode(&plain(&body), &mut bytes),
                Item::QuickAck(receipt) => self.encoder.encode_quick_ack(receipt, &mut bytes),
                Item::TransportError(code) => self.encoder.encode_error(code, &mut bytes),
                Item::End => break,
            }
            if let Some(obfuscation) = &mut self.obfuscation {
                obfuscation.apply(&mut bytes);
            }
            if self.line.send(bytes).await.is_err() {
                break;
            }
        }
        items.close();
        let rest = std::iter::from_fn(|| items.try_recv().ok());
        for item in held.into_iter().chain(rest) {
            if let Item::Message { session, message, .. } = item {
                session.keep_waiting(message);
            }
        }
    }
}

/// Adds messages of the same session that are waiting already, as long as they are small. Returns the first item that is not.
fn gather(items: &mut mpsc::Receiver<Item>, session: &Arc<Session>, batch: &mut Vec<Outgoing>) -> Option<Item> {
    let mut size = batch[0].body.len();
    while size < CONTAINER_BYTES && batch.len() < CONTAINER_MESSAGES {
        match items.try_recv().ok()? {
            Item::Message { session: other, message, .. }
                if Arc::ptr_eq(&other, session) && size + message.body.len() <= CONTAINER_BYTES =>
            {
                size += message.body.len();
                batch.push(message);
            }
            other => return Some(other),
        }
    }
    None
}

fn seal(key: &Key, session: &Session, batch: &[Outgoing]) -> Vec<u8> {
    let salt = salt::current(&key.auth, clock::seconds());
    let head = |(message_id, sequence)| Head { salt, session: session.id, message_id, sequence };
    match batch {
        [message] => envelope::seal(&key.auth, head(session.number(message)), &message.body),
        _ => {
            let numbered: Vec<_> = batch.iter().map(|message| (session.number(message), &message.body)).collect();
            let body = pack_container(numbered.iter().map(|((id, sequence), body)| (*id, *sequence, &body[..])));
            envelope::seal(&key.auth, head(session.number_container()), &body)
        }
    }
}

/// An unencrypted message: no key, an id, a length.
fn plain(body: &[u8]) -> Vec<u8> {
    let mut packet = vec![0; 8];
    packet.extend_from_slice(&(clock::message_id() | 1).to_le_bytes());
    packet.extend_from_slice(&(body.len() as u32).to_le_bytes());
    packet.extend_from_slice(body);
    packet
}
