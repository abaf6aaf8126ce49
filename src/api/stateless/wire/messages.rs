//! Messages.

use rocket::serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

use super::limit;
use crate::api::stateless::chat_name::ChatName;
use crate::http::dates::iso8601;
use crate::http::fastapi::call::Input;
use crate::http::fastapi::validation::FieldReader;
use crate::telegram::{ChatMessage, MediaKind};

/// `GET /messages/`
pub struct ListMessages {
    /// The chat.
    pub chat: ChatName,
    /// The maximum number of messages.
    pub limit: u32,
    /// Only messages older than this one.
    pub offset_id: Option<i32>,
    /// Only messages with these words.
    pub search: Option<String>,
    /// Only messages sent at this time or later.
    pub from: Option<OffsetDateTime>,
    /// Only messages sent at this time or earlier.
    pub to: Option<OffsetDateTime>,
}

impl Input for ListMessages {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        let chat = ChatName::read(fields, "chat_id");
        let (limit, offset_id) = (limit(fields.optional_integer("limit")), fields.optional_integer("offset_id"));
        let search = fields.optional_text("search");
        let (from, to) = (fields.optional_moment("from_date"), fields.optional_moment("to_date"));
        // An id beyond all messages has the same effect as none.
        let offset_id = offset_id.and_then(|id| i32::try_from(id).ok()).filter(|id| *id > 0);
        Some(Self { chat: chat?, limit, offset_id, search, from: from.map(|it| it.start), to: to.map(|it| it.end) })
    }
}

/// `GET /messages/media/<id>`
pub struct MediaQuery {
    /// The chat.
    pub chat: ChatName,
}

impl Input for MediaQuery {
    fn read(fields: &mut FieldReader) -> Option<Self> {
        ChatName::read(fields, "chat_id").map(|chat| Self { chat })
    }
}

/// A page of a chat.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessMessages)]
pub struct MessagesBody {
    messages: Vec<MessageBody>,
    /// The number of messages in this response.
    total_count: usize,
    /// Whether there may be older messages.
    has_more: bool,
    /// `offset_id` of the next page, if there may be one.
    #[schema(example = 41)]
    next_offset: Option<i32>,
}

/// A message.
#[derive(Serialize, ToSchema)]
#[schema(as = StatelessMessage)]
pub struct MessageBody {
    /// The message's id in the chat.
    #[schema(example = 42)]
    id: i32,
    /// The text, or the caption of the media.
    text: Option<String>,
    /// When it was sent, UTC.
    #[schema(example = "2025-01-02T03:04:05Z")]
    date: String,
    /// The sender's marked id; for a channel post, that of the channel.
    sender_id: Option<i64>,
    /// The sender's username, without `@`.
    sender_username: Option<String>,
    /// The sender's first and last name, or title.
    sender_name: Option<String>,
    /// The message that it replies to.
    reply_to_msg_id: Option<i32>,
    /// The original sender of a forwarded message: a name, or a marked id.
    forward_from: Option<String>,
    /// `photo`, `video`, `document`, `voice` or `audio`.
    #[schema(example = "photo")]
    media_type: Option<&'static str>,
    /// Whether it is pinned.
    is_pinned: bool,
}

impl MessagesBody {
    /// A page of at most `limit` messages.
    pub fn new(messages: Vec<ChatMessage>, limit: u32) -> Self {
        let has_more = limit > 0 && messages.len() >= limit as usize;
        let next_offset = messages.last().filter(|_| has_more).map(|message| message.id.0);
        let messages: Vec<_> = messages.into_iter().map(MessageBody::from).collect();
        Self { total_count: messages.len(), messages, has_more, next_offset }
    }
}

impl From<ChatMessage> for MessageBody {
    fn from(message: ChatMessage) -> Self {
        let sender_id = message.sender.as_ref().map_or(message.chat.0, |sender| sender.id.0);
        let (sender_name, sender_username) =
            message.sender.map_or((None, None), |sender| (Some(sender.name), sender.username));
        Self {
            id: message.id.0,
            text: Some(message.text),
            date: iso8601::format(message.date),
            sender_id: Some(sender_id),
            sender_username,
            sender_name: sender_name.filter(|name| !name.is_empty()),
            reply_to_msg_id: message.reply_to.map(|id| id.0),
            forward_from: message.forwarded_from.and_then(|it| it.name.or(it.from.map(|from| from.to_string()))),
            media_type: message.media.map(|media| media_type(media.kind)),
            is_pinned: message.is_pinned,
        }
    }
}

fn media_type(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Photo => "photo",
        // Telethon treats animations as videos.
        MediaKind::Video | MediaKind::Animation => "video",
        MediaKind::Audio => "audio",
        MediaKind::Voice => "voice",
        MediaKind::Document => "document",
    }
}
