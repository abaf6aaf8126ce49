//! Forwarding messages, with or without their author.

use std::collections::HashMap;

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::by_id::file_of;
use super::parameters::{Rare, header};
use super::send::{deliver, random_id, tl_sent};
use crate::methods::peer::{self, Chat};
use crate::model::message::{ForwardOrigin, MessageHeader, SendOptions};
use crate::model::peer_id::id_of_peer;
use crate::random;
use crate::rpc::{RpcError, bad_request};
use crate::world::sending::OutgoingMessage;
use crate::world::{AuthorizedCaller, World};

/// The most messages at once: `forwarded_count_max` of `help.getConfig`. No source names the error for more.
pub(crate) const MAXIMUM_FORWARDED: usize = 100;

/// The copies have the same files, in the order of the request, and albums stay together. Messages that are missing or can't be forwarded are
/// skipped, unless that leaves none (<https://github.com/tdlib/telegram-bot-api/issues/714>).
pub(crate) fn forward(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ForwardMessages,
) -> Result<tl::enums::Updates, RpcError> {
    if request.id.is_empty() {
        return Err(bad_request("MESSAGE_IDS_EMPTY"));
    }
    if request.id.len() != request.random_id.len() || request.id.len() > MAXIMUM_FORWARDED {
        return Err(bad_request("RANDOM_ID_INVALID"));
    }
    world.check_random_ids(caller.user, &request.random_id)?;
    let from = peer::chat(world, caller, &request.from_peer)?;
    if let Chat::Channel(channel) = &from
        && channel.noforwards
    {
        return Err(RpcError::new(406, "CHAT_FORWARDS_RESTRICTED"));
    }
    let to = peer::writable(world, caller, &request.to_peer)?;
    let rare = Rare {
        schedule_date: request.schedule_date,
        schedule_repeat_period: request.schedule_repeat_period,
        send_as: request.send_as.as_ref(),
        has_quick_reply: request.quick_reply_shortcut.is_some(),
        effect: request.effect,
        has_suggested_post: request.suggested_post.is_some(),
        has_rich_message: false,
    };
    rare.check(world, caller)?;
    let options = SendOptions { silent: request.silent, ..SendOptions::default() };
    let reply = header(world, caller, &to, request.reply_to.as_ref(), options)?;
    let originals = originals(world, caller, &from, &request.id);
    let mut albums: HashMap<i64, i64> = HashMap::new();
    let mut messages = Vec::new();
    for (id, random_id) in request.id.iter().zip(&request.random_id) {
        let random_id = self::random_id(*random_id)?;
        let Some(message) = originals.iter().find(|message| message.id == *id) else { continue };
        let file = file_of(world, caller, message);
        let has_caption = file.is_none() || !request.drop_media_captions;
        let forward = Some(forward_origin(caller, message, &to)).filter(|_| !request.drop_author);
        messages.push(OutgoingMessage {
            text: if has_caption { message.message.clone() } else { String::new() },
            entities: message.entities.clone().filter(|_| has_caption).unwrap_or_default(),
            file,
            random_id,
            grouped_id: message.grouped_id.map(|album| *albums.entry(album).or_insert_with(random::id)),
            header: MessageHeader { forward, options: kept_options(message, reply.options), ..reply.clone() },
        });
    }
    if messages.is_empty() {
        return Err(bad_request("MESSAGE_ID_INVALID"));
    }
    let sent = deliver(world, caller, &to, messages)?;
    Ok(tl_sent(world, caller, &to, &sent))
}

/// Those of the messages that can be forwarded.
fn originals(world: &World, caller: &AuthorizedCaller, from: &Chat, ids: &[i32]) -> Vec<tl::types::Message> {
    let found = match from {
        Chat::Channel(channel) => world.channel_messages(caller.user, channel, ids),
        _ => world.messages(caller.user, ids),
    };
    let message = |message| match message {
        tl::enums::Message::Message(message) => Some(message),
        tl::enums::Message::Service(_) | tl::enums::Message::Empty(_) => None,
    };
    found.into_iter().filter_map(message).collect()
}

/// How the copy of a message is sent: as the message was.
fn kept_options(message: &tl::types::Message, options: SendOptions) -> SendOptions {
    let spoiler = match &message.media {
        Some(tl::enums::MessageMedia::Photo(media)) => media.spoiler,
        Some(tl::enums::MessageMedia::Document(media)) => media.spoiler,
        _ => false,
    };
    SendOptions { spoiler, invert_media: message.invert_media, ..options }
}

/// The origin of a forwarded message: its first author, and for copies in Saved Messages where it lies.
fn forward_origin(caller: &AuthorizedCaller, message: &tl::types::Message, to: &Chat) -> ForwardOrigin {
    let is_saved = matches!(to, Chat::SavedMessages);
    let saved_from = if is_saved { (id_of_peer(&message.peer_id), message.id) } else { (0, 0) };
    if let Some(tl::enums::MessageFwdHeader::Header(header)) = &message.fwd_from
        && let Some(from) = &header.from_id
    {
        return ForwardOrigin {
            from: id_of_peer(from),
            date: header.date,
            channel_post: header.channel_post.unwrap_or(0),
            saved_from,
        };
    }
    let from = match &message.from_id {
        Some(from) => id_of_peer(from),
        None if message.out && !message.post => caller.user.0,
        None => id_of_peer(&message.peer_id),
    };
    ForwardOrigin { from, date: message.date, channel_post: if message.post { message.id } else { 0 }, saved_from }
}
