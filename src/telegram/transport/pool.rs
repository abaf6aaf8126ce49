//! The connections of one lane to one data centre, and which request goes next on them.
//!
//! One connection carries some 6 MB/s, so a lane has up to [`Lane::connections`](super::lane::Lane::connections): they share one auth key, as
//! in Telegram's own applications. They are opened one after the other while requests wait; each closes by itself when it was idle for
//! long enough ([`Connection`]). While another one is being opened, requests use those that are open.
//!
//! A request needs a [`Slot`]. A connection has as many as keep it busy ([`Flow::depth`]), and one more for a reader that is waiting for its
//! first byte. Slots are given out by [`Turns`], at the speed that Telegram allows ([`Pace`], shared by all lanes that use the same
//! methods of a data centre).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};
use tracing::debug;

use super::flow::{Busy, Flow};
use super::turns::{StreamId, Turns};
use crate::stream::{LinkSpeed, Pace};
use crate::telegram::link::connection::Connection;

/// When another connection could not be opened, the next try is so much later.
const RETRY: Duration = Duration::from_secs(30);

/// Makes one more connection.
type Opener = Box<dyn Fn() -> Arc<Connection> + Send + Sync>;

/// What flood waits taught, with a notification when that changes.
#[derive(Default)]
pub struct Pacing {
    pace: Mutex<Pace>,
    changed: Notify,
}

/// The connections of one lane to one data centre.
pub struct LanePool {
    most: usize,
    /// Requests that a connection may have under way, however little was measured.
    depth: usize,
    opener: Opener,
    pacing: Arc<Pacing>,
    /// For opening a connection ahead of its use.
    limit: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    members: Vec<Member>,
    waiting: Turns<oneshot::Sender<Slot>>,
    flow: Flow,
    /// A task will look again when the pace allows the next request.
    timer: bool,
    /// Not before then is another connection tried.
    not_before: Option<Instant>,
}

struct Member {
    connection: Arc<Connection>,
    opening: bool,
    under_way: usize,
    busy: Busy,
}

/// The right to have one request under way. Given back when dropped.
pub struct Slot {
    pool: Arc<LanePool>,
    member: usize,
    stream: StreamId,
    connection: Arc<Connection>,
    since: Instant,
}

impl Pacing {
    /// Telegram asks to wait.
    pub fn flooded(&self, wait: Duration) {
        self.pace().flooded(Instant::now(), wait);
        self.changed.notify_waiters();
    }

    /// How long no request may be made.
    pub fn blocked_for(&self) -> Duration {
        self.pace().blocked_for(Instant::now())
    }

    /// Resolves with the wait when requests have to wait for longer than that.
    pub async fn blocked_longer_than(&self, patience: Duration) -> Duration {
        loop {
            let changed = self.changed.notified();
            let mut changed = std::pin::pin!(changed);
            changed.as_mut().enable();
            let wait = self.blocked_for();
            if wait > patience {
                // In whole seconds, as Telegram counts.
                return Duration::from_secs(wait.as_secs_f64().ceil() as u64);
            }
            changed.await;
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LanePool {
    /// A lane of up to `most` connections with at least `depth` requests under way on each; none is opened yet.
    pub fn new(most: usize, depth: usize, pacing: Arc<Pacing>, limit: Duration, opener: Opener) -> Arc<Self> {
        Arc::new(Self { most, depth, opener, pacing, limit, state: Mutex::default() })
    }

    /// Waits for a slot. Dropping the future gives up the turn and nothing else.
    pub async fn slot(self: &Arc<Self>, stream: StreamId, urgent: bool) -> Option<Slot> {
        let (sender, receiver) = oneshot::channel();
        self.state().waiting.push(stream, urgent, sender);
        self.give_out();
        receiver.await.ok()
    }

    /// Whether a connection is open.
    pub fn is_open(&self) -> bool {
        self.state().members.iter().any(Member::is_open)
    }

    /// A connection that is open, for a single request outside the slots.
    pub fn open_connection(&self) -> Option<Arc<Connection>> {
        self.state().members.iter().find(|member| member.is_open()).map(|member| member.connection.clone())
    }

    /// Opens the first connection ahead of its use.
    pub fn warm(self: &Arc<Self>) {
        let mut state = self.state();
        if state.members.iter().all(|member| !member.is_open() && !member.opening) {
            self.open_another(&mut state, Instant::now());
        }
    }

    /// What was measured of the connections.
    pub fn link_speed(&self) -> Option<LinkSpeed> {
        self.state().flow.link_speed(self.most)
    }

    /// Connections that are open now.
    pub fn connections(&self) -> usize {
        self.state().members.iter().filter(|member| member.is_open()).count()
    }

    /// What Telegram allows here.
    pub fn pacing(&self) -> &Arc<Pacing> {
        &self.pacing
    }

    /// Closes every connection. Requests that wait end without a slot.
    pub fn close(&self) {
        let state = std::mem::take(&mut *self.state());
        for member in &state.members {
            member.connection.close();
        }
    }

    fn give_out(self: &Arc<Self>) {
        loop {
            let granted = self.grant();
            if granted.is_empty() {
                return;
            }
            // Outside the lock: a slot that nobody takes is given back at once.
            for (sender, slot) in granted {
                drop(sender.send(slot));
            }
        }
    }

    fn grant(self: &Arc<Self>) -> Vec<(oneshot::Sender<Slot>, Slot)> {
        let now = Instant::now();
        let mut granted = Vec::new();
        let mut state = self.state();
        state.waiting.retain(|sender| !sender.is_closed());
        while state.waiting.len() > 0 {
            let mut pace = self.pacing.pace();
            if let Some(at) = pace.ready_at(now) {
                self.look_again(&mut state, at);
                break;
            }
            let Some(member) = self.choose(&mut state, now) else { break };
            let Some((stream, sender)) = state.waiting.pop() else { break };
            pace.sent(now);
            state.members[member].under_way += 1;
            let connection = state.members[member].connection.clone();
            granted.push((sender, Slot { pool: self.clone(), member, stream, connection, since: now }));
        }
        granted
    }

    /// The connection for the next request: the open one with the fewest under way, while it has a slot.
    fn choose(self: &Arc<Self>, state: &mut State, now: Instant) -> Option<usize> {
        let depth = state.flow.depth().max(self.depth);
        let open = state.members.iter().enumerate().filter(|(_, member)| member.is_open());
        let Some((index, least)) =
            open.map(|(index, member)| (index, member.under_way)).min_by_key(|(_, under_way)| *under_way)
        else {
            // Nothing is open: the first request opens the first connection by itself, and others follow it there.
            if state.members.is_empty() {
                self.add_member(state);
            }
            return (state.members[0].under_way < depth).then_some(0);
        };
        if least < depth {
            return Some(index);
        }
        let opening = state.members.iter().filter(|member| member.opening).count();
        if state.waiting.len() > opening * depth {
            self.open_another(state, now);
        }
        (state.waiting.is_urgent() && least == depth).then_some(index)
    }

    fn add_member(&self, state: &mut State) -> usize {
        let connection = (self.opener)();
        state.members.push(Member { connection, opening: false, under_way: 0, busy: Busy::default() });
        state.members.len() - 1
    }

    fn open_another(self: &Arc<Self>, state: &mut State, now: Instant) {
        if state.not_before.is_some_and(|at| now < at) {
            return;
        }
        let closed = state.members.iter().position(|member| !member.is_open() && !member.opening);
        let index = match closed {
            Some(index) => index,
            None if state.members.len() < self.most => self.add_member(state),
            None => return,
        };
        let member = &mut state.members[index];
        member.opening = true;
        let (pool, connection) = (Arc::downgrade(self), member.connection.clone());
        let limit = self.limit;
        tokio::spawn(async move {
            let opened = connection.warm(limit).await;
            let Some(pool) = pool.upgrade() else { return };
            {
                let mut state = pool.state();
                if let Some(member) = state.members.get_mut(index) {
                    member.opening = false;
                }
                state.not_before = opened.is_err().then(|| Instant::now() + RETRY);
            }
            if opened.is_err() {
                debug!("another connection for pool could not be opened");
            }
            pool.give_out();
        });
    }

    fn look_again(self: &Arc<Self>, state: &mut State, at: Instant) {
        if std::mem::replace(&mut state.timer, true) {
            return;
        }
        let pool = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep_until(at.into()).await;
            if let Some(pool) = pool.upgrade() {
                pool.state().timer = false;
                pool.give_out();
            }
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// An opening one is not open yet for requests: they would wait for it while others are faster.
    fn is_open(&self) -> bool {
        !self.opening && self.connection.is_open()
    }
}

impl Slot {
    /// The connection it is on.
    pub fn connection(&self) -> &Arc<Connection> {
        &self.connection
    }

    /// How long to wait for an answer on it, at most `limit`.
    pub fn patience(&self, limit: Duration) -> Duration {
        self.pool.state().flow.patience(limit)
    }

    /// The answer came, so many bytes to or fro: what was measured is kept.
    pub fn answered(&self, bytes: usize) {
        let now = Instant::now();
        let mut state = self.pool.state();
        let State { flow, members, .. } = &mut *state;
        if let Some(member) = members.get_mut(self.member) {
            flow.answered(&mut member.busy, now.duration_since(self.since), bytes, member.under_way == 1, now);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        {
            let mut state = self.pool.state();
            state.waiting.ended(self.stream);
            // A lane that was closed meanwhile has forgotten its members.
            if let Some(member) = state.members.get_mut(self.member) {
                member.under_way = member.under_way.saturating_sub(1);
            }
        }
        self.pool.give_out();
    }
}
