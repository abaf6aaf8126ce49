//! The objects within a message, with Telegram's field names, as in Telethon's `to_dict`.

use serde::Serialize;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::telegram::{
    Attachment, BareId, ChatId, ChatMessage, Forwarded, Media, MediaKind, Replies, ReplyHeader, TextEntity,
    TextEntityKind,
};

/// A user, basic group or channel, by its unmarked id.
#[derive(Serialize)]
#[serde(tag = "_")]
pub enum Peer {
    #[serde(rename = "PeerUser")]
    User { user_id: i64 },
    #[serde(rename = "PeerChat")]
    Group { chat_id: i64 },
    #[serde(rename = "PeerChannel")]
    Channel { channel_id: i64 },
}

/// The origin of a forwarded message.
#[derive(Serialize)]
#[serde(tag = "_", rename = "MessageFwdHeader")]
pub struct ForwardHeader {
    date: Option<String>,
    from_id: Option<Peer>,
    from_name: Option<String>,
    channel_post: Option<i32>,
    post_author: Option<String>,
    saved_from_peer: Option<Peer>,
    saved_from_msg_id: Option<i32>,
}

/// The message that is replied to.
#[derive(Serialize)]
#[serde(tag = "_", rename = "MessageReplyHeader")]
pub struct ReplyTo {
    reply_to_msg_id: Option<i32>,
    reply_to_peer_id: Option<Peer>,
    reply_to_top_id: Option<i32>,
    forum_topic: bool,
    quote_text: Option<String>,
}

/// The replies or comments to a message.
#[derive(Serialize)]
#[serde(tag = "_", rename = "MessageReplies")]
pub struct RepliesTo {
    replies: i32,
    replies_pts: i32,
    comments: bool,
    recent_repliers: Vec<Peer>,
    channel_id: Option<i64>,
    max_id: Option<i32>,
    read_max_id: Option<i32>,
}

/// A formatted part of a text.
#[derive(Serialize)]
pub struct Entity {
    #[serde(rename = "_")]
    constructor: &'static str,
    offset: i32,
    length: i32,
    #[serde(flatten)]
    says: Option<EntityDetail>,
}

/// What an entity has besides its position.
#[derive(Serialize)]
#[serde(untagged)]
enum EntityDetail {
    Language { language: String },
    Collapsed { collapsed: bool },
    Url { url: String },
    User { user_id: i64 },
    Document { document_id: i64 },
}

/// The attached media.
#[derive(Serialize)]
#[serde(untagged)]
pub enum MessageMedia {
    Photo(PhotoMedia),
    Document(DocumentMedia),
    Other(OtherMedia),
}

#[derive(Serialize)]
#[serde(tag = "_", rename = "MessageMediaPhoto")]
pub struct PhotoMedia {
    photo: Photo,
}

#[derive(Serialize)]
#[serde(tag = "_", rename = "MessageMediaDocument")]
pub struct DocumentMedia {
    document: Document,
}

/// Media that is not a file: the name of its constructor.
#[derive(Serialize)]
pub struct OtherMedia {
    #[serde(rename = "_")]
    constructor: &'static str,
}

#[derive(Serialize)]
#[serde(tag = "_")]
struct Photo {
    id: i64,
    date: String,
    sizes: [PhotoSize; 1],
}

#[derive(Serialize)]
#[serde(tag = "_")]
struct PhotoSize {
    r#type: &'static str,
    w: Option<u32>,
    h: Option<u32>,
    size: u64,
}

#[derive(Serialize)]
#[serde(tag = "_")]
struct Document {
    id: i64,
    date: String,
    mime_type: String,
    size: u64,
    attributes: Vec<Attribute>,
}

/// An attribute of a document.
#[derive(Serialize)]
#[serde(tag = "_")]
enum Attribute {
    #[serde(rename = "DocumentAttributeFilename")]
    FileName { file_name: String },
    #[serde(rename = "DocumentAttributeVideo")]
    Video { duration: Option<f64>, w: Option<u32>, h: Option<u32> },
    #[serde(rename = "DocumentAttributeAudio")]
    Audio { duration: Option<f64>, voice: bool },
    #[serde(rename = "DocumentAttributeImageSize")]
    ImageSize { w: Option<u32>, h: Option<u32> },
    #[serde(rename = "DocumentAttributeAnimated")]
    Animated {},
}

/// ISO 8601 with whole seconds and `+00:00`.
pub fn moment(moment: OffsetDateTime) -> String {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+00:00");
    moment.to_offset(time::UtcOffset::UTC).format(form).expect("every date of Telegram's has this form")
}

impl Peer {
    /// `None` for an id that no chat can have.
    pub fn of(id: ChatId) -> Option<Self> {
        Some(match id.bare()? {
            BareId::User(user_id) => Self::User { user_id },
            BareId::Group(chat_id) => Self::Group { chat_id },
            BareId::Channel(channel_id) => Self::Channel { channel_id },
        })
    }
}

impl From<Forwarded> for ForwardHeader {
    fn from(from: Forwarded) -> Self {
        let (saved_chat, saved_id) = from.saved_from.unzip();
        Self {
            date: from.date.map(moment),
            from_id: from.from.and_then(Peer::of),
            from_name: from.name,
            channel_post: from.channel_post.map(|id| id.0),
            post_author: from.post_author,
            saved_from_peer: saved_chat.and_then(Peer::of),
            saved_from_msg_id: saved_id.map(|id| id.0),
        }
    }
}

impl From<ReplyHeader> for ReplyTo {
    fn from(header: ReplyHeader) -> Self {
        Self {
            reply_to_msg_id: header.message.map(|id| id.0),
            reply_to_peer_id: header.chat.and_then(Peer::of),
            reply_to_top_id: header.top.map(|id| id.0),
            forum_topic: header.forum_topic,
            quote_text: header.quote,
        }
    }
}

impl From<Replies> for RepliesTo {
    fn from(replies: Replies) -> Self {
        Self {
            replies: replies.count,
            replies_pts: replies.pts,
            comments: replies.comments,
            recent_repliers: replies.recent.into_iter().filter_map(Peer::of).collect(),
            channel_id: replies.channel_id,
            max_id: replies.max_id.map(|id| id.0),
            read_max_id: replies.read_max_id.map(|id| id.0),
        }
    }
}

impl From<TextEntity> for Entity {
    fn from(entity: TextEntity) -> Self {
        use TextEntityKind as Kind;
        let (constructor, says) = match entity.kind {
            Kind::Bold => ("MessageEntityBold", None),
            Kind::Italic => ("MessageEntityItalic", None),
            Kind::Underline => ("MessageEntityUnderline", None),
            Kind::Strike => ("MessageEntityStrike", None),
            Kind::Spoiler => ("MessageEntitySpoiler", None),
            Kind::Code => ("MessageEntityCode", None),
            Kind::Pre { language } => ("MessageEntityPre", Some(EntityDetail::Language { language })),
            Kind::Blockquote { collapsed } => ("MessageEntityBlockquote", Some(EntityDetail::Collapsed { collapsed })),
            Kind::TextUrl { url } => ("MessageEntityTextUrl", Some(EntityDetail::Url { url })),
            Kind::MentionName { user_id } => ("MessageEntityMentionName", Some(EntityDetail::User { user_id })),
            Kind::CustomEmoji { document_id } => {
                ("MessageEntityCustomEmoji", Some(EntityDetail::Document { document_id }))
            }
            Kind::Mention => ("MessageEntityMention", None),
            Kind::Hashtag => ("MessageEntityHashtag", None),
            Kind::Cashtag => ("MessageEntityCashtag", None),
            Kind::BotCommand => ("MessageEntityBotCommand", None),
            Kind::Url => ("MessageEntityUrl", None),
            Kind::Email => ("MessageEntityEmail", None),
            Kind::Phone => ("MessageEntityPhone", None),
            Kind::BankCard => ("MessageEntityBankCard", None),
        };
        Self { constructor, offset: entity.offset, length: entity.length, says }
    }
}

impl MessageMedia {
    /// The media of a message.
    pub fn of(message: &ChatMessage) -> Option<Self> {
        let constructor = match (message.attachment?, &message.media) {
            (Attachment::Photo, Some(media)) => return Some(Self::Photo(PhotoMedia { photo: media.into() })),
            (_, Some(media)) => return Some(Self::Document(DocumentMedia { document: media.into() })),
            (Attachment::Photo, None) => "MessageMediaPhoto",
            (Attachment::Document, None) => "MessageMediaDocument",
            (Attachment::WebPage, None) => "MessageMediaWebPage",
            (Attachment::Contact, None) => "MessageMediaContact",
            (Attachment::Place, None) => "MessageMediaGeo",
            (Attachment::Poll, None) => "MessageMediaPoll",
            (Attachment::Other, None) => "MessageMediaUnsupported",
        };
        Some(Self::Other(OtherMedia { constructor }))
    }
}

impl From<&Media> for Photo {
    fn from(media: &Media) -> Self {
        let size = PhotoSize { r#type: "y", w: media.width, h: media.height, size: media.size };
        Self { id: media.file_id, date: moment(media.date), sizes: [size] }
    }
}

impl From<&Media> for Document {
    fn from(media: &Media) -> Self {
        let (w, h, duration) = (media.width, media.height, media.duration);
        let mut attributes = vec![Attribute::FileName { file_name: media.name.clone() }];
        match media.kind {
            MediaKind::Video => attributes.push(Attribute::Video { duration, w, h }),
            MediaKind::Animation => {
                attributes.extend([Attribute::Video { duration, w, h }, Attribute::Animated {}]);
            }
            MediaKind::Audio | MediaKind::Voice => {
                attributes.push(Attribute::Audio { duration, voice: media.kind == MediaKind::Voice });
            }
            MediaKind::Document | MediaKind::Photo if w.is_some() => attributes.push(Attribute::ImageSize { w, h }),
            MediaKind::Document | MediaKind::Photo => {}
        }
        let (id, date, size) = (media.file_id, moment(media.date), media.size);
        Self { id, date, mime_type: media.mime_type.clone(), size, attributes }
    }
}
