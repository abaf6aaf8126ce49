//! One authorization: a sealed session, its connections, and what can be asked of it.

use std::fmt;
use std::sync::Arc;

use tokio::sync::broadcast;

use super::core::Core;
use super::{ChatEvent, Event};
use crate::store::AccountId;

/// One authorization (one auth key), pending or signed in. Shared by all requests that use it; its connections open when first needed
/// and close when idle.
pub struct Account {
    pub(super) core: Arc<Core>,
}

impl Account {
    /// Its number: that of its row, or below zero where the caller carries it. That one holds as long as the account stays open here.
    pub fn id(&self) -> AccountId {
        self.core.id()
    }

    /// Events from now on: resolves once Telegram's updates are followed, so that nothing is missed that happens afterwards. A receiver that
    /// lags learns so and should list again. While at least one receiver lives, a connection for updates is kept.
    pub async fn events(&self) -> broadcast::Receiver<Event> {
        let receiver = self.core.events.subscribe();
        self.core.watch();
        self.core.followed().await;
        receiver
    }

    /// New messages in any chat from now on, under the same terms as [`Account::events`].
    pub async fn chat_events(&self) -> broadcast::Receiver<ChatEvent> {
        let receiver = self.core.chat_events.subscribe();
        self.core.watch();
        self.core.followed().await;
        receiver
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id()).finish_non_exhaustive()
    }
}
