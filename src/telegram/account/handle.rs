//! Accounts.

use std::fmt;
use std::sync::Arc;

use tokio::sync::broadcast;

use super::events::EventSenders;
use crate::config::TimeLimits;
use crate::store::AccountId;
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::storage::SessionStorage;
use crate::telegram::chats::event::ChatEvent;
use crate::telegram::chats::state::Chats;
use crate::telegram::error::Error;
use crate::telegram::files::shared::SharedFiles;
use crate::telegram::files::state::Files;
use crate::telegram::link::application::Application;
use crate::telegram::link::server::Server;
use crate::telegram::link::session::Session;
use crate::telegram::media::event::Event;
use crate::telegram::media::library::Library;
use crate::telegram::peers::known::Peers;
use crate::telegram::sign_in::qr::QrLogin;
use crate::telegram::updates::follow::Follower;
use crate::telegram::updates::handler::Handler;

/// One authorization, signed in or with a pending sign-in. All requests that use it share it. Its connections are opened by the first request that
/// needs them, and closed when they are idle.
pub struct Account {
    pub(super) calls: Arc<Calls>,
    pub(super) qr: QrLogin,
    /// Held during a step of a sign-in.
    pub(super) sign_in_turn: tokio::sync::Mutex<()>,
    pub(super) files: Arc<Files>,
    pub(super) library: Arc<Library>,
    pub(super) chats: Arc<Chats>,
    follower: Arc<Follower>,
    senders: EventSenders,
}

impl Account {
    /// The account of a session. Opens no connection.
    pub(super) fn new(
        server: Arc<Server>,
        shared: Arc<SharedFiles>,
        limits: TimeLimits,
        application: Arc<Application>,
        session: Session,
        storage: Box<dyn SessionStorage>,
    ) -> Self {
        let senders = EventSenders::default();
        let observer = Arc::new(senders.clone());
        let calls = Arc::new(Calls::new(server, application, session, limits, storage, observer));
        let peers = Arc::new(Peers::new(calls.clone()));
        let files = Arc::new(Files::new(calls.clone(), shared));
        let library = Library::new(calls.clone(), peers.clone(), files.clone(), senders.events.clone());
        let library = Arc::new(library);
        let chats = Chats::new(calls.clone(), peers.clone(), library.clone(), senders.chat_events.clone());
        let chats = Arc::new(chats);
        let handler = Handler { calls: calls.clone(), peers, library: library.clone(), chats: chats.clone() };
        let follower = Arc::new(Follower::new(handler));
        Self {
            calls,
            qr: QrLogin::default(),
            sign_in_turn: tokio::sync::Mutex::default(),
            files,
            library,
            chats,
            follower,
            senders,
        }
    }

    /// Its id: that of its row, or a negative one if the client holds the session. A negative id is valid while the account is open.
    pub fn id(&self) -> AccountId {
        self.calls.id()
    }

    /// Its session.
    pub fn session(&self) -> &Arc<Session> {
        &self.calls.session
    }

    /// The application that uses it.
    pub fn application(&self) -> &Arc<Application> {
        &self.calls.application
    }

    /// Subscribes to events. Resolves when Telegram's updates are followed, so that no later event is missed. A receiver that lags gets an
    /// error, and should list again. While there is a receiver, a connection is kept open for updates.
    pub async fn events(&self) -> broadcast::Receiver<Event> {
        let receiver = self.senders.events.subscribe();
        self.follower.start();
        self.follower.wait_until_following().await;
        receiver
    }

    /// Subscribes to new messages of all chats, like [`Account::events`].
    pub async fn chat_events(&self) -> broadcast::Receiver<ChatEvent> {
        let receiver = self.senders.chat_events.subscribe();
        self.follower.start();
        self.follower.wait_until_following().await;
        receiver
    }

    /// Fails when the account cannot be used.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when its authorization has ended, [`Error::Unavailable`] when it was closed.
    pub fn check_open(&self) -> Result<(), Error> {
        self.calls.check_open()
    }

    /// Whether a download, an upload or a receiver of events uses it.
    pub fn is_in_use(&self) -> bool {
        self.calls.is_in_use()
    }

    /// Stores the session if it has changed.
    pub async fn save(&self) -> Result<(), Error> {
        self.calls.save().await
    }

    /// Closes its connections for good, and keeps the authorization.
    pub fn close(&self) {
        self.calls.close();
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id()).finish_non_exhaustive()
    }
}
