//! The messages of a chat (`messages.getHistory`; `messages.search` where words are looked for): newest first in pages, or oldest first from some
//! message on, as somebody reads a whole chat who keeps nothing of it.

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

/// A stretch of a chat, oldest first.
#[derive(Clone, Debug)]
pub struct HistoryStretch {
    /// Oldest first.
    pub messages: Vec<ChatMessage>,
    /// Where to go on: after this message, which need not be among them (what tells of the chat itself is no message). `None` at the
    /// chat's present end.
    pub next: Option<MessageId>,
    /// How many there are in all, by Telegram's count.
    pub total: u64,
}

/// One answer of Telegram's.
struct Page {
    messages: Vec<ChatMessage>,
    /// Messages that came, those included that tell what happened in the chat.
    came: usize,
    first: Option<i32>,
    last: Option<i32>,
    total: u64,
}

impl Chats {
    /// The messages of a chat. [`Error::NotFound`] when this account cannot see the chat.
    pub async fn history(&self, chat: &ChatRef, query: &HistoryQuery) -> Result<HistoryPage, Error> {
        let peer = self.peers.resolve(chat).await?;
        let mut before = query.before.map_or(0, |MessageId(id)| id);
        let (mut messages, mut total) = (Vec::new(), 0);
        while (messages.len() as u32) < query.limit {
            let wanted = (query.limit - messages.len() as u32).min(PAGE);
            let page = self.read_history(&peer, query, before, wanted).await?;
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

    /// Up to a hundred messages newer than `after`, oldest first; from the chat's beginning without it. One call, nothing is kept, so that a
    /// chat of any length is read page by page: go on with [`HistoryStretch::next`] until there is none.
    pub async fn history_after(&self, chat: &ChatRef, after: Option<MessageId>) -> Result<HistoryStretch, Error> {
        let peer = self.peers.resolve(chat).await?;
        let after = after.map_or(0, |MessageId(id)| id.max(0));
        let limit = i32::try_from(PAGE).unwrap_or(i32::MAX);
        let request = tl::functions::messages::GetHistory {
            peer,
            // The hundred before the place of `after` + 1 in a list that has the newest first.
            offset_id: after.saturating_add(1),
            offset_date: 0,
            add_offset: -limit,
            limit,
            max_id: 0,
            min_id: 0,
            hash: 0,
        };
        let mut page = self.page(self.calls.call(CallRoute::HOME, &request).await.map_err(refused)?)?;
        // Near the end Telegram may fill the page up with older ones.
        page.messages.retain(|message| message.id.0 > after);
        page.messages.sort_by_key(|message| message.id);
        let next = page.first.filter(|first| *first > after && page.came >= PAGE as usize).map(MessageId);
        Ok(HistoryStretch { messages: page.messages, next, total: page.total })
    }

    /// One message of a chat. [`Error::NotFound`] when it is not there, or only tells what happened in the chat.
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
                self.calls.call(CallRoute::HOME, &request).await
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
                self.calls.call(CallRoute::HOME, &request).await
            }
        };
        self.page(answer.map_err(refused)?)
    }

    /// The messages with these ids (a hundred at most) that are in that chat.
    async fn chat_messages(&self, peer: &tl::enums::InputPeer, ids: &[MessageId]) -> Result<Vec<ChatMessage>, Error> {
        let answer = self.peers.get_messages(peer, ids).await?;
        let chat = self.peers.id_of(peer)?;
        let page = self.page(answer)?;
        Ok(page.messages.into_iter().filter(|message| message.chat == chat).collect())
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
        let (parties, me) = (parties(&users, &chats), self.calls.me()?);
        Ok(Page {
            came: messages.len(),
            first: messages.first().map(tl::enums::Message::id),
            last: messages.last().map(tl::enums::Message::id),
            total: u64::try_from(count).unwrap_or(0),
            messages: messages.into_iter().filter_map(|message| ChatMessage::new(message, &parties, me)).collect(),
        })
    }
}
