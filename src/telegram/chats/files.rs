//! Sending files to any chat.

use grammers_tl_types as tl;

use super::format::{Formatted, units};
use super::state::Chats;
use super::write::{SendOptions, Sent, entities_of, reply_to};
use crate::telegram::error::{Error, Rejected};
use crate::telegram::files::uploaded::Uploaded;
use crate::telegram::ids::ChatId;
use crate::telegram::limits::PREMIUM_CAPTION_UNITS;
use crate::telegram::media::post::{PostOptions, post_one};
use crate::telegram::media::prepare::prepare;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;

impl Chats {
    /// The id of a chat. Call it before an upload, so that no file is uploaded for a chat that does not exist.
    pub async fn find_chat(&self, chat: &ChatRef) -> Result<ChatId, Error> {
        let peer = self.peers.resolve(chat).await?;
        self.peers.id_of(&peer)
    }

    /// Sends an uploaded file to a chat (`messages.sendMedia`) as a photo, video, audio or document, never twice. A
    /// [`ChatRefusal`](crate::telegram::ChatRefusal) when Telegram refuses it.
    pub async fn send_file(
        &self,
        chat: &ChatRef,
        file: Uploaded,
        caption: &str,
        options: &SendOptions,
    ) -> Result<Sent, Error> {
        let Formatted { text: caption, entities, .. } = options.format.read(caption);
        if units(&caption) > PREMIUM_CAPTION_UNITS {
            return Err(Rejected::CaptionTooLong.into());
        }
        let peer = self.peers.resolve(chat).await?;
        let prepared = prepare(&self.calls, file).await?;
        let options = PostOptions {
            caption,
            entities: entities_of(&entities),
            reply_to: options.reply_to.map(reply_to),
            silent: options.silent,
        };
        match post_one(&self.calls, &peer, prepared.media.clone(), prepared.random_id, options).await {
            Ok(updates) => self.sent(&updates, prepared.random_id),
            // An earlier call sent it, but its answer was lost.
            Err(error) if error.is("RANDOM_ID_DUPLICATE") => {
                self.find_sent(&peer, |message| file_of(message) == Some(prepared.file_id)).await
            }
            Err(error) if error.is("MEDIA_CAPTION_TOO_LONG") => Err(Rejected::CaptionTooLong.into()),
            Err(error) => Err(refused(error)),
        }
    }
}

/// Telegram's id of a message's photo or document.
fn file_of(message: &tl::types::Message) -> Option<i64> {
    match message.media.as_ref()? {
        tl::enums::MessageMedia::Photo(media) => media.photo.as_ref().map(tl::enums::Photo::id),
        tl::enums::MessageMedia::Document(media) => media.document.as_ref().map(tl::enums::Document::id),
        _ => None,
    }
}
