//! Listing media by `messages.search`, newest first, in exact pages.
//!
//! A kind of media has one or two of Telegram's filters, but there is no filter for all media. They are listed in one of two ways:
//!
//! * *Unfiltered.* A search without a filter returns all messages, and those without media are dropped. If Saved Messages are mostly media, a page
//!   takes one search.
//! * *Merged.* If half or more of an answer has no media, the rest of the page is merged from five filtered searches, which are made in parallel.
//!   Queries with a text or a date are merged from the start, which also makes their total exact.
//!
//! A search returns at most 100 messages: Telegram's limit.
//!
//! Some servers do not search without a text and a filter, and send the history instead. Some ignore the dates of a search that has a filter: then the
//! list begins at the message that a history finds by its date, ends at the first message before the period, and its total is not known.

use std::sync::Arc;

use futures_util::future::try_join_all;
use grammers_tl_types as tl;
use time::OffsetDateTime;

use super::filters::{Filter, filters};
use super::library::Library;
use super::located::LocatedMedia;
use super::query::{MediaCounts, MediaPage, MediaQuery};
use crate::telegram::calls::call::Calls;
use crate::telegram::error::Error;
use crate::telegram::ids::MessageId;
use crate::telegram::peers::messages::messages_of;
use crate::telegram::transport::route::CallRoute;

/// The most messages that one search returns: Telegram's limit.
const MAX_SEARCH: usize = 100;
/// The most media on a page.
const MAX_PAGE: usize = 500;
/// The most unfiltered searches for one page. It is shorter if that is not enough.
const MAX_SEARCHES: usize = 20;

impl Library {
    /// A page of media (`messages.search`).
    pub async fn list(self: &Arc<Self>, query: &MediaQuery) -> Result<MediaPage, Error> {
        self.calls.check_open()?;
        self.calls.me()?;
        let limit = (query.limit as usize).clamp(1, MAX_PAGE);
        let all_media = query.kind.is_none() && query.text.is_none() && query.from.is_none() && query.to.is_none();
        let (page, total) = if all_media {
            // An unfiltered search counts messages without media, so the total is that of Telegram's counters.
            let (page, counts) =
                futures_util::future::try_join(unfiltered(&self.calls, query, limit), self.counts()).await?;
            (page, Some(counts.all()))
        } else {
            let mut searches = filtered_searches(query);
            let page = merged(&self.calls, query, &mut searches, limit).await?;
            let total = if query.before.is_none() && !page.more {
                // All that there is was read.
                Some(page.messages.len() as u64)
            } else if dates_are_ignored(&self.calls, query, &searches).await? {
                None
            } else {
                Some(searches.iter().map(|search| search.count).sum())
            };
            (page, total)
        };
        let LocatedPage { messages, more } = page;
        let next = if more { messages.last().map(|located| located.media.id) } else { None };
        self.prefetch.record_page(query.before, messages.iter().map(|located| located.media.id));
        self.prepare_data_centres(messages.iter().map(|located| located.file.dc));
        let mut items = Vec::with_capacity(messages.len());
        for located in messages {
            items.push(located.media.clone());
            self.cache(located.into()).await;
        }
        let next = next.or(more.then_some(query.before).flatten());
        Ok(MediaPage { items, total, next })
    }

    /// The number of media of each kind (`messages.getSearchCounters`).
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

/// A page of messages with media, newest first.
struct LocatedPage {
    messages: Vec<LocatedMedia>,
    /// Whether there may be older ones.
    more: bool,
}

/// The answer of one search.
struct SearchResult {
    messages: Vec<tl::enums::Message>,
    /// Telegram's total.
    count: u64,
    /// Whether there are no older messages.
    last: bool,
}

async fn search(
    calls: &Calls,
    query: &MediaQuery,
    filter: Filter,
    before: Option<MessageId>,
    limit: usize,
) -> Result<SearchResult, Error> {
    let filter_is_empty = filter == Filter::InputMessagesFilterEmpty;
    let request = tl::functions::messages::Search {
        peer: tl::enums::InputPeer::PeerSelf,
        q: query.text.clone().unwrap_or_default(),
        from_id: None,
        saved_peer_id: None,
        saved_reaction: None,
        top_msg_id: None,
        filter,
        // Telegram excludes messages of `min_date` and `max_date` themselves.
        min_date: query.from.map_or(0, |from| seconds(from).saturating_sub(1)),
        max_date: query.to.map_or(0, |to| seconds(to).saturating_add(1)),
        offset_id: before.map_or(0, |id| id.0),
        add_offset: 0,
        limit: i32::try_from(limit).unwrap_or(i32::MAX),
        max_id: 0,
        min_id: 0,
        hash: 0,
    };
    let is_everything = request.q.is_empty() && filter_is_empty && query.from.is_none() && query.to.is_none();
    let answer = match calls.call(CallRoute::HOME, &request).await {
        Err(error) if is_everything && error.is("SEARCH_QUERY_EMPTY") => {
            calls.call(CallRoute::HOME, &history(before.map_or(0, |id| id.0), 0, limit)).await?
        }
        answer => answer?,
    };
    // The number of newer messages, if Telegram returns it or the search starts with the newest.
    let start = before.is_none().then_some(0);
    let (count, position) = match &answer {
        tl::enums::messages::Messages::Slice(slice) => (slice.count, slice.offset_id_offset.or(start)),
        // This constructor means that the answer contains all messages.
        tl::enums::messages::Messages::Messages(all) => {
            (i32::try_from(all.messages.len()).unwrap_or(i32::MAX), Some(0))
        }
        _ => return Err(Error::Protocol("a search of Saved Messages answered as a channel")),
    };
    let count = usize::try_from(count).unwrap_or(0);
    let position = position.and_then(|position| usize::try_from(position).ok());
    let messages = messages_of(answer)?;
    // An answer may be shorter than the limit although there are older messages.
    let last = messages.is_empty() || position.is_some_and(|position| position + messages.len() >= count);
    Ok(SearchResult { messages, count: count as u64, last })
}

/// Whether the counts of the searches are those of other periods as well. Their messages may not show it: then a search of the distant future does.
async fn dates_are_ignored(calls: &Calls, query: &MediaQuery, searches: &[FilteredSearch]) -> Result<bool, Error> {
    if searches.iter().any(|search| search.dates_are_ignored) {
        return Ok(true);
    }
    let has_dates = query.from.is_some() || query.to.is_some();
    let Some(found) = searches.iter().find(|search| search.count > 0).filter(|_| has_dates) else { return Ok(false) };
    let future =
        OffsetDateTime::from_unix_timestamp(i64::from(i32::MAX) - 1).expect("32 bits of seconds are a valid date");
    let query = MediaQuery { from: Some(future), to: None, ..query.clone() };
    Ok(search(calls, &query, found.filter.clone(), None, 1).await?.count > 0)
}

/// A page of all messages of Saved Messages: before a message or a time, unless they are 0.
fn history(offset_id: i32, offset_date: i32, limit: usize) -> tl::functions::messages::GetHistory {
    tl::functions::messages::GetHistory {
        peer: tl::enums::InputPeer::PeerSelf,
        offset_id,
        offset_date,
        add_offset: 0,
        limit: i32::try_from(limit).unwrap_or(i32::MAX),
        max_id: 0,
        min_id: 0,
        hash: 0,
    }
}

/// The newest message that is not newer than a time.
async fn newest_at(calls: &Calls, time: OffsetDateTime) -> Result<Option<MessageId>, Error> {
    // Telegram excludes messages of that second itself.
    let answer = calls.call(CallRoute::HOME, &history(0, seconds(time).saturating_add(1), 1)).await?;
    Ok(messages_of(answer)?.first().map(|message| MessageId(message.id())))
}

/// A time as Telegram's methods have it.
fn seconds(moment: OffsetDateTime) -> i32 {
    i32::try_from(moment.unix_timestamp().clamp(0, i32::MAX.into())).unwrap_or(0)
}

/// When a message was sent; `None` for one that is not there.
fn date_of(message: &tl::enums::Message) -> Option<i32> {
    match message {
        tl::enums::Message::Message(message) => Some(message.date),
        tl::enums::Message::Service(message) => Some(message.date),
        tl::enums::Message::Empty(_) => None,
    }
}

/// All media, by unfiltered searches, and by merged ones when too few of the messages have media.
async fn unfiltered(calls: &Calls, query: &MediaQuery, limit: usize) -> Result<LocatedPage, Error> {
    let me = calls.me()?;
    let mut messages: Vec<LocatedMedia> = Vec::new();
    let mut before = query.before;
    for _ in 0..MAX_SEARCHES {
        let missing = (limit - messages.len()).min(MAX_SEARCH);
        let answer = search(calls, query, Filter::InputMessagesFilterEmpty, before, missing).await?;
        let received = answer.messages.len();
        before = answer.messages.last().map(|message| MessageId(message.id())).or(before);
        let earlier = messages.len();
        let received_messages = answer.messages.into_iter();
        messages.extend(received_messages.filter_map(|message| LocatedMedia::from_saved_message(message, me)));
        if answer.last {
            return Ok(LocatedPage { messages, more: false });
        }
        if messages.len() >= limit {
            return Ok(LocatedPage { messages, more: true });
        }
        if (messages.len() - earlier) * 2 <= received {
            let rest = MediaQuery { before, ..query.clone() };
            let page = merged(calls, &rest, &mut filtered_searches(&rest), limit - messages.len()).await?;
            messages.extend(page.messages);
            return Ok(LocatedPage { messages, more: page.more });
        }
    }
    Ok(LocatedPage { messages, more: true })
}

/// The searches with one filter, and their messages that are not on a page yet.
struct FilteredSearch {
    filter: Filter,
    /// Oldest first, so that the newest is popped.
    buffered: Vec<LocatedMedia>,
    before: Option<MessageId>,
    count: u64,
    ended: bool,
    /// Whether an answer had messages outside of the period that was asked for.
    dates_are_ignored: bool,
}

fn filtered_searches(query: &MediaQuery) -> Vec<FilteredSearch> {
    let search = |filter| FilteredSearch {
        filter,
        buffered: Vec::new(),
        before: query.before,
        count: 0,
        ended: false,
        dates_are_ignored: false,
    };
    filters(query.kind).into_iter().map(search).collect()
}

impl FilteredSearch {
    async fn fill(&mut self, calls: &Calls, query: &MediaQuery, me: i64, limit: usize) -> Result<(), Error> {
        let limit = limit.min(MAX_SEARCH);
        while self.buffered.is_empty() && !self.ended {
            let answer = search(calls, query, self.filter.clone(), self.before, limit).await?;
            self.count = self.count.max(answer.count);
            let oldest = answer.messages.last().map(|message| MessageId(message.id()));
            // An answer without older messages would be requested again forever.
            self.ended = answer.last || oldest.is_some_and(|oldest| self.before.is_some_and(|before| oldest >= before));
            self.before = oldest.or(self.before);
            self.go_by_dates(calls, query, &answer.messages).await?;
            let in_period = |located: &LocatedMedia| {
                query.from.is_none_or(|from| located.media.date >= from)
                    && query.to.is_none_or(|to| located.media.date <= to)
            };
            let messages = answer.messages.into_iter().rev();
            let with_media = messages.filter_map(|message| LocatedMedia::from_saved_message(message, me));
            self.buffered = with_media.filter(in_period).collect();
        }
        Ok(())
    }
}

impl FilteredSearch {
    /// Notices when a server ignores the dates, and keeps the search within them.
    async fn go_by_dates(
        &mut self,
        calls: &Calls,
        query: &MediaQuery,
        answer: &[tl::enums::Message],
    ) -> Result<(), Error> {
        let dates = || answer.iter().filter_map(date_of);
        let (newest, oldest) = (dates().max().unwrap_or(0), dates().min().unwrap_or(i32::MAX));
        let begins_late = query.from.is_some_and(|from| oldest < seconds(from));
        let begins_early = query.to.is_some_and(|to| newest > seconds(to));
        // The rest is older still.
        self.ended |= begins_late;
        if begins_early && !self.dates_are_ignored && !self.ended {
            let Some(to) = query.to.filter(|to| oldest > seconds(*to)) else {
                self.dates_are_ignored = true;
                return Ok(());
            };
            match newest_at(calls, to).await? {
                Some(MessageId(newest)) => {
                    let before = MessageId(newest.saturating_add(1));
                    self.before = Some(self.before.map_or(before, |known| known.min(before)));
                }
                None => self.ended = true,
            }
        }
        self.dates_are_ignored |= begins_late || begins_early;
        Ok(())
    }
}

/// Takes the newest message of all searches until the page is full.
async fn merged(
    calls: &Calls,
    query: &MediaQuery,
    searches: &mut [FilteredSearch],
    limit: usize,
) -> Result<LocatedPage, Error> {
    let me = calls.me()?;
    let mut messages: Vec<LocatedMedia> = Vec::new();
    while messages.len() < limit {
        let missing = limit - messages.len();
        let empty = searches.iter_mut().filter(|search| search.buffered.is_empty() && !search.ended);
        try_join_all(empty.map(|search| search.fill(calls, query, me, missing))).await?;
        let newest = searches
            .iter_mut()
            .filter(|search| !search.buffered.is_empty())
            .max_by_key(|search| search.buffered.last().map(|located| located.media.id));
        let Some(located) = newest.and_then(|search| search.buffered.pop()) else { break };
        // A message that two filters match (which none should) appears twice in a row.
        if messages.last().is_none_or(|last| last.media.id != located.media.id) {
            messages.push(located);
        }
    }
    let more = searches.iter().any(|search| !search.ended || !search.buffered.is_empty());
    Ok(LocatedPage { messages, more })
}
