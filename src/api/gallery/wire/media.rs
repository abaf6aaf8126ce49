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
    /// The new caption; empty takes it away.
    #[schema(value_type = String, required, example = "The sea, in the evening")]
    pub caption: Option<Text>,
}

/// A call that did what it was asked.
#[derive(Serialize, ToSchema)]
pub struct Done {
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
    /// The file's name, as it may be shown and saved: without what turns the direction of writing or leads into another folder.
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
    /// Whether `thumbnail_url` leads to a picture.
    #[schema(example = true)]
    pub has_thumbnail: bool,
    /// The MIME type as Telegram has it. Untrusted text.
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
    /// Items of one album share it. Text, since it has more digits than JavaScript's numbers hold.
    #[schema(required, example = json!(null))]
    pub album_id: Option<String>,
    /// A tiny picture to show until the thumbnail is there: a data URI.
    #[schema(required, example = "data:image/jpeg;base64,/9j/4AAQ")]
    pub placeholder: Option<String>,
    /// Where the bytes are.
    #[schema(example = "/stream_media/123/first-light.jpg")]
    pub stream_url: String,
    /// Where the thumbnail is.
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
    /// How many items.
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

// For the document alone: the form is read while it arrives, field by field.
/// The form of `POST /upload_file`.
///
/// Fields describe the file that they follow; before the first file, the first. `size` comes before its file.
#[derive(ToSchema)]
pub struct UploadForm {
    /// The file; up to ten make an album.
    #[schema(min_items = 1, max_items = 10)]
    pub file: Vec<FileBytes>,
    /// Bytes. A file that is too large is then refused before it is sent.
    #[schema(nullable = false)]
    pub size: Option<u64>,
    /// The caption (of the first file, where there are several).
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
    /// `photo` unless told.
    #[schema(nullable = false)]
    pub r#as: Option<SentAs>,
}

/// How Telegram takes a file.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum SentAs {
    /// As the photo, film, GIF or sound that it is; photos are made smaller.
    Photo,
    /// As a document, which stays as it is.
    File,
}

/// `POST /upload_file`
#[derive(Serialize, ToSchema)]
#[schema(as = Uploaded)]
pub struct UploadedBody {
    /// A sentence for people.
    #[schema(example = "File uploaded successfully.")]
    pub message: &'static str,
    /// The (first) message's id.
    #[schema(example = 456)]
    pub message_id: i32,
    /// All messages' ids, in the order of the files.
    #[schema(example = json!([456]))]
    pub message_ids: Vec<i32>,
    /// As the document's program had it.
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
    /// The item as it is now.
    pub media: MediaBody,
}

/// `DELETE /media?ids=…`
#[derive(Serialize, ToSchema)]
#[schema(as = MediaDeleted)]
pub struct DeletedBody {
    /// A sentence for people.
    #[schema(example = "Media deleted successfully.")]
    pub message: &'static str,
    /// Those that were there.
    #[schema(example = json!([123, 122]))]
    pub ids: Vec<i32>,
}

/// A kind of media, as the document tells it.
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

/// The sizes that a thumbnail can be asked for in.
pub struct PictureSize;

impl ToSchema for PictureSize {}

impl PartialSchema for PictureSize {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["s", "m", "x", "y", "w"])).into()
    }
}

/// Every kind.
const KINDS: [MediaKind; 6] = {
    use MediaKind::{Animation, Audio, Document, Photo, Video, Voice};
    [Photo, Video, Audio, Voice, Animation, Document]
};

/// How a kind of media is called.
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

/// The kind of that name.
pub fn kind_named(name: &str) -> Option<MediaKind> {
    KINDS.into_iter().find(|kind| kind_name(*kind) == name)
}

/// RFC 3339, UTC, whole seconds.
pub fn timestamp(moment: OffsetDateTime) -> String {
    let moment = moment.to_offset(time::UtcOffset::UTC).replace_nanosecond(0).unwrap_or(moment);
    moment.format(&Rfc3339).expect("years of four digits have this form")
}
