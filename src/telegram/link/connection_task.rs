//! The task that owns the socket of a [`Connection`](super::connection::Connection).
//!
//! It takes commands, and packets from the socket, and gives them to a [`Protocol`]. A packet is made when the one before is written, so that what is
//! cancelled until then is never sent. Pings tell whether the server is still there, and keep it from closing the connection.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio::time::{Instant, Sleep};
use tokio_util::bytes::{Bytes, BytesMut};
use tracing::debug;

use super::failure::Failure;
use super::initialization::initialization;
use super::packet_cipher::PendingPacket;
use super::packets::{Packets, Unreadable};
use super::pushed::{Pushed, channel_of};
use super::setup::Setup;
use super::usage::Usage;
use crate::telegram::mtproto::cipher::AuthKey;
use crate::telegram::mtproto::framing;
use crate::telegram::mtproto::protocol::{Answer, Event, Protocol, Refused, RequestId};
use crate::telegram::mtproto::serialized::Serialized;

/// How often the server is pinged.
const PING_INTERVAL: Duration = Duration::from_secs(60);
/// The server closes the connection when no further ping comes within so many seconds.
const DISCONNECT_DELAY: i32 = 75;
/// How long the server may be silent after a ping, while nothing can be written either.
const SILENCE_LIMIT: Duration = Duration::from_secs(20);
/// How long acknowledgements wait for a request that carries them.
const ACKNOWLEDGEMENT_DELAY: Duration = Duration::from_secs(5);
/// How many packets may wait to be decrypted before no more are read.
const MAXIMUM_DECRYPTING: usize = 8;
/// The transport error of a server that does not know the auth key.
const UNKNOWN_KEY: i32 = 404;

/// What the task is told.
pub enum Command {
    /// Send a serialized call.
    Call {
        /// The request.
        id: RequestId,
        /// The call.
        body: Serialized,
        /// Receives the serialized answer.
        answer: oneshot::Sender<Result<Bytes, Failure>>,
    },
    /// Send a ping.
    Ping {
        /// The request.
        id: RequestId,
        /// Receives the `pong`.
        answer: oneshot::Sender<Result<Bytes, Failure>>,
    },
    /// Nobody waits for the answer to that request any more.
    Cancel(RequestId),
}

/// What a task works with.
pub struct ConnectionTask {
    /// The data centre.
    pub dc: i32,
    /// What the connections of the account have in common.
    pub setup: Arc<Setup>,
    /// Receives updates; `None` drops them.
    pub updates: Option<broadcast::Sender<Pushed>>,
    /// Who uses it.
    pub usage: Usage,
}

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
enum End {
    #[error("there is no address or no key")]
    Unprepared,
    #[error("it could not be opened: {0}")]
    NotOpened(io::Error),
    #[error("the socket failed: {0}")]
    Socket(io::Error),
    #[error("the server is silent")]
    Silent,
    #[error("transport error {0}")]
    Transport(i32),
    #[error("the server sent something else than packets")]
    Garbage,
    #[error("a packet is not encrypted with the key, or was changed on its way")]
    NotGenuine,
    #[error("a packet does not belong to this connection: {0:?}")]
    Refused(Refused),
    #[error("nobody used it")]
    Idle,
}

/// A request that waits for its answer.
struct Waiting {
    answer: oneshot::Sender<Result<Bytes, Failure>>,
    /// The channel whose updates the answer counts among.
    channel: Option<i64>,
}

impl ConnectionTask {
    /// Runs until the connection ends.
    pub async fn run(self, mut commands: mpsc::UnboundedReceiver<Command>) {
        // Sent on drop, so also when this task is aborted.
        let _gap = self.updates.clone().map(SendGapOnDrop);
        let end = match self.connect().await {
            Ok((socket, key)) => Open::new(&self, socket, key).serve(&mut commands).await,
            Err(end) => end,
        };
        debug!(dc = self.dc, reason = %end, "a connection to Telegram ended");
        // What came too late was not sent.
        commands.close();
        while let Ok(command) = commands.try_recv() {
            if let Command::Call { answer, .. } | Command::Ping { answer, .. } = command {
                let _ = answer.send(Err(end.before_sending()));
            }
        }
    }

    async fn connect(&self) -> Result<(TcpStream, AuthKey), End> {
        let address = self.setup.session.address(self.dc).ok_or(End::Unprepared)?;
        let key = self.setup.session.key(self.dc).ok_or(End::Unprepared)?;
        let socket = TcpStream::connect(address).await.map_err(End::NotOpened)?;
        // A request is a packet: nothing else would fill a segment.
        socket.set_nodelay(true).map_err(End::NotOpened)?;
        Ok((socket, AuthKey::new(&key)))
    }
}

impl End {
    /// The failure of a request that was not sent.
    fn before_sending(&self) -> Failure {
        if self.is_unknown_key() { Failure::UnknownKey } else { Failure::NotSent }
    }

    /// The failure of a request that was sent.
    fn after_sending(&self) -> Failure {
        if self.is_unknown_key() { Failure::UnknownKey } else { Failure::Broken }
    }

    fn is_unknown_key(&self) -> bool {
        matches!(self, Self::Transport(UNKNOWN_KEY))
    }
}

/// An open connection.
struct Open<'a> {
    task: &'a ConnectionTask,
    reader: OwnedReadHalf,
    writer: OwnedWriteHalf,
    key: Arc<AuthKey>,
    protocol: Protocol,
    waiting: HashMap<RequestId, Waiting>,
    packets: Packets,
    /// The packets that were read and are being decrypted, in their order.
    decrypting: VecDeque<PendingPacket>,
    /// The next packet to write.
    encrypting: Option<PendingPacket>,
    /// What is still to be written of the packet before.
    outgoing: BytesMut,
    /// Fires not later than [`Open::wake_at`]. It is set anew only for an earlier time, or when it has fired.
    timer: Pin<Box<Sleep>>,
    next_ping: Instant,
    /// When the server is taken for gone, unless something is read or written before: set by each ping.
    silent_at: Option<Instant>,
    /// When acknowledgements are sent at the latest.
    acknowledge_at: Option<Instant>,
    has_session: bool,
}

/// The request of the task's own pings.
const OWN_PING: RequestId = RequestId(u64::MAX);

impl<'a> Open<'a> {
    fn new(task: &'a ConnectionTask, socket: TcpStream, key: AuthKey) -> Self {
        let now = Instant::now();
        let (reader, writer) = socket.into_split();
        let Setup { session, application, .. } = &*task.setup;
        let (clock, salt) = (session.clock().clone(), session.salt(task.dc));
        Self {
            task,
            reader,
            writer,
            key: Arc::new(key),
            protocol: Protocol::new(clock, salt, initialization(application)),
            waiting: HashMap::new(),
            packets: Packets::default(),
            decrypting: VecDeque::new(),
            encrypting: None,
            outgoing: framing::TAG[..].into(),
            timer: Box::pin(tokio::time::sleep_until(now + PING_INTERVAL)),
            next_ping: now + PING_INTERVAL,
            silent_at: None,
            acknowledge_at: None,
            has_session: false,
        }
    }

    async fn serve(mut self, commands: &mut mpsc::UnboundedReceiver<Command>) -> End {
        let end = match self.run(commands).await {
            Ok(never) => match never {},
            Err(end) => end,
        };
        let (never_sent, sent) = self.protocol.end();
        for id in never_sent {
            self.answer(id, Err(end.before_sending()));
        }
        for id in sent {
            self.answer(id, Err(end.after_sending()));
        }
        end
    }

    async fn run(&mut self, commands: &mut mpsc::UnboundedReceiver<Command>) -> Result<std::convert::Infallible, End> {
        loop {
            self.make_packet();
            let wake = self.wake_at();
            if wake < self.timer.deadline() {
                self.timer.as_mut().reset(wake);
            }
            tokio::select! {
                biased;
                packet = front(&mut self.decrypting), if !self.decrypting.is_empty() => {
                    self.decrypting.pop_front();
                    self.take_packet(packet.ok_or(End::NotGenuine)?)?;
                }
                packet = front(&mut self.encrypting), if self.encrypting.is_some() => {
                    self.encrypting = None;
                    self.outgoing = packet.ok_or(End::NotGenuine)?;
                }
                written = self.writer.write_buf(&mut self.outgoing), if !self.outgoing.is_empty() => {
                    written.map_err(End::Socket)?;
                    // A slow line takes its time for what was queued before the ping.
                    self.silent_at = self.silent_at.map(|_| Instant::now() + SILENCE_LIMIT);
                }
                command = commands.recv() => {
                    // The sender is kept by the connection; without it nobody can use this one.
                    self.take(command.ok_or(End::Idle)?);
                    while let Ok(command) = commands.try_recv() {
                        self.take(command);
                    }
                }
                read = self.packets.read(&mut self.reader), if self.decrypting.len() < MAXIMUM_DECRYPTING => {
                    if read.map_err(End::Socket)? == 0 {
                        return Err(End::Socket(io::ErrorKind::UnexpectedEof.into()));
                    }
                    self.silent_at = None;
                    while let Some(packet) = self.packets.take()? {
                        self.decrypting.push_back(self.task.setup.cipher.decrypt(&self.key, packet));
                    }
                }
                () = self.timer.as_mut() => {
                    self.on_time()?;
                    let wake = self.wake_at();
                    self.timer.as_mut().reset(wake);
                }
            }
        }
    }

    /// Makes the next packet when the one before is written.
    fn make_packet(&mut self) {
        if !self.outgoing.is_empty() || self.encrypting.is_some() {
            return;
        }
        let is_due = self.acknowledge_at.is_some_and(|at| at <= Instant::now());
        let packet = if is_due || self.protocol.has_something_to_send() { self.protocol.next_packet() } else { None };
        match packet {
            Some(packet) => self.encrypting = Some(self.task.setup.cipher.encrypt(&self.key, packet, framing::HEADER)),
            None if self.outgoing.capacity() > 0 => self.outgoing = BytesMut::new(),
            None => {}
        }
        self.acknowledge_at = match self.acknowledge_at {
            _ if !self.protocol.owes_acknowledgements() => None,
            None => Some(Instant::now() + ACKNOWLEDGEMENT_DELAY),
            at => at,
        };
    }

    fn take(&mut self, command: Command) {
        match command {
            Command::Call { id, body, answer } => {
                let channel = self.task.updates.as_ref().and_then(|_| channel_of(body.head()));
                self.waiting.insert(id, Waiting { answer, channel });
                self.protocol.call(id, body);
            }
            Command::Ping { id, answer } => {
                self.waiting.insert(id, Waiting { answer, channel: None });
                self.protocol.ping(id, DISCONNECT_DELAY);
            }
            Command::Cancel(id) => {
                if self.waiting.remove(&id).is_some() {
                    self.protocol.cancel(id);
                }
            }
        }
    }

    fn take_packet(&mut self, packet: BytesMut) -> Result<(), End> {
        let mut events = Vec::new();
        self.protocol.receive(packet, &mut events).map_err(End::Refused)?;
        for event in events {
            self.on_event(event);
        }
        if self.waiting.is_empty() {
            self.packets.shrink();
        }
        Ok(())
    }

    fn on_event(&mut self, event: Event) {
        match event {
            Event::Answer(id, Answer::Object(object)) => {
                if let Some(updates) = &self.task.updates {
                    let channel = self.waiting.get(&id).and_then(|waiting| waiting.channel);
                    if let Some(pushed) = Pushed::from_answer(&object, channel) {
                        // Fails when nobody is subscribed.
                        let _ = updates.send(pushed);
                    }
                }
                self.answer(id, Ok(object));
            }
            Event::Answer(id, Answer::Error(error)) => self.answer(id, Err(Failure::Rpc(error.into()))),
            Event::Answer(id, Answer::Unreadable) => self.answer(id, Err(Failure::Unreadable)),
            Event::NotSent(id) => self.answer(id, Err(Failure::NotSent)),
            Event::Lost(id) => self.answer(id, Err(Failure::Broken)),
            Event::Update(object) => {
                if let Some(updates) = &self.task.updates {
                    let _ = updates.send(Pushed::from_update(&object));
                }
            }
            Event::SessionCreated => {
                // The first one is this connection's own. A later one says that the server has forgotten what it had to push.
                if std::mem::replace(&mut self.has_session, true)
                    && let Some(updates) = &self.task.updates
                {
                    let _ = updates.send(Pushed::Gap);
                }
            }
        }
    }

    fn answer(&mut self, id: RequestId, answer: Result<Bytes, Failure>) {
        if let Some(waiting) = self.waiting.remove(&id) {
            // Fails when the caller is gone.
            let _ = waiting.answer.send(answer);
        }
    }

    /// When something has to be done without anything arriving.
    fn wake_at(&self) -> Instant {
        let is_writing = !self.outgoing.is_empty() || self.encrypting.is_some();
        let acknowledge_at = self.acknowledge_at.filter(|_| !is_writing);
        // Whoever uses the connection now may stop at any time.
        let idle = self.task.usage.idle_for().unwrap_or_default();
        let idle_at = Instant::now() + self.task.setup.idle_limit.saturating_sub(idle);
        [acknowledge_at, self.silent_at].into_iter().flatten().fold(self.next_ping.min(idle_at), Instant::min)
    }

    fn on_time(&mut self) -> Result<(), End> {
        let now = Instant::now();
        if self.task.usage.idle_for().is_some_and(|idle| idle >= self.task.setup.idle_limit) {
            return Err(End::Idle);
        }
        if self.silent_at.is_some_and(|at| at <= now) {
            return Err(End::Silent);
        }
        if now >= self.next_ping {
            self.protocol.ping(OWN_PING, DISCONNECT_DELAY);
            self.next_ping = now + PING_INTERVAL;
            self.silent_at = Some(now + SILENCE_LIMIT);
        }
        Ok(())
    }
}

impl From<Unreadable> for End {
    fn from(unreadable: Unreadable) -> Self {
        match unreadable {
            Unreadable::Error(code) => Self::Transport(code),
            Unreadable::Garbage => Self::Garbage,
        }
    }
}

/// The packet in front, once it is done; `None` when it is not genuine. Cancel safe.
async fn front(pending: impl IntoIterator<Item = &mut PendingPacket>) -> Option<BytesMut> {
    pending.into_iter().next()?.await.ok().flatten()
}

/// Tells the receivers of updates that some may be missing from now on.
struct SendGapOnDrop(broadcast::Sender<Pushed>);

impl Drop for SendGapOnDrop {
    fn drop(&mut self) {
        let _ = self.0.send(Pushed::Gap);
    }
}
