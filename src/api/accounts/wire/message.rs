//! Message objects, with Telegram's own names, as Telethon writes them (`to_dict`).
//!
//! What only this account's own connection could use (access hashes, file references) is left out.

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
    /// Its number in the chat.
    id: i32,
    /// The chat: `PeerUser`, `PeerChat` or `PeerChannel`.
    #[schema(value_type = Object, example = json!({"_": "PeerUser", "user_id": 12314}))]
    peer_id: Option<Peer>,
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
    from_id: Option<Peer>,
    /// Where it was forwarded from.
    #[schema(value_type = Option<Object>)]
    fwd_from: Option<ForwardHeader>,
    /// The bot through which it was written.
    via_bot_id: Option<i64>,
    /// Which message it answers.
    #[schema(value_type = Option<Object>)]
    reply_to: Option<ReplyTo>,
    /// What is attached: `MessageMediaPhoto`, `MessageMediaDocument`, or the name of something else.
    #[schema(value_type = Option<Object>)]
    media: Option<MessageMedia>,
    /// Always null.
    #[schema(value_type = Option<Object>)]
    reply_markup: Option<()>,
    /// Where the words are bold, a link and so on.
    #[schema(value_type = Vec<Object>)]
    entities: Vec<Entity>,
    /// How often it was seen; of channels' posts.
    views: Option<i32>,
    /// How often it was forwarded; of channels' posts.
    forwards: Option<i32>,
    /// The answers or comments to it, where they are counted.
    #[schema(value_type = Option<Object>)]
    replies: Option<RepliesTo>,
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
    updates: [Update; 2],
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

/// What happened.
#[derive(Serialize)]
#[serde(tag = "_")]
enum Update {
    #[serde(rename = "UpdateMessageID")]
    MessageId { id: i32 },
    #[serde(rename = "UpdateNewMessage")]
    NewMessage { message: Box<Message>, pts: i32, pts_count: i32 },
}

impl Updates {
    /// What became of an upload.
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
