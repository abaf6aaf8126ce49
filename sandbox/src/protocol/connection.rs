//! What the tasks and calls of one connection share, and why a connection ends.

use std::net::IpAddr;
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::session::Attachment;
use super::shared::Shared;
use super::writer::Outgoing;
use super::{encryption, exchange, transport};
use crate::faults::TransportErrorForm;
use crate::rpc::Service;

/// One connection.
pub(crate) struct Connection<S: Service> {
    pub(crate) shared: Arc<Shared<S>>,
    pub(crate) dc: i32,
    /// From where it comes.
    pub(crate) address: IpAddr,
    pub(crate) attachment: Attachment,
    /// Permits for the calls that run at once.
    pub(crate) calls: Arc<Semaphore>,
    /// Ends the connection at once.
    pub(crate) stop: CancellationToken,
}

impl<S: Service> Connection<S> {
    /// Queues something to send.
    pub(crate) async fn send(&self, outgoing: Outgoing) {
        // A writer that has ended ends the connection by itself.
        let _sent = self.attachment.queue.send(outgoing).await;
    }
}

/// Why a connection ends.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EndReason {
    #[error("closed by the client")]
    Closed,
    #[error("timed out in the middle of a packet")]
    TimedOut,
    #[error("no ping arrived in time")]
    NoPing,
    #[error("not MTProto")]
    Foreign,
    #[error("too many sessions")]
    TooManySessions,
    #[error(transparent)]
    Transport(#[from] transport::Error),
    #[error(transparent)]
    Encryption(#[from] encryption::Error),
    #[error("key exchange failed: {0}")]
    Exchange(#[from] exchange::Error),
    #[error("unknown auth key")]
    UnknownKey,
    #[error("a fault: transport error {0}")]
    Fault(i32, TransportErrorForm),
}
