//! The HTTP server under the control port.

use std::net::SocketAddr;
use std::sync::Arc;

use rocket::config::{Ident, LogLevel, Shutdown as ShutdownConfig};
use rocket::data::{Limits, ToByteUnit};
use rocket::fairing::AdHoc;
use rocket::{Config, Shutdown};
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

use super::{error, routes};
use crate::sandbox::Core;

/// Why the control port can't listen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only loopback will do.
    #[error("the control port listens on loopback only, and {0} is not")]
    NotLoopback(SocketAddr),
    /// The port is taken, or forbidden.
    #[error("the control port cannot listen on {address}: {reason}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
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
    /// Starts serving; returns once it listens.
    pub(crate) async fn start(core: Arc<Core>, address: SocketAddr) -> Result<Self, Error> {
        if !address.ip().is_loopback() {
            return Err(Error::NotLoopback(address));
        }
        let failed = |reason: String| Error::Listen { address, reason };
        let (listening, listens) = oneshot::channel();
        let report = AdHoc::on_liftoff("report the port", move |rocket| {
            // Whoever waits for it may have gone.
            let _told = listening.send(rocket.config().port);
            Box::pin(async {})
        });
        let rocket = rocket::custom(config(address))
            .manage(core)
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
                    // Its end is awaited, its outcome has been told.
                    let _outcome = server.await;
                }))),
            }),
            Err(_) => Err(failed(match server.await {
                Ok(Err(reason)) => reason,
                Ok(Ok(())) | Err(_) => "it ended at once".to_owned(),
            })),
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops serving; returns when that is done.
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

/// Nothing of Rocket's own surroundings: no files, no environment, no signals, no log.
fn config(address: SocketAddr) -> Config {
    Config {
        address: address.ip(),
        port: address.port(),
        workers: 1,
        ident: Ident::none(),
        ip_header: None,
        limits: Limits::new().limit("json", 64.kibibytes()),
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
