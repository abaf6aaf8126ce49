//! Searching all chats.

use std::cmp::Reverse;

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::dialogs::all_chats;
use crate::methods::peer::{self, Chat};
use crate::model::search::{self, Filter, PageRequest, Query};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The most messages on a page, and those that are looked at in each chat.
const MAXIMUM_PAGE: usize = 100;

/// The messages of all chats that match, newest first. A page goes on after the one that `offset_rate` (its date), `offset_peer` and
/// `offset_id` name.
pub(crate) fn search(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::SearchGlobal,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let filter = Filter::new(&request.filter);
    let words = search::words(&request.q);
    if words.is_empty() && filter == Filter::ALL {
        return Err(bad_request("SEARCH_QUERY_EMPTY"));
    }
    let last = peer::chat(world, caller, &request.offset_peer).ok().map(|chat| chat.number());
    let mut found = Vec::new();
    let mut count = 0;
    let chats = if request.folder_id.unwrap_or(0) == 0 { all_chats(world, caller) } else { Vec::new() };
    for listed in chats.into_iter().filter(|listed| is_wanted(&listed.chat, &request)) {
        let chat = listed.chat;
        let in_box = chat.id_in_box().unwrap_or(0);
        let query = Query {
            words: words.clone(),
            min_date: request.min_date,
            max_date: request.max_date,
            chat: in_box,
            ..Query::filter(filter)
        };
        // Those of the offset's date may be before it or after it.
        let offset_date = if request.offset_rate > 0 { request.offset_rate.saturating_add(1) } else { 0 };
        let page_request = PageRequest { offset_date, limit: i32::MAX, ..PageRequest::default() };
        let (page, messages) = match &chat {
            Chat::Channel(channel) => {
                let page = world.search_channel(channel, &query, &page_request);
                let messages = world.channel_messages(caller.user, channel, &page.ids);
                (page, messages)
            }
            Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
                let page = world.search_messages(caller.user, &query, &page_request);
                let messages = world.messages(caller.user, &page.ids);
                (page, messages)
            }
        };
        count += page.count;
        found.extend(
            messages
                .into_iter()
                .map(|message| ((Reverse(date(&message)), chat.number(), Reverse(message.id())), message)),
        );
    }
    found.sort_by_key(|(order, _)| *order);
    if let Some(last) = last.filter(|_| request.offset_rate > 0) {
        let offset = (Reverse(request.offset_rate), last, Reverse(request.offset_id));
        found.retain(|(order, _)| *order > offset);
    }
    let is_last = found.len();
    let limit = usize::try_from(request.limit).unwrap_or(0).min(MAXIMUM_PAGE);
    let messages: Vec<_> = found.into_iter().take(limit).map(|(_, message)| message).collect();
    let (users, chats) = world.peers_of(caller.user, &messages);
    let slice = tl::types::messages::MessagesSlice {
        inexact: false,
        count: i32::try_from(count).unwrap_or(i32::MAX),
        next_rate: messages.last().filter(|_| messages.len() < is_last).map(date),
        offset_id_offset: None,
        search_flood: None,
        messages,
        topics: Vec::new(),
        chats,
        users,
    };
    Ok(slice.into())
}

fn is_wanted(chat: &Chat, request: &f::SearchGlobal) -> bool {
    match chat {
        Chat::SavedMessages | Chat::User(_) => !request.broadcasts_only && !request.groups_only,
        Chat::BasicGroup(_) => !request.broadcasts_only && !request.users_only,
        Chat::Channel(channel) if channel.broadcast => !request.groups_only && !request.users_only,
        Chat::Channel(_) => !request.broadcasts_only && !request.users_only,
    }
}

fn date(message: &tl::enums::Message) -> i32 {
    match message {
        tl::enums::Message::Message(message) => message.date,
        tl::enums::Message::Service(message) => message.date,
        tl::enums::Message::Empty(_) => 0,
    }
}
