//! Posting prepared files in any chat (`messages.sendMedia`, `messages.sendMultiMedia`).
//!
//! The calls are repeated after short flood waits and broken connections, since a failure would waste an upload. Each file has a random id, so that
//! nothing is posted twice: when the answer was lost, Telegram refuses the repeated call with `RANDOM_ID_DUPLICATE`.

use grammers_tl_types as tl;

use super::prepare::Prepared;
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::transport::route::CallRoute;

/// Options of a posted file.
#[derive(Clone, Debug, Default)]
pub struct PostOptions {
    /// The caption.
    pub caption: String,
    /// The caption's formatting.
    pub entities: Option<Vec<tl::enums::MessageEntity>>,
    /// The message to reply to.
    pub reply_to: Option<tl::enums::InputReplyTo>,
    /// Whether the recipients are notified without a sound.
    pub silent: bool,
}

/// Posts one file. `random_id` prevents that it is posted twice.
pub async fn post_one(
    calls: &Calls,
    peer: &tl::enums::InputPeer,
    media: tl::enums::InputMedia,
    random_id: i64,
    options: PostOptions,
) -> Result<tl::enums::Updates, CallError> {
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
        media,
        message: options.caption,
        random_id,
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
    calls.call_with_retries(CallRoute::HOME, &request).await
}

/// Posts several files as an album. The first one gets the caption.
pub async fn post_album(
    calls: &Calls,
    peer: &tl::enums::InputPeer,
    files: &[&Prepared],
    mut caption: String,
) -> Result<tl::enums::Updates, CallError> {
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
    calls.call_with_retries(CallRoute::HOME, &request).await
}
