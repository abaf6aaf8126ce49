//! A message, with the keys of Telethon's `Message`.
//!
//! Every key is always present. What this server does not convert (buttons, reactions) is `null`.

use serde::Serialize;

use super::moment::Moment;
use super::user::{RestrictionBody, UserBody};
use crate::telegram::{
    Attachment, BareId, ChatId, ChatMessage, Forwarded, Media, MessageId, Party, Replies, ReplyHeader, TextEntity,
    TextEntityKind,
};

/// The message of a frame of `chats` or `subscribe`.
#[derive(Debug, Serialize)]
pub struct ChatsMessage<'a> {
    group: &'a str,
    chat: ChatBody<'a>,
}

#[derive(Debug, Serialize)]
struct ChatBody<'a> {
    id: i32,
    peer_id: PeerBody,
    date: Moment,
    edit_date: Option<Moment>,
    message: &'a str,
    out: bool,
    mentioned: bool,
    media_unread: bool,
    silent: bool,
    post: bool,
    from_scheduled: bool,
    legacy: bool,
    edit_hide: bool,
    pinned: bool,
    noforwards: bool,
    from_id: Option<FromBody<'a>>,
    fwd_from: Option<ForwardedBody<'a>>,
    via_bot_id: Option<i64>,
    reply_to: Option<ReplyBody<'a>>,
    entities: Vec<EntityBody<'a>>,
    reply_markup: Option<()>,
    media: Option<MediaBody<'a>>,
    post_author: Option<&'a str>,
    views: Option<i32>,
    forwards: Option<i32>,
    replies: Option<RepliesBody>,
    grouped_id: Option<i64>,
    reactions: Option<()>,
    restriction_reason: Vec<RestrictionBody<'a>>,
    ttl_period: Option<i32>,
}

/// A user, basic group or channel, by its unmarked id.
#[derive(Debug, Serialize)]
#[serde(tag = "_")]
enum PeerBody {
    #[serde(rename = "peerUser")]
    User { user_id: i64 },
    #[serde(rename = "peerChat")]
    Chat { chat_id: i64 },
    #[serde(rename = "peerChannel")]
    Channel { channel_id: i64 },
}

/// The sender of a message: a user with all details, or another peer by id.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum FromBody<'a> {
    Person(Box<UserBody<'a>>),
    Peer(PeerBody),
}

#[derive(Debug, Serialize)]
struct ForwardedBody<'a> {
    from_id: Option<PeerBody>,
    from_name: Option<&'a str>,
    date: Option<Moment>,
    channel_post: Option<i32>,
    post_author: Option<&'a str>,
    saved_from_peer: Option<PeerBody>,
    saved_from_msg_id: Option<i32>,
}

#[derive(Debug, Serialize)]
struct ReplyBody<'a> {
    #[serde(rename = "_")]
    kind: &'static str,
    reply_to_msg_id: Option<i32>,
    reply_to_peer_id: Option<PeerBody>,
    reply_to_top_id: Option<i32>,
    forum_topic: bool,
    quote_text: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct RepliesBody {
    replies: i32,
    replies_pts: i32,
    comments: bool,
    recent_repliers: Vec<PeerBody>,
    channel_id: Option<i64>,
    max_id: Option<i32>,
    read_max_id: Option<i32>,
}

#[derive(Debug, Serialize)]
struct EntityBody<'a> {
    #[serde(rename = "_")]
    kind: &'static str,
    offset: i32,
    length: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    collapsed: Option<bool>,
}

#[derive(Debug, Serialize)]
struct MediaBody<'a> {
    #[serde(rename = "_")]
    kind: &'static str,
    file: Option<FileBody<'a>>,
}

#[derive(Debug, Serialize)]
struct FileBody<'a> {
    id: i64,
    name: &'a str,
    mime_type: &'a str,
    size: u64,
    width: Option<u32>,
    height: Option<u32>,
    duration: Option<f64>,
}

impl<'a> ChatsMessage<'a> {
    /// A message in a chat, with the chat's name as the client gave it.
    pub fn new(group: &'a str, message: &'a ChatMessage) -> Self {
        Self { group, chat: message.into() }
    }
}

impl<'a> From<&'a ChatMessage> for ChatBody<'a> {
    fn from(message: &'a ChatMessage) -> Self {
        Self {
            id: message.id.0,
            peer_id: message.chat.into(),
            date: Moment(message.date),
            edit_date: message.changed.map(Moment),
            message: &message.text,
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
            from_id: message.sender.as_ref().map(FromBody::from),
            fwd_from: message.forwarded_from.as_ref().map(ForwardedBody::from),
            via_bot_id: message.via_bot_id,
            reply_to: message.reply.as_ref().map(ReplyBody::from),
            entities: message.entities.iter().map(EntityBody::from).collect(),
            reply_markup: None,
            media: message.attachment.map(|attachment| MediaBody::new(attachment, message.media.as_ref())),
            post_author: message.post_author.as_deref(),
            views: message.views,
            forwards: message.forwards,
            replies: message.replies.as_ref().map(RepliesBody::from),
            grouped_id: message.grouped_id,
            reactions: None,
            restriction_reason: message.restrictions.iter().map(RestrictionBody::from).collect(),
            ttl_period: message.ttl_period,
        }
    }
}

impl From<ChatId> for PeerBody {
    fn from(id: ChatId) -> Self {
        match id.bare() {
            Some(BareId::Group(chat_id)) => Self::Chat { chat_id },
            Some(BareId::Channel(channel_id)) => Self::Channel { channel_id },
            Some(BareId::User(user_id)) => Self::User { user_id },
            None => Self::User { user_id: id.0 },
        }
    }
}

impl<'a> From<&'a Party> for FromBody<'a> {
    fn from(party: &'a Party) -> Self {
        match &party.person {
            Some(person) => Self::Person(Box::new(UserBody::from(&**person))),
            None => Self::Peer(party.id.into()),
        }
    }
}

impl<'a> From<&'a Forwarded> for ForwardedBody<'a> {
    fn from(forwarded: &'a Forwarded) -> Self {
        Self {
            from_id: forwarded.from.map(PeerBody::from),
            from_name: forwarded.name.as_deref(),
            date: forwarded.date.map(Moment),
            channel_post: forwarded.channel_post.map(number),
            post_author: forwarded.post_author.as_deref(),
            saved_from_peer: forwarded.saved_from.map(|(chat, _)| chat.into()),
            saved_from_msg_id: forwarded.saved_from.map(|(_, message)| number(message)),
        }
    }
}

impl<'a> From<&'a ReplyHeader> for ReplyBody<'a> {
    fn from(reply: &'a ReplyHeader) -> Self {
        Self {
            kind: "messageReplyHeader",
            reply_to_msg_id: reply.message.map(number),
            reply_to_peer_id: reply.chat.map(PeerBody::from),
            reply_to_top_id: reply.top.map(number),
            forum_topic: reply.forum_topic,
            quote_text: reply.quote.as_deref(),
        }
    }
}

impl From<&Replies> for RepliesBody {
    fn from(replies: &Replies) -> Self {
        Self {
            replies: replies.count,
            replies_pts: replies.pts,
            comments: replies.comments,
            recent_repliers: replies.recent.iter().copied().map(PeerBody::from).collect(),
            channel_id: replies.channel_id,
            max_id: replies.max_id.map(number),
            read_max_id: replies.read_max_id.map(number),
        }
    }
}

impl<'a> From<&'a TextEntity> for EntityBody<'a> {
    fn from(TextEntity { offset, length, kind }: &'a TextEntity) -> Self {
        use TextEntityKind as Kind;
        let plain = |kind| Self {
            kind,
            offset: *offset,
            length: *length,
            language: None,
            url: None,
            user_id: None,
            document_id: None,
            collapsed: None,
        };
        match kind {
            Kind::Bold => plain("MessageEntityBold"),
            Kind::Italic => plain("MessageEntityItalic"),
            Kind::Underline => plain("MessageEntityUnderline"),
            Kind::Strike => plain("MessageEntityStrike"),
            Kind::Spoiler => plain("MessageEntitySpoiler"),
            Kind::Code => plain("MessageEntityCode"),
            Kind::Pre { language } => Self { language: Some(language), ..plain("MessageEntityPre") },
            Kind::Blockquote { collapsed } => Self { collapsed: Some(*collapsed), ..plain("MessageEntityBlockquote") },
            Kind::TextUrl { url } => Self { url: Some(url), ..plain("MessageEntityTextUrl") },
            Kind::MentionName { user_id } => Self { user_id: Some(*user_id), ..plain("MessageEntityMentionName") },
            Kind::CustomEmoji { document_id } => {
                Self { document_id: Some(*document_id), ..plain("MessageEntityCustomEmoji") }
            }
            Kind::Mention => plain("MessageEntityMention"),
            Kind::Hashtag => plain("MessageEntityHashtag"),
            Kind::Cashtag => plain("MessageEntityCashtag"),
            Kind::BotCommand => plain("MessageEntityBotCommand"),
            Kind::Url => plain("MessageEntityUrl"),
            Kind::Email => plain("MessageEntityEmail"),
            Kind::Phone => plain("MessageEntityPhone"),
            Kind::BankCard => plain("MessageEntityBankCard"),
        }
    }
}

impl<'a> MediaBody<'a> {
    fn new(attachment: Attachment, media: Option<&'a Media>) -> Self {
        let kind = match attachment {
            Attachment::Photo => "MessageMediaPhoto",
            Attachment::Document => "MessageMediaDocument",
            Attachment::WebPage => "MessageMediaWebPage",
            Attachment::Contact => "MessageMediaContact",
            Attachment::Place => "MessageMediaGeo",
            Attachment::Poll => "MessageMediaPoll",
            Attachment::Other => "MessageMediaUnsupported",
        };
        Self { kind, file: media.map(FileBody::from) }
    }
}

impl<'a> From<&'a Media> for FileBody<'a> {
    fn from(media: &'a Media) -> Self {
        Self {
            id: media.file_id,
            name: &media.name,
            mime_type: &media.mime_type,
            size: media.size,
            width: media.width,
            height: media.height,
            duration: media.duration,
        }
    }
}

fn number(MessageId(id): MessageId) -> i32 {
    id
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_are_unmarked() {
        for (id, expected) in [
            (ChatId::user(7), json!({"_": "peerUser", "user_id": 7})),
            (ChatId::group(7), json!({"_": "peerChat", "chat_id": 7})),
            (ChatId::channel(1_234_567_890), json!({"_": "peerChannel", "channel_id": 1_234_567_890})),
        ] {
            assert_eq!(serde_json::to_value(PeerBody::from(id)).unwrap(), expected);
        }
    }

    #[test]
    fn entities_have_telegrams_names() {
        let kind = TextEntityKind::TextUrl { url: "https://example.org/\"".to_owned() };
        let entity = TextEntity { offset: 1, length: 2, kind };
        let expected = json!({"_": "MessageEntityTextUrl", "offset": 1, "length": 2, "url": "https://example.org/\""});
        assert_eq!(serde_json::to_value(EntityBody::from(&entity)).unwrap(), expected);
    }
}
