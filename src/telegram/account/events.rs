//! The senders of an account's events.

use std::time::Duration;

use tokio::sync::broadcast;

use crate::telegram::calls::observer::Observer;
use crate::telegram::chats::event::ChatEvent;
use crate::telegram::media::event::Event;

/// How many events a receiver may lag behind.
const EVENT_CAPACITY: usize = 256;
/// How many events of chats a receiver may lag behind.
const CHAT_EVENT_CAPACITY: usize = 1024;

/// The senders of an account's events.
#[derive(Clone)]
pub struct EventSenders {
    /// Events of Saved Messages and of the account itself.
    pub events: broadcast::Sender<Event>,
    /// Events of all chats.
    pub chat_events: broadcast::Sender<ChatEvent>,
}

impl Default for EventSenders {
    fn default() -> Self {
        let (events, chat_events) = (EVENT_CAPACITY, CHAT_EVENT_CAPACITY);
        Self { events: broadcast::Sender::new(events), chat_events: broadcast::Sender::new(chat_events) }
    }
}

impl Observer for EventSenders {
    fn flood_wait(&self, wait: Duration, is_pace: bool) {
        // Sending fails when nobody is subscribed.
        let _ = self.events.send(Event::FloodWait { wait, is_pace });
    }

    fn signed_out(&self) {
        let _ = self.events.send(Event::SignedOut);
        let _ = self.chat_events.send(ChatEvent::SignedOut);
    }
}
