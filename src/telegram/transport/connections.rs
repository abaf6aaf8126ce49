//! All connections of one account.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::broadcast;

use super::lane::Lane;
use super::pool::{LanePool, Pacing};
use super::route::CallRoute;
use super::turns::StreamId;
use crate::config::CallLimits;
use crate::telegram::error::Error;
use crate::telegram::link::application::Application;
use crate::telegram::link::connection::{Connection, Failure};
use crate::telegram::link::pushed::Pushed;
use crate::telegram::link::session::Session;

/// Messages that Telegram pushed which a receiver may lag behind.
const PUSHED: usize = 256;

/// The connections of one account, each opened when it is first needed.
pub struct Connections {
    session: Arc<Session>,
    application: Arc<Application>,
    limits: CallLimits,
    pushed: broadcast::Sender<Pushed>,
    /// Each data centre's connection for small calls.
    calls: Mutex<HashMap<i32, Arc<Connection>>>,
    /// Each data centre's connections for files.
    lanes: Mutex<HashMap<(Lane, i32), Arc<LanePool>>>,
    /// What flood waits taught about reading (`false`) and writing (`true`) files there.
    pacings: Mutex<HashMap<(bool, i32), Arc<Pacing>>>,
    last_stream: AtomicU64,
}

impl Connections {
    /// Nothing is connected yet.
    pub fn new(session: Arc<Session>, application: Arc<Application>, limits: CallLimits) -> Self {
        Self {
            session,
            application,
            limits,
            pushed: broadcast::Sender::new(PUSHED),
            calls: Mutex::default(),
            lanes: Mutex::default(),
            pacings: Mutex::default(),
            last_stream: AtomicU64::new(0),
        }
    }

    /// What Telegram pushes from now on over the connections for small calls.
    pub fn pushed(&self) -> broadcast::Receiver<Pushed> {
        self.pushed.subscribe()
    }

    /// Makes one attempt at a call on the route's connection, or on one of them. The outer error is one of this side: no slot is to be had.
    ///
    /// A request that was sent keeps its slot until its answer arrives, also when the caller is gone: it occupies the connection all the same.
    pub async fn send(
        &self,
        route: CallRoute,
        dc: i32,
        body: &(impl Fn() -> Vec<u8> + Sync),
    ) -> Result<Result<Vec<u8>, Failure>, Error> {
        let limit = route.lane.limit(&self.limits);
        if route.lane == Lane::Calls {
            return Ok(self.for_calls(dc).invoke(body(), limit).await);
        }
        let pool = self.pool(route.lane, dc);
        if let Some(connection) = self.shortcut(route, dc, &pool) {
            return Ok(connection.invoke(body(), limit).await);
        }
        let slot = tokio::select! {
            biased;
            slot = pool.slot(route.stream, route.urgent) => slot.ok_or(Error::Unavailable("the account was closed here"))?,
            wait = pool.pacing().blocked_longer_than(route.lane.patience()) => return Err(Error::Wait(wait)),
        };
        let body = body();
        let sent = tokio::spawn(async move {
            let outgoing = body.len();
            let answer = slot.connection().invoke(body, slot.patience(limit)).await;
            if let Ok(bytes) = &answer {
                slot.answered(bytes.len().max(outgoing));
            }
            answer
        });
        sent.await.map_err(|_| Error::Unavailable("the connection broke"))
    }

    /// Opening a connection takes two round trips. A reader that is waiting for its first byte is spared them where another lane has a
    /// connection open; its own lane's is opened meanwhile.
    fn shortcut(&self, route: CallRoute, dc: i32, pool: &Arc<LanePool>) -> Option<Arc<Connection>> {
        let unneeded = route.lane != Lane::Downloads || !route.urgent || pool.is_open();
        if unneeded || !pool.pacing().blocked_for().is_zero() {
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
        let new = || {
            let (session, application) = (self.session.clone(), self.application.clone());
            Connection::new(dc, session, application, Some(self.pushed.clone()), self.limits.connection_idle)
        };
        calls.entry(dc).or_insert_with(new).clone()
    }

    /// The connections for files to or from a data centre. Not for [`Lane::Calls`], which has one ([`Connections::for_calls`]).
    pub fn pool(&self, lane: Lane, dc: i32) -> Arc<LanePool> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let (session, application) = (self.session.clone(), self.application.clone());
            let idle = self.limits.connection_idle;
            let opener = Box::new(move || Connection::new(dc, session.clone(), application.clone(), None, idle));
            LanePool::new(lane.connections(), lane.depth(), self.pacing(lane, dc), self.limits.call, opener)
        };
        lanes.entry((lane, dc)).or_insert_with(new).clone()
    }

    /// Telegram asks to wait before the next request of that lane to that data centre.
    pub fn flooded(&self, lane: Lane, dc: i32, wait: Duration) {
        if lane != Lane::Calls {
            self.pacing(lane, dc).flooded(wait);
        }
    }

    /// Lanes that use the same methods share Telegram's limits.
    fn pacing(&self, lane: Lane, dc: i32) -> Arc<Pacing> {
        let mut pacings = self.pacings.lock().unwrap_or_else(PoisonError::into_inner);
        pacings.entry((lane == Lane::Uploads, dc)).or_default().clone()
    }

    /// A number for another stream of this account.
    pub fn next_stream(&self) -> StreamId {
        StreamId(self.last_stream.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Closes all of them. Calls under way end as broken.
    pub fn close(&self) {
        let calls = std::mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in calls.into_values() {
            connection.close();
        }
        let lanes = std::mem::take(&mut *self.lanes.lock().unwrap_or_else(PoisonError::into_inner));
        for pool in lanes.into_values() {
            pool.close();
        }
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.close();
    }
}
