//! What one account needs to deal with chats.

use std::sync::Arc;

use tokio::sync::broadcast;

use super::event::ChatEvent;
use super::message::ChatMessage;
use crate::telegram::calls::call::Calls;
use crate::telegram::media::library::Library;
use crate::telegram::peers::known::Peers;
use crate::telegram::peers::party::Party;

/// The conversations of one account.
pub struct Chats {
    pub(super) calls: Arc<Calls>,
    pub(super) peers: Arc<Peers>,
    pub(super) library: Arc<Library>,
    events: broadcast::Sender<ChatEvent>,
}

impl Chats {
    /// New messages are sent to `events`.
    pub fn new(
        calls: Arc<Calls>,
        peers: Arc<Peers>,
        library: Arc<Library>,
        events: broadcast::Sender<ChatEvent>,
    ) -> Self {
        Self { calls, peers, library, events }
    }

    /// Whether anybody wants to know of new messages.
    pub fn is_followed(&self) -> bool {
        self.events.receiver_count() > 0
    }

    /// Sends a new message to whoever follows the chats.
    pub fn tell(&self, message: grammers_tl_types::enums::Message, parties: &[Party]) {
        if !self.is_followed() {
            return;
        }
        let Ok(me) = self.calls.me() else { return };
        if let Some(message) = ChatMessage::new(message, parties, me) {
            // The last receiver may have gone this moment.
            let _ = self.events.send(ChatEvent::Message(Arc::new(message)));
        }
    }
}
