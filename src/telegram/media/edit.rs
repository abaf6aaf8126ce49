//! Changing messages of Saved Messages that have media.

use grammers_tl_types as tl;

use super::event::Event;
use super::item::Media;
use super::library::Library;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;
use crate::telegram::transport::route::CallRoute;

/// How many messages one call deletes: Telegram's limit.
const DELETED_AT_ONCE: usize = 100;

impl Library {
    /// Replaces a message's caption (`messages.editMessage`) and tells the media as it is now.
    pub async fn edit_caption(&self, id: MessageId, caption: &str) -> Result<Media, Error> {
        // Ids are shared by all private chats: without this a message to somebody else could be changed.
        self.refresh(id).await?;
        let request = tl::functions::messages::EditMessage {
            no_webpage: true,
            invert_media: false,
            peer: tl::enums::InputPeer::PeerSelf,
            id: id.0,
            message: Some(caption.to_owned()),
            media: None,
            reply_markup: None,
            entities: None,
            schedule_date: None,
            schedule_repeat_period: None,
            quick_reply_shortcut_id: None,
            rich_message: None,
        };
        self.calls.call(CallRoute::HOME, &request).await?;
        Ok(self.refresh(id).await?.media.clone())
    }

    /// Deletes messages with media (`messages.deleteMessages`), and tells which of them were there. What is none is left alone.
    pub async fn delete(&self, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        let mut deleted = Vec::with_capacity(ids.len());
        for ids in ids.chunks(DELETED_AT_ONCE) {
            // Ids are shared by all private chats: without this a message to somebody else could go.
            let present = self.fetch(ids).await?;
            let present: Vec<_> = present.into_iter().map(|located| located.media.id).collect();
            if present.is_empty() {
                continue;
            }
            let id = present.iter().map(|id| id.0).collect();
            self.calls.call(CallRoute::HOME, &tl::functions::messages::DeleteMessages { revoke: true, id }).await?;
            for id in &present {
                self.forget(*id).await;
            }
            // Telegram tells the account's other sessions, not the one that made the call.
            self.tell(Event::MediaRemoved(present.clone()));
            deleted.extend(present);
        }
        Ok(deleted)
    }
}
