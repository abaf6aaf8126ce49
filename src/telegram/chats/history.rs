//! The messages of a chat, newest first (`messages.getHistory`; `messages.search` where words are looked for).

use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::peers::{Party, chat_id, parties, unseen};
use super::reference::{ChatId, ChatRef};
use crate::telegram::core::Core;
use crate::telegram::known::Located;
use crate::telegram::lane::To;
use crate::telegram::{Account, Error, Media, MessageId};

/// What Telegram gives at once.
const PAGE: u32 = 100;

/// Which messages, newest first.
#[derive(Clone, Debug, Default)]
pub struct HistoryQuery {
    /// At most that many; more than 100 cost a call for each hundred.
    pub limit: u32,
    /// Only older messages than this.
    pub before: Option<MessageId>,
    /// Only those with these words.
    pub text: Option<String>,
    /// Not before this moment.
    pub from: Option<OffsetDateTime>,
    /// Not after this moment.
    pub to: Option<OffsetDateTime>,
}

/// A page of a chat.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    /// Newest first.
    pub messages: Vec<ChatMessage>,
    /// How many there are in all, by Telegram's count; without regard to moments.
    pub total: u64,
}

/// A message in any chat.
#[derive(Clone, Debug)]
pub struct ChatMessage {
    /// Its number in the chat (in all private chats and basic groups together).
    pub id: MessageId,
    /// The chat.
    pub chat: ChatId,
    /// When it was sent, UTC.
    pub date: OffsetDateTime,
    /// When it was last edited, UTC.
    pub edited: Option<OffsetDateTime>,
    /// Its words, or the caption of its media; empty where there are none. Untrusted text.
    pub text: String,
    /// Who sent it; `None` for those that a channel posted without a name.
    pub sender: Option<Party>,
    /// Which message it answers.
    pub reply_to: Option<MessageId>,
    /// Whom it was forwarded from.
    pub forwarded_from: Option<Forwarded>,
    /// What is attached, where it is a file.
    pub media: Option<Media>,
    /// Whether this account sent it.
    pub is_outgoing: bool,
    /// Whether it is pinned.
    pub is_pinned: bool,
}

/// Where a message came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// Who wrote it; `None` when they don't want to be found.
    pub from: Option<ChatId>,
    /// What they are called.
    pub name: Option<String>,
}

/// One answer of Telegram's.
struct Page {
    messages: Vec<ChatMessage>,
    /// Messages that came, those included that tell what happened in the chat.
    came: usize,
    last: Option<i32>,
    total: u64,
}

impl Account {
    /// The messages of a chat. [`Error::NotFound`] when this account cannot see the chat.
    pub async fn history(&self, chat: &ChatRef, query: &HistoryQuery) -> Result<HistoryPage, Error> {
        let core = &self.core;
        let peer = core.peer(chat).await?;
        let mut before = query.before.map_or(0, |MessageId(id)| id);
        let (mut messages, mut total) = (Vec::new(), 0);
        while (messages.len() as u32) < query.limit {
            let wanted = (query.limit - messages.len() as u32).min(PAGE);
            let page = core.read_history(&peer, query, before, wanted).await?;
            total = page.total;
            let too_old = |message: &ChatMessage| query.from.is_some_and(|from| message.date < from);
            let is_end = page.came < wanted as usize || page.messages.last().is_some_and(too_old);
            messages.extend(page.messages.into_iter().filter(|message| !too_old(message)));
            match page.last {
                Some(last) if !is_end && last != before => before = last,
                _ => break,
            }
        }
        Ok(HistoryPage { messages, total })
    }
}

impl Core {
    async fn read_history(
        &self,
        peer: &tl::enums::InputPeer,
        query: &HistoryQuery,
        before: i32,
        limit: u32,
    ) -> Result<Page, Error> {
        let (peer, limit) = (peer.clone(), limit as i32);
        let seconds = |moment: Option<OffsetDateTime>| {
            moment.map_or(0, |moment| i32::try_from(moment.unix_timestamp()).unwrap_or(i32::MAX).max(1))
        };
        // Telegram takes the moment itself as too late.
        let to = seconds(query.to.map(|to| to.saturating_add(time::Duration::SECOND)));
        let answer = match query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            None => {
                let request = tl::functions::messages::GetHistory {
                    peer,
                    offset_id: before,
                    offset_date: if before == 0 { to } else { 0 },
                    add_offset: 0,
                    limit,
                    max_id: 0,
                    min_id: 0,
                    hash: 0,
                };
                self.call(To::HOME, &request).await
            }
            Some(text) => {
                let request = tl::functions::messages::Search {
                    peer,
                    q: text.to_owned(),
                    from_id: None,
                    saved_peer_id: None,
                    saved_reaction: None,
                    top_msg_id: None,
                    filter: tl::enums::MessagesFilter::InputMessagesFilterEmpty,
                    min_date: seconds(query.from),
                    max_date: to,
                    offset_id: before,
                    add_offset: 0,
                    limit,
                    max_id: 0,
                    min_id: 0,
                    hash: 0,
                };
                self.call(To::HOME, &request).await
            }
        };
        self.page(answer.map_err(unseen)?)
    }

    fn page(&self, answer: tl::enums::messages::Messages) -> Result<Page, Error> {
        use tl::enums::messages::Messages as Answer;
        let (messages, users, chats, count) = match answer {
            Answer::Messages(all) => {
                let count = all.messages.len() as i32;
                (all.messages, all.users, all.chats, count)
            }
            Answer::Slice(slice) => (slice.messages, slice.users, slice.chats, slice.count),
            Answer::ChannelMessages(channel) => (channel.messages, channel.users, channel.chats, channel.count),
            Answer::NotModified(_) => return Err(Error::Protocol("nothing was asked that could be unmodified")),
        };
        self.peers.learn(&users, &chats);
        let (parties, me) = (parties(&users, &chats), self.me()?);
        Ok(Page {
            came: messages.len(),
            last: messages.last().map(tl::enums::Message::id),
            total: u64::try_from(count).unwrap_or(0),
            messages: messages.into_iter().filter_map(|message| ChatMessage::new(message, &parties, me)).collect(),
        })
    }
}

impl ChatMessage {
    /// `None` for what is no message but tells what happened in the chat.
    pub(in crate::telegram) fn new(message: tl::enums::Message, parties: &[Party], me: i64) -> Option<Self> {
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
        let nameless = |id| Party { id, name: String::new(), username: None };
        let moment = |seconds: i32| OffsetDateTime::from_unix_timestamp(seconds.into()).ok();
        let reply_to = match &message.reply_to {
            Some(tl::enums::MessageReplyHeader::Header(header)) => header.reply_to_msg_id.map(MessageId),
            _ => None,
        };
        let forwarded_from = message.fwd_from.as_ref().map(|tl::enums::MessageFwdHeader::Header(header)| {
            let from = header.from_id.as_ref().map(chat_id);
            let name = header.from_name.clone().or_else(|| party(from?).map(|party| party.name));
            Forwarded { from, name }
        });
        Some(Self {
            id: MessageId(message.id),
            chat,
            date: moment(message.date)?,
            edited: message.edit_date.filter(|_| !message.edit_hide).and_then(moment),
            text: message.message.clone(),
            sender: sender.map(|id| party(id).unwrap_or_else(|| nameless(id))),
            reply_to,
            forwarded_from,
            is_outgoing: message.out || sender == Some(ChatId::user(me)),
            is_pinned: message.pinned,
            media: Located::attached(message).map(|located| located.media),
        })
    }
}
