//! The state of an account's chats.

use std::sync::Arc;

use tokio::sync::broadcast;

use super::event::ChatEvent;
use super::message::ChatMessage;
use crate::telegram::calls::call::Calls;
use crate::telegram::media::library::Library;
use crate::telegram::peers::known::Peers;
use crate::telegram::peers::party::Party;

/// The chats of one account.
pub struct Chats {
    pub(super) calls: Arc<Calls>,
    pub(super) peers: Arc<Peers>,
    pub(super) library: Arc<Library>,
    events: broadcast::Sender<ChatEvent>,
}

impl Chats {
    /// Events of new messages are sent to `events`.
    pub fn new(
        calls: Arc<Calls>,
        peers: Arc<Peers>,
        library: Arc<Library>,
        events: broadcast::Sender<ChatEvent>,
    ) -> Self {
        Self { calls, peers, library, events }
    }

    /// Whether events have a receiver.
    pub fn has_receivers(&self) -> bool {
        self.events.receiver_count() > 0
    }

    /// Sends the event of a new message to the receivers.
    pub fn send_message_event(&self, message: grammers_tl_types::enums::Message, parties: &[Party]) {
        if !self.has_receivers() {
            return;
        }
        let Ok(me) = self.calls.me() else { return };
        if let Some(message) = ChatMessage::new(message, parties, me) {
            // Fails when the last receiver was dropped meanwhile.
            let _ = self.events.send(ChatEvent::Message(Arc::new(message)));
        }
    }

    /// Tells the receivers that they have missed messages.
    pub fn send_missed(&self) {
        // Fails when nobody is subscribed.
        let _ = self.events.send(ChatEvent::Missed);
    }
}
