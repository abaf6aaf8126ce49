//! Listing by `messages.search`, newest first, in pages that are exact.
//!
//! Telegram has a filter for some kinds and none for "all media". So a kind is one filter or two, and all kinds are found in one of two ways:
//!
//! * *Dense.* The search without a filter brings messages of every sort; those without media are dropped. Where Saved Messages are mostly
//!   media, a page costs one search.
//! * *Sparse.* Where half or more of what came was text, the rest of the page is merged from five filtered searches made at the same time, newest id first. So
//!   it is from the start when there is a text or a date to search for, which also makes the total exact.
//!
//! Every search asks for 100 messages at most, Telegram's own limit.

use std::sync::Arc;

use futures_util::future::try_join_all;
use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::filters::{Filter, filters};
use super::library::Library;
use super::located::Located;
use super::query::{MediaCounts, MediaPage, MediaQuery};
use crate::telegram::calls::call::Calls;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;
use crate::telegram::peers::messages::messages_of;
use crate::telegram::transport::route::CallRoute;

/// Telegram gives no more at once.
const SEARCH: usize = 100;
/// The most that a page holds.
const PAGE: usize = 500;
/// A page is ended early rather than made of more searches than that; the next one goes on where it ends.
const SEARCHES: usize = 20;

impl Library {
    /// One page of media (`messages.search`).
    pub async fn list(self: &Arc<Self>, query: &MediaQuery) -> Result<MediaPage, Error> {
        self.calls.check_open()?;
        self.calls.me()?;
        let limit = (query.limit as usize).clamp(1, PAGE);
        let everything = query.kind.is_none() && query.text.is_none() && query.from.is_none() && query.to.is_none();
        let (found, total) = if everything {
            // The search counts texts too; Telegram's counters do not.
            let (found, counts) =
                futures_util::future::try_join(dense(&self.calls, query, limit), self.counts()).await?;
            (found, counts.all())
        } else {
            let mut sources = sources(query);
            let found = merge(&self.calls, query, &mut sources, limit).await?;
            (found, sources.iter().map(|source| source.count).sum())
        };
        let Found { messages, more } = found;
        let next = if more { messages.last().map(|located| located.media.id) } else { None };
        self.prefetch.listed(query.before, messages.iter().map(|located| located.media.id));
        self.prepare(messages.iter().map(|located| located.file.dc));
        let mut items = Vec::with_capacity(messages.len());
        for located in messages {
            items.push(located.media.clone());
            self.put(located.into()).await;
        }
        let next = next.or(more.then_some(query.before).flatten());
        Ok(MediaPage { items, total, next })
    }

    /// Counts by kind (`messages.getSearchCounters`).
    pub async fn counts(&self) -> Result<MediaCounts, Error> {
        use tl::enums::MessagesFilter::*;

        let request = tl::functions::messages::GetSearchCounters {
            peer: tl::enums::InputPeer::PeerSelf,
            saved_peer_id: None,
            top_msg_id: None,
            filters: vec![
                InputMessagesFilterPhotos,
                InputMessagesFilterVideo,
                InputMessagesFilterRoundVideo,
                InputMessagesFilterMusic,
                InputMessagesFilterVoice,
                InputMessagesFilterGif,
                InputMessagesFilterDocument,
            ],
        };
        let mut counts = MediaCounts::default();
        for tl::enums::messages::SearchCounter::Counter(counter) in self.calls.call(CallRoute::HOME, &request).await? {
            let count = u64::try_from(counter.count).unwrap_or(0);
            match counter.filter {
                InputMessagesFilterPhotos => counts.photo += count,
                InputMessagesFilterVideo | InputMessagesFilterRoundVideo => counts.video += count,
                InputMessagesFilterMusic => counts.audio += count,
                InputMessagesFilterVoice => counts.voice += count,
                InputMessagesFilterGif => counts.animation += count,
                InputMessagesFilterDocument => counts.document += count,
                _ => return Err(Error::Protocol("a count that was not asked for")),
            }
        }
        Ok(counts)
    }
}

/// Messages found, newest first, and whether there may be older ones.
struct Found {
    messages: Vec<Located>,
    more: bool,
}

/// One search's answer.
struct SearchResult {
    messages: Vec<tl::enums::Message>,
    /// How many there are in all.
    count: u64,
    /// Whether this was the end.
    last: bool,
}

async fn search(
    calls: &Calls,
    query: &MediaQuery,
    filter: Filter,
    before: Option<MessageId>,
    limit: usize,
) -> Result<SearchResult, Error> {
    let seconds =
        |moment: OffsetDateTime| i32::try_from(moment.unix_timestamp().clamp(0, i32::MAX.into())).unwrap_or(0);
    let request = tl::functions::messages::Search {
        peer: tl::enums::InputPeer::PeerSelf,
        q: query.text.clone().unwrap_or_default(),
        from_id: None,
        saved_peer_id: None,
        saved_reaction: None,
        top_msg_id: None,
        filter,
        // Telegram's borders are themselves outside.
        min_date: query.from.map_or(0, |from| seconds(from).saturating_sub(1)),
        max_date: query.to.map_or(0, |to| seconds(to).saturating_add(1)),
        offset_id: before.map_or(0, |id| id.0),
        add_offset: 0,
        limit: i32::try_from(limit).unwrap_or(i32::MAX),
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let answer = calls.call(CallRoute::HOME, &request).await?;
    // Where the answer stands among all; told by Telegram, or known since it is the beginning.
    let beginning = before.is_none().then_some(0);
    let (count, position) = match &answer {
        tl::enums::messages::Messages::Slice(slice) => (slice.count, slice.offset_id_offset.or(beginning)),
        // The form for "this is all there is".
        tl::enums::messages::Messages::Messages(all) => {
            (i32::try_from(all.messages.len()).unwrap_or(i32::MAX), Some(0))
        }
        _ => return Err(Error::Protocol("a search of Saved Messages answered as a channel")),
    };
    let count = usize::try_from(count).unwrap_or(0);
    let position = position.and_then(|position| usize::try_from(position).ok());
    let messages = messages_of(answer)?;
    // Fewer than asked for may come although there are more.
    let last = messages.is_empty() || position.is_some_and(|position| position + messages.len() >= count);
    Ok(SearchResult { messages, count: count as u64, last })
}

/// Everything, by the search without a filter; finished by merging when too little of it is media.
async fn dense(calls: &Calls, query: &MediaQuery, limit: usize) -> Result<Found, Error> {
    let me = calls.me()?;
    let mut messages: Vec<Located> = Vec::new();
    let mut before = query.before;
    for _ in 0..SEARCHES {
        let asked = (limit - messages.len()).min(SEARCH);
        let answer = search(calls, query, Filter::InputMessagesFilterEmpty, before, asked).await?;
        let came = answer.messages.len();
        before = answer.messages.last().map(|message| MessageId(message.id())).or(before);
        let had = messages.len();
        messages.extend(answer.messages.into_iter().filter_map(|message| Located::from_message(message, me)));
        if answer.last {
            return Ok(Found { messages, more: false });
        }
        if messages.len() >= limit {
            return Ok(Found { messages, more: true });
        }
        if (messages.len() - had) * 2 <= came {
            let rest = MediaQuery { before, ..query.clone() };
            let found = merge(calls, &rest, &mut sources(&rest), limit - messages.len()).await?;
            messages.extend(found.messages);
            return Ok(Found { messages, more: found.more });
        }
    }
    Ok(Found { messages, more: true })
}

/// One filter's messages, read ahead.
struct FilteredSearch {
    filter: Filter,
    /// Oldest first, so that the newest is taken from the end.
    waiting: Vec<Located>,
    before: Option<MessageId>,
    count: u64,
    ended: bool,
}

fn sources(query: &MediaQuery) -> Vec<FilteredSearch> {
    let source = |filter| FilteredSearch { filter, waiting: Vec::new(), before: query.before, count: 0, ended: false };
    filters(query.kind).into_iter().map(source).collect()
}

impl FilteredSearch {
    async fn fill(&mut self, calls: &Calls, query: &MediaQuery, me: i64, limit: usize) -> Result<(), Error> {
        let asked = limit.min(SEARCH);
        while self.waiting.is_empty() && !self.ended {
            let answer = search(calls, query, self.filter.clone(), self.before, asked).await?;
            self.count = self.count.max(answer.count);
            let oldest = answer.messages.last().map(|message| MessageId(message.id()));
            // An answer that leads no further would be asked for again for ever.
            self.ended = answer.last || oldest.is_some_and(|oldest| self.before.is_some_and(|before| oldest >= before));
            self.before = oldest.or(self.before);
            let within = |located: &Located| {
                query.from.is_none_or(|from| located.media.date >= from)
                    && query.to.is_none_or(|to| located.media.date <= to)
            };
            let found = answer.messages.into_iter().rev().filter_map(|message| Located::from_message(message, me));
            self.waiting = found.filter(within).collect();
        }
        Ok(())
    }
}

/// Takes the newest of all sources until there are enough.
async fn merge(
    calls: &Calls,
    query: &MediaQuery,
    sources: &mut [FilteredSearch],
    limit: usize,
) -> Result<Found, Error> {
    let me = calls.me()?;
    let mut messages: Vec<Located> = Vec::new();
    while messages.len() < limit {
        let wanted = limit - messages.len();
        let empty = sources.iter_mut().filter(|source| source.waiting.is_empty() && !source.ended);
        try_join_all(empty.map(|source| source.fill(calls, query, me, wanted))).await?;
        let newest = sources
            .iter_mut()
            .filter(|source| !source.waiting.is_empty())
            .max_by_key(|source| source.waiting.last().map(|located| located.media.id));
        let Some(located) = newest.and_then(|source| source.waiting.pop()) else { break };
        // Nothing should be found by two filters; were it so, it would come twice in a row.
        if messages.last().is_none_or(|last| last.media.id != located.media.id) {
            messages.push(located);
        }
    }
    let more = sources.iter().any(|source| !source.ended || !source.waiting.is_empty());
    Ok(Found { messages, more })
}
