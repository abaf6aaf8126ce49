//! Editing and deleting messages with media in Saved Messages.

use grammers_tl_types as tl;

use super::event::Event;
use super::item::Media;
use super::library::Library;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;
use crate::telegram::transport::route::CallRoute;

/// How many messages one call may delete: Telegram's limit.
const MAX_DELETED: usize = 100;

impl Library {
    /// Replaces a message's caption (`messages.editMessage`), and returns the changed media.
    pub async fn edit_caption(&self, id: MessageId, caption: &str) -> Result<Media, Error> {
        // Checks that the message is in Saved Messages: all private chats share their ids.
        self.refresh(id).await?;
        let request = text_edit(tl::enums::InputPeer::PeerSelf, id, caption.to_owned());
        self.calls.call(CallRoute::HOME, &request).await?;
        Ok(self.refresh(id).await?.media.clone())
    }

    /// Deletes messages with media (`messages.deleteMessages`), and returns those that existed. Messages without media are not deleted.
    pub async fn delete(&self, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        let mut deleted = Vec::with_capacity(ids.len());
        for ids in ids.chunks(MAX_DELETED) {
            // Checks that the messages are in Saved Messages: all private chats share their ids.
            let present = self.fetch(ids).await?;
            let present: Vec<_> = present.into_iter().map(|located| located.media.id).collect();
            if present.is_empty() {
                continue;
            }
            let id = present.iter().map(|id| id.0).collect();
            self.calls.call(CallRoute::HOME, &tl::functions::messages::DeleteMessages { revoke: true, id }).await?;
            for id in &present {
                self.evict(*id).await;
            }
            // Telegram sends the update to the account's other sessions, not to the one that made the call.
            self.send_event(Event::MediaRemoved(present.clone()));
            deleted.extend(present);
        }
        Ok(deleted)
    }
}

/// Replaces a message's text, or its media's caption, by a text without formatting or a preview of its links.
pub fn text_edit(peer: tl::enums::InputPeer, id: MessageId, text: String) -> tl::functions::messages::EditMessage {
    tl::functions::messages::EditMessage {
        no_webpage: true,
        invert_media: false,
        peer,
        id: id.0,
        message: Some(text),
        media: None,
        reply_markup: None,
        entities: None,
        schedule_date: None,
        schedule_repeat_period: None,
        quick_reply_shortcut_id: None,
        rich_message: None,
    }
}
