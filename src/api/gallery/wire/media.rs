//! Media: the list and its counts, uploads and changes.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::http::openapi::FileBytes;
use crate::http::request::text::Text;
use crate::http::response::disposition::percent_encode;
use crate::http::response::message_file::safe_name;
use crate::telegram::{CalendarDay, Media, MediaCounts, MediaKind};

/// `PATCH /media/<id>`
#[derive(Default, Deserialize, ToSchema)]
pub struct EditMedia {
    /// The new caption; empty removes it.
    #[schema(value_type = String, required, example = "The sea, in the evening")]
    pub caption: Option<Text>,
}

/// The operation succeeded.
#[derive(Serialize, ToSchema)]
pub struct SuccessBody {
    /// A sentence for people.
    #[schema(example = "Code sent successfully.")]
    pub message: &'static str,
}

/// One item of the list.
#[derive(Serialize, ToSchema)]
#[schema(as = Media)]
pub struct MediaBody {
    /// The message's id.
    #[schema(example = 123)]
    pub id: i32,
    /// The file's name, safe to show and save: without characters that change the direction of text or lead into another folder.
    #[schema(example = "first-light.jpg")]
    pub name: String,
    /// `photo`, `video`, `audio`, `voice`, `animation` or `document`.
    #[schema(value_type = Kind)]
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// When the message was sent: RFC 3339, UTC.
    #[schema(format = DateTime, example = "2026-11-20T10:00:00Z")]
    pub timestamp: String,
    /// Bytes.
    #[schema(example = 102400)]
    pub size: u64,
    /// The caption, empty when there is none.
    #[schema(example = "First light")]
    pub caption: String,
    /// Whether there is a thumbnail.
    #[schema(example = true)]
    pub has_thumbnail: bool,
    /// The MIME type that Telegram has for the file. Untrusted text.
    #[schema(example = "image/jpeg")]
    pub mime_type: String,
    /// Pixels.
    #[schema(required, example = 1280)]
    pub width: Option<u32>,
    /// Pixels.
    #[schema(required, example = 853)]
    pub height: Option<u32>,
    /// Seconds.
    #[schema(required, example = json!(null))]
    pub duration: Option<f64>,
    /// The same for all items of one album. A string, because JavaScript's numbers cannot hold all of its digits.
    #[schema(required, example = json!(null))]
    pub album_id: Option<String>,
    /// A tiny picture to show until the thumbnail has loaded: a data URI.
    #[schema(required, example = "data:image/jpeg;base64,/9j/4AAQ")]
    pub placeholder: Option<String>,
    /// The file's URL.
    #[schema(example = "/stream_media/123/first-light.jpg")]
    pub stream_url: String,
    /// The thumbnail's URL.
    #[schema(required, example = "/stream_thumbnail/123")]
    pub thumbnail_url: Option<String>,
}

impl From<&Media> for MediaBody {
    fn from(media: &Media) -> Self {
        let id = media.id.0;
        let placeholder = media.placeholder.as_ref();
        Self {
            id,
            name: safe_name(media),
            kind: kind_name(media.kind),
            timestamp: timestamp(media.date),
            size: media.size,
            caption: media.caption.clone(),
            has_thumbnail: media.has_thumbnail,
            mime_type: media.mime_type.clone(),
            width: media.width,
            height: media.height,
            duration: media.duration,
            album_id: media.album.map(|album| album.to_string()),
            placeholder: placeholder.map(|jpeg| format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg))),
            stream_url: format!("/stream_media/{id}/{}", percent_encode(&safe_name(media))),
            thumbnail_url: media.has_thumbnail.then(|| format!("/stream_thumbnail/{id}")),
        }
    }
}

/// `GET /media-counts`
#[derive(Serialize, ToSchema)]
#[schema(as = MediaCounts)]
pub struct CountsBody {
    #[schema(example = 41)]
    photo: u64,
    #[schema(example = 6)]
    video: u64,
    #[schema(example = 1)]
    audio: u64,
    #[schema(example = 1)]
    voice: u64,
    #[schema(example = 2)]
    animation: u64,
    #[schema(example = 9)]
    document: u64,
}

impl From<MediaCounts> for CountsBody {
    fn from(counts: MediaCounts) -> Self {
        let MediaCounts { photo, video, audio, voice, animation, document } = counts;
        Self { photo, video, audio, voice, animation, document }
    }
}

/// One day of `GET /media-calendar`.
#[derive(Serialize, ToSchema)]
#[schema(as = MediaDay)]
pub struct DayBody {
    /// As `2026-11-20`, UTC.
    #[schema(format = Date, example = "2026-11-20")]
    pub date: String,
    /// The number of items.
    #[schema(example = 3)]
    pub count: u64,
    /// The newest item's id.
    #[schema(example = 123)]
    pub newest: i32,
}

impl From<CalendarDay> for DayBody {
    fn from(day: CalendarDay) -> Self {
        Self { date: day.date.to_string(), count: day.count, newest: day.newest.0 }
    }
}

// Only for the OpenAPI document: the form is read field by field while it arrives.
/// The form of `POST /upload_file`.
///
/// A field describes the file before it, or the first file if it comes before that. `size` comes before its file.
#[derive(ToSchema)]
pub struct UploadForm {
    /// The file; up to ten make an album.
    #[schema(min_items = 1, max_items = 10)]
    pub file: Vec<FileBytes>,
    /// Bytes. A file that is too large is then refused before it is sent.
    #[schema(nullable = false)]
    pub size: Option<u64>,
    /// The caption (of the first file, if there are several).
    #[schema(nullable = false)]
    pub caption: Option<String>,
    /// Pixels.
    #[schema(nullable = false)]
    pub width: Option<u32>,
    /// Pixels.
    #[schema(nullable = false)]
    pub height: Option<u32>,
    /// Seconds.
    #[schema(nullable = false)]
    pub duration: Option<f64>,
    /// A cover: a JPEG of at most 200 KB.
    #[schema(nullable = false)]
    pub thumb: Option<FileBytes>,
    /// `photo` by default.
    #[schema(nullable = false)]
    pub r#as: Option<SentAs>,
}

/// How Telegram stores a file.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum SentAs {
    /// As a photo, video, animation or audio, if it is one; photos are made smaller.
    Photo,
    /// As a document, unchanged.
    File,
}

/// `POST /upload_file`
#[derive(Serialize, ToSchema)]
#[schema(as = Uploaded)]
pub struct UploadedBody {
    /// A sentence for people.
    #[schema(example = "File uploaded successfully.")]
    pub message: &'static str,
    /// The id of the (first) message.
    #[schema(example = 456)]
    pub message_id: i32,
    /// The ids of all messages, in the order of the files.
    #[schema(example = json!([456]))]
    pub message_ids: Vec<i32>,
    /// Always true: a key of the original.
    #[schema(example = true)]
    pub success: bool,
}

/// `PATCH /media/<id>`
#[derive(Serialize, ToSchema)]
#[schema(as = MediaEdited)]
pub struct EditedBody {
    /// A sentence for people.
    #[schema(example = "Caption changed successfully.")]
    pub message: &'static str,
    /// The changed item.
    pub media: MediaBody,
}

/// `DELETE /media?ids=…`
#[derive(Serialize, ToSchema)]
#[schema(as = MediaDeleted)]
pub struct DeletedBody {
    /// A sentence for people.
    #[schema(example = "Media deleted successfully.")]
    pub message: &'static str,
    /// The ids of the items that were deleted.
    #[schema(example = json!([123, 122]))]
    pub ids: Vec<i32>,
}

/// The schema of a kind of media.
pub struct Kind;

impl ToSchema for Kind {
    fn name() -> Cow<'static, str> {
        "MediaKind".into()
    }
}

impl PartialSchema for Kind {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(KINDS.map(kind_name))).into()
    }
}

/// The sizes of thumbnails.
pub struct PictureSize;

impl ToSchema for PictureSize {}

impl PartialSchema for PictureSize {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["s", "m", "x", "y", "w"])).into()
    }
}

/// All kinds.
const KINDS: [MediaKind; 6] = {
    use MediaKind::{Animation, Audio, Document, Photo, Video, Voice};
    [Photo, Video, Audio, Voice, Animation, Document]
};

/// The name of a kind of media.
pub fn kind_name(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Photo => "photo",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Voice => "voice",
        MediaKind::Animation => "animation",
        MediaKind::Document => "document",
    }
}

/// The kind with that name.
pub fn kind_named(name: &str) -> Option<MediaKind> {
    KINDS.into_iter().find(|kind| kind_name(*kind) == name)
}

/// RFC 3339, UTC, whole seconds.
pub fn timestamp(moment: OffsetDateTime) -> String {
    let moment = moment.to_offset(time::UtcOffset::UTC).replace_nanosecond(0).unwrap_or(moment);
    moment.format(&Rfc3339).expect("years of four digits have this form")
}
