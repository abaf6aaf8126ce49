//! The wire as a whole: all data centres listening over one [`Service`].

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::hub::Hub;
use super::server::{Error, Server, Shared};
use crate::counters::Meter;
use crate::faults::Faults;
use crate::keys::ServerKey;
use crate::link::Link;
use crate::rpc::Service;

/// A data centre and where it listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DataCenter {
    /// 1 to 3.
    pub id: i32,
    /// Always on loopback.
    pub address: SocketAddr,
}

/// Listening data centres. Stops when dropped.
pub(crate) struct Wire {
    pub(crate) data_centers: Vec<DataCenter>,
    pub(crate) key: Arc<ServerKey>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) faults: Arc<Faults>,
    pub(crate) link: watch::Sender<Link>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Wire {
    /// Binds one address for each data centre, from the first on, and serves them.
    pub(crate) async fn start<S: Service>(
        service: Arc<S>,
        key: Arc<ServerKey>,
        addresses: &[SocketAddr],
    ) -> Result<Self, Error> {
        let mut servers = Vec::new();
        for (id, &address) in (1..).zip(addresses) {
            servers.push(Server::bind(id, address).await?);
        }
        let data_centers =
            (1..).zip(&servers).map(|(id, server)| DataCenter { id, address: server.address() }).collect();
        let wire = Self {
            data_centers,
            key,
            hub: Arc::default(),
            meter: Arc::default(),
            faults: Arc::default(),
            link: watch::Sender::new(Link::default()),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        };
        let shared = Arc::new(Shared::new(service, &wire));
        for server in servers {
            wire.tasks.spawn(server.run(shared.clone(), wire.tasks.clone()));
        }
        Ok(wire)
    }

    /// Ends all connections, at once and without waiting.
    pub(crate) fn cancel(&self) {
        self.stop.cancel();
    }

    /// Ends all connections and waits for them.
    pub(crate) async fn stop(&self) {
        self.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    pub(super) fn stop_token(&self) -> CancellationToken {
        self.stop.clone()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.cancel();
    }
}
