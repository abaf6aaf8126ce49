//! The connections of one lane to one data centre, and the order of the requests on them.
//!
//! One connection carries about 6 MB/s, so a lane has several ([`Growth`] says how many), up to
//! [`Lane::max_connections`](super::lane::Lane::max_connections). They share one auth key, as in Telegram's own apps. They are opened one after the other
//! while requests wait, and each closes when it is idle ([`Connection`]). While a connection is being opened, requests use those that are open.
//!
//! A request needs a [`Slot`]. A connection has as many slots as keep it busy ([`LinkEstimator::depth`]), and one more for urgent requests. An urgent
//! request rather opens a connection than wait behind several others.
//! A [`FairQueue`] decides which request gets the next slot, and a [`Pacer`] when: it follows Telegram's rate limits, and is shared by the lanes that
//! call the same methods at a data centre.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};
use tracing::debug;

use super::fair_queue::{FairQueue, StreamId};
use super::growth::{FOR_ONE_STREAM, Growth};
use super::lane::LongestWait;
use super::link_estimator::{BusyPeriod, LinkEstimator};
use crate::config::CallLimits;
use crate::stream::{LinkSpeed, Pacer};
use crate::telegram::link::connection::Connection;

/// An urgent request is sent on an open connection with up to so many requests under way; rather than wait behind more, it opens another one.
const PATIENCE: usize = 1;

/// Creates a connection.
type Opener = Box<dyn Fn() -> Arc<Connection> + Send + Sync>;

/// A [`Pacer`] that several pools share.
#[derive(Default)]
pub struct SharedPacer {
    pacer: Mutex<Pacer>,
    /// When the last flood wait ends that does more than limit the speed.
    refused_until: Mutex<Option<Instant>>,
    /// Notified of each flood wait.
    flood_wait: Notify,
}

/// The connections of one lane to one data centre.
pub struct LanePool {
    max_connections: usize,
    /// Requests that a connection may have under way even if the estimate is lower.
    min_depth: usize,
    opener: Opener,
    pacer: Arc<SharedPacer>,
    limits: CallLimits,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    members: Vec<Member>,
    queue: FairQueue<oneshot::Sender<Slot>>,
    estimator: LinkEstimator,
    growth: Growth,
    /// Whether a task will grant slots when the pacer allows the next request.
    timer_runs: bool,
    /// The earliest time to try and open another connection.
    next_open: Option<Instant>,
}

struct Member {
    connection: Arc<Connection>,
    opening: bool,
    under_way: usize,
    busy_period: BusyPeriod,
}

/// The right to have one request under way, returned to the pool when dropped.
pub struct Slot {
    pool: Arc<LanePool>,
    member: usize,
    stream: StreamId,
    connection: Arc<Connection>,
    granted: Instant,
}

impl SharedPacer {
    /// Records a flood wait. `is_pace`: it only limits the speed (`FLOOD_PREMIUM_WAIT_x`).
    pub fn record_flood_wait(&self, wait: Duration, is_pace: bool) {
        let now = Instant::now();
        if !is_pace {
            let mut refused_until = self.refused_until.lock().unwrap_or_else(PoisonError::into_inner);
            *refused_until = (*refused_until).max(Some(now + wait));
        }
        self.lock().record_flood_wait(now, wait);
        self.flood_wait.notify_waiters();
    }

    /// How long no request may be sent.
    pub fn blocked_for(&self) -> Duration {
        self.lock().blocked_for(Instant::now())
    }

    /// Resolves when no request may be sent for longer than that, with the remaining time.
    pub async fn blocked_longer_than(&self, longest: LongestWait) -> Duration {
        loop {
            let flood_wait = self.flood_wait.notified();
            let mut flood_wait = std::pin::pin!(flood_wait);
            flood_wait.as_mut().enable();
            let wait = self.blocked_for();
            if wait > longest.pace || self.refused_for() > longest.refusal {
                // Rounded up to whole seconds, Telegram's unit.
                return Duration::from_secs(wait.as_secs_f64().ceil() as u64);
            }
            flood_wait.await;
        }
    }

    fn refused_for(&self) -> Duration {
        let refused_until = *self.refused_until.lock().unwrap_or_else(PoisonError::into_inner);
        refused_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()))
    }

    fn lock(&self) -> MutexGuard<'_, Pacer> {
        self.pacer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LanePool {
    /// A pool whose connections are not open yet.
    pub fn new(
        max_connections: usize,
        min_depth: usize,
        pacer: Arc<SharedPacer>,
        limits: CallLimits,
        opener: Opener,
    ) -> Arc<Self> {
        Arc::new(Self { max_connections, min_depth, opener, pacer, limits, state: Mutex::default() })
    }

    /// Waits for a slot; `None` when the pool is closed. Dropping the future leaves the queue.
    pub async fn slot(self: &Arc<Self>, stream: StreamId, urgent: bool) -> Option<Slot> {
        let (sender, receiver) = oneshot::channel();
        self.state().queue.push(stream, urgent, sender);
        self.grant_slots();
        receiver.await.ok()
    }

    /// Whether a connection is open or being opened.
    pub fn is_used(&self) -> bool {
        self.state().members.iter().any(|member| member.opening || member.under_way > 0 || member.is_open())
    }

    /// Whether an urgent request would wait behind several others: no connection has room, and no further one may be opened.
    pub fn is_crowded(&self) -> bool {
        let state = self.state();
        let limit = self.limit(&state, Instant::now());
        state.members.len() >= limit && state.members.iter().take(limit).all(|member| member.under_way > PATIENCE)
    }

    /// An open connection, for a single request without a slot.
    pub fn open_connection(&self) -> Option<Arc<Connection>> {
        self.state().members.iter().find(|member| member.is_open()).map(|member| member.connection.clone())
    }

    /// Opens a connection before the first request needs it.
    pub fn warm(self: &Arc<Self>) {
        let mut state = self.state();
        if state.members.iter().all(|member| !member.is_open() && !member.opening) {
            self.open_another(&mut state, self.max_connections, Instant::now());
        }
    }

    /// The estimated speed of the connections that one stream uses.
    pub fn link_speed(&self) -> Option<LinkSpeed> {
        self.state().estimator.link_speed(self.max_connections.min(FOR_ONE_STREAM))
    }

    /// The number of open connections.
    pub fn open_connections(&self) -> usize {
        self.state().members.iter().filter(|member| member.is_open()).count()
    }

    /// The pacer of the pool's requests.
    pub fn pacer(&self) -> &Arc<SharedPacer> {
        &self.pacer
    }

    /// Closes every connection. Requests that wait for a slot get none.
    pub fn close(&self) {
        let state = std::mem::take(&mut *self.state());
        for member in &state.members {
            member.connection.close();
        }
    }

    /// Gives free slots to the requests that wait.
    fn grant_slots(self: &Arc<Self>) {
        loop {
            let granted = self.take_slots();
            if granted.is_empty() {
                return;
            }
            // The state must not be locked here: a slot whose receiver was dropped returns to the pool at once.
            for (sender, slot) in granted {
                drop(sender.send(slot));
            }
        }
    }

    fn take_slots(self: &Arc<Self>) -> Vec<(oneshot::Sender<Slot>, Slot)> {
        let now = Instant::now();
        let mut taken = Vec::new();
        let mut state = self.state();
        state.queue.retain(|sender| !sender.is_closed());
        let limit = self.limit(&state, now);
        while state.queue.len() > 0 {
            let mut pacer = self.pacer.lock();
            if let Some(at) = pacer.ready_at(now) {
                self.grant_slots_at(&mut state, at);
                break;
            }
            let Some(member) = self.choose_member(&mut state, limit, now) else { break };
            let Some((stream, sender)) = state.queue.pop() else { break };
            pacer.record_request(now);
            state.members[member].under_way += 1;
            let connection = state.members[member].connection.clone();
            taken.push((sender, Slot { pool: self.clone(), member, stream, connection, granted: now }));
        }
        taken
    }

    /// How many connections may be used now.
    fn limit(&self, state: &State, now: Instant) -> usize {
        let is_limited = self.pacer.lock().limit().is_some();
        state.growth.limit(self.max_connections, state.queue.streams(), is_limited, now)
    }

    /// The index of the connection for the next request: the open one with the fewest requests under way, if it has a free slot.
    fn choose_member(self: &Arc<Self>, state: &mut State, limit: usize, now: Instant) -> Option<usize> {
        let depth = state.estimator.depth().max(self.min_depth);
        let members = state.members.iter().take(limit).enumerate();
        let open = members.filter(|(_, member)| member.is_open()).map(|(index, member)| (index, member.under_way));
        let Some((index, least)) = open.min_by_key(|(_, under_way)| *under_way) else {
            return self.choose_closed(state, limit, depth);
        };
        if least > PATIENCE && state.queue.has_urgent() && state.next_open.is_none_or(|at| at <= now) {
            let closed = state.members.iter().take(limit).position(|member| member.under_way == 0 && !member.is_open());
            let new = || (state.members.len() < limit).then(|| self.add_member(state));
            if let Some(index) = closed.or_else(new) {
                return Some(index);
            }
        }
        if least < depth {
            return Some(index);
        }
        let opening = state.members.iter().filter(|member| member.opening).count();
        if state.queue.len() > opening * depth {
            self.open_another(state, limit, now);
        }
        (state.queue.has_urgent() && least == depth).then_some(index)
    }

    /// No connection is open: the first request opens one, and the others are sent on it as well, but for further urgent ones.
    fn choose_closed(&self, state: &mut State, limit: usize, depth: usize) -> Option<usize> {
        let most = if state.queue.has_urgent() { limit } else { 1 };
        let unused = state.members.iter().take(most).position(|member| member.under_way == 0);
        let new = || (state.members.len() < most).then(|| self.add_member(state));
        let least = |state: &State| {
            let members = state.members.iter().enumerate().map(|(index, member)| (index, member.under_way));
            members
                .min_by_key(|(_, under_way)| *under_way)
                .filter(|(_, under_way)| *under_way < depth)
                .map(|(index, _)| index)
        };
        unused.or_else(new).or_else(|| least(state))
    }

    fn add_member(&self, state: &mut State) -> usize {
        let connection = (self.opener)();
        state.members.push(Member { connection, opening: false, under_way: 0, busy_period: BusyPeriod::default() });
        state.members.len() - 1
    }

    fn open_another(self: &Arc<Self>, state: &mut State, limit: usize, now: Instant) {
        if state.next_open.is_some_and(|at| now < at) {
            return;
        }
        let closed = state.members.iter().take(limit).position(|member| !member.is_open() && !member.opening);
        let index = match closed {
            Some(index) => index,
            None if state.members.len() < limit => self.add_member(state),
            None => return,
        };
        let member = &mut state.members[index];
        member.opening = true;
        let (pool, connection) = (Arc::downgrade(self), member.connection.clone());
        let limits = self.limits;
        tokio::spawn(async move {
            let opened = connection.warm(limits.call).await;
            let Some(pool) = pool.upgrade() else { return };
            {
                let mut state = pool.state();
                if let Some(member) = state.members.get_mut(index) {
                    member.opening = false;
                }
                state.next_open = opened.is_err().then(|| Instant::now() + limits.reconnect);
            }
            if opened.is_err() {
                debug!("another connection of the pool could not be opened");
            }
            pool.grant_slots();
        });
    }

    fn grant_slots_at(self: &Arc<Self>, state: &mut State, at: Instant) {
        if std::mem::replace(&mut state.timer_runs, true) {
            return;
        }
        let pool = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep_until(at.into()).await;
            if let Some(pool) = pool.upgrade() {
                pool.state().timer_runs = false;
                pool.grant_slots();
            }
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// Whether requests may use the connection. One that is being opened is left out, because requests would wait for it.
    fn is_open(&self) -> bool {
        !self.opening && self.connection.is_open()
    }
}

impl Slot {
    /// The connection to send the request on.
    pub fn connection(&self) -> &Arc<Connection> {
        &self.connection
    }

    /// How long to wait for the answer, at most `limit`.
    pub fn answer_timeout(&self, limit: Duration) -> Duration {
        self.pool.state().estimator.answer_timeout(limit)
    }

    /// Records that the answer arrived. `bytes` is the size of the request or of the answer, whichever is larger.
    pub fn record_answer(&self, bytes: usize) {
        let now = Instant::now();
        let mut state = self.pool.state();
        let State { estimator, members, growth, .. } = &mut *state;
        if let Some(member) = members.get_mut(self.member) {
            let took = now.duration_since(self.granted);
            estimator.record(&mut member.busy_period, took, bytes, now);
            let busy = members.iter().filter(|member| member.under_way > 0).count();
            growth.record(busy, estimator.rate() * busy as f64, now);
        }
    }

    /// Records that the connection could not be opened: for some time no further one is opened.
    pub fn record_not_opened(&self) {
        self.pool.state().next_open = Some(Instant::now() + self.pool.limits.reconnect);
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        {
            let mut state = self.pool.state();
            state.queue.request_ended(self.stream);
            // A pool that was closed meanwhile has no members.
            if let Some(member) = state.members.get_mut(self.member) {
                member.under_way = member.under_way.saturating_sub(1);
                if member.under_way == 0 {
                    member.busy_period = BusyPeriod::default();
                }
            }
        }
        self.pool.grant_slots();
    }
}
