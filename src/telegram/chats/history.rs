//! The messages of a chat: newest first in pages (`messages.getHistory`, or `messages.search` with a text), or oldest first from a message on, for
//! callers that read a whole chat.

use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::message::ChatMessage;
use super::state::Chats;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;
use crate::telegram::peers::party::parties;
use crate::telegram::peers::reference::ChatRef;
use crate::telegram::peers::refusal::refused;
use crate::telegram::transport::route::CallRoute;

/// The messages in one answer: Telegram's limit.
const PAGE: u32 = 100;

/// Which messages to list, newest first.
#[derive(Clone, Debug, Default)]
pub struct HistoryQuery {
    /// The most messages. Each hundred takes a call.
    pub limit: u32,
    /// Only messages older than this one.
    pub before: Option<MessageId>,
    /// Only messages that contain this text.
    pub text: Option<String>,
    /// Only messages of this time or later.
    pub from: Option<OffsetDateTime>,
    /// Only messages of this time or earlier.
    pub to: Option<OffsetDateTime>,
}

/// A page of a chat's messages.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    /// Newest first.
    pub messages: Vec<ChatMessage>,
    /// Telegram's total, which ignores `from` and `to`.
    pub total: u64,
}

/// Consecutive messages of a chat, oldest first.
#[derive(Clone, Debug)]
pub struct HistoryStretch {
    /// Oldest first.
    pub messages: Vec<ChatMessage>,
    /// `after` of the next call; `None` at the end of the chat. The message need not be among `messages`, which leave out service messages.
    pub next: Option<MessageId>,
    /// Telegram's total.
    pub total: u64,
}

/// An answer of Telegram.
struct Page {
    messages: Vec<ChatMessage>,
    /// The newest message of the answer, which may be a service message.
    first: Option<i32>,
    /// The oldest one.
    last: Option<i32>,
    total: u64,
    /// Whether Telegram says that these are all messages.
    is_whole: bool,
    /// Whether there are no older messages. An answer with fewer messages than were asked for does not say so.
    is_end: bool,
}

impl Chats {
    /// A page of a chat's messages. [`Error::NotFound`] when the account has no access to the chat.
    pub async fn history(&self, chat: &ChatRef, query: &HistoryQuery) -> Result<HistoryPage, Error> {
        let peer = self.peers.resolve(chat).await?;
        let mut before = query.before.map_or(0, |MessageId(id)| id);
        let (mut messages, mut total) = (Vec::new(), 0);
        while (messages.len() as u32) < query.limit {
            let missing = (query.limit - messages.len() as u32).min(PAGE);
            let page = self.read_history(&peer, query, before, missing).await?;
            total = page.total;
            let too_old = |message: &ChatMessage| query.from.is_some_and(|from| message.date < from);
            let is_end = page.is_end || page.messages.last().is_some_and(too_old);
            messages.extend(page.messages.into_iter().filter(|message| !too_old(message)));
            match page.last {
                Some(last) if !is_end && last != before => before = last,
                _ => break,
            }
        }
        Ok(HistoryPage { messages, total })
    }

    /// Up to a hundred messages after `after`, or the first ones of the chat, oldest first. A chat is read by repeating this with
    /// [`HistoryStretch::next`] until that is `None`.
    pub async fn history_after(&self, chat: &ChatRef, after: Option<MessageId>) -> Result<HistoryStretch, Error> {
        let peer = self.peers.resolve(chat).await?;
        let after = after.map_or(0, |MessageId(id)| id.max(0));
        let request = messages_after(peer, after);
        let mut page = self.page(self.calls.call(CallRoute::HOME, &request).await.map_err(refused)?)?;
        // Near the end of the chat, Telegram may fill the page with older messages.
        page.messages.retain(|message| message.id.0 > after);
        page.messages.sort_by_key(|message| message.id);
        let next = page.first.filter(|first| *first > after && !page.is_whole).map(MessageId);
        Ok(HistoryStretch { messages: page.messages, next, total: page.total })
    }

    /// A message of a chat. [`Error::NotFound`] when it does not exist or is a service message.
    pub async fn message(&self, chat: &ChatRef, id: MessageId) -> Result<ChatMessage, Error> {
        let peer = self.peers.resolve(chat).await?;
        self.chat_messages(&peer, &[id]).await?.pop().ok_or(Error::NotFound)
    }
}

impl Chats {
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
        // Telegram excludes messages of that second itself.
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
                self.calls.call(CallRoute::HOME, &request).await
            }
            Some(text) => {
                let request = tl::functions::messages::Search {
                    q: text.to_owned(),
                    min_date: seconds(query.from),
                    max_date: to,
                    offset_id: before,
                    limit,
                    ..search(peer, tl::enums::MessagesFilter::InputMessagesFilterEmpty)
                };
                self.calls.call(CallRoute::HOME, &request).await
            }
        };
        self.page(answer.map_err(refused)?)
    }

    /// The messages of a chat with these ids, a hundred at most.
    async fn chat_messages(&self, peer: &tl::enums::InputPeer, ids: &[MessageId]) -> Result<Vec<ChatMessage>, Error> {
        let answer = self.peers.get_messages(peer, ids).await?;
        let chat = self.peers.id_of(peer)?;
        let page = self.page(answer)?;
        Ok(page.messages.into_iter().filter(|message| message.chat == chat).collect())
    }

    fn page(&self, answer: tl::enums::messages::Messages) -> Result<Page, Error> {
        use tl::enums::messages::Messages as Answer;
        let is_whole = matches!(answer, Answer::Messages(_));
        let (messages, users, chats, count, position) = match answer {
            Answer::Messages(all) => {
                let count = all.messages.len() as i32;
                (all.messages, all.users, all.chats, count, None)
            }
            Answer::Slice(slice) => {
                let position = slice.offset_id_offset.filter(|_| !slice.inexact);
                (slice.messages, slice.users, slice.chats, slice.count, position)
            }
            Answer::ChannelMessages(channel) => {
                let position = channel.offset_id_offset.filter(|_| !channel.inexact);
                (channel.messages, channel.users, channel.chats, channel.count, position)
            }
            Answer::NotModified(_) => return Err(Error::Protocol("nothing was asked that could be unmodified")),
        };
        self.peers.learn(&users, &chats);
        let (parties, me) = (parties(&users, &chats), self.calls.me()?);
        let end = position.map(|position| i64::from(position) + messages.len() as i64);
        Ok(Page {
            is_whole,
            is_end: is_whole || messages.is_empty() || end.is_some_and(|end| end >= i64::from(count)),
            first: messages.first().map(tl::enums::Message::id),
            last: messages.last().map(tl::enums::Message::id),
            total: u64::try_from(count).unwrap_or(0),
            messages: messages.into_iter().filter_map(|message| ChatMessage::new(message, &parties, me)).collect(),
        })
    }
}

/// The hundred messages that follow a message, newest first. Near the end of the chat, Telegram may fill the page with older messages.
pub(super) fn messages_after(peer: tl::enums::InputPeer, after: i32) -> tl::functions::messages::GetHistory {
    let limit = i32::try_from(PAGE).unwrap_or(i32::MAX);
    tl::functions::messages::GetHistory {
        peer,
        // Telegram's list has the newest first. A negative `add_offset` selects the messages before the one at `offset_id`.
        offset_id: after.saturating_add(1),
        offset_date: 0,
        add_offset: -limit,
        limit,
        max_id: 0,
        min_id: 0,
        hash: 0,
    }
}

/// The newest messages of a kind: a hundred at most.
pub(super) fn search(peer: tl::enums::InputPeer, filter: tl::enums::MessagesFilter) -> tl::functions::messages::Search {
    tl::functions::messages::Search {
        peer,
        q: String::new(),
        from_id: None,
        saved_peer_id: None,
        saved_reaction: None,
        top_msg_id: None,
        filter,
        min_date: 0,
        max_date: 0,
        offset_id: 0,
        add_offset: 0,
        limit: i32::try_from(PAGE).unwrap_or(i32::MAX),
        max_id: 0,
        min_id: 0,
        hash: 0,
    }
}
