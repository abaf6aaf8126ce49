//! What goes over the wire: request and response bodies.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use zeroize::Zeroizing;

use crate::http::disposition::{file_name, percent_encode};
use crate::telegram::{
    CalendarDay, Media, MediaCounts, MediaKind, MessageId, RepairCounts, StreamState, StreamStats, User,
};

/// Text that JSON clients send as a number as well. Wiped when dropped, and not printed: it may be a code or a password.
#[derive(Clone, Default)]
pub struct Text(Zeroizing<String>);

impl Text {
    /// The text without the spaces around it; `None` when nothing is left.
    pub fn trimmed(&self) -> Option<&str> {
        Some(self.0.trim()).filter(|text| !text.is_empty())
    }

    /// The text to the letter.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrNumber;

        impl Visitor<'_> for TextOrNumber {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(Zeroizing::new(text.to_owned())))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Text, E> {
                Ok(Text(Zeroizing::new(number.to_string())))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Text, E> {
                Ok(Text(Zeroizing::new(number.to_string())))
            }
        }

        deserializer.deserialize_any(TextOrNumber)
    }
}

/// `POST /send-code`
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SendCode {
    /// The number to send a code to.
    #[serde(alias = "phone_number", alias = "phoneNumber")]
    pub phone: Option<Text>,
}

/// `POST /sign-in`
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    /// The number that the code was sent to.
    #[serde(alias = "phone_number", alias = "phoneNumber")]
    pub phone: Option<Text>,
    /// The code.
    #[serde(alias = "phone_code", alias = "phoneCode")]
    pub code: Option<Text>,
    /// The second factor, where the client knows already that there is one.
    pub password: Option<Text>,
}

/// `POST /check-password`
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CheckPassword {
    /// The second factor.
    pub password: Option<Text>,
}

/// `PATCH /media/<id>`
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct EditMedia {
    /// The new caption; empty takes it away.
    pub caption: Option<Text>,
}

/// A call that did what it was asked.
#[derive(Serialize)]
pub struct Done {
    /// A sentence for people.
    pub message: &'static str,
}

/// A finished sign-in.
#[derive(Serialize)]
pub struct SignedInBody {
    /// A sentence for people.
    pub message: &'static str,
    /// Who is signed in.
    pub user: UserBody,
}

/// `GET /is-authenticated`
#[derive(Serialize)]
pub struct Authenticated {
    /// Whether somebody is signed in.
    pub authenticated: bool,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserBody>,
}

/// A Telegram user, to himself.
#[derive(Serialize)]
pub struct UserBody {
    /// Telegram's id.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Username without `@`.
    pub username: Option<String>,
    /// Phone number, digits only.
    pub phone: Option<String>,
    /// Whether the account is premium.
    pub premium: bool,
}

impl From<User> for UserBody {
    fn from(user: User) -> Self {
        let User { id, first_name, last_name, username, phone, premium } = user;
        Self { id, first_name, last_name, username, phone, premium }
    }
}

/// One item of the list.
#[derive(Serialize)]
pub struct MediaBody {
    /// The message's id.
    pub id: i32,
    /// The file's name. Untrusted text.
    pub name: String,
    /// `photo`, `video`, `audio`, `voice`, `animation` or `document`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// When the message was sent: RFC 3339, UTC.
    pub timestamp: String,
    /// Bytes.
    pub size: u64,
    /// The caption, empty when there is none.
    pub caption: String,
    /// Whether `thumbnail_url` leads to a picture.
    pub has_thumbnail: bool,
    /// The MIME type as Telegram has it. Untrusted text.
    pub mime_type: String,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
    /// Items of one album share it. Text, since it has more digits than JavaScript's numbers hold.
    pub album_id: Option<String>,
    /// A tiny picture to show until the thumbnail is there: a data URI.
    pub placeholder: Option<String>,
    /// Where the bytes are.
    pub stream_url: String,
    /// Where the thumbnail is.
    pub thumbnail_url: Option<String>,
}

impl From<&Media> for MediaBody {
    fn from(media: &Media) -> Self {
        let id = media.id.0;
        let placeholder = media.placeholder.as_ref();
        Self {
            id,
            name: media.name.clone(),
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
#[derive(Serialize)]
pub struct CountsBody {
    photo: u64,
    video: u64,
    audio: u64,
    voice: u64,
    animation: u64,
    document: u64,
}

impl From<MediaCounts> for CountsBody {
    fn from(counts: MediaCounts) -> Self {
        let MediaCounts { photo, video, audio, voice, animation, document } = counts;
        Self { photo, video, audio, voice, animation, document }
    }
}

/// One day of `GET /media-calendar`.
#[derive(Serialize)]
pub struct DayBody {
    /// As `2026-11-20`, UTC.
    pub date: String,
    /// How many items.
    pub count: u64,
    /// The newest item's id.
    pub newest: i32,
}

impl From<CalendarDay> for DayBody {
    fn from(day: CalendarDay) -> Self {
        Self { date: day.date.to_string(), count: day.count, newest: day.newest.0 }
    }
}

/// One stream of `GET /stream-stats`
#[derive(Serialize)]
pub struct StreamStatsBody {
    /// Whose file it is.
    pub message_id: i32,
    /// `running`, `whole`, `left` or `failed`.
    pub state: &'static str,
    /// Why it failed, in a word.
    pub failure: Option<&'static str>,
    /// RFC 3339, UTC.
    pub started_at: String,
    /// How long it has been running, or ran.
    pub duration_ms: u64,
    /// The whole file.
    pub file_bytes: u64,
    /// The first byte that the reader asked for, counted from 0.
    pub first_byte_at: u64,
    /// How many bytes it asked for.
    pub asked_bytes: u64,
    /// How many it was handed.
    pub sent_bytes: u64,
    /// Until the first of them.
    pub first_byte_ms: Option<u64>,
    /// From the start to the last of them.
    pub bytes_per_second: u64,
    /// Chunks that were there, or on their way for another reader.
    pub chunks_from_cache: u32,
    /// Their bytes.
    pub bytes_from_cache: u64,
    /// Chunks fetched for this stream.
    pub chunks_from_telegram: u32,
    /// Their bytes.
    pub bytes_from_telegram: u64,
    /// Waits that Telegram asked for.
    pub waited_ms: u64,
    /// What was set right.
    pub repairs: RepairsBody,
    /// The most connections that served it at once.
    pub connections: u32,
}

/// What was set right within a stream.
#[derive(Serialize)]
pub struct RepairsBody {
    /// Expired file references.
    pub references: u32,
    /// Files followed to another data centre.
    pub migrations: u32,
    /// Broken connections.
    pub connections: u32,
    /// Chunks of a wrong length.
    pub short: u32,
}

impl From<StreamStats> for StreamStatsBody {
    fn from(stats: StreamStats) -> Self {
        let milliseconds = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let (state, failure) = match stats.state {
            StreamState::Running => ("running", None),
            StreamState::Whole => ("whole", None),
            StreamState::Left => ("left", None),
            StreamState::Failed(why) => ("failed", Some(why)),
        };
        let RepairCounts { references, migrations, connections, short } = stats.repairs;
        Self {
            message_id: stats.message.0,
            state,
            failure,
            started_at: timestamp(stats.started_at),
            duration_ms: milliseconds(stats.duration),
            file_bytes: stats.size,
            first_byte_at: stats.range.start(),
            asked_bytes: stats.range.len(),
            sent_bytes: stats.sent,
            first_byte_ms: stats.first_byte.map(milliseconds),
            bytes_per_second: stats.bytes_per_second,
            chunks_from_cache: stats.cached.0,
            bytes_from_cache: stats.cached.1,
            chunks_from_telegram: stats.fetched.0,
            bytes_from_telegram: stats.fetched.1,
            waited_ms: milliseconds(stats.waited),
            repairs: RepairsBody { references, migrations, connections, short },
            connections: stats.connections,
        }
    }
}

/// `POST /upload_file`
#[derive(Serialize)]
pub struct UploadBody {
    /// A sentence for people.
    pub message: &'static str,
    /// The (first) message's id.
    pub message_id: i32,
    /// All messages' ids, in the order of the files.
    pub message_ids: Vec<i32>,
    /// As the document's program had it.
    pub success: bool,
}

/// `PATCH /media/<id>`
#[derive(Serialize)]
pub struct EditedBody {
    /// A sentence for people.
    pub message: &'static str,
    /// The item as it is now.
    pub media: MediaBody,
}

/// Event `token` of `GET /sign-in/qr`.
#[derive(Serialize)]
pub struct TokenEvent {
    /// `tg://login?token=…`
    pub url: String,
    /// The same as a QR code: SVG.
    pub svg: String,
    /// RFC 3339, UTC.
    pub expires_at: String,
}

/// Event `password_required` of `GET /sign-in/qr`.
#[derive(Serialize)]
pub struct PasswordRequiredEvent {
    /// The hint that the owner left.
    pub password_hint: Option<String>,
}

/// Event `signed_in` of `GET /sign-in/qr`.
#[derive(Serialize)]
pub struct SignedInEvent {
    /// Who is signed in.
    pub user: UserBody,
}

/// Event `media_removed` of `GET /events`.
#[derive(Serialize)]
pub struct MediaRemovedEvent {
    /// The messages that are gone.
    pub ids: Vec<i32>,
}

impl From<Vec<MessageId>> for MediaRemovedEvent {
    fn from(ids: Vec<MessageId>) -> Self {
        Self { ids: ids.into_iter().map(|id| id.0).collect() }
    }
}

/// Event `flood_wait` of `GET /events`.
#[derive(Serialize)]
pub struct FloodWaitEvent {
    /// Seconds.
    pub retry_after: u64,
    /// Only how fast files may go without premium; it goes on by itself.
    pub is_pace: bool,
}

/// An event that is its name alone.
#[derive(Serialize)]
pub struct EmptyEvent {}

/// Every refusal.
#[derive(Default, Serialize)]
pub struct ErrorBody {
    /// A sentence for people.
    pub error: &'static str,
    /// What went wrong, for whoever looks into it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
    /// Seconds until it is worth trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// The code was right, the second factor is missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub password_required: bool,
    /// The hint that the owner left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_hint: Option<String>,
    /// The largest size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

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
    use MediaKind::{Animation, Audio, Document, Photo, Video, Voice};
    [Photo, Video, Audio, Voice, Animation, Document].into_iter().find(|kind| kind_name(*kind) == name)
}

/// The name under which a file is saved.
pub fn safe_name(media: &Media) -> String {
    file_name(&media.name, &format!("file-{}", media.id.0))
}

/// RFC 3339, UTC, whole seconds.
pub fn timestamp(moment: OffsetDateTime) -> String {
    let moment = moment.to_offset(time::UtcOffset::UTC).replace_nanosecond(0).unwrap_or(moment);
    moment.format(&Rfc3339).expect("years of four digits have this form")
}
