//! A socket between its first frame and its last.
//!
//! Three parties share it. One hears: text frames go into a short queue, and while that is full nothing more is read. One says: frames are
//! taken from a short queue and written, several at once where they wait; it also pings. The third is the conversation, which
//! takes from the one queue and fills the other. Whichever of them ends first decides how the socket is closed: a
//! conversation when all it said is written, a client that broke a rule or reads too slowly at once.
//!
//! After our close frame nothing is written, what still comes is thrown away, and the client has a few seconds to close as well: a connection
//! that is closed with bytes unread would be reset, and the close frame lost with it.

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

/// The longest frame and message that is read, in bytes: requests are short.
pub const MAX_MESSAGE: usize = 64 * 1024;
/// Requests that wait for their turn.
const REQUESTS: usize = 16;
/// Frames that wait to be written.
const FRAMES: usize = 32;
/// Written at once, in bytes.
const BATCH: usize = 16 * 1024;
/// Above that nothing more is buffered; the longest message of Telegram's is far shorter.
const MOST_BUFFERED: usize = 4 * 1024 * 1024;
const READ_BUFFER: usize = 4 * 1024;
/// Thrown away after the close frame before we stop listening, in bytes.
const MOST_IGNORED: usize = 1024 * 1024;

/// The texts that came, wiped when they are dropped; none when nothing more is coming.
pub type Inbox = mpsc::Receiver<Zeroizing<String>>;

/// Where frames go.
#[derive(Clone)]
pub struct Outbox(mpsc::Sender<Said>);

enum Said {
    Frame(String),
    Ping,
    Mark(oneshot::Sender<()>),
}

/// Nobody hears us any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

impl Outbox {
    /// Says it when its turn comes; waits while too much is waiting already.
    pub async fn say(&self, frame: String) -> Result<(), Gone> {
        self.0.send(Said::Frame(frame)).await.map_err(|_| Gone)
    }

    /// Until all that was said before is written to the connection.
    pub async fn taken(&self) -> Result<(), Gone> {
        let (tell, told) = oneshot::channel();
        self.0.send(Said::Mark(tell)).await.map_err(|_| Gone)?;
        told.await.map_err(|_| Gone)
    }
}

/// Why a socket ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// By us.
    Closing(Close),
    /// By the client's close frame, which is still to be answered.
    Closed,
    /// The connection is lost.
    Lost,
}

/// Talks until one side ends it. `shutdown` resolves when the server stops.
pub async fn run<I, C>(
    io: I,
    limits: SocketLimits,
    shutdown: impl Future<Output = ()>,
    converse: impl FnOnce(Inbox, Outbox) -> C,
) where
    I: AsyncRead + AsyncWrite + Unpin,
    C: Future<Output = Close>,
{
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(BATCH)
        .max_write_buffer_size(MOST_BUFFERED)
        .max_message_size(Some(MAX_MESSAGE))
        .max_frame_size(Some(MAX_MESSAGE));
    let socket = WebSocketStream::from_raw_socket(Strict::new(io), Role::Server, Some(config)).await;
    let (mut sink, mut stream) = socket.split();
    let (ask, inbox) = mpsc::channel(REQUESTS);
    let (outbox, said) = mpsc::channel(FRAMES);
    let end = tokio::select! {
        end = talk(converse(inbox, Outbox(outbox)), say(&mut sink, said, limits)) => end,
        end = hear(&mut stream, ask, limits) => end,
        () = shutdown => End::Closing(Close::GOING_AWAY),
    };
    let mut socket = sink.reunite(stream).expect("they are the halves of one socket");
    // A client that does not let us close is left behind.
    let _ = timeout(limits.closing, finish(&mut socket, end)).await;
}

/// The conversation, and all that it said.
async fn talk(conversation: impl Future<Output = Close>, saying: impl Future<Output = End>) -> End {
    tokio::pin!(conversation, saying);
    let close = tokio::select! {
        close = &mut conversation => close,
        end = &mut saying => return end,
    };
    // The conversation's end of the queue is gone with it, so this ends as soon as the queue is empty.
    match saying.await {
        End::Lost => End::Lost,
        End::Closing(Close::NORMAL) => End::Closing(close),
        other => other,
    }
}

/// Writes what is said, and pings. Ends with [`Close::NORMAL`] when nobody is left who could say more.
async fn say<S>(sink: &mut S, mut said: mpsc::Receiver<Said>, limits: SocketLimits) -> End
where
    S: SinkExt<Message, Error = tungstenite::Error> + Unpin,
{
    let mut pings = interval_at(Instant::now() + limits.ping_every, limits.ping_every);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let next = tokio::select! {
            next = said.recv() => next,
            _ = pings.tick() => Some(Said::Ping),
        };
        let Some(next) = next else { return End::Closing(Close::NORMAL) };
        match timeout(limits.stall, write(sink, next, said.is_empty())).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return End::Lost,
            Err(_) => return End::Closing(Close::TOO_SLOW),
        }
    }
}

/// Writes one thing; what is not the last in the queue may wait for the next.
async fn write<S>(sink: &mut S, said: Said, is_last: bool) -> Result<(), tungstenite::Error>
where
    S: SinkExt<Message, Error = tungstenite::Error> + Unpin,
{
    match said {
        Said::Frame(text) => {
            sink.feed(Message::text(text)).await?;
            if is_last { sink.flush().await } else { Ok(()) }
        }
        Said::Ping => sink.send(Message::Ping(Vec::new().into())).await,
        Said::Mark(mark) => {
            sink.flush().await?;
            // Who asked may have stopped waiting.
            let _ = mark.send(());
            Ok(())
        }
    }
}

/// Reads what comes, until it must not go on.
async fn hear<S>(stream: &mut S, ask: mpsc::Sender<Zeroizing<String>>, limits: SocketLimits) -> End
where
    S: StreamExt<Item = Result<Message, tungstenite::Error>> + Unpin,
{
    loop {
        // Once the conversation has ended there is no room for ever: then what comes is dropped.
        let room = ask.reserve().await.ok();
        let text = loop {
            match timeout(limits.idle, stream.next()).await {
                Ok(Some(Ok(Message::Text(text)))) => break text,
                Ok(Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)))) => {}
                Ok(Some(Ok(Message::Binary(_)))) => return End::Closing(Close::TEXT_ONLY),
                Ok(Some(Ok(Message::Close(_)))) => return End::Closed,
                Ok(Some(Err(error))) => return Close::for_error(&error).map_or(End::Lost, End::Closing),
                Ok(None) => return End::Lost,
                Err(_) => return End::Closing(Close::IDLE),
            }
        };
        if let Some(room) = room {
            room.send(Zeroizing::new(text.as_str().to_owned()));
        }
    }
}

/// Says goodbye, and waits for the other side to do so.
async fn finish<I>(socket: &mut WebSocketStream<Strict<I>>, end: End)
where
    I: AsyncRead + AsyncWrite + Unpin,
{
    let said = match end {
        End::Closing(close) => socket.close(Some(close.into())).await,
        // tungstenite has the answer ready.
        End::Closed => socket.flush().await,
        End::Lost => return,
    };
    let io = socket.get_mut().inner();
    if said.is_err() || io.shutdown().await.is_err() {
        return;
    }
    let mut ignored = [0; 4096];
    let mut left = MOST_IGNORED;
    while let Ok(count @ 1..) = io.read(&mut ignored).await {
        left = left.saturating_sub(count);
        if left == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
