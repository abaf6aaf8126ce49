//! Files in any chat: sending one, and where the bytes of one are.

use grammers_tl_types as tl;

use super::format::{Formatted, units};
use super::reference::{ChatId, ChatRef};
use super::refusal::refused;
use super::write::{SendOptions, Sent, entities_of, reply_to};
use crate::telegram::core::Core;
use crate::telegram::known::At;
use crate::telegram::lane::To;
use crate::telegram::send::prepare;
use crate::telegram::upload::{Uploaded, random_id};
use crate::telegram::{Account, Error, MessageId, Rejected};

/// The longest caption of an account with premium, in UTF-16 units. Of others Telegram takes half of it.
const LONGEST_CAPTION: i32 = 4096;

impl Account {
    /// Looks a chat up, and tells its marked id: so that a file is not uploaded for a chat that is not there.
    pub async fn find_chat(&self, chat: &ChatRef) -> Result<ChatId, Error> {
        let peer = self.core.peer(chat).await?;
        self.core.id_of(&peer)
    }

    /// Sends an uploaded file to a chat (`messages.sendMedia`): as photo, video, music or document, as [`Account::send_files`] does. What the
    /// chat does not allow is a [`ChatRefusal`](super::ChatRefusal). It is never posted twice.
    pub async fn send_file(
        &self,
        chat: &ChatRef,
        file: Uploaded,
        caption: &str,
        options: &SendOptions,
    ) -> Result<Sent, Error> {
        let Formatted { text: caption, entities, .. } = options.format.read(caption);
        if units(&caption) > LONGEST_CAPTION {
            return Err(Rejected::CaptionTooLong.into());
        }
        let core = &self.core;
        let peer = core.peer(chat).await?;
        let prepared = prepare(core, file).await?;
        let random_id = random_id();
        let request = tl::functions::messages::SendMedia {
            silent: options.silent,
            background: false,
            clear_draft: false,
            noforwards: false,
            update_stickersets_order: false,
            invert_media: false,
            allow_paid_floodskip: false,
            peer: peer.clone(),
            reply_to: options.reply_to.map(reply_to),
            media: prepared.media.clone(),
            message: caption,
            random_id,
            reply_markup: None,
            entities: entities_of(&entities),
            schedule_date: None,
            schedule_repeat_period: None,
            send_as: None,
            quick_reply_shortcut: None,
            effect: None,
            allow_paid_stars: None,
            suggested_post: None,
        };
        match core.call(To::HOME, &request).await {
            Ok(updates) => core.sent(&updates, random_id),
            // The first answer was lost: it is posted already.
            Err(failed) if failed.is("RANDOM_ID_DUPLICATE") => {
                core.find_sent(&peer, |message| file_of(message) == Some(prepared.file_id)).await
            }
            Err(failed) if failed.is("MEDIA_CAPTION_TOO_LONG") => Err(Rejected::CaptionTooLong.into()),
            Err(failed) => Err(refused(failed)),
        }
    }
}

/// Telegram's id of the photo or document that a message carries.
fn file_of(message: &tl::types::Message) -> Option<i64> {
    match message.media.as_ref()? {
        tl::enums::MessageMedia::Photo(media) => media.photo.as_ref().map(tl::enums::Photo::id),
        tl::enums::MessageMedia::Document(media) => media.document.as_ref().map(tl::enums::Document::id),
        _ => None,
    }
}

impl Core {
    /// Where a message of a chat is remembered.
    pub(in crate::telegram) async fn at(&self, chat: &ChatRef, id: MessageId) -> Result<At, Error> {
        let peer = self.peer(chat).await?;
        let chat = self.id_of(&peer)?;
        let is_saved = chat == ChatId::user(self.me()?);
        Ok(At { chat: (!is_saved).then_some(chat), id })
    }
}
