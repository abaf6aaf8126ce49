//! The connections of one lane to one data centre, and whose turn it is on them.
//!
//! One connection carries some 6 MB/s, so a lane has up to [`Lane::connections`](super::lane::Lane::connections): they share one auth key,
//! as Telegram's own applications do it. They are opened one after the other while requests wait for a place; each closes by itself
//! when it was idle for long enough ([`Line`]). Until another one is open, requests go on by those that are.
//!
//! A request needs a [`Place`]. A connection has as many as keep it busy ([`Flow::depth`]), and one more for who waits for a first byte.
//! Places are given out by [`Turns`], at the speed that Telegram allows ([`Pace`], shared by all lanes that use the same methods there).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, oneshot};
use tracing::debug;

use super::connection::Line;
use super::flow::{Busy, Flow};
use super::turns::{StreamId, Turns};
use crate::stream::{Link, Pace};

/// When another connection could not be opened, the next try is so much later.
const RETRY: Duration = Duration::from_secs(30);

/// A way to open one more connection.
type Opener = Box<dyn Fn() -> Arc<Line> + Send + Sync>;

/// What flood waits taught, and who wants to know when that changes.
#[derive(Default)]
pub struct Pacing {
    pace: Mutex<Pace>,
    changed: Notify,
}

/// One lane to one data centre.
pub struct Transfers {
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
    waiting: Turns<oneshot::Sender<Place>>,
    flow: Flow,
    /// A task will look again when the pace allows the next request.
    timer: bool,
    /// Not before then is another connection tried.
    not_before: Option<Instant>,
}

struct Member {
    line: Arc<Line>,
    opening: bool,
    under_way: usize,
    busy: Busy,
}

/// The right to have one request under way. Given back when dropped.
pub struct Place {
    transfers: Arc<Transfers>,
    member: usize,
    stream: StreamId,
    line: Arc<Line>,
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

impl Transfers {
    /// A lane of up to `most` connections with at least `depth` requests under way on each; none is opened yet.
    pub fn new(most: usize, depth: usize, pacing: Arc<Pacing>, limit: Duration, opener: Opener) -> Arc<Self> {
        Arc::new(Self { most, depth, opener, pacing, limit, state: Mutex::default() })
    }

    /// Waits for a place. Who is dropped while waiting has lost its turn and nothing else.
    pub async fn place(self: &Arc<Self>, stream: StreamId, urgent: bool) -> Option<Place> {
        let (sender, receiver) = oneshot::channel();
        self.state().waiting.push(stream, urgent, sender);
        self.give_out();
        receiver.await.ok()
    }

    /// Whether a connection is open.
    pub fn is_open(&self) -> bool {
        self.state().members.iter().any(Member::is_open)
    }

    /// A connection that is open, for a single request beside the places.
    pub fn open_line(&self) -> Option<Arc<Line>> {
        self.state().members.iter().find(|member| member.is_open()).map(|member| member.line.clone())
    }

    /// Opens the first connection ahead of its use.
    pub fn warm(self: &Arc<Self>) {
        let mut state = self.state();
        if state.members.iter().all(|member| !member.is_open() && !member.opening) {
            self.open_another(&mut state, Instant::now());
        }
    }

    /// What is known of the way.
    pub fn link(&self) -> Option<Link> {
        self.state().flow.link(self.most)
    }

    /// Connections that are open now.
    pub fn connections(&self) -> usize {
        self.state().members.iter().filter(|member| member.is_open()).count()
    }

    /// What Telegram allows here.
    pub fn pacing(&self) -> &Arc<Pacing> {
        &self.pacing
    }

    /// Closes every connection. Requests that wait end without a place.
    pub fn close(&self) {
        let state = std::mem::take(&mut *self.state());
        for member in &state.members {
            member.line.close();
        }
    }

    fn give_out(self: &Arc<Self>) {
        loop {
            let granted = self.grant();
            if granted.is_empty() {
                return;
            }
            // Outside the lock: a place that nobody takes is given back at once.
            for (sender, place) in granted {
                drop(sender.send(place));
            }
        }
    }

    fn grant(self: &Arc<Self>) -> Vec<(oneshot::Sender<Place>, Place)> {
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
            let line = state.members[member].line.clone();
            granted.push((sender, Place { transfers: self.clone(), member, stream, line, since: now }));
        }
        granted
    }

    /// The connection for the next request: the open one with the fewest under way, while it has a place.
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
        let line = (self.opener)();
        state.members.push(Member { line, opening: false, under_way: 0, busy: Busy::default() });
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
        let (transfers, line) = (Arc::downgrade(self), member.line.clone());
        let limit = self.limit;
        tokio::spawn(async move {
            let opened = line.warm(limit).await;
            let Some(transfers) = transfers.upgrade() else { return };
            {
                let mut state = transfers.state();
                if let Some(member) = state.members.get_mut(index) {
                    member.opening = false;
                }
                state.not_before = opened.is_err().then(|| Instant::now() + RETRY);
            }
            if opened.is_err() {
                debug!("another connection for transfers could not be opened");
            }
            transfers.give_out();
        });
    }

    fn look_again(self: &Arc<Self>, state: &mut State, at: Instant) {
        if std::mem::replace(&mut state.timer, true) {
            return;
        }
        let transfers = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep_until(at.into()).await;
            if let Some(transfers) = transfers.upgrade() {
                transfers.state().timer = false;
                transfers.give_out();
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
        !self.opening && self.line.is_open()
    }
}

impl Place {
    /// The connection it is on.
    pub fn line(&self) -> &Arc<Line> {
        &self.line
    }

    /// How long to wait for an answer on it, at most `limit`.
    pub fn patience(&self, limit: Duration) -> Duration {
        self.transfers.state().flow.patience(limit)
    }

    /// The answer came, so many bytes to or fro: what was measured is kept.
    pub fn answered(&self, bytes: usize) {
        let now = Instant::now();
        let mut state = self.transfers.state();
        let State { flow, members, .. } = &mut *state;
        if let Some(member) = members.get_mut(self.member) {
            flow.answered(&mut member.busy, now.duration_since(self.since), bytes, member.under_way == 1, now);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        {
            let mut state = self.transfers.state();
            state.waiting.ended(self.stream);
            // A lane that was closed meanwhile has forgotten its members.
            if let Some(member) = state.members.get_mut(self.member) {
                member.under_way = member.under_way.saturating_sub(1);
            }
        }
        self.transfers.give_out();
    }
}
