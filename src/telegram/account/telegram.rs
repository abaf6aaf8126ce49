//! One Telegram: where its data centres are, and what all accounts on it share.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::handle::Account;
use crate::config::{CallLimits, Config};
use crate::telegram::calls::storage::SessionStorage;
use crate::telegram::error::Error;
use crate::telegram::files::shared::SharedFiles;
use crate::telegram::link::application::Application;
use crate::telegram::link::server::Server;
use crate::telegram::link::session::Session;

/// One Telegram. Makes sessions, and opens accounts on them.
pub struct Telegram {
    server: Arc<Server>,
    shared: Arc<SharedFiles>,
    limits: CallLimits,
}

impl Telegram {
    /// Chooses the server (starting the embedded sandbox where the settings say so); connects to nothing else yet.
    pub async fn start(config: &Config) -> Result<Self, Error> {
        let server = Arc::new(Server::from_config(config).await?);
        Ok(Self { server, shared: Arc::new(SharedFiles::new(config)?), limits: config.time_limits.calls })
    }

    /// The embedded sandbox, when that is the server.
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

    /// Reads a session that [`Session::to_bytes`] wrote.
    pub async fn stored_session(&self, bytes: &[u8]) -> Result<Session, Error> {
        self.server.stored_session(bytes).await
    }

    /// Reads a session that [`Session::pack`] wrote. [`Error::SignedOut`] when it is none of this Telegram's.
    pub async fn packed_session(&self, packed: &[u8]) -> Result<Session, Error> {
        Session::unpack(packed, &self.server.directory().await?.addresses).ok_or(Error::SignedOut)
    }

    /// A session that another program made: an auth key in its home data centre. No address is taken from anybody: [`Error::SignedOut`] for a
    /// data centre that this Telegram does not have.
    pub async fn foreign_session(&self, dc: i32, key: &Zeroizing<[u8; 256]>) -> Result<Session, Error> {
        let addresses = &self.server.directory().await?.addresses;
        if addresses.iter().all(|(known, _)| *known != dc) {
            return Err(Error::SignedOut);
        }
        let session = Session::new(dc, addresses);
        session.set_key(dc, key);
        Ok(session)
    }

    /// The account of that session. Nothing is connected yet.
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
