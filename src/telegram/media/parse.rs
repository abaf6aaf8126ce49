//! Converting Telegram's messages into [`Media`].
//!
//! The kind follows from the attributes, as in Telegram's apps: a document with a video attribute is a video, or an animation if it is marked as
//! animated; one with an audio attribute is music, or a voice message if it is marked as voice. Stickers and custom emoji are documents as well.
//! They are not media here, because they do not belong in a gallery, and no search filter matches them.

use grammers_client::media::{Document, Downloadable, Media as RawMedia, Photo, PhotoSize};
use grammers_tl_types as tl;
use time::OffsetDateTime;
use time::macros::format_description;
use tokio_util::bytes::Bytes;

use super::extension::extension;
use super::item::{Media, MediaKind};
use super::located::LocatedMedia;
use crate::telegram::files::remote_file::{RemoteFile, Thumb};
use crate::telegram::ids::MessageId;

impl LocatedMedia {
    /// The media of a message in the Saved Messages of `me`; `None` for other messages, and without media.
    pub fn from_saved_message(message: tl::enums::Message, me: i64) -> Option<Self> {
        let tl::enums::Message::Message(message) = message else { return None };
        match &message.peer_id {
            tl::enums::Peer::User(peer) if peer.user_id == me => {}
            _ => return None,
        }
        Self::from_message(message)
    }

    /// The media of a message in any chat; `None` without media.
    pub fn from_message(message: tl::types::Message) -> Option<Self> {
        let fields = MessageFields {
            id: MessageId(message.id),
            date: date_time(message.date),
            edited: message.edit_date.filter(|_| !message.edit_hide).map(date_time),
            caption: message.message,
            album: message.grouped_id,
        };
        match RawMedia::from_raw(message.media?)? {
            RawMedia::Photo(photo) => from_photo(fields, &photo),
            RawMedia::Document(document) => from_document(fields, &document),
            _ => None,
        }
    }
}

/// The fields of a message that do not depend on its media.
struct MessageFields {
    id: MessageId,
    date: OffsetDateTime,
    edited: Option<OffsetDateTime>,
    caption: String,
    album: Option<i64>,
}

fn from_photo(message: MessageFields, photo: &Photo) -> Option<LocatedMedia> {
    let (thumbs, placeholder) = photo_thumbs(photo);
    let largest = thumbs.iter().max_by_key(|thumb| (u64::from(thumb.width) * u64::from(thumb.height), thumb.size))?;
    let mut location = photo.to_raw_input_location()?;
    if let tl::enums::InputFileLocation::InputPhotoFileLocation(location) = &mut location {
        // grammers chooses the size with the most bytes, which need not be the one with the most pixels.
        location.thumb_size = largest.letter();
    }
    let media = Media {
        name: default_name("photo", message.date, "jpg"),
        kind: MediaKind::Photo,
        size: largest.size,
        mime_type: "image/jpeg".to_owned(),
        width: Some(largest.width),
        height: Some(largest.height),
        duration: None,
        has_thumbnail: true,
        placeholder,
        file_id: largest.of,
        id: message.id,
        date: message.date,
        edited: message.edited,
        caption: message.caption,
        album: message.album,
    };
    let (id, size, dc) = (media.file_id, media.size, largest.dc);
    Some(LocatedMedia { media, file: RemoteFile { id, size, dc, location, thumbs } })
}

fn from_document(message: MessageFields, document: &Document) -> Option<LocatedMedia> {
    // Most methods of grammers' `Document` panic without one.
    let Some(tl::enums::Document::Document(raw)) = &document.raw.document else { return None };
    let kind = kind(document, raw)?;
    let (mut thumbs, mut placeholder) = thumbs_and_placeholder(document.thumbs(), raw.id, raw.dc_id);
    if let Some(cover) = &document.raw.video_cover {
        let (cover_thumbs, cover_placeholder) = photo_thumbs(&Photo::from_raw(cover.clone()));
        placeholder = placeholder.or(cover_placeholder);
        thumbs.extend(cover_thumbs);
    }
    let resolution = resolution(document);
    let name = document.name().filter(|name| !name.trim().is_empty()).map(str::to_owned);
    let media = Media {
        name: name.unwrap_or_else(|| default_name(noun(kind), message.date, extension(&raw.mime_type))),
        kind,
        size: u64::try_from(raw.size).unwrap_or(0),
        width: resolution.map(|(width, _)| width),
        height: resolution.map(|(_, height)| height),
        // 0 means unknown.
        duration: document.duration().filter(|seconds| seconds.is_finite() && *seconds > 0.0),
        has_thumbnail: !thumbs.is_empty(),
        placeholder,
        file_id: raw.id,
        mime_type: raw.mime_type.clone(),
        id: message.id,
        date: message.date,
        edited: message.edited,
        caption: message.caption,
        album: message.album,
    };
    let (id, size, location) = (media.file_id, media.size, document.to_raw_input_location()?);
    Some(LocatedMedia { media, file: RemoteFile { id, size, dc: raw.dc_id, location, thumbs } })
}

/// The kind of media of a document; `None` for stickers and custom emoji.
fn kind(document: &Document, raw: &tl::types::Document) -> Option<MediaKind> {
    use tl::enums::DocumentAttribute as Attribute;
    let (mut video, mut audio, mut voice) = (false, false, false);
    for attribute in &raw.attributes {
        match attribute {
            // grammers has a media type of its own for other stickers.
            Attribute::CustomEmoji(_) => return None,
            Attribute::Video(_) => video = true,
            Attribute::Audio(attribute) => (audio, voice) = (true, attribute.voice),
            _ => {}
        }
    }
    Some(if document.is_animated() || (raw.mime_type == "image/gif" && resolution(document).is_some()) {
        MediaKind::Animation
    } else if video {
        MediaKind::Video
    } else if voice {
        MediaKind::Voice
    } else if audio {
        MediaKind::Audio
    } else {
        MediaKind::Document
    })
}

/// Width and height in pixels, if they are known. Some programs write 0 or 1 if they are not.
fn resolution(document: &Document) -> Option<(u32, u32)> {
    let (width, height) = document.resolution()?;
    let pixels = |count: i32| u32::try_from(count).ok().filter(|count| *count > 0);
    Some((pixels(width)?, pixels(height)?)).filter(|dimensions| *dimensions != (1, 1))
}

/// The thumbnails and the placeholder of a photo; none if it was deleted.
fn photo_thumbs(photo: &Photo) -> (Vec<Thumb>, Option<Bytes>) {
    match &photo.raw.photo {
        Some(tl::enums::Photo::Photo(raw)) => thumbs_and_placeholder(photo.thumbs(), raw.id, raw.dc_id),
        _ => (Vec::new(), None),
    }
}

/// The thumbnails that can be fetched, and the stripped one as a JPEG.
fn thumbs_and_placeholder(sizes: Vec<PhotoSize>, of: i64, dc: i32) -> (Vec<Thumb>, Option<Bytes>) {
    let stripped = sizes.iter().find(|size| matches!(size, PhotoSize::Stripped(_)));
    // grammers converts malformed ones to nothing.
    let placeholder = stripped.and_then(Downloadable::to_data).filter(|jpeg| !jpeg.is_empty()).map(Bytes::from);
    (sizes.into_iter().filter_map(|size| Thumb::new(size, of, dc)).collect(), placeholder)
}

fn date_time(seconds: i32) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds.into()).expect("32 bits of seconds are a valid date")
}

/// The name of a file without one, like those of Telegram's apps: `photo_2026-11-20_21-15-58.jpg`.
fn default_name(noun: &str, date: OffsetDateTime, extension: &str) -> String {
    let format = format_description!("[year]-[month]-[day]_[hour]-[minute]-[second]");
    let date = date.format(&format).expect("all components are numbers");
    if extension.is_empty() { format!("{noun}_{date}") } else { format!("{noun}_{date}.{extension}") }
}

fn noun(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Photo => "photo",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Voice => "voice",
        MediaKind::Animation => "animation",
        MediaKind::Document => "document",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(mime_type: &str, attributes: Vec<tl::enums::DocumentAttribute>) -> Option<LocatedMedia> {
        let document = tl::types::Document {
            id: 7,
            access_hash: 1,
            file_reference: vec![1],
            date: 0,
            mime_type: mime_type.to_owned(),
            size: 1000,
            thumbs: None,
            video_thumbs: None,
            dc_id: 2,
            attributes,
        };
        from_document(message(), &raw_document(Some(document.into())))
    }

    fn raw_document(document: Option<tl::enums::Document>) -> Document {
        Document::from_raw_media(tl::types::MessageMediaDocument {
            nopremium: false,
            spoiler: false,
            video: false,
            round: false,
            voice: false,
            document,
            alt_documents: None,
            video_cover: None,
            video_timestamp: None,
            ttl_seconds: None,
        })
    }

    fn message() -> MessageFields {
        let date = date_time(1_795_209_358);
        MessageFields { id: MessageId(1), date, edited: None, caption: String::new(), album: None }
    }

    fn photo(sizes: Vec<tl::enums::PhotoSize>) -> Photo {
        Photo::from_raw(
            tl::types::Photo {
                has_stickers: false,
                id: 7,
                access_hash: 1,
                file_reference: vec![1],
                date: 0,
                sizes,
                video_sizes: None,
                dc_id: 2,
            }
            .into(),
        )
    }

    fn size(letter: &str, w: i32, h: i32, size: i32) -> tl::enums::PhotoSize {
        tl::types::PhotoSize { r#type: letter.to_owned(), w, h, size }.into()
    }

    fn stripped(bytes: &[u8]) -> tl::enums::PhotoSize {
        tl::types::PhotoStrippedSize { r#type: "i".to_owned(), bytes: bytes.to_vec() }.into()
    }

    fn video(duration: f64) -> tl::enums::DocumentAttribute {
        tl::types::DocumentAttributeVideo {
            round_message: false,
            supports_streaming: true,
            nosound: false,
            duration,
            w: 640,
            h: 360,
            preload_prefix_size: None,
            video_start_ts: None,
            video_codec: None,
        }
        .into()
    }

    fn audio(voice: bool) -> tl::enums::DocumentAttribute {
        tl::types::DocumentAttributeAudio { voice, duration: 7, title: None, performer: None, waveform: None }.into()
    }

    #[test]
    fn kinds_follow_the_attributes() {
        use tl::enums::DocumentAttribute::Animated;
        let kind = |mime_type, attributes| located(mime_type, attributes).expect("media").media.kind;
        assert_eq!(kind("video/mp4", vec![video(1.5)]), MediaKind::Video);
        assert_eq!(kind("video/mp4", vec![video(1.5), Animated]), MediaKind::Animation);
        assert_eq!(kind("audio/mpeg", vec![audio(false)]), MediaKind::Audio);
        assert_eq!(kind("audio/ogg", vec![audio(true)]), MediaKind::Voice);
        assert_eq!(kind("video/mp4", vec![]), MediaKind::Document);
    }

    #[test]
    fn dimensions_and_duration_follow_the_attributes() {
        let media = located("video/mp4", vec![video(1.5)]).expect("media").media;
        assert_eq!((media.width, media.height, media.duration), (Some(640), Some(360), Some(1.5)));
        for invalid in [-1.0, 0.0, f64::NAN, f64::INFINITY] {
            assert_eq!(located("video/mp4", vec![video(invalid)]).expect("media").media.duration, None);
        }
        assert_eq!(located("audio/ogg", vec![audio(true)]).expect("media").media.name, "voice_2026-11-20_21-15-58.ogg");
    }

    #[test]
    fn deleted_files_are_not_media() {
        assert!(from_document(message(), &raw_document(None)).is_none());
        assert!(from_document(message(), &raw_document(Some(tl::types::DocumentEmpty { id: 7 }.into()))).is_none());
        assert!(from_photo(message(), &Photo::from_raw(tl::types::PhotoEmpty { id: 7 }.into())).is_none());
        assert!(from_photo(message(), &photo(vec![])).is_none());
    }

    #[test]
    fn the_file_of_a_photo_is_its_largest_size() {
        let sizes = vec![size("m", 320, 213, 9000), size("y", 1280, 853, 8000), size("x", 800, 533, -5)];
        let located = from_photo(message(), &photo(sizes)).expect("a photo");
        assert_eq!((located.media.width, located.media.size, located.media.file_id), (Some(1280), 8000, 7));
        assert_eq!(located.file.thumbs.len(), 2, "a thumbnail of negative size is dropped");
        let tl::enums::InputFileLocation::InputPhotoFileLocation(location) = located.file.location else {
            panic!("a photo's location")
        };
        assert_eq!(location.thumb_size, "y");
    }

    #[test]
    fn a_stripped_thumbnail_is_converted_and_a_malformed_one_is_dropped() {
        let placeholder = |bytes: &[u8]| {
            let sizes = vec![stripped(bytes), size("m", 320, 213, 9000)];
            from_photo(message(), &photo(sizes)).expect("a photo").media.placeholder
        };
        let jpeg = placeholder(&[1, 40, 30, 9, 9, 9]).expect("a picture");
        assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff, 0xe0]) && jpeg.ends_with(&[9, 9, 9, 0xff, 0xd9]));
        for bytes in [&[][..], &[1], &[1, 40], &[2, 40, 40, 1]] {
            assert_eq!(placeholder(bytes), None);
        }
    }

    #[test]
    fn default_names_consist_of_kind_date_and_extension() {
        let date = date_time(1_795_209_358);
        assert_eq!(default_name("photo", date, "jpg"), "photo_2026-11-20_21-15-58.jpg");
        assert_eq!(default_name("document", date, ""), "document_2026-11-20_21-15-58");
    }
}
