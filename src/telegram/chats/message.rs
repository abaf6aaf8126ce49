//! Messages of chats.

use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::entity::TextEntity;
use crate::telegram::ids::ChatId;
use crate::telegram::ids::MessageId;
use crate::telegram::media::item::Media;
use crate::telegram::media::located::LocatedMedia;
use crate::telegram::peers::input::chat_id;
use crate::telegram::peers::party::Party;
use crate::telegram::peers::person::{Restriction, restrictions};

/// A message in any chat.
#[derive(Clone, Debug)]
pub struct ChatMessage {
    /// Its id in the chat.
    pub id: MessageId,
    /// The chat.
    pub chat: ChatId,
    /// When it was sent, UTC.
    pub date: OffsetDateTime,
    /// When it was last edited, UTC, as apps display it.
    pub edited: Option<OffsetDateTime>,
    /// When it was last changed, UTC (`edit_date`). Unlike `edited`, it includes changes that apps do not display, such as reactions.
    pub changed: Option<OffsetDateTime>,
    /// Its text, or the caption of its media; empty without either. Untrusted text.
    pub text: String,
    /// The formatting of the text.
    pub entities: Vec<TextEntity>,
    /// Its sender: a person, or a chat in whose name it was sent. `None` for posts of channels.
    pub sender: Option<Party>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// More about the reply.
    pub reply: Option<ReplyHeader>,
    /// The original of a forwarded message.
    pub forwarded_from: Option<Forwarded>,
    /// The inline bot that created it.
    pub via_bot_id: Option<i64>,
    /// The attached file.
    pub media: Option<Media>,
    /// The kind of attachment, which need not be a file.
    pub attachment: Option<Attachment>,
    /// How often a channel's post was viewed.
    pub views: Option<i32>,
    /// How often a channel's post was forwarded.
    pub forwards: Option<i32>,
    /// The replies or comments to it, if they are counted.
    pub replies: Option<Replies>,
    /// The id of its album.
    pub grouped_id: Option<i64>,
    /// The signature of a channel's post.
    pub post_author: Option<String>,
    /// Why some apps must not display it.
    pub restrictions: Vec<Restriction>,
    /// After how many seconds it is deleted.
    pub ttl_period: Option<i32>,
    /// Whether this account sent it.
    pub is_outgoing: bool,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// Whether it mentions this account or replies to it.
    pub mentioned: bool,
    /// Whether its voice or round video was not played yet.
    pub media_unread: bool,
    /// Whether it was sent without a notification sound.
    pub silent: bool,
    /// Whether it is a post of a channel.
    pub post: bool,
    /// Whether it was scheduled.
    pub from_scheduled: bool,
    /// Whether it has to be fetched again, because this layer could not represent it (`legacy`).
    pub legacy: bool,
    /// Whether apps must not display that it was edited.
    pub edit_hide: bool,
    /// Whether it cannot be forwarded.
    pub noforwards: bool,
}

/// The original of a forwarded message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// Its sender; `None` if the sender's privacy settings hide it.
    pub from: Option<ChatId>,
    /// The sender's name.
    pub name: Option<String>,
    /// When it was sent, UTC.
    pub date: Option<OffsetDateTime>,
    /// Its id in the channel that posted it.
    pub channel_post: Option<MessageId>,
    /// The signature of the channel's post.
    pub post_author: Option<String>,
    /// For messages in Saved Messages: the chat and id of the message that was saved.
    pub saved_from: Option<(ChatId, MessageId)>,
}

/// What a reply says about the message that it replies to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyHeader {
    /// Its id, if the account has access to it.
    pub message: Option<MessageId>,
    /// Its chat, if it is another one.
    pub chat: Option<ChatId>,
    /// The first message of the thread.
    pub top: Option<MessageId>,
    /// The quoted part of its text.
    pub quote: Option<String>,
    /// Whether the thread is a topic of a forum.
    pub forum_topic: bool,
}

/// The replies or comments to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replies {
    /// Their number.
    pub count: i32,
    /// The `pts` of the group that contains them.
    pub pts: i32,
    /// Whether they are comments in the discussion group of a channel.
    pub comments: bool,
    /// The senders of the latest ones.
    pub recent: Vec<ChatId>,
    /// The bare id of the discussion group.
    pub channel_id: Option<i64>,
    /// The latest one.
    pub max_id: Option<MessageId>,
    /// The latest one that was read.
    pub read_max_id: Option<MessageId>,
}

/// A kind of attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attachment {
    /// A photo.
    Photo,
    /// A file: a video, audio, a sticker, or any other document.
    Document,
    /// The preview of a page that the text links to.
    WebPage,
    /// A contact.
    Contact,
    /// A location, a live location or a venue.
    Place,
    /// A poll.
    Poll,
    /// Anything else, such as dice, games, invoices, stories and giveaways.
    Other,
}

impl Attachment {
    fn of(media: &tl::enums::MessageMedia) -> Option<Self> {
        use tl::enums::MessageMedia as M;
        Some(match media {
            M::Empty => return None,
            M::Photo(_) => Self::Photo,
            M::Document(_) => Self::Document,
            M::WebPage(_) => Self::WebPage,
            M::Contact(_) => Self::Contact,
            M::Geo(_) | M::GeoLive(_) | M::Venue(_) => Self::Place,
            M::Poll(_) => Self::Poll,
            _ => Self::Other,
        })
    }
}

impl ChatMessage {
    /// Converts Telegram's `message`; `None` for service messages and empty ones.
    pub fn new(message: tl::enums::Message, parties: &[Party], me: i64) -> Option<Self> {
        let tl::enums::Message::Message(message) = message else { return None };
        let party = |id: ChatId| parties.iter().find(|party| party.id == id).cloned();
        let chat = chat_id(&message.peer_id);
        let is_post = message.post && message.from_id.is_none();
        let sender = match &message.from_id {
            Some(peer) => Some(chat_id(peer)),
            None if is_post => None,
            None if message.out => Some(ChatId::user(me)),
            None => Some(chat),
        };
        let nameless = |id| Party { id, name: String::new(), username: None, person: None };
        let reply = match &message.reply_to {
            Some(tl::enums::MessageReplyHeader::Header(header)) => Some(ReplyHeader {
                message: header.reply_to_msg_id.map(MessageId),
                chat: header.reply_to_peer_id.as_ref().map(chat_id),
                top: header.reply_to_top_id.map(MessageId),
                quote: header.quote_text.clone(),
                forum_topic: header.forum_topic,
            }),
            _ => None,
        };
        let forwarded_from = message.fwd_from.as_ref().map(|tl::enums::MessageFwdHeader::Header(header)| {
            let from = header.from_id.as_ref().map(chat_id);
            Forwarded {
                from,
                name: header.from_name.clone().or_else(|| party(from?).map(|party| party.name)),
                date: moment(header.date),
                channel_post: header.channel_post.map(MessageId),
                post_author: header.post_author.clone(),
                saved_from: header.saved_from_peer.as_ref().map(chat_id).zip(header.saved_from_msg_id.map(MessageId)),
            }
        });
        let replies = message.replies.as_ref().map(|tl::enums::MessageReplies::Replies(replies)| Replies {
            count: replies.replies,
            pts: replies.replies_pts,
            comments: replies.comments,
            recent: replies.recent_repliers.iter().flatten().map(chat_id).collect(),
            channel_id: replies.channel_id,
            max_id: replies.max_id.map(MessageId),
            read_max_id: replies.read_max_id.map(MessageId),
        });
        let changed = message.edit_date.and_then(moment);
        Some(Self {
            id: MessageId(message.id),
            chat,
            date: moment(message.date)?,
            edited: changed.filter(|_| !message.edit_hide),
            changed,
            text: message.message.clone(),
            entities: message.entities.iter().flatten().filter_map(TextEntity::from_tl).collect(),
            sender: sender.map(|id| party(id).unwrap_or_else(|| nameless(id))),
            reply_to: reply.as_ref().and_then(|reply| reply.message),
            reply,
            forwarded_from,
            via_bot_id: message.via_bot_id,
            attachment: message.media.as_ref().and_then(Attachment::of),
            views: message.views,
            forwards: message.forwards,
            replies,
            grouped_id: message.grouped_id,
            post_author: message.post_author.clone(),
            restrictions: restrictions(message.restriction_reason.as_deref()),
            ttl_period: message.ttl_period,
            is_outgoing: message.out || sender == Some(ChatId::user(me)),
            is_pinned: message.pinned,
            mentioned: message.mentioned,
            media_unread: message.media_unread,
            silent: message.silent,
            post: message.post,
            from_scheduled: message.from_scheduled,
            legacy: message.legacy,
            edit_hide: message.edit_hide,
            noforwards: message.noforwards,
            media: LocatedMedia::from_message(message).map(|located| located.media),
        })
    }
}

fn moment(seconds: i32) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds.into()).ok()
}
