//! Turning updates into events.

use std::sync::Arc;

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::chats::state::Chats;
use crate::telegram::ids::MessageId;
use crate::telegram::media::event::Event;
use crate::telegram::media::library::Library;
use crate::telegram::media::located::LocatedMedia;
use crate::telegram::peers::known::Peers;
use crate::telegram::peers::party::Party;

/// Turns updates into events, and updates the caches.
pub struct Handler {
    /// The account's calls.
    pub calls: Arc<Calls>,
    /// Caches the peers of every update.
    pub peers: Arc<Peers>,
    /// Caches media, and sends events of Saved Messages.
    pub library: Arc<Library>,
    /// Sends events of all chats.
    pub chats: Arc<Chats>,
}

impl Handler {
    /// Whether events have a receiver.
    pub fn has_receivers(&self) -> bool {
        self.library.has_receivers() || self.chats.has_receivers()
    }

    /// Handles an update of the account's own sequence.
    pub async fn handle(&self, update: tl::enums::Update, parties: &[Party]) {
        match update {
            tl::enums::Update::NewMessage(new) => self.handle_new_message(new.message, parties).await,
            tl::enums::Update::EditMessage(edit) => {
                let id = MessageId(edit.message.id());
                self.library.evict(id).await;
                if let Some(located) =
                    self.calls.me().ok().and_then(|me| LocatedMedia::from_saved_message(edit.message, me))
                {
                    self.library.send_event(Event::MediaChanged(Box::new(located.media.clone())));
                    self.library.cache(located.into()).await;
                }
            }
            tl::enums::Update::DeleteMessages(delete) => {
                let ids: Vec<_> = delete.messages.into_iter().map(MessageId).collect();
                for id in &ids {
                    self.library.evict(*id).await;
                }
                self.library.send_event(Event::MediaRemoved(ids));
            }
            _ => {}
        }
    }

    /// Handles a new message of a private chat or basic group.
    pub async fn handle_new_message(&self, message: tl::enums::Message, parties: &[Party]) {
        self.chats.send_message_event(message.clone(), parties);
        if let Some(located) = self.calls.me().ok().and_then(|me| LocatedMedia::from_saved_message(message, me)) {
            self.library.send_event(Event::MediaAdded(Box::new(located.media.clone())));
            self.library.cache(located.into()).await;
        }
    }
}
