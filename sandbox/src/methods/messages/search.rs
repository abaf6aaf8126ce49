//! Searching a chat: by filter, words and dates; how many there are of each filter; on which days.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::list::find;
use crate::methods::peer::{self, Chat};
use crate::rpc::RpcError;
use crate::world::history::Entry;
use crate::world::refusal::bad_request;
use crate::world::search::{self, Filter, Query, Window};
use crate::world::{Signed, World};

/// How many days a calendar has at most; older ones are asked for with `offset_id`.
const DAYS: usize = 100;

pub(crate) fn search(
    world: &World,
    signed: &Signed,
    request: f::Search,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let chat = peer::chat(world, signed, &request.peer)?;
    // Everything in Saved Messages is from their owner; the other chats are not told apart by their authors yet.
    let from_other = match &request.from_id {
        Some(from) => peer::chat(world, signed, from).is_err(),
        None => false,
    };
    let words = search::words(&request.q);
    let without_words = words.is_empty() && !request.q.trim().is_empty();
    let filter = if from_other || without_words { Filter::NONE } else { Filter::of(&request.filter) };
    let chat_number = chat.boxed().unwrap_or(0);
    let (min_date, max_date) = (request.min_date, request.max_date);
    let query = Query { filter, words, min_date, max_date, chat: chat_number };
    let window = Window {
        offset_id: request.offset_id,
        offset_date: 0,
        add_offset: request.add_offset,
        limit: request.limit,
        max_id: request.max_id,
        min_id: request.min_id,
    };
    Ok(find(world, signed, chat, &query, &window))
}

pub(crate) fn counters(
    world: &World,
    signed: &Signed,
    request: f::GetSearchCounters,
) -> Result<Vec<tl::enums::messages::SearchCounter>, RpcError> {
    let chat = peer::chat(world, signed, &request.peer)?;
    let counters = request.filters.into_iter().map(|filter| {
        let passes = Filter::of(&filter);
        let count = match chat {
            Chat::Saved | Chat::Person(_) | Chat::Group(_) => {
                let number = chat.boxed();
                let passes = |entry: &&Entry| Some(entry.chat) == number && passes.passes(entry);
                world.with_saved(signed.user, |saved| saved.entries().iter().filter(passes).count())
            }
            Chat::Channel(channel) => world.search_channel(channel, &Query::all(passes), &Window::default()).count,
        };
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        tl::types::messages::SearchCounter { inexact: false, filter, count }.into()
    });
    Ok(counters.collect())
}

pub(crate) fn calendar(
    world: &World,
    signed: &Signed,
    request: f::GetSearchResultsCalendar,
) -> Result<tl::enums::messages::SearchResultsCalendar, RpcError> {
    let chat = peer::chat(world, signed, &request.peer)?;
    if !matches!(chat, Chat::Saved) {
        // Nobody asks for the calendar of anything but Saved Messages.
        return Ok(empty_calendar());
    }
    let filter = Filter::of(&request.filter);
    if filter == Filter::ALL {
        return Err(bad_request("FILTER_NOT_SUPPORTED"));
    }
    let list = world.with_saved(signed.user, |saved| Query::all(filter).find(saved, |_| String::new()));
    let offset = match (request.offset_id, request.offset_date) {
        (1.., _) => list.partition_point(|entry| entry.id >= request.offset_id),
        (_, 1..) => list.partition_point(|entry| entry.date >= request.offset_date),
        _ => 0,
    };
    let days = search::days(&list[offset..], DAYS);
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
    let calendar = tl::types::messages::SearchResultsCalendar {
        inexact: false,
        count: i32::try_from(list.len()).unwrap_or(i32::MAX),
        min_date: list.last().map_or(0, |entry| entry.date),
        min_msg_id: list.last().map_or(0, |entry| entry.id),
        offset_id_offset: i32::try_from(offset).ok(),
        periods: periods.collect(),
        messages: world.saved_messages(signed.user, &newest),
        chats: Vec::new(),
        users: world.user(signed.user, signed.user).into_iter().collect(),
    };
    Ok(calendar.into())
}

fn empty_calendar() -> tl::enums::messages::SearchResultsCalendar {
    tl::types::messages::SearchResultsCalendar {
        inexact: false,
        count: 0,
        min_date: 0,
        min_msg_id: 0,
        offset_id_offset: None,
        periods: Vec::new(),
        messages: Vec::new(),
        chats: Vec::new(),
        users: Vec::new(),
    }
    .into()
}
