//! The control port's HTTP server.

use std::net::SocketAddr;
use std::sync::Arc;

use rocket::config::{Ident, LogLevel, Shutdown as ShutdownConfig};
use rocket::data::{Limits, ToByteUnit};
use rocket::fairing::AdHoc;
use rocket::{Config, Shutdown};
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

use super::{error, routes};
use crate::running::Running;

/// Why the control port can't listen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is not a loopback address.
    #[error("the control port listens on loopback only, and {0} is not")]
    NotLoopback(SocketAddr),
    /// The port is in use, or not allowed.
    #[error("the control port cannot listen on {address}: {reason}")]
    Listen {
        /// The address and port.
        address: SocketAddr,
        /// The server's error.
        reason: String,
    },
}

/// A running control port. Stops when dropped.
pub(crate) struct Control {
    address: SocketAddr,
    shutdown: Shutdown,
    server: Mutex<Option<JoinHandle<()>>>,
}

impl Control {
    /// Starts the server. Returns once it listens.
    pub(crate) async fn start(running: Arc<Running>, address: SocketAddr) -> Result<Self, Error> {
        if !address.ip().is_loopback() {
            return Err(Error::NotLoopback(address));
        }
        let failed = |reason: String| Error::Listen { address, reason };
        let (listening, listens) = oneshot::channel();
        let report = AdHoc::on_liftoff("report the port", move |rocket| {
            // The receiver is dropped if the start was cancelled.
            let _told = listening.send(rocket.config().port);
            Box::pin(async {})
        });
        let rocket = rocket::custom(config(address))
            .manage(running)
            .mount("/", routes::routes())
            .register("/", error::catchers())
            .attach(report)
            .ignite()
            .await
            .map_err(|error| failed(error.kind().to_string()))?;
        let shutdown = rocket.shutdown();
        let server = tokio::spawn(async move {
            match rocket.launch().await {
                Ok(_) => Ok(()),
                Err(error) => Err(error.kind().to_string()),
            }
        });
        match listens.await {
            Ok(port) => Ok(Self {
                address: SocketAddr::new(address.ip(), port),
                shutdown,
                server: Mutex::new(Some(tokio::spawn(async move {
                    // Only errors at the start are reported.
                    let _outcome = server.await;
                }))),
            }),
            Err(_) => Err(failed(match server.await {
                Ok(Err(reason)) => reason,
                Ok(Ok(())) | Err(_) => "the server ended".to_owned(),
            })),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops the server. Returns when that is done.
    pub(crate) async fn stop(&self) {
        self.shutdown.clone().notify();
        if let Some(server) = self.server.lock().await.take() {
            let _ended = server.await;
        }
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        self.shutdown.clone().notify();
    }
}

/// Independent of Rocket's files, environment, signals and log.
fn config(address: SocketAddr) -> Config {
    Config {
        address: address.ip(),
        port: address.port(),
        workers: 1,
        ident: Ident::none(),
        ip_header: None,
        // A channel can be filled with 100,000 messages by one request.
        limits: Limits::new().limit("json", 256.mebibytes()),
        log_level: LogLevel::Off,
        cli_colors: false,
        shutdown: ShutdownConfig {
            ctrlc: false,
            signals: Default::default(),
            grace: 0,
            mercy: 1,
            ..Default::default()
        },
        ..Config::release_default()
    }
}
