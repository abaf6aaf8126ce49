//! What an update means to those who follow the account.

use std::sync::Arc;

use grammers_tl_types as tl;

use crate::telegram::calls::call::Calls;
use crate::telegram::chats::state::Chats;
use crate::telegram::ids::MessageId;
use crate::telegram::media::event::Event;
use crate::telegram::media::library::Library;
use crate::telegram::media::located::Located;
use crate::telegram::peers::known::Peers;
use crate::telegram::peers::party::Party;

/// FairQueue updates into events, and remembers what they tell.
pub struct Handler {
    /// The account.
    pub calls: Arc<Calls>,
    /// Learns from every update.
    pub peers: Arc<Peers>,
    /// Remembers media and tells of them.
    pub library: Arc<Library>,
    /// Tells of messages.
    pub chats: Arc<Chats>,
}

impl Handler {
    /// Whether anybody wants to know of events.
    pub fn is_followed(&self) -> bool {
        self.library.is_followed() || self.chats.is_followed()
    }

    /// Makes an event of an update, where it is one.
    pub async fn tell(&self, update: tl::enums::Update, parties: &[Party]) {
        match update {
            tl::enums::Update::NewMessage(new) => self.added(new.message, parties).await,
            tl::enums::Update::EditMessage(edit) => {
                let id = MessageId(edit.message.id());
                self.library.forget(id).await;
                if let Some(located) = self.calls.me().ok().and_then(|me| Located::from_message(edit.message, me)) {
                    self.library.tell(Event::MediaChanged(Box::new(located.media.clone())));
                    self.library.put(located.into()).await;
                }
            }
            tl::enums::Update::DeleteMessages(delete) => {
                let ids: Vec<_> = delete.messages.into_iter().map(MessageId).collect();
                for id in &ids {
                    self.library.forget(*id).await;
                }
                self.library.tell(Event::MediaRemoved(ids));
            }
            _ => {}
        }
    }

    /// A message arrived.
    pub async fn added(&self, message: tl::enums::Message, parties: &[Party]) {
        self.chats.tell(message.clone(), parties);
        if let Some(located) = self.calls.me().ok().and_then(|me| Located::from_message(message, me)) {
            self.library.tell(Event::MediaAdded(Box::new(located.media.clone())));
            self.library.put(located.into()).await;
        }
    }
}
