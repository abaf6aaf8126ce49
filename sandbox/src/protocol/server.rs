//! The listeners of the data centres and what their connections share.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::connection;
use super::exchange::Parameters;
use super::hub::Hub;
use super::wire::Wire;
use crate::counters::Meter;
use crate::faults::Faults;
use crate::keys::ServerKey;
use crate::link::Link;
use crate::rpc::Service;

/// Connections of one data centre at once; one more is closed at once.
const MAXIMUM_CONNECTIONS: usize = 1024;
/// Key exchanges that are reckoned at once, each on a thread.
const CONCURRENT_EXCHANGES: usize = 4;

/// Why a data centre can't listen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only loopback will do.
    #[error("the sandbox listens on loopback only, and {0} is not")]
    NotLoopback(SocketAddr),
    /// The port is taken, or forbidden.
    #[error("cannot listen on {address}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

/// What all connections share.
pub(crate) struct Shared<S: Service> {
    pub(crate) service: Arc<S>,
    pub(crate) hub: Arc<Hub>,
    pub(crate) key: Arc<ServerKey>,
    pub(crate) meter: Arc<Meter>,
    pub(crate) faults: Arc<Faults>,
    pub(crate) link: watch::Sender<Link>,
    pub(crate) exchanges: Semaphore,
    pub(crate) stop: CancellationToken,
}

impl<S: Service> Shared<S> {
    pub(crate) fn new(service: Arc<S>, wire: &Wire) -> Self {
        Self {
            service,
            hub: wire.hub.clone(),
            key: wire.key.clone(),
            meter: wire.meter.clone(),
            faults: wire.faults.clone(),
            link: wire.link.clone(),
            exchanges: Semaphore::new(CONCURRENT_EXCHANGES),
            stop: wire.stop_token(),
        }
    }

    pub(crate) fn exchange_parameters(&self, dc: i32) -> Parameters {
        let (service, hub) = (self.service.clone(), self.hub.clone());
        let is_taken = move |id| hub.key(dc, id).is_some() || service.auth_key(dc, id).is_some();
        Parameters { dc, key: self.key.clone(), is_taken: Box::new(is_taken) }
    }
}

/// A data centre's listener, bound.
pub(crate) struct Server {
    dc: i32,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Binds; refuses anything but loopback.
    pub(crate) async fn bind(dc: i32, address: SocketAddr) -> Result<Self, Error> {
        if !address.ip().is_loopback() {
            return Err(Error::NotLoopback(address));
        }
        let failed = |source| Error::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { dc, listener, address })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts connections until told to stop. They run in `tasks`.
    pub(crate) async fn run<S: Service>(self, shared: Arc<Shared<S>>, tasks: TaskTracker) {
        let room = Arc::new(Semaphore::new(MAXIMUM_CONNECTIONS));
        while let Some(accepted) = shared.stop.run_until_cancelled(self.listener.accept()).await {
            match accepted {
                Ok((stream, _)) => match room.clone().try_acquire_owned() {
                    Ok(place) => {
                        let (shared, dc) = (shared.clone(), self.dc);
                        tasks.spawn(async move {
                            serve(shared, dc, stream).await;
                            drop(place);
                        });
                    }
                    Err(_) => tracing::warn!(dc = self.dc, "too many connections"),
                },
                // Out of file descriptors, mostly: give connections time to end.
                Err(error) => {
                    tracing::warn!(dc = self.dc, %error, "cannot accept a connection");
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                }
            }
        }
    }
}

async fn serve<S: Service>(shared: Arc<Shared<S>>, dc: i32, stream: TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(dc, %error, "cannot set TCP_NODELAY");
    }
    connection::serve(shared, dc, stream).await;
}
