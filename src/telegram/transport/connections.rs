//! The connections of one account.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::broadcast;
use tokio_util::bytes::Bytes;

use super::fair_queue::StreamId;
use super::lane::Lane;
use super::pool::{LanePool, SharedPacer};
use super::route::CallRoute;
use crate::config::{CallLimits, FloodWaitLimits};
use crate::telegram::error::Error;
use crate::telegram::link::connection::Connection;
use crate::telegram::link::failure::Failure;
use crate::telegram::link::pushed::Pushed;
use crate::telegram::link::setup::Setup;
use crate::telegram::mtproto::serialized::Serialized;

/// How many pushed messages a receiver may lag behind.
const PUSHED_CAPACITY: usize = 256;

/// The connections of one account. Each is opened by its first request.
pub struct Connections {
    setup: Arc<Setup>,
    max_connections: usize,
    limits: CallLimits,
    flood_waits: FloodWaitLimits,
    pushed: broadcast::Sender<Pushed>,
    /// The connection for small calls to each data centre.
    calls: Mutex<HashMap<i32, Arc<Connection>>>,
    /// The connections for files of each lane and data centre.
    pools: Mutex<HashMap<(Lane, i32), Arc<LanePool>>>,
    /// The pacer of downloads (`false`) and uploads (`true`) at each data centre.
    pacers: Mutex<HashMap<(bool, i32), Arc<SharedPacer>>>,
    last_stream: AtomicU64,
}

impl Connections {
    /// Connections that are not open yet.
    pub fn new(setup: Arc<Setup>, max_connections: usize, limits: CallLimits, flood_waits: FloodWaitLimits) -> Self {
        Self {
            setup,
            max_connections,
            limits,
            flood_waits,
            pushed: broadcast::Sender::new(PUSHED_CAPACITY),
            calls: Mutex::default(),
            pools: Mutex::default(),
            pacers: Mutex::default(),
            last_stream: AtomicU64::new(0),
        }
    }

    /// Subscribes to what Telegram pushes on the connections for small calls.
    pub fn pushed(&self) -> broadcast::Receiver<Pushed> {
        self.pushed.subscribe()
    }

    /// Sends a request once, on a connection of the route's lane. The outer error means that the request was not sent.
    ///
    /// When the returned future is dropped, a request that waits for its turn is never sent, and the answer to one that was sent is called off.
    pub async fn send(
        &self,
        route: CallRoute,
        dc: i32,
        body: &(impl Fn() -> Serialized + Sync),
    ) -> Result<Result<Bytes, Failure>, Error> {
        let limit = route.lane.limit(&self.limits);
        if route.lane == Lane::Calls {
            return Ok(self.for_calls(dc).invoke(body(), limit).await);
        }
        let pool = self.pool(self.lane_of(route, dc), dc);
        if let Some(connection) = self.borrow_open(route, dc, &pool) {
            return Ok(connection.invoke(body(), limit).await);
        }
        let longest_wait = route.lane.longest_wait(&self.flood_waits);
        let slot = tokio::select! {
            biased;
            slot = pool.slot(route.stream, route.urgent) => slot.ok_or(Error::Unavailable("the account was closed here"))?,
            wait = pool.pacer().blocked_longer_than(longest_wait) => return Err(Error::Wait(wait)),
        };
        let body = body();
        let outgoing = body.len();
        let answer = slot.connection().invoke(body, slot.answer_timeout(limit)).await;
        match &answer {
            Ok(bytes) => slot.record_answer(bytes.len().max(outgoing)),
            Err(Failure::NotSent) => slot.record_not_opened(),
            Err(_) => {}
        }
        Ok(answer)
    }

    /// The lane that carries a request: for an urgent download, if its own lane is crowded, that of the thumbnails. Their answers are small, while those
    /// of running streams are half a megabyte each, and take longer than a round trip.
    fn lane_of(&self, route: CallRoute, dc: i32) -> Lane {
        let is_urgent_download = route.lane == Lane::Downloads && route.urgent;
        let is_crowded =
            || self.pool(Lane::Downloads, dc).is_crowded() && !self.pool(Lane::Thumbnails, dc).is_crowded();
        if is_urgent_download && is_crowded() { Lane::Thumbnails } else { route.lane }
    }

    /// A connection that another lane has open, for the first urgent download of a lane without connections: opening one takes a round trip, and the
    /// download's lane opens its own meanwhile.
    fn borrow_open(&self, route: CallRoute, dc: i32, pool: &Arc<LanePool>) -> Option<Arc<Connection>> {
        let unneeded = route.lane != Lane::Downloads || !route.urgent || pool.is_used();
        if unneeded || !pool.pacer().blocked_for().is_zero() {
            return None;
        }
        let calls = Some(self.for_calls(dc)).filter(|connection| connection.is_open());
        let open = self.pool(Lane::Thumbnails, dc).open_connection().or(calls)?;
        pool.warm();
        Some(open)
    }

    /// The connection for small calls to a data centre.
    pub fn for_calls(&self, dc: i32) -> Arc<Connection> {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Connection::new(dc, self.setup.clone(), Some(self.pushed.clone()));
        calls.entry(dc).or_insert_with(new).clone()
    }

    /// The connections of a lane to a data centre. [`Lane::Calls`] has none here, but a single one in [`Connections::for_calls`].
    pub fn pool(&self, lane: Lane, dc: i32) -> Arc<LanePool> {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let setup = self.setup.clone();
            let opener = Box::new(move || Connection::new(dc, setup.clone(), None));
            let max_connections = lane.max_connections(self.max_connections);
            LanePool::new(max_connections, lane.min_depth(), self.pacer(lane, dc), self.limits, opener)
        };
        pools.entry((lane, dc)).or_insert_with(new).clone()
    }

    /// Records a flood wait of that lane at that data centre. `is_pace`: it only limits the speed.
    pub fn record_flood_wait(&self, lane: Lane, dc: i32, wait: Duration, is_pace: bool) {
        if lane != Lane::Calls {
            self.pacer(lane, dc).record_flood_wait(wait, is_pace);
        }
    }

    /// Downloads and thumbnails share a pacer, since both call `upload.getFile`.
    fn pacer(&self, lane: Lane, dc: i32) -> Arc<SharedPacer> {
        let mut pacers = self.pacers.lock().unwrap_or_else(PoisonError::into_inner);
        pacers.entry((lane == Lane::Uploads, dc)).or_default().clone()
    }

    /// A new stream id.
    pub fn next_stream(&self) -> StreamId {
        StreamId(self.last_stream.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Closes all connections. Requests under way end with [`Failure::Broken`].
    pub fn close(&self) {
        let calls = std::mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in calls.into_values() {
            connection.close();
        }
        let pools = std::mem::take(&mut *self.pools.lock().unwrap_or_else(PoisonError::into_inner));
        for pool in pools.into_values() {
            pool.close();
        }
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.close();
    }
}
