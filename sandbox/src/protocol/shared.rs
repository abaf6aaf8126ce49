//! What all connections share.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};
use tokio_util::sync::CancellationToken;

use super::exchange::Parameters;
use super::hub::Hub;
use crate::clock::Clock;
use crate::counters::Meter;
use crate::faults::Faults;
use crate::holds::Holds;
use crate::link::Link;
use crate::rpc::Service;
use crate::server_key::ServerKey;

/// Key exchange steps computed at once, each on a thread.
const CONCURRENT_EXCHANGES: usize = 4;

/// What all connections share.
pub(crate) struct Shared<S: Service> {
    pub(crate) service: Arc<S>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) key: Arc<ServerKey>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) faults: Arc<Faults>,
    pub(crate) holds: Arc<Holds>,
    pub(crate) link: watch::Sender<Link>,
    pub(crate) exchanges: Semaphore,
    /// Ends all connections.
    pub(crate) stop: CancellationToken,
}

impl<S: Service> Shared<S> {
    pub(crate) fn new(service: Arc<S>, key: Arc<ServerKey>, clock: Arc<Clock>) -> Self {
        Self {
            service,
            hub: Arc::default(),
            key,
            clock,
            meter: Arc::default(),
            faults: Arc::default(),
            holds: Arc::default(),
            link: watch::Sender::new(Link::default()),
            exchanges: Semaphore::new(CONCURRENT_EXCHANGES),
            stop: CancellationToken::new(),
        }
    }

    pub(crate) fn exchange_parameters(&self, dc: i32) -> Parameters {
        let (service, hub) = (self.service.clone(), self.hub.clone());
        let is_taken = move |id| hub.key(dc, id).is_some() || service.auth_key(dc, id).is_some();
        Parameters { dc, key: self.key.clone(), clock: self.clock.clone(), is_taken: Box::new(is_taken) }
    }
}
