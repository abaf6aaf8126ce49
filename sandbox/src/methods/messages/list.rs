//! Reading a chat: a page of its history, or messages by id.

use grammers_tl_types as tl;
use tl::enums::InputMessage;
use tl::functions::messages as f;

use crate::methods::peer;
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
    peer::chat(world, signed, &request.peer)?;
    let window = Window {
        offset_id: request.offset_id,
        offset_date: request.offset_date,
        add_offset: request.add_offset,
        limit: request.limit,
        max_id: request.max_id,
        min_id: request.min_id,
    };
    let page = world.search_saved(signed.user, &Query::all(Filter::ALL), &window);
    Ok(shape_page(world, signed, page))
}

pub(crate) fn messages(
    world: &World,
    signed: &Signed,
    request: f::GetMessages,
) -> Result<tl::enums::messages::Messages, RpcError> {
    if request.id.len() > MOST_IDS {
        return Err(bad_request("LIMIT_INVALID"));
    }
    let ids: Vec<i32> = request
        .id
        .iter()
        .map(|id| match id {
            InputMessage::Id(message) => message.id,
            InputMessage::ReplyTo(_) | InputMessage::Pinned | InputMessage::CallbackQuery(_) => 0,
        })
        .collect();
    let found = world.saved_messages(signed.user, &ids);
    let messages = ids.iter().map(|id| {
        let message = found.iter().find(|message| message.id() == *id).cloned();
        message.unwrap_or_else(|| tl::types::MessageEmpty { id: *id, peer_id: None }.into())
    });
    let (topics, chats) = (Vec::new(), Vec::new());
    let users = world.user(signed.user, signed.user).into_iter().collect();
    Ok(tl::types::messages::Messages { messages: messages.collect(), topics, chats, users }.into())
}

/// A page with the people it speaks of: plain if it is the whole list, a slice with the count otherwise.
pub(crate) fn shape_page(world: &World, signed: &Signed, page: Page) -> tl::enums::messages::Messages {
    let messages = world.saved_messages(signed.user, &page.ids);
    let users = if messages.is_empty() { None } else { world.user(signed.user, signed.user) };
    let (topics, chats, users) = (Vec::new(), Vec::new(), users.into_iter().collect());
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
