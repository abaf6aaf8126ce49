//! The server: started with its settings, and shut down in order.

use std::net::SocketAddr;
use std::time::Instant;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rocket::fairing::AdHoc;
use rocket::{Ignite, Rocket, Shutdown};
use tokio::sync::watch;

use crate::accounts::{Accounts, Housekeeping};
use crate::config::Config;
use crate::drive::Drive;
use crate::store::{self, Store};
use crate::{api, http, pages, telegram};

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be opened.
    #[error("the store cannot be opened: {0}")]
    Store(#[from] store::Error),
    /// The Telegram core cannot be started.
    #[error("the connection to Telegram cannot be set up: {0}")]
    Telegram(#[from] telegram::Error),
    /// Rocket refuses its configuration, or a route or guard lacks what it needs.
    #[error("{0}")]
    Rocket(Box<rocket::Error>),
}

/// How the server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every request was answered.
    InOrder,
    /// Some connections did not end in time and were closed.
    ConnectionsCut,
}

/// A server that is ready to [run](Heliograph::run): its database is open, its Telegram core started, its routes mounted.
pub struct Heliograph {
    rocket: Rocket<Ignite>,
    store: Store,
    accounts: Accounts,
    drive: Drive,
    listening: watch::Receiver<Option<SocketAddr>>,
}

impl Heliograph {
    /// Opens the store, starts the Telegram core (and the embedded sandbox, if the settings name it), and mounts all routes. If a step fails,
    /// what was opened before is closed.
    ///
    /// The future is boxed so that the server is compiled once, here: what an `async fn` calls is compiled by the crate that awaits it, and so
    /// by each program and each test (decision 10).
    pub fn start(config: Config) -> BoxFuture<'static, Result<Self, StartError>> {
        Self::open(config).boxed()
    }

    async fn open(config: Config) -> Result<Self, StartError> {
        let store = Store::open(&config.storage).await?;
        let accounts = match Accounts::start(&config, store.clone()).await {
            Ok(accounts) => accounts,
            Err(error) => {
                close(None, &store).await;
                return Err(error.into());
            }
        };
        let drive = Drive::new(store.clone(), accounts.clone(), config.drive.clone());
        let (address, listening) = watch::channel(None);
        let rocket = rocket::custom(&config.rocket)
            .manage(config)
            .manage(store.clone())
            .manage(accounts.clone())
            .manage(drive.clone())
            .attach(http::stage())
            .attach(api::gallery::stage())
            .attach(api::accounts::stage())
            .attach(api::stateless::stage())
            .attach(api::drive::stage())
            .attach(api::events::stage())
            .attach(http::openapi::stage(openapi()))
            .attach(pages::stage())
            .attach(AdHoc::on_liftoff("listening", |rocket| {
                Box::pin(async move {
                    address.send_replace(Some((rocket.config().address, rocket.config().port).into()));
                })
            }));
        match rocket.ignite().await {
            Ok(rocket) => Ok(Self { rocket, store, accounts, drive, listening }),
            Err(error) => {
                close(Some((&accounts, Instant::now())), &store).await;
                Err(StartError::Rocket(error.into()))
            }
        }
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        self.rocket.state().expect("the settings are managed by `start`")
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The accounts.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Its drive.
    pub fn drive(&self) -> &Drive {
        &self.drive
    }

    /// The method and the path of every mounted route.
    pub fn routes(&self) -> Vec<(String, String)> {
        self.rocket.routes().map(|route| (route.method.to_string(), route.uri.path().to_owned())).collect()
    }

    /// The address on which the server listens; `None` before.
    pub fn listening(&self) -> watch::Receiver<Option<SocketAddr>> {
        self.listening.clone()
    }

    /// A handle that stops the server.
    pub fn shutdown(&self) -> Shutdown {
        self.rocket.shutdown()
    }

    /// Serves until it is [stopped](Heliograph::shutdown), then closes the accounts and the store.
    ///
    /// # Errors
    ///
    /// Rocket's errors, such as an address in use. Accounts and store are closed in that case as well.
    pub fn run(self) -> BoxFuture<'static, Result<Ending, Box<rocket::Error>>> {
        async move {
            let housekeeping = Housekeeping::start(self.config(), self.store.clone(), self.accounts.clone());
            let every = self.config().time_limits.accounts.housekeeping;
            let drive = (self.drive.start_outbox(), self.drive.start_housekeeping(every));
            let told = self.rocket.shutdown();
            let told = tokio::spawn(told.map(|()| Instant::now()));
            let ended = self.rocket.launch().await;
            drop((housekeeping, drive));
            let since = told.now_or_never().and_then(Result::ok).unwrap_or_else(Instant::now);
            close(Some((&self.accounts, since)), &self.store).await;
            match ended {
                Ok(_) => Ok(Ending::InOrder),
                Err(error) if matches!(error.kind(), rocket::error::ErrorKind::Shutdown(..)) => {
                    Ok(Ending::ConnectionsCut)
                }
                Err(error) => Err(error.into()),
            }
        }
        .boxed()
    }
}

async fn close(accounts: Option<(&Accounts, Instant)>, store: &Store) {
    if let Some((accounts, since)) = accounts {
        accounts.shutdown(since).await;
    }
    if let Err(error) = store.clone().close().await {
        tracing::warn!(%error, "the database did not close in good order");
    }
}

/// The OpenAPI document of all APIs. A new API adds its document here, and its stage in `open`.
pub fn openapi() -> utoipa::openapi::OpenApi {
    http::openapi::merged([
        api::gallery::document(),
        api::accounts::document(),
        api::stateless::document(),
        api::drive::document(),
    ])
}
