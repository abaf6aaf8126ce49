//! From Telegram's message to our [`Media`]: what kind it is, how large, what it is called, where its bytes are.
//!
//! The kinds follow the attributes as Telegram's apps do: a document with a video attribute is a video unless it is marked as animated
//! (then it loops without sound), one with an audio attribute is music unless it is marked as voice. Stickers and custom emoji
//! are documents as well, but nobody looks for them in a gallery, and no search filter finds them: they count as no media.

use grammers_tl_types as tl;
use time::OffsetDateTime;
use time::macros::format_description;
use tokio_util::bytes::Bytes;

use super::known::{FileId, Located, Thumb};
use super::{Media, MediaKind, MessageId, stripped};

impl Located {
    /// `None` when the message is not in the Saved Messages of `me`, or has no media in our sense.
    pub fn from_message(message: tl::enums::Message, me: i64) -> Option<Self> {
        let tl::enums::Message::Message(message) = message else { return None };
        match &message.peer_id {
            tl::enums::Peer::User(peer) if peer.user_id == me => {}
            _ => return None,
        }
        let envelope = Envelope {
            id: MessageId(message.id),
            date: moment(message.date),
            edited: message.edit_date.filter(|_| !message.edit_hide).map(moment),
            caption: message.message,
            album: message.grouped_id,
        };
        match message.media? {
            tl::enums::MessageMedia::Photo(media) => match media.photo? {
                tl::enums::Photo::Photo(photo) => from_photo(envelope, photo),
                tl::enums::Photo::Empty(_) => None,
            },
            tl::enums::MessageMedia::Document(media) => match media.document? {
                tl::enums::Document::Document(document) => from_document(envelope, document, media.video_cover),
                tl::enums::Document::Empty(_) => None,
            },
            _ => None,
        }
    }
}

/// What the message says, whatever its media.
struct Envelope {
    id: MessageId,
    date: OffsetDateTime,
    edited: Option<OffsetDateTime>,
    caption: String,
    album: Option<i64>,
}

fn from_photo(envelope: Envelope, photo: tl::types::Photo) -> Option<Located> {
    let (thumbs, placeholder) = pictures(photo.sizes);
    let largest =
        thumbs.iter().max_by_key(|thumb| (u64::from(thumb.width) * u64::from(thumb.height), thumb.size))?.clone();
    let media = Media {
        name: made_name("photo", envelope.date, "jpg"),
        kind: MediaKind::Photo,
        size: largest.size,
        mime_type: "image/jpeg".to_owned(),
        width: Some(largest.width),
        height: Some(largest.height),
        duration: None,
        has_thumbnail: true,
        placeholder,
        file_id: photo.id,
        id: envelope.id,
        date: envelope.date,
        edited: envelope.edited,
        caption: envelope.caption,
        album: envelope.album,
    };
    let file = FileId { photo: true, id: photo.id, access_hash: photo.access_hash, reference: photo.file_reference };
    Some(Located { media, dc: photo.dc_id, file, letter: largest.letter, thumbs })
}

fn from_document(
    envelope: Envelope,
    document: tl::types::Document,
    cover: Option<tl::enums::Photo>,
) -> Option<Located> {
    let attributes = Attributes::read(&document.attributes);
    if attributes.sticker {
        return None;
    }
    let kind = attributes.kind(&document.mime_type);
    let (mut thumbs, mut placeholder) = pictures(document.thumbs.unwrap_or_default());
    if let Some(tl::enums::Photo::Photo(cover)) = cover {
        let of = FileId { photo: true, id: cover.id, access_hash: cover.access_hash, reference: cover.file_reference };
        let (pictures, stripped) = pictures(cover.sizes);
        placeholder = placeholder.or(stripped);
        thumbs.extend(pictures.into_iter().map(|thumb| Thumb { of: Some((of.clone(), cover.dc_id)), ..thumb }));
    }
    let name = attributes.name.filter(|name| !name.trim().is_empty());
    let media = Media {
        name: name.unwrap_or_else(|| made_name(noun(kind), envelope.date, extension(&document.mime_type))),
        kind,
        size: u64::try_from(document.size).unwrap_or(0),
        width: attributes.width,
        height: attributes.height,
        duration: attributes.duration,
        has_thumbnail: !thumbs.is_empty(),
        placeholder,
        file_id: document.id,
        mime_type: document.mime_type,
        id: envelope.id,
        date: envelope.date,
        edited: envelope.edited,
        caption: envelope.caption,
        album: envelope.album,
    };
    let file =
        FileId { photo: false, id: document.id, access_hash: document.access_hash, reference: document.file_reference };
    Some(Located { media, dc: document.dc_id, file, letter: String::new(), thumbs })
}

/// What a document's attributes say together.
#[derive(Default)]
struct Attributes {
    name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    duration: Option<f64>,
    video: bool,
    audio: bool,
    voice: bool,
    animated: bool,
    sticker: bool,
}

impl Attributes {
    fn read(list: &[tl::enums::DocumentAttribute]) -> Self {
        use tl::enums::DocumentAttribute as Attribute;
        let pixels = |count: i32| u32::try_from(count).ok().filter(|count| *count > 0);
        let mut all = Self::default();
        for attribute in list {
            match attribute {
                Attribute::ImageSize(size) => (all.width, all.height) = (pixels(size.w), pixels(size.h)),
                Attribute::Animated => all.animated = true,
                Attribute::Sticker(_) | Attribute::CustomEmoji(_) => all.sticker = true,
                Attribute::Video(video) => {
                    all.video = true;
                    (all.width, all.height) = (pixels(video.w), pixels(video.h));
                    all.duration = Some(video.duration).filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
                }
                Attribute::Audio(audio) => {
                    all.audio = true;
                    all.voice = audio.voice;
                    all.duration = u32::try_from(audio.duration).ok().map(f64::from);
                }
                Attribute::Filename(name) => all.name = Some(name.file_name.clone()),
                Attribute::HasStickers => {}
            }
        }
        all
    }

    fn kind(&self, mime_type: &str) -> MediaKind {
        if self.animated || (mime_type == "image/gif" && self.width.is_some()) {
            MediaKind::Animation
        } else if self.video {
            MediaKind::Video
        } else if self.voice {
            MediaKind::Voice
        } else if self.audio {
            MediaKind::Audio
        } else {
            MediaKind::Document
        }
    }
}

/// The pictures that can be fetched, and the stripped one unpacked.
fn pictures(sizes: Vec<tl::enums::PhotoSize>) -> (Vec<Thumb>, Option<Bytes>) {
    use tl::enums::PhotoSize as Size;
    let mut thumbs = Vec::new();
    let mut placeholder = None;
    for size in sizes {
        let (letter, width, height, size, inline) = match size {
            Size::Size(size) => (size.r#type, size.w, size.h, size.size, None),
            Size::Progressive(size) => {
                let whole = size.sizes.iter().copied().max().unwrap_or(0);
                (size.r#type, size.w, size.h, whole, None)
            }
            Size::PhotoCachedSize(size) => {
                let length = i32::try_from(size.bytes.len()).unwrap_or(i32::MAX);
                (size.r#type, size.w, size.h, length, Some(size.bytes.into()))
            }
            Size::PhotoStrippedSize(size) => {
                placeholder = stripped::unpack(&size.bytes);
                continue;
            }
            Size::Empty(_) | Size::PhotoPathSize(_) => continue,
        };
        let number = |number: i32| u32::try_from(number).unwrap_or(0);
        let (width, height, size) = (number(width), number(height), u64::from(number(size)));
        if size > 0 {
            thumbs.push(Thumb { letter, width, height, size, of: None, inline });
        }
    }
    (thumbs, placeholder)
}

fn moment(seconds: i32) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds.into()).expect("32 bits of seconds are within the calendar")
}

/// A name for what has none, as Telegram's apps make it when saving: `photo_2026-11-20_21-15-58.jpg`.
fn made_name(noun: &str, date: OffsetDateTime, extension: &str) -> String {
    let format = format_description!("[year]-[month]-[day]_[hour]-[minute]-[second]");
    let date = date.format(&format).expect("every date can be written in numbers");
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

fn extension(mime_type: &str) -> &'static str {
    match mime_type {
        "video/mp4" => "mp4",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        other => mime_guess::get_mime_extensions_str(other).and_then(|all| all.first().copied()).unwrap_or(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(list: Vec<tl::enums::DocumentAttribute>) -> Attributes {
        Attributes::read(&list)
    }

    fn video() -> tl::enums::DocumentAttribute {
        tl::types::DocumentAttributeVideo {
            round_message: false,
            supports_streaming: true,
            nosound: false,
            duration: 1.5,
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
        assert_eq!(attributes(vec![video()]).kind("video/mp4"), MediaKind::Video);
        assert_eq!(attributes(vec![video(), Animated]).kind("video/mp4"), MediaKind::Animation);
        assert_eq!(attributes(vec![audio(false)]).kind("audio/mpeg"), MediaKind::Audio);
        assert_eq!(attributes(vec![audio(true)]).kind("audio/ogg"), MediaKind::Voice);
        assert_eq!(attributes(vec![]).kind("video/mp4"), MediaKind::Document);
    }

    #[test]
    fn what_has_no_name_gets_one() {
        let date = moment(1_795_209_358);
        assert_eq!(made_name("photo", date, "jpg"), "photo_2026-11-20_21-15-58.jpg");
        assert_eq!(made_name("document", date, ""), "document_2026-11-20_21-15-58");
    }
}
