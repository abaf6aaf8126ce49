//! Posting files that Telegram has taken (`messages.sendMedia`, `messages.sendMultiMedia`), in any chat.
//!
//! A whole upload stands behind each call, so it is repeated after short flood waits and broken connections. Every file carries a random id that
//! was chosen beforehand: when an answer was lost, Telegram refuses the repeated call with `RANDOM_ID_DUPLICATE` and nothing is posted twice.

use grammers_tl_types as tl;

use super::prepare::Prepared;
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::failed::Failed;
use crate::telegram::transport::route::CallRoute;

/// What goes with a posted file.
#[derive(Clone, Debug, Default)]
pub struct PostOptions {
    /// Its caption.
    pub caption: String,
    /// The caption's formatting.
    pub entities: Option<Vec<tl::enums::MessageEntity>>,
    /// The message that it answers.
    pub reply_to: Option<tl::enums::InputReplyTo>,
    /// Without a sound for those who get it.
    pub silent: bool,
}

/// Posts one file.
pub async fn post_one(
    calls: &Calls,
    peer: &tl::enums::InputPeer,
    file: &Prepared,
    options: PostOptions,
) -> Result<tl::enums::Updates, Failed> {
    let request = tl::functions::messages::SendMedia {
        silent: options.silent,
        background: false,
        clear_draft: false,
        noforwards: false,
        update_stickersets_order: false,
        invert_media: false,
        allow_paid_floodskip: false,
        peer: peer.clone(),
        reply_to: options.reply_to,
        media: file.media.clone(),
        message: options.caption,
        random_id: file.random_id,
        reply_markup: None,
        entities: options.entities,
        schedule_date: None,
        schedule_repeat_period: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        allow_paid_stars: None,
        suggested_post: None,
    };
    calls.call_patiently(CallRoute::HOME, &request).await
}

/// Posts several files as an album; the caption goes to the first.
pub async fn post_album(
    calls: &Calls,
    peer: &tl::enums::InputPeer,
    files: &[&Prepared],
    mut caption: String,
) -> Result<tl::enums::Updates, Failed> {
    let single = |file: &&Prepared| {
        tl::types::InputSingleMedia {
            media: file.media.clone(),
            random_id: file.random_id,
            message: std::mem::take(&mut caption),
            entities: None,
        }
        .into()
    };
    let request = tl::functions::messages::SendMultiMedia {
        silent: false,
        background: false,
        clear_draft: false,
        noforwards: false,
        update_stickersets_order: false,
        invert_media: false,
        allow_paid_floodskip: false,
        peer: peer.clone(),
        reply_to: None,
        multi_media: files.iter().map(single).collect(),
        schedule_date: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        allow_paid_stars: None,
    };
    calls.call_patiently(CallRoute::HOME, &request).await
}
