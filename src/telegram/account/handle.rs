//! One account, and the layers that it consists of.

use std::fmt;
use std::sync::Arc;

use tokio::sync::broadcast;

use super::events::EventSenders;
use crate::config::CallLimits;
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

/// One authorization (one auth key), pending or signed in. Shared by all requests that use it; its connections open when first needed
/// and close when idle.
pub struct Account {
    pub(super) calls: Arc<Calls>,
    pub(super) qr: QrLogin,
    pub(super) files: Arc<Files>,
    pub(super) library: Arc<Library>,
    pub(super) chats: Arc<Chats>,
    follower: Arc<Follower>,
    senders: EventSenders,
}

impl Account {
    /// The account of that session. Nothing is connected yet.
    pub(super) fn new(
        server: Arc<Server>,
        shared: Arc<SharedFiles>,
        limits: CallLimits,
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
        Self { calls, qr: QrLogin::default(), files, library, chats, follower, senders }
    }

    /// Its number: that of its row, or below zero where its caller keeps the session. The latter holds as long as the account stays open here.
    pub fn id(&self) -> AccountId {
        self.calls.id()
    }

    /// The session: keys, user, how far a sign-in has got.
    pub fn session(&self) -> &Arc<Session> {
        &self.calls.session
    }

    /// In whose name it is used.
    pub fn application(&self) -> &Arc<Application> {
        &self.calls.application
    }

    /// Events from now on: resolves once Telegram's updates are followed, so that nothing is missed that happens afterwards. A receiver that
    /// lags learns so and should list again. While at least one receiver lives, a connection for updates is kept.
    pub async fn events(&self) -> broadcast::Receiver<Event> {
        let receiver = self.senders.events.subscribe();
        self.follower.start();
        self.follower.followed().await;
        receiver
    }

    /// New messages in any chat from now on, under the same terms as [`Account::events`].
    pub async fn chat_events(&self) -> broadcast::Receiver<ChatEvent> {
        let receiver = self.senders.chat_events.subscribe();
        self.follower.start();
        self.follower.followed().await;
        receiver
    }

    /// Whether the account can be used.
    ///
    /// # Errors
    ///
    /// [`Error::SignedOut`] when its authorization has ended, [`Error::Unavailable`] when it was closed here.
    pub fn check_open(&self) -> Result<(), Error> {
        self.calls.check_open()
    }

    /// Whether a download, an upload or a follower of its updates uses it.
    pub fn is_in_use(&self) -> bool {
        self.calls.is_in_use()
    }

    /// Stores the session when it changed.
    pub async fn save(&self) -> Result<(), Error> {
        self.calls.save().await
    }

    /// Closes every connection and leaves the authorization as it is. The account cannot be used any more.
    pub fn close(&self) {
        self.calls.close();
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id()).finish_non_exhaustive()
    }
}
