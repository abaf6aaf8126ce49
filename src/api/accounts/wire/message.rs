//! Message objects, with Telegram's own names, as Telethon writes them (`to_dict`).
//!
//! What only this account's own connection could use (access hashes, file references) is left out.

use serde::Serialize;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;
use utoipa::ToSchema;

use crate::telegram::{
    Attachment, BareId, ChatId, ChatMessage, Forwarded, Media, MediaKind, Replies, ReplyHeader, TextEntity,
    TextEntityKind,
};

/// A message.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountsMessage)]
pub struct Message {
    /// `Message`.
    #[serde(rename = "_")]
    #[schema(example = "Message")]
    constructor: &'static str,
    /// Its number in the chat.
    id: i32,
    /// The chat: `PeerUser`, `PeerChat` or `PeerChannel`.
    #[schema(value_type = Object, example = json!({"_": "PeerUser", "user_id": 12314}))]
    peer_id: Value,
    /// When it was sent.
    #[schema(example = "2026-11-20T10:00:30+00:00")]
    date: String,
    /// Its words, or the caption of its media.
    message: String,
    /// Whether this account sent it.
    out: bool,
    /// Whether it speaks of this account by name, or answers it.
    mentioned: bool,
    /// Whether its voice or round video was not played yet.
    media_unread: bool,
    /// Whether it came without a sound.
    silent: bool,
    /// Whether a channel posted it.
    post: bool,
    /// Whether it was sent at a time chosen beforehand.
    from_scheduled: bool,
    /// Whether it is older than what Telegram can show in full.
    legacy: bool,
    /// Whether people are not to see that it was changed.
    edit_hide: bool,
    /// Whether it is pinned.
    pinned: bool,
    /// Whether it may not be forwarded.
    noforwards: bool,
    /// Who sent it; null for a channel's post without a name.
    #[schema(value_type = Option<Object>)]
    from_id: Option<Value>,
    /// Where it was forwarded from.
    #[schema(value_type = Option<Object>)]
    fwd_from: Option<Value>,
    /// The bot through which it was written.
    via_bot_id: Option<i64>,
    /// Which message it answers.
    #[schema(value_type = Option<Object>)]
    reply_to: Option<Value>,
    /// What is attached: `MessageMediaPhoto`, `MessageMediaDocument`, or the name of something else.
    #[schema(value_type = Option<Object>)]
    media: Option<Value>,
    /// Always null.
    #[schema(value_type = Option<Object>)]
    reply_markup: Option<Value>,
    /// Where the words are bold, a link and so on.
    #[schema(value_type = Vec<Object>)]
    entities: Vec<Value>,
    /// How often it was seen; of channels' posts.
    views: Option<i32>,
    /// How often it was forwarded; of channels' posts.
    forwards: Option<i32>,
    /// The answers or comments to it, where they are counted.
    #[schema(value_type = Option<Object>)]
    replies: Option<Value>,
    /// When it was last changed.
    edit_date: Option<String>,
    /// Who signed a channel's post.
    post_author: Option<String>,
    /// Messages of one album share it.
    grouped_id: Option<i64>,
    /// After how many seconds it goes by itself.
    ttl_period: Option<i32>,
}

/// `POST /user/<phone>/uploadFile`: Telegram's own answer to a message that was sent, and the message once more as `data`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AccountsUpdates)]
pub struct Updates {
    /// True.
    is_success: bool,
    /// `Updates`.
    #[serde(rename = "_")]
    #[schema(example = "Updates")]
    constructor: &'static str,
    /// `UpdateMessageID`, then `UpdateNewMessage` with the message.
    #[schema(value_type = Vec<Object>)]
    updates: Vec<Value>,
    /// Always empty.
    #[schema(value_type = Vec<Object>)]
    users: [(); 0],
    /// Always empty.
    #[schema(value_type = Vec<Object>)]
    chats: [(); 0],
    /// When it was sent.
    date: String,
    /// Always 0.
    seq: u8,
    /// The message.
    data: Message,
}

impl Updates {
    /// What became of an upload.
    pub fn of(message: ChatMessage) -> Self {
        let update =
            json!({ "_": "UpdateNewMessage", "message": Message::from(message.clone()), "pts": 0, "pts_count": 1 });
        Self {
            is_success: true,
            constructor: "Updates",
            updates: vec![json!({ "_": "UpdateMessageID", "id": message.id.0 }), update],
            users: [],
            chats: [],
            date: moment(message.date),
            seq: 0,
            data: message.into(),
        }
    }
}

impl From<ChatMessage> for Message {
    fn from(message: ChatMessage) -> Self {
        Self {
            constructor: "Message",
            id: message.id.0,
            peer_id: peer(message.chat),
            date: moment(message.date),
            media: attached(&message),
            message: message.text,
            out: message.is_outgoing,
            mentioned: message.mentioned,
            media_unread: message.media_unread,
            silent: message.silent,
            post: message.post,
            from_scheduled: message.from_scheduled,
            legacy: message.legacy,
            edit_hide: message.edit_hide,
            pinned: message.is_pinned,
            noforwards: message.noforwards,
            from_id: message.sender.map(|sender| peer(sender.id)),
            fwd_from: message.forwarded_from.as_ref().map(forwarded),
            via_bot_id: message.via_bot_id,
            reply_to: message.reply.as_ref().map(reply),
            reply_markup: None,
            entities: message.entities.iter().map(entity).collect(),
            views: message.views,
            forwards: message.forwards,
            replies: message.replies.as_ref().map(replies),
            edit_date: message.changed.map(moment),
            post_author: message.post_author,
            grouped_id: message.grouped_id,
            ttl_period: message.ttl_period,
        }
    }
}

/// ISO 8601 with whole seconds and `+00:00`.
fn moment(moment: OffsetDateTime) -> String {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+00:00");
    moment.to_offset(time::UtcOffset::UTC).format(form).expect("every date of Telegram's has this form")
}

fn peer(id: ChatId) -> Value {
    match id.bare() {
        Some(BareId::User(id)) => json!({ "_": "PeerUser", "user_id": id }),
        Some(BareId::Group(id)) => json!({ "_": "PeerChat", "chat_id": id }),
        Some(BareId::Channel(id)) => json!({ "_": "PeerChannel", "channel_id": id }),
        None => Value::Null,
    }
}

fn forwarded(from: &Forwarded) -> Value {
    let saved = from.saved_from;
    json!({
        "_": "MessageFwdHeader",
        "date": from.date.map(moment),
        "from_id": from.from.map(peer),
        "from_name": from.name,
        "channel_post": from.channel_post.map(|id| id.0),
        "post_author": from.post_author,
        "saved_from_peer": saved.map(|(chat, _)| peer(chat)),
        "saved_from_msg_id": saved.map(|(_, id)| id.0),
    })
}

fn reply(header: &ReplyHeader) -> Value {
    json!({
        "_": "MessageReplyHeader",
        "reply_to_msg_id": header.message.map(|id| id.0),
        "reply_to_peer_id": header.chat.map(peer),
        "reply_to_top_id": header.top.map(|id| id.0),
        "forum_topic": header.forum_topic,
        "quote_text": header.quote,
    })
}

fn replies(replies: &Replies) -> Value {
    json!({
        "_": "MessageReplies",
        "replies": replies.count,
        "replies_pts": replies.pts,
        "comments": replies.comments,
        "recent_repliers": replies.recent.iter().map(|id| peer(*id)).collect::<Vec<_>>(),
        "channel_id": replies.channel_id,
        "max_id": replies.max_id.map(|id| id.0),
        "read_max_id": replies.read_max_id.map(|id| id.0),
    })
}

fn entity(entity: &TextEntity) -> Value {
    use TextEntityKind as Kind;
    let (name, (key, value)) = match &entity.kind {
        Kind::Bold => ("Bold", none()),
        Kind::Italic => ("Italic", none()),
        Kind::Underline => ("Underline", none()),
        Kind::Strike => ("Strike", none()),
        Kind::Spoiler => ("Spoiler", none()),
        Kind::Code => ("Code", none()),
        Kind::Pre { language } => ("Pre", ("language", json!(language))),
        Kind::Blockquote { collapsed } => ("Blockquote", ("collapsed", json!(collapsed))),
        Kind::TextUrl { url } => ("TextUrl", ("url", json!(url))),
        Kind::MentionName { user_id } => ("MentionName", ("user_id", json!(user_id))),
        Kind::CustomEmoji { document_id } => ("CustomEmoji", ("document_id", json!(document_id))),
        Kind::Mention => ("Mention", none()),
        Kind::Hashtag => ("Hashtag", none()),
        Kind::Cashtag => ("Cashtag", none()),
        Kind::BotCommand => ("BotCommand", none()),
        Kind::Url => ("Url", none()),
        Kind::Email => ("Email", none()),
        Kind::Phone => ("Phone", none()),
        Kind::BankCard => ("BankCard", none()),
    };
    let mut object = json!({ "_": format!("MessageEntity{name}"), "offset": entity.offset, "length": entity.length });
    if !key.is_empty() {
        object[key] = value;
    }
    object
}

/// An entity that says no more than where it is.
fn none() -> (&'static str, Value) {
    ("", Value::Null)
}

fn attached(message: &ChatMessage) -> Option<Value> {
    let name = match (message.attachment?, &message.media) {
        (Attachment::Photo, Some(media)) => return Some(json!({ "_": "MessageMediaPhoto", "photo": photo(media) })),
        (_, Some(media)) => return Some(json!({ "_": "MessageMediaDocument", "document": document(media) })),
        (Attachment::Photo, None) => "MessageMediaPhoto",
        (Attachment::Document, None) => "MessageMediaDocument",
        (Attachment::WebPage, None) => "MessageMediaWebPage",
        (Attachment::Contact, None) => "MessageMediaContact",
        (Attachment::Place, None) => "MessageMediaGeo",
        (Attachment::Poll, None) => "MessageMediaPoll",
        (Attachment::Other, None) => "MessageMediaUnsupported",
    };
    Some(json!({ "_": name }))
}

fn photo(media: &Media) -> Value {
    let size = json!({ "_": "PhotoSize", "type": "y", "w": media.width, "h": media.height, "size": media.size });
    json!({ "_": "Photo", "id": media.file_id, "date": moment(media.date), "sizes": [size] })
}

fn document(media: &Media) -> Value {
    let mut attributes = vec![json!({ "_": "DocumentAttributeFilename", "file_name": media.name })];
    match media.kind {
        MediaKind::Video | MediaKind::Animation => attributes.push(json!({
            "_": "DocumentAttributeVideo",
            "duration": media.duration,
            "w": media.width,
            "h": media.height,
        })),
        MediaKind::Audio | MediaKind::Voice => attributes.push(json!({
            "_": "DocumentAttributeAudio",
            "duration": media.duration,
            "voice": media.kind == MediaKind::Voice,
        })),
        MediaKind::Document | MediaKind::Photo if media.width.is_some() => {
            attributes.push(json!({ "_": "DocumentAttributeImageSize", "w": media.width, "h": media.height }));
        }
        MediaKind::Document | MediaKind::Photo => {}
    }
    if media.kind == MediaKind::Animation {
        attributes.push(json!({ "_": "DocumentAttributeAnimated" }));
    }
    json!({
        "_": "Document",
        "id": media.file_id,
        "date": moment(media.date),
        "mime_type": media.mime_type,
        "size": media.size,
        "attributes": attributes,
    })
}
