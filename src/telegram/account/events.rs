//! Where an account's events are sent.

use std::time::Duration;

use tokio::sync::broadcast;

use crate::telegram::calls::observer::Observer;
use crate::telegram::chats::event::ChatEvent;
use crate::telegram::media::event::Event;

/// Events that a receiver may lag behind.
const EVENTS: usize = 256;
/// Messages of chats that a receiver may lag behind.
const CHAT_EVENTS: usize = 1024;

/// The senders of an account's events.
#[derive(Clone)]
pub struct EventSenders {
    /// What happens in Saved Messages, or to the account itself.
    pub events: broadcast::Sender<Event>,
    /// What happens in any chat.
    pub chat_events: broadcast::Sender<ChatEvent>,
}

impl Default for EventSenders {
    fn default() -> Self {
        Self { events: broadcast::Sender::new(EVENTS), chat_events: broadcast::Sender::new(CHAT_EVENTS) }
    }
}

impl Observer for EventSenders {
    fn flood_wait(&self, wait: Duration, is_pace: bool) {
        // Without a receiver an event is of no use to anybody; so below.
        let _ = self.events.send(Event::FloodWait { wait, is_pace });
    }

    fn signed_out(&self) {
        let _ = self.events.send(Event::SignedOut);
        let _ = self.chat_events.send(ChatEvent::SignedOut);
    }
}
