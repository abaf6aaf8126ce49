//! Reading a chat: a page of its history, or messages by id.

use grammers_tl_types as tl;
use tl::enums::InputMessage;
use tl::functions::messages as f;

use crate::content::chats::Channel;
use crate::methods::peer::{self, Chat};
use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::search::{Filter, Page, Query, Window};
use crate::world::{Signed, World};

/// How many messages can be asked for by id at once.
const MOST_IDS: usize = 200;

pub(crate) fn history(
    world: &World,
    signed: &Signed,
    request: f::GetHistory,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let chat = peer::chat(world, signed, &request.peer)?;
    let window = Window {
        offset_id: request.offset_id,
        offset_date: request.offset_date,
        add_offset: request.add_offset,
        limit: request.limit,
        max_id: request.max_id,
        min_id: request.min_id,
    };
    let query = Query { chat: chat.boxed().unwrap_or(0), ..Query::all(Filter::ALL) };
    Ok(find(world, signed, chat, &query, &window))
}

pub(crate) fn messages(
    world: &World,
    signed: &Signed,
    request: f::GetMessages,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let ids = ids_of(&request.id)?;
    let found = world.saved_messages(signed.user, &ids);
    let messages = in_order(&ids, &found);
    let topics = Vec::new();
    let (users, chats) = world.spoken_of(signed.user, &messages);
    Ok(tl::types::messages::Messages { messages, topics, chats, users }.into())
}

/// The ids of a request, which may be two hundred.
pub(crate) fn ids_of(wanted: &[InputMessage]) -> Result<Vec<i32>, RpcError> {
    if wanted.len() > MOST_IDS {
        return Err(bad_request("LIMIT_INVALID"));
    }
    let id = |wanted: &InputMessage| match wanted {
        InputMessage::Id(message) => message.id,
        InputMessage::ReplyTo(_) | InputMessage::Pinned | InputMessage::CallbackQuery(_) => 0,
    };
    Ok(wanted.iter().map(id).collect())
}

/// One message for each id: an empty one where nothing is.
pub(crate) fn in_order(ids: &[i32], found: &[tl::enums::Message]) -> Vec<tl::enums::Message> {
    let message = |id: &i32| {
        let message = found.iter().find(|message| message.id() == *id).cloned();
        message.unwrap_or_else(|| tl::types::MessageEmpty { id: *id, peer_id: None }.into())
    };
    ids.iter().map(message).collect()
}

/// What matches in a chat.
pub(super) fn find(
    world: &World,
    signed: &Signed,
    chat: Chat,
    query: &Query,
    window: &Window,
) -> tl::enums::messages::Messages {
    match chat {
        Chat::Saved | Chat::Person(_) | Chat::Group(_) => {
            shape_page(world, signed, world.search_saved(signed.user, query, window))
        }
        Chat::Channel(channel) => {
            shape_channel_page(world, signed, channel, world.search_channel(channel, query, window))
        }
    }
}

/// A page of a channel, which always says its count and its `pts`.
pub(crate) fn shape_channel_page(
    world: &World,
    signed: &Signed,
    channel: &Channel,
    page: Page,
) -> tl::enums::messages::Messages {
    let messages = world.channel_messages(signed.user, channel, &page.ids);
    let (users, chats) = with_channel(world, signed, channel, &messages);
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

/// Whom a channel's messages speak of, and the channel, also where there are none.
pub(crate) fn with_channel(
    world: &World,
    signed: &Signed,
    channel: &Channel,
    messages: &[tl::enums::Message],
) -> (Vec<tl::enums::User>, Vec<tl::enums::Chat>) {
    let (users, mut chats) = world.spoken_of(signed.user, messages);
    if !chats.iter().any(|chat| chat.id() == channel.id) {
        chats.push(world.shape_channel(signed.user, channel));
    }
    (users, chats)
}

/// A page with the people it speaks of: plain if it is the whole list, a slice with the count otherwise.
fn shape_page(world: &World, signed: &Signed, page: Page) -> tl::enums::messages::Messages {
    let messages = world.saved_messages(signed.user, &page.ids);
    let topics = Vec::new();
    let (users, chats) = if messages.is_empty() { Default::default() } else { world.spoken_of(signed.user, &messages) };
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
