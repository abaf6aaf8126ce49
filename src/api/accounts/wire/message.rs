//! Message objects with Telegram's field names, as in Telethon's `to_dict`.
//!
//! Left out is what only this account's own connection can use: access hashes and file references.

use serde::Serialize;
use utoipa::ToSchema;

use super::parts::{Entity, ForwardHeader, MessageMedia, Peer, RepliesTo, ReplyTo, moment};
use crate::telegram::ChatMessage;

/// A message.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountsMessage)]
pub struct Message {
    /// `Message`.
    #[serde(rename = "_")]
    #[schema(example = "Message")]
    constructor: &'static str,
    /// The message's id in the chat.
    id: i32,
    /// The chat: `PeerUser`, `PeerChat` or `PeerChannel`.
    #[schema(value_type = Object, example = json!({"_": "PeerUser", "user_id": 12314}))]
    peer_id: Option<Peer>,
    /// When it was sent.
    #[schema(example = "2026-11-20T10:00:30+00:00")]
    date: String,
    /// The text, or the caption of the media.
    message: String,
    /// Whether this account sent it.
    out: bool,
    /// Whether it mentions this account or replies to it.
    mentioned: bool,
    /// Whether its voice note or video note has not been played yet.
    media_unread: bool,
    /// Whether it was sent without a notification sound.
    silent: bool,
    /// Whether it is a channel post.
    post: bool,
    /// Whether it was a scheduled message.
    from_scheduled: bool,
    /// Whether it is a legacy message, which Telegram cannot show in full.
    legacy: bool,
    /// Whether apps are to hide that it was edited.
    edit_hide: bool,
    /// Whether it is pinned.
    pinned: bool,
    /// Whether it may not be forwarded.
    noforwards: bool,
    /// The sender; null for an unsigned channel post.
    #[schema(value_type = Option<Object>)]
    from_id: Option<Peer>,
    /// Where it was forwarded from.
    #[schema(value_type = Option<Object>)]
    fwd_from: Option<ForwardHeader>,
    /// The inline bot that made it.
    via_bot_id: Option<i64>,
    /// The message that it replies to.
    #[schema(value_type = Option<Object>)]
    reply_to: Option<ReplyTo>,
    /// The attached media: `MessageMediaPhoto`, `MessageMediaDocument`, or only the name of another constructor.
    #[schema(value_type = Option<Object>)]
    media: Option<MessageMedia>,
    /// Always null.
    #[schema(value_type = Option<Object>)]
    reply_markup: Option<()>,
    /// The formatted parts of the text.
    #[schema(value_type = Vec<Object>)]
    entities: Vec<Entity>,
    /// The number of views, for channel posts.
    views: Option<i32>,
    /// The number of forwards, for channel posts.
    forwards: Option<i32>,
    /// The replies or comments, if they are counted.
    #[schema(value_type = Option<Object>)]
    replies: Option<RepliesTo>,
    /// When it was last edited.
    edit_date: Option<String>,
    /// The signature of a channel post.
    post_author: Option<String>,
    /// The same for all messages of one album.
    grouped_id: Option<i64>,
    /// Seconds after which it deletes itself.
    ttl_period: Option<i32>,
}

/// `POST /user/<phone>/uploadFile`: Telegram's result for a sent message, and the message itself as `data`.
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
    updates: [Update; 2],
    /// Always empty.
    #[schema(value_type = Vec<Object>)]
    users: [(); 0],
    /// Always empty.
    #[schema(value_type = Vec<Object>)]
    chats: [(); 0],
    /// When the message was sent.
    date: String,
    /// Always 0.
    seq: u8,
    /// The message.
    data: Message,
}

/// One of the updates.
#[derive(Serialize)]
#[serde(tag = "_")]
enum Update {
    #[serde(rename = "UpdateMessageID")]
    MessageId { id: i32 },
    #[serde(rename = "UpdateNewMessage")]
    NewMessage { message: Box<Message>, pts: i32, pts_count: i32 },
}

impl Updates {
    /// The updates of a sent message.
    pub fn of(message: ChatMessage) -> Self {
        let sent = Box::new(Message::from(message.clone()));
        let updates =
            [Update::MessageId { id: message.id.0 }, Update::NewMessage { message: sent, pts: 0, pts_count: 1 }];
        Self {
            is_success: true,
            constructor: "Updates",
            updates,
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
            peer_id: Peer::of(message.chat),
            date: moment(message.date),
            media: MessageMedia::of(&message),
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
            from_id: message.sender.and_then(|sender| Peer::of(sender.id)),
            fwd_from: message.forwarded_from.map(Into::into),
            via_bot_id: message.via_bot_id,
            reply_to: message.reply.map(Into::into),
            reply_markup: None,
            entities: message.entities.into_iter().map(Into::into).collect(),
            views: message.views,
            forwards: message.forwards,
            replies: message.replies.map(Into::into),
            edit_date: message.changed.map(moment),
            post_author: message.post_author,
            grouped_id: message.grouped_id,
            ttl_period: message.ttl_period,
        }
    }
}
