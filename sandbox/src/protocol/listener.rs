//! The listener of one data centre.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

use super::serve;
use super::shared::Shared;
use crate::rpc::Service;

/// Connections of one data centre at once; further ones are closed.
const MAXIMUM_CONNECTIONS: usize = 1024;

/// Why a data centre can't listen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is not a loopback address.
    #[error("the sandbox listens on loopback only, and {0} is not")]
    NotLoopback(SocketAddr),
    /// The port is in use, or not allowed.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address and port.
        address: SocketAddr,
        /// The system's error.
        source: io::Error,
    },
}

/// A data centre's bound listener.
pub(crate) struct Listener {
    dc: i32,
    listener: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Binds to a loopback address.
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

    /// Accepts connections until stopped, and serves each in a task of `tasks`.
    pub(crate) async fn run<S: Service>(self, shared: Arc<Shared<S>>, tasks: TaskTracker) {
        let permits = Arc::new(Semaphore::new(MAXIMUM_CONNECTIONS));
        while let Some(accepted) = shared.stop.run_until_cancelled(self.listener.accept()).await {
            match accepted {
                Ok((stream, _)) => match permits.clone().try_acquire_owned() {
                    Ok(permit) => {
                        let (shared, dc) = (shared.clone(), self.dc);
                        tasks.spawn(async move {
                            disable_delay(dc, &stream);
                            serve::serve(shared, dc, stream).await;
                            drop(permit);
                        });
                    }
                    Err(_) => tracing::warn!(dc = self.dc, "too many connections"),
                },
                // Usually out of file descriptors: gives connections time to end.
                Err(error) => {
                    tracing::warn!(dc = self.dc, %error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
}

fn disable_delay(dc: i32, stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(dc, %error, "cannot set TCP_NODELAY");
    }
}
