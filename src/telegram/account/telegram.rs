//! The Telegram server that the settings choose, and what its accounts share.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::handle::Account;
use crate::config::{Config, TimeLimits};
use crate::telegram::calls::storage::SessionStorage;
use crate::telegram::error::Error;
use crate::telegram::files::shared::SharedFiles;
use crate::telegram::link::application::Application;
use crate::telegram::link::server::Server;
use crate::telegram::link::session::Session;

/// A Telegram server. Creates sessions, and opens their accounts.
pub struct Telegram {
    server: Arc<Server>,
    shared: Arc<SharedFiles>,
    limits: TimeLimits,
}

impl Telegram {
    /// Chooses the server by the settings. Starts the embedded sandbox if they choose it, and opens no connection.
    pub async fn start(config: &Config) -> Result<Self, Error> {
        let server = Arc::new(Server::from_config(config).await?);
        Ok(Self { server, shared: Arc::new(SharedFiles::new(config)?), limits: config.time_limits })
    }

    /// The embedded sandbox, if it is the server.
    pub fn sandbox(&self) -> Option<&sandbox::Sandbox> {
        self.server.sandbox()
    }

    /// Stops the embedded sandbox.
    pub async fn stop(&self) {
        self.server.stop().await;
    }

    /// The application that the settings name.
    pub fn application(&self) -> &Arc<Application> {
        &self.server.application
    }

    /// A session for an account that is not signed in yet.
    pub async fn new_session(&self) -> Result<Session, Error> {
        self.server.new_session().await
    }

    /// Parses the bytes that [`Session::to_bytes`] wrote.
    pub async fn stored_session(&self, bytes: &[u8]) -> Result<Session, Error> {
        self.server.stored_session(bytes).await
    }

    /// Parses the bytes that [`Session::pack`] wrote. [`Error::SignedOut`] when they are malformed, or of another server.
    pub async fn packed_session(&self, packed: &[u8]) -> Result<Session, Error> {
        Session::unpack(packed, &self.server.directory().await?.addresses).ok_or(Error::SignedOut)
    }

    /// The session of another program, which consists of a home data centre and its auth key. [`Error::SignedOut`] for a data centre that this
    /// server does not have.
    pub async fn foreign_session(&self, dc: i32, key: &Zeroizing<[u8; 256]>) -> Result<Session, Error> {
        let addresses = &self.server.directory().await?.addresses;
        if addresses.iter().all(|(id, _)| *id != dc) {
            return Err(Error::SignedOut);
        }
        let session = Session::new(dc, addresses);
        session.set_key(dc, key);
        Ok(session)
    }

    /// The account of a session. Opens no connection.
    pub fn account(
        &self,
        application: Arc<Application>,
        session: Session,
        storage: Box<dyn SessionStorage>,
    ) -> Account {
        let (server, shared) = (self.server.clone(), self.shared.clone());
        Account::new(server, shared, self.limits, application, session, storage)
    }
}
