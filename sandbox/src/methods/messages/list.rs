//! Reading a page of a chat, or messages by id.

use grammers_tl_types as tl;
use tl::enums::InputMessage;
use tl::functions::messages as f;

use super::by_id::message_in;
use crate::methods::peer::{self, Chat};
use crate::model::channel::Channel;
use crate::model::peer_id::id_of_channel;
use crate::model::search::{Filter, HeaderQuery, Page, PageRequest, Query};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The most ids in a request.
const MAXIMUM_IDS: usize = 200;

pub(crate) fn history(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetHistory,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let page_request = PageRequest {
        offset_id: request.offset_id,
        offset_date: request.offset_date,
        add_offset: request.add_offset,
        limit: request.limit,
        max_id: request.max_id,
        min_id: request.min_id,
    };
    let query = Query { chat: chat.id_in_box().unwrap_or(0), ..Query::filter(Filter::ALL) };
    Ok(find(world, caller, &chat, &query, &page_request))
}

/// `messages.getReplies`: the messages that reply to one.
pub(crate) fn replies(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetReplies,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    message_in(world, caller, &chat, request.msg_id)?;
    let page_request = PageRequest {
        offset_id: request.offset_id,
        offset_date: request.offset_date,
        add_offset: request.add_offset,
        limit: request.limit,
        max_id: request.max_id,
        min_id: request.min_id,
    };
    let headers = HeaderQuery { reply_to: Some(request.msg_id), ..HeaderQuery::default() };
    let query = Query { chat: chat.id_in_box().unwrap_or(0), headers, ..Query::filter(Filter::ALL) };
    Ok(find(world, caller, &chat, &query, &page_request))
}

/// `messages.getSavedHistory`: what was forwarded from a chat to Saved Messages.
pub(crate) fn saved_history(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetSavedHistory,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let headers = HeaderQuery { saved_from: Some(saved_from(world, caller, &request.peer)?), ..HeaderQuery::default() };
    let page_request = PageRequest {
        offset_id: request.offset_id,
        offset_date: request.offset_date,
        add_offset: request.add_offset,
        limit: request.limit,
        max_id: request.max_id,
        min_id: request.min_id,
    };
    let query = Query { headers, ..Query::filter(Filter::ALL) };
    Ok(find(world, caller, &Chat::SavedMessages, &query, &page_request))
}

/// A chat in the list of Saved Messages, as [`HeaderQuery`] has it.
pub(super) fn saved_from(
    world: &World,
    caller: &AuthorizedCaller,
    peer: &tl::enums::InputPeer,
) -> Result<i64, RpcError> {
    Ok(match peer::chat(world, caller, peer)? {
        Chat::Channel(channel) => id_of_channel(channel.id),
        chat => chat.id_in_box().unwrap_or(0),
    })
}

pub(crate) fn messages(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetMessages,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let reply_to = |id| world.with_history(caller.user, |history| Some(history.message(id)?.header.reply_to));
    let ids = ids_of(&request.id, None, reply_to)?;
    let found = world.messages(caller.user, &ids);
    let messages = in_order(&ids, &found);
    let topics = Vec::new();
    let (users, chats) = world.peers_of(caller.user, &messages);
    Ok(tl::types::messages::Messages { messages, topics, chats, users }.into())
}

/// The ids in a request; `pinned` is that of the chat's pinned message, `reply_to` that of the message to which another replies.
pub(crate) fn ids_of(
    wanted: &[InputMessage],
    pinned: Option<i32>,
    reply_to: impl Fn(i32) -> Option<i32>,
) -> Result<Vec<i32>, RpcError> {
    if wanted.len() > MAXIMUM_IDS {
        return Err(bad_request("LIMIT_INVALID"));
    }
    let id = |wanted: &InputMessage| match wanted {
        InputMessage::Id(message) => message.id,
        InputMessage::Pinned => pinned.unwrap_or(0),
        InputMessage::ReplyTo(reply) => reply_to(reply.id).unwrap_or(0),
        InputMessage::CallbackQuery(_) => 0,
    };
    Ok(wanted.iter().map(id).collect())
}

/// A message for each id, `messageEmpty` for missing ones.
pub(crate) fn in_order(ids: &[i32], found: &[tl::enums::Message]) -> Vec<tl::enums::Message> {
    let message = |id: &i32| {
        let message = found.iter().find(|message| message.id() == *id).cloned();
        message.unwrap_or_else(|| tl::types::MessageEmpty { id: *id, peer_id: None }.into())
    };
    ids.iter().map(message).collect()
}

/// A page of the messages of a chat that match.
pub(super) fn find(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    query: &Query,
    page_request: &PageRequest,
) -> tl::enums::messages::Messages {
    match chat {
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            tl_page(world, caller, world.search_messages(caller.user, query, page_request))
        }
        Chat::Channel(channel) => {
            tl_channel_page(world, caller, channel, world.search_channel(channel, query, page_request))
        }
    }
}

/// A page of a channel.
pub(crate) fn tl_channel_page(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &Channel,
    page: Page,
) -> tl::enums::messages::Messages {
    let messages = world.channel_messages(caller.user, channel, &page.ids);
    let (users, chats) = with_channel(world, caller, channel, &messages);
    tl::types::messages::ChannelMessages {
        inexact: false,
        pts: world.channel_pts(channel),
        count: i32::try_from(page.count).unwrap_or(i32::MAX),
        offset_id_offset: i32::try_from(page.offset).ok(),
        messages,
        topics: Vec::new(),
        chats,
        users,
    }
    .into()
}

/// The users and chats that a channel's messages refer to, and the channel.
pub(crate) fn with_channel(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &Channel,
    messages: &[tl::enums::Message],
) -> (Vec<tl::enums::User>, Vec<tl::enums::Chat>) {
    let (users, mut chats) = world.peers_of(caller.user, messages);
    if !chats.iter().any(|chat| chat.id() == channel.id) {
        chats.push(world.tl_channel(caller.user, channel));
    }
    (users, chats)
}

/// A page of a message box; a slice unless it is the whole list.
fn tl_page(world: &World, caller: &AuthorizedCaller, page: Page) -> tl::enums::messages::Messages {
    let messages = world.messages(caller.user, &page.ids);
    let topics = Vec::new();
    let (users, chats) = if messages.is_empty() { Default::default() } else { world.peers_of(caller.user, &messages) };
    if page.count == page.ids.len() {
        return tl::types::messages::Messages { messages, topics, chats, users }.into();
    }
    tl::types::messages::MessagesSlice {
        inexact: false,
        count: i32::try_from(page.count).unwrap_or(i32::MAX),
        next_rate: None,
        offset_id_offset: i32::try_from(page.offset).ok(),
        search_flood: None,
        messages,
        topics,
        chats,
        users,
    }
    .into()
}
