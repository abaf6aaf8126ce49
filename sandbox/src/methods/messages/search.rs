//! Searching a chat by filter, words and dates; counting matches; the calendar of matches.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::list::{find, saved_from, with_channel};
use super::parameters::given;
use crate::methods::peer::{self, Chat};
use crate::model::history::IndexEntry;
use crate::model::search::{self, Filter, HeaderQuery, PageRequest, Query};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The most days in a calendar; clients ask for older ones with `offset_id`.
const MAXIMUM_DAYS: usize = 100;

pub(crate) fn search(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::Search,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let words = search::words(&request.q);
    let without_words = words.is_empty() && !request.q.trim().is_empty();
    let headers = headers(world, caller, &chat, &request);
    // Nobody reacts in the sandbox.
    let has_reaction = request.saved_reaction.as_ref().is_some_and(|reactions| !reactions.is_empty());
    let is_empty = headers.is_none() || without_words || has_reaction;
    let filter = if is_empty { Filter::NONE } else { Filter::new(&request.filter) };
    let ignores_dates = filter != Filter::ALL && world.search_ignores_dates();
    let (min_date, max_date) = if ignores_dates { (0, 0) } else { (request.min_date, request.max_date) };
    let query = Query {
        filter,
        words,
        min_date,
        max_date,
        chat: chat.id_in_box().unwrap_or(0),
        headers: headers.unwrap_or_default(),
    };
    let page_request = PageRequest {
        offset_id: request.offset_id,
        offset_date: 0,
        add_offset: request.add_offset,
        limit: request.limit,
        max_id: request.max_id,
        min_id: request.min_id,
    };
    Ok(find(world, caller, &chat, &query, &page_request))
}

/// What the headers of wanted messages have. `None` if none can have it.
fn headers(world: &World, caller: &AuthorizedCaller, chat: &Chat, request: &f::Search) -> Option<HeaderQuery> {
    let from = match given(request.from_id.as_ref()) {
        None => None,
        Some(from) => match (peer::chat(world, caller, from).ok()?, chat) {
            // Everything in Saved Messages is from their owner.
            (Chat::SavedMessages, Chat::SavedMessages) => None,
            (Chat::SavedMessages, _) => Some(caller.user.0),
            (Chat::User(user), Chat::User(_) | Chat::BasicGroup(_) | Chat::Channel(_)) => Some(user.0),
            // Anonymous admins write as the group.
            (Chat::Channel(from), Chat::Channel(channel)) if from.id == channel.id => Some(0),
            _ => return None,
        },
    };
    let saved_from = match given(request.saved_peer_id.as_ref()) {
        Some(peer) if matches!(chat, Chat::SavedMessages) => Some(saved_from(world, caller, peer).ok()?),
        _ => None,
    };
    Some(HeaderQuery { from, saved_from, reply_to: request.top_msg_id.filter(|id| *id != 0) })
}

pub(crate) fn counters(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetSearchCounters,
) -> Result<Vec<tl::enums::messages::SearchCounter>, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let counters = request.filters.into_iter().map(|filter| {
        let messages_filter = Filter::new(&filter);
        let count = match &chat {
            Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
                let id = chat.id_in_box();
                let matches = |entry: &&IndexEntry| Some(entry.chat) == id && messages_filter.matches(entry);
                world.with_history(caller.user, |history| history.index().iter().filter(matches).count())
            }
            Chat::Channel(channel) => {
                world.search_channel(channel, &Query::filter(messages_filter), &PageRequest::default()).count
            }
        };
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        tl::types::messages::SearchCounter { inexact: false, filter, count }.into()
    });
    Ok(counters.collect())
}

pub(crate) fn calendar(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetSearchResultsCalendar,
) -> Result<tl::enums::messages::SearchResultsCalendar, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let filter = Filter::new(&request.filter);
    if filter == Filter::ALL {
        return Err(bad_request("FILTER_NOT_SUPPORTED"));
    }
    let query = Query { chat: chat.id_in_box().unwrap_or(0), ..Query::filter(filter) };
    let list = match &chat {
        Chat::Channel(channel) => world.channel_matches(channel, &query),
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            world.with_history(caller.user, |history| query.find(history, |_| String::new()))
        }
    };
    let offset = match (request.offset_id, request.offset_date) {
        (1.., _) => list.partition_point(|entry| entry.id >= request.offset_id),
        (_, 1..) => list.partition_point(|entry| entry.date >= request.offset_date),
        _ => 0,
    };
    let days = search::days(&list[offset..], MAXIMUM_DAYS);
    let newest: Vec<i32> = days.iter().map(|day| day.max_id).collect();
    let periods = days.into_iter().map(|day| {
        let period = tl::types::SearchResultsCalendarPeriod {
            date: day.date,
            min_msg_id: day.min_id,
            max_msg_id: day.max_id,
            count: day.count,
        };
        period.into()
    });
    let (messages, (users, chats)) = match &chat {
        Chat::Channel(channel) => {
            let messages = world.channel_messages(caller.user, channel, &newest);
            let peers = with_channel(world, caller, channel, &messages);
            (messages, peers)
        }
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            let messages = world.messages(caller.user, &newest);
            let peers = world.peers_of(caller.user, &messages);
            (messages, peers)
        }
    };
    let calendar = tl::types::messages::SearchResultsCalendar {
        inexact: false,
        count: i32::try_from(list.len()).unwrap_or(i32::MAX),
        min_date: list.last().map_or(0, |entry| entry.date),
        min_msg_id: list.last().map_or(0, |entry| entry.id),
        offset_id_offset: i32::try_from(offset).ok(),
        periods: periods.collect(),
        messages,
        chats,
        users,
    };
    Ok(calendar.into())
}
