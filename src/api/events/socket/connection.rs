//! A socket between the handshake and the close.
//!
//! Three futures share it. The reader puts text frames into a short queue, and reads nothing while that is full. The writer takes frames
//! from a short queue, writes several at once if they are waiting, and sends pings. The conversation takes from the one queue and fills
//! the other. The first that ends decides how the socket is closed: after a conversation once all its frames are written, after a broken rule or a
//! slow reader at once.
//!
//! After our close frame nothing is written and what is received is discarded, while the client has a few seconds to close as well. A connection
//! that is closed with unread bytes would be reset, and the close frame lost.

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{self, Message};
use zeroize::Zeroizing;

use super::close::Close;
use super::strict::Strict;
use crate::config::time_limits::SocketLimits;

/// The longest frame and message that is read, in bytes. Requests are short.
pub const MAX_MESSAGE: usize = 64 * 1024;
/// The capacity of the queue of requests.
const REQUEST_QUEUE: usize = 16;
/// The capacity of the queue of frames.
const FRAME_QUEUE: usize = 32;
/// The bytes that are written at once.
const BATCH: usize = 16 * 1024;
/// The most bytes that are buffered; Telegram's longest message is far shorter.
const MAX_WRITE_BUFFER: usize = 4 * 1024 * 1024;
const READ_BUFFER: usize = 4 * 1024;
/// The most bytes that are discarded after the close frame.
const MAX_DISCARDED: usize = 1024 * 1024;

/// The received texts, wiped when they are dropped. Ends when nothing more can be received.
pub type Inbox = mpsc::Receiver<Zeroizing<String>>;

/// Sends frames to the client.
#[derive(Clone)]
pub struct Outbox(mpsc::Sender<Outgoing>);

enum Outgoing {
    Frame(String),
    Ping,
    Flush(oneshot::Sender<()>),
}

/// The client has disconnected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disconnected;

impl Outbox {
    /// Puts a frame into the queue; waits while that is full.
    pub async fn send(&self, frame: String) -> Result<(), Disconnected> {
        self.0.send(Outgoing::Frame(frame)).await.map_err(|_| Disconnected)
    }

    /// Waits until all frames sent so far are written to the connection.
    pub async fn flushed(&self) -> Result<(), Disconnected> {
        let (done, flushed) = oneshot::channel();
        self.0.send(Outgoing::Flush(done)).await.map_err(|_| Disconnected)?;
        flushed.await.map_err(|_| Disconnected)
    }
}

/// Why a socket ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SocketEnd {
    /// The server closes it.
    Closing(Close),
    /// The client has closed it; its close frame is to be answered.
    Closed,
    /// The connection is lost.
    Lost,
}

/// Runs a conversation until one side ends it. `shutdown` resolves when the server stops.
pub async fn run<I, C>(
    io: I,
    limits: SocketLimits,
    shutdown: impl Future<Output = ()>,
    conversation: impl FnOnce(Inbox, Outbox) -> C,
) where
    I: AsyncRead + AsyncWrite + Unpin,
    C: Future<Output = Close>,
{
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(BATCH)
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(Some(MAX_MESSAGE))
        .max_frame_size(Some(MAX_MESSAGE));
    let socket = WebSocketStream::from_raw_socket(Strict::new(io), Role::Server, Some(config)).await;
    let (mut sink, mut stream) = socket.split();
    let (requests, inbox) = mpsc::channel(REQUEST_QUEUE);
    let (outbox, outgoing) = mpsc::channel(FRAME_QUEUE);
    // In this order: what the conversation says first is written before a ping of the client's is read and answered.
    let end = tokio::select! {
        biased;
        end = run_conversation(conversation(inbox, Outbox(outbox)), write_frames(&mut sink, outgoing, limits)) => end,
        end = read_frames(&mut stream, requests, limits) => end,
        () = shutdown => SocketEnd::Closing(Close::GOING_AWAY),
    };
    let mut socket = sink.reunite(stream).expect("they are the halves of one socket");
    // A client that does not close in time is disconnected.
    let _ = timeout(limits.closing, close(&mut socket, end)).await;
}

/// Runs the conversation, and writes all its frames.
async fn run_conversation(
    conversation: impl Future<Output = Close>,
    writing: impl Future<Output = SocketEnd>,
) -> SocketEnd {
    tokio::pin!(conversation, writing);
    let close = tokio::select! {
        biased;
        close = &mut conversation => close,
        end = &mut writing => return end,
    };
    // The conversation's sender is dropped, so the writer ends once the queue is empty.
    match writing.await {
        SocketEnd::Lost => SocketEnd::Lost,
        SocketEnd::Closing(Close::NORMAL) => SocketEnd::Closing(close),
        other => other,
    }
}

/// Writes frames and pings. Ends with [`Close::NORMAL`] when there is no sender any more.
async fn write_frames<S>(sink: &mut S, mut outgoing: mpsc::Receiver<Outgoing>, limits: SocketLimits) -> SocketEnd
where
    S: SinkExt<Message, Error = tungstenite::Error> + Unpin,
{
    let mut pings = interval_at(Instant::now() + limits.ping_every, limits.ping_every);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let next = tokio::select! {
            next = outgoing.recv() => next,
            _ = pings.tick() => Some(Outgoing::Ping),
        };
        let Some(next) = next else { return SocketEnd::Closing(Close::NORMAL) };
        match timeout(limits.stall, write(sink, next, outgoing.is_empty())).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return SocketEnd::Lost,
            Err(_) => return SocketEnd::Closing(Close::TOO_SLOW),
        }
    }
}

/// Writes one item. Flushing may wait for the next one, unless it is the last in the queue.
async fn write<S>(sink: &mut S, outgoing: Outgoing, is_last: bool) -> Result<(), tungstenite::Error>
where
    S: SinkExt<Message, Error = tungstenite::Error> + Unpin,
{
    match outgoing {
        Outgoing::Frame(text) => {
            sink.feed(Message::text(text)).await?;
            if is_last { sink.flush().await } else { Ok(()) }
        }
        Outgoing::Ping => sink.send(Message::Ping(Vec::new().into())).await,
        Outgoing::Flush(done) => {
            sink.flush().await?;
            // The caller may have stopped waiting.
            let _ = done.send(());
            Ok(())
        }
    }
}

/// Reads frames until the socket is to be closed.
async fn read_frames<S>(stream: &mut S, requests: mpsc::Sender<Zeroizing<String>>, limits: SocketLimits) -> SocketEnd
where
    S: StreamExt<Item = Result<Message, tungstenite::Error>> + Unpin,
{
    loop {
        // Once the conversation has ended, frames are read and discarded.
        let room = requests.reserve().await.ok();
        let text = loop {
            match timeout(limits.idle, stream.next()).await {
                Ok(Some(Ok(Message::Text(text)))) => break text,
                Ok(Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)))) => {}
                Ok(Some(Ok(Message::Binary(_)))) => return SocketEnd::Closing(Close::TEXT_ONLY),
                Ok(Some(Ok(Message::Close(_)))) => return SocketEnd::Closed,
                Ok(Some(Err(error))) => return Close::for_error(&error).map_or(SocketEnd::Lost, SocketEnd::Closing),
                Ok(None) => return SocketEnd::Lost,
                Err(_) => return SocketEnd::Closing(Close::IDLE),
            }
        };
        if let Some(room) = room {
            room.send(Zeroizing::new(text.as_str().to_owned()));
        }
    }
}

/// Sends the close frame, and waits for the client's.
async fn close<I>(socket: &mut WebSocketStream<Strict<I>>, end: SocketEnd)
where
    I: AsyncRead + AsyncWrite + Unpin,
{
    let closed = match end {
        SocketEnd::Closing(close) => socket.close(Some(close.into())).await,
        // tungstenite has prepared the answer.
        SocketEnd::Closed => socket.flush().await,
        SocketEnd::Lost => return,
    };
    let io = socket.get_mut().inner();
    if closed.is_err() || io.shutdown().await.is_err() {
        return;
    }
    let mut discarded = [0; 4096];
    let mut left = MAX_DISCARDED;
    while let Ok(count @ 1..) = io.read(&mut discarded).await {
        left = left.saturating_sub(count);
        if left == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
