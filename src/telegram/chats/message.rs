//! A message in any chat, as plain data.

use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::entity::TextEntity;
use crate::telegram::ids::ChatId;
use crate::telegram::ids::MessageId;
use crate::telegram::media::item::Media;
use crate::telegram::media::located::Located;
use crate::telegram::peers::input::chat_id;
use crate::telegram::peers::party::Party;
use crate::telegram::peers::person::{Restriction, restrictions};

/// A message in any chat.
#[derive(Clone, Debug)]
pub struct ChatMessage {
    /// Its number in the chat (in all private chats and basic groups together).
    pub id: MessageId,
    /// The chat.
    pub chat: ChatId,
    /// When it was sent, UTC.
    pub date: OffsetDateTime,
    /// When it was last edited, UTC, as people are shown it.
    pub edited: Option<OffsetDateTime>,
    /// When it was last changed, UTC, also where people are not to see that it was (`edit_date`, for reactions or buttons).
    pub changed: Option<OffsetDateTime>,
    /// Its words, or the caption of its media; empty where there are none. Untrusted text.
    pub text: String,
    /// Where the words are bold, a link and so on.
    pub entities: Vec<TextEntity>,
    /// Who sent it; `None` for those that a channel posted without a name. A channel where somebody wrote in its name.
    pub sender: Option<Party>,
    /// Which message it answers.
    pub reply_to: Option<MessageId>,
    /// More about the answer, where it is one.
    pub reply: Option<ReplyHeader>,
    /// Whom it was forwarded from.
    pub forwarded_from: Option<Forwarded>,
    /// The bot through which it was written.
    pub via_bot_id: Option<i64>,
    /// What is attached, where it is a file.
    pub media: Option<Media>,
    /// What is attached, whatever it is.
    pub attachment: Option<Attachment>,
    /// How often it was seen; of channels' posts.
    pub views: Option<i32>,
    /// How often it was forwarded; of channels' posts.
    pub forwards: Option<i32>,
    /// The answers or comments to it, where they are counted.
    pub replies: Option<Replies>,
    /// Messages of one album share it.
    pub grouped_id: Option<i64>,
    /// Who signed a channel's post.
    pub post_author: Option<String>,
    /// Why some applications may not show it.
    pub restrictions: Vec<Restriction>,
    /// After how many seconds it goes by itself.
    pub ttl_period: Option<i32>,
    /// Whether this account sent it.
    pub is_outgoing: bool,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// Whether it speaks of this account by name, or answers it.
    pub mentioned: bool,
    /// Whether its voice or round video was not played yet.
    pub media_unread: bool,
    /// Whether it came without a sound.
    pub silent: bool,
    /// Whether a channel posted it.
    pub post: bool,
    /// Whether it was sent at a time chosen beforehand.
    pub from_scheduled: bool,
    /// Whether it is older than what Telegram can show in full.
    pub legacy: bool,
    /// Whether people are not to see that it was changed.
    pub edit_hide: bool,
    /// Whether it may not be forwarded.
    pub noforwards: bool,
}

/// Where a message came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// Who wrote it; `None` when they don't want to be found.
    pub from: Option<ChatId>,
    /// What they are called.
    pub name: Option<String>,
    /// When it was first sent, UTC.
    pub date: Option<OffsetDateTime>,
    /// Its number in the channel that posted it.
    pub channel_post: Option<MessageId>,
    /// Who signed it there.
    pub post_author: Option<String>,
    /// Of messages kept in Saved Messages: the chat that they were kept from, and their number there.
    pub saved_from: Option<(ChatId, MessageId)>,
}

/// What an answer says of the message that it answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyHeader {
    /// Its number; none where it is out of reach.
    pub message: Option<MessageId>,
    /// Its chat, where it is another one.
    pub chat: Option<ChatId>,
    /// The message that the thread began with.
    pub top: Option<MessageId>,
    /// What of it is quoted.
    pub quote: Option<String>,
    /// Whether the thread is a topic of a forum.
    pub forum_topic: bool,
}

/// The answers or comments to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replies {
    /// How many.
    pub count: i32,
    /// `pts` of the group that they are in.
    pub pts: i32,
    /// Whether they are comments, in the group that belongs to the channel.
    pub comments: bool,
    /// Who wrote the latest.
    pub recent: Vec<ChatId>,
    /// The bare id of that group.
    pub channel_id: Option<i64>,
    /// The newest of them.
    pub max_id: Option<MessageId>,
    /// The newest of them that was read.
    pub read_max_id: Option<MessageId>,
}

/// What can be attached, under Telegram's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attachment {
    /// A photo.
    Photo,
    /// A file of any kind: film, sound, sticker, document.
    Document,
    /// The preview of a page that the words link to.
    WebPage,
    /// Somebody's contact.
    Contact,
    /// A place, a live one or a venue.
    Place,
    /// A poll.
    Poll,
    /// Dice, games, invoices, stories, giveaways and whatever comes next.
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
    /// `None` for what is no message but tells what happened in the chat.
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
            media: Located::attached(message).map(|located| located.media),
        })
    }
}

fn moment(seconds: i32) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds.into()).ok()
}
