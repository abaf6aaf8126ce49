//! Telegram's search filters for each kind of media.

use grammers_tl_types as tl;

use super::item::MediaKind;

/// A filter of `messages.search`.
pub type Filter = tl::enums::MessagesFilter;

/// The filters that together match a kind of media, and no message twice.
pub fn filters(kind: Option<MediaKind>) -> Vec<Filter> {
    match kind {
        None => vec![
            Filter::InputMessagesFilterPhotoVideo,
            Filter::InputMessagesFilterDocument,
            Filter::InputMessagesFilterMusic,
            Filter::InputMessagesFilterRoundVoice,
            Filter::InputMessagesFilterGif,
        ],
        Some(MediaKind::Photo) => vec![Filter::InputMessagesFilterPhotos],
        Some(MediaKind::Video) => vec![Filter::InputMessagesFilterVideo, Filter::InputMessagesFilterRoundVideo],
        Some(MediaKind::Audio) => vec![Filter::InputMessagesFilterMusic],
        Some(MediaKind::Voice) => vec![Filter::InputMessagesFilterVoice],
        Some(MediaKind::Animation) => vec![Filter::InputMessagesFilterGif],
        Some(MediaKind::Document) => vec![Filter::InputMessagesFilterDocument],
    }
}
