//! All data centres together, listening with one [`Service`].

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::hub::Hub;
use super::listener::{Error, Listener};
use super::shared::Shared;
use crate::clock::Clock;
use crate::counters::Meter;
use crate::faults::Faults;
use crate::holds::Holds;
use crate::link::Link;
use crate::rpc::Service;
use crate::server_key::ServerKey;

/// A data centre and its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DataCenter {
    /// 1 to 3.
    pub id: i32,
    /// Always on loopback.
    pub address: SocketAddr,
}

/// The running data centres. Stops when dropped.
pub(crate) struct DataCenters {
    pub(crate) list: Vec<DataCenter>,
    pub(crate) key: Arc<ServerKey>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) faults: Arc<Faults>,
    pub(crate) holds: Arc<Holds>,
    pub(crate) link: watch::Sender<Link>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl DataCenters {
    /// Listens on these addresses, the first being data centre 1's.
    pub(crate) async fn start<S: Service>(
        service: Arc<S>,
        key: Arc<ServerKey>,
        clock: Arc<Clock>,
        addresses: &[SocketAddr],
    ) -> Result<Self, Error> {
        let mut listeners = Vec::new();
        for (id, &address) in (1..).zip(addresses) {
            listeners.push(Listener::bind(id, address).await?);
        }
        let list = (1..).zip(&listeners).map(|(id, listener)| DataCenter { id, address: listener.address() }).collect();
        let shared = Arc::new(Shared::new(service, key, clock));
        let tasks = TaskTracker::new();
        for listener in listeners {
            tasks.spawn(listener.run(shared.clone(), tasks.clone()));
        }
        Ok(Self {
            list,
            key: shared.key.clone(),
            hub: shared.hub.clone(),
            meter: shared.meter.clone(),
            faults: shared.faults.clone(),
            holds: shared.holds.clone(),
            link: shared.link.clone(),
            stop: shared.stop.clone(),
            tasks,
        })
    }

    /// Ends all connections, without waiting for them.
    pub(crate) fn cancel(&self) {
        self.stop.cancel();
    }

    /// Ends all connections and waits for them.
    pub(crate) async fn stop(&self) {
        self.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

impl Drop for DataCenters {
    fn drop(&mut self) {
        self.cancel();
    }
}
