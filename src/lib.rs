//! Heliograph puts a Telegram account behind an HTTP server made for browsers.
//!
//! [`rocket()`] is the one mount table: it opens the store, starts the Telegram core, and mounts the APIs and the pages on what they share.
//! The map of the code is in `docs/ARCHITECTURE.md`.

pub mod accounts;
pub mod api;
pub mod cache;
pub mod config;
pub mod http;
pub mod keys;
pub mod pages;
pub mod store;
pub mod stream;
pub mod telegram;

use ::rocket::{Build, Rocket};

use accounts::Accounts;
use config::Config;
use store::Store;

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be opened.
    #[error("the store cannot be opened: {0}")]
    Store(#[from] store::Error),
    /// The Telegram core cannot be started.
    #[error("the connection to Telegram cannot be set up: {0}")]
    Telegram(#[from] telegram::Error),
}

/// The OpenAPI document of all APIs. Each describes itself; one that is added has its line here, as in the mount table.
pub fn openapi() -> utoipa::openapi::OpenApi {
    http::openapi::merged([api::gallery::document(), api::accounts::document(), api::stateless::document()])
}

/// The server, ready to be launched. [`Accounts`], [`Store`] and [`Config`] are its managed state; whoever launches it calls
/// [`Accounts::shutdown`] and then [`Store::close`] once it has ended.
pub async fn rocket(config: Config) -> Result<Rocket<Build>, StartError> {
    let store = Store::open(&config.storage).await?;
    let accounts = Accounts::start(&config, store.clone()).await?;
    let rocket = ::rocket::custom(&config.rocket)
        .manage(config)
        .manage(store)
        .manage(accounts)
        .attach(http::stage())
        .attach(api::gallery::stage())
        .attach(api::accounts::stage())
        .attach(api::stateless::stage())
        .attach(api::events::stage())
        .attach(http::openapi::stage(openapi()))
        .attach(pages::stage());
    Ok(rocket)
}
