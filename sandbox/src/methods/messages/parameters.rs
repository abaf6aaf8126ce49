//! What the methods of sending have in common: replies, and what the sandbox refuses because it has none of it, with Telegram's own errors.

use grammers_tl_types as tl;
use tl::enums::{InputMedia, InputPeer, InputReplyTo};

use super::by_id::message_in;
use super::text;
use crate::methods::peer::{self, Chat};
use crate::model::message::{MessageHeader, Quote, SendOptions};
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// A message whose date is less than these seconds ahead is sent at once (<https://core.telegram.org/api/scheduled-messages>).
const SENT_AT_ONCE: i32 = 10;

/// Parameters that only some of Telegram's chats and accounts have.
#[derive(Default)]
pub(super) struct Rare<'a> {
    pub(super) schedule_date: Option<i32>,
    pub(super) schedule_repeat_period: Option<i32>,
    pub(super) send_as: Option<&'a InputPeer>,
    pub(super) has_quick_reply: bool,
    pub(super) effect: Option<i64>,
    pub(super) has_suggested_post: bool,
    pub(super) has_rich_message: bool,
}

impl Rare<'_> {
    /// Refuses what the sandbox does not have, instead of ignoring it.
    pub(super) fn check(&self, world: &World, caller: &AuthorizedCaller) -> Result<(), RpcError> {
        let latest = world.clock().now().saturating_add(SENT_AT_ONCE);
        if self.schedule_date.is_some_and(|date| date > latest) || self.schedule_repeat_period.is_some_and(|it| it != 0)
        {
            return Err(bad_request("SCHEDULE_DATE_INVALID"));
        }
        if self.has_quick_reply {
            return Err(RpcError::new(403, "PREMIUM_ACCOUNT_REQUIRED"));
        }
        if self.effect.is_some_and(|effect| effect != 0) {
            return Err(bad_request("EFFECT_ID_INVALID"));
        }
        if self.has_suggested_post {
            return Err(bad_request("SUGGESTED_POST_PEER_INVALID"));
        }
        if self.has_rich_message {
            return Err(bad_request("MESSAGE_EMPTY"));
        }
        match self.send_as {
            None | Some(InputPeer::Empty) => Ok(()),
            Some(peer) => match peer::chat(world, caller, peer) {
                Ok(Chat::SavedMessages) => Ok(()),
                _ => Err(bad_request("SEND_AS_PEER_INVALID")),
            },
        }
    }
}

/// A peer, unless it is left out or empty.
pub(super) fn given(peer: Option<&InputPeer>) -> Option<&InputPeer> {
    peer.filter(|peer| !matches!(peer, InputPeer::Empty))
}

/// The header of a message that is sent with these options and this `reply_to`.
pub(super) fn header(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    reply_to: Option<&InputReplyTo>,
    options: SendOptions,
) -> Result<MessageHeader, RpcError> {
    let header = MessageHeader { options, ..MessageHeader::default() };
    let reply = match reply_to {
        None => return Ok(header),
        Some(InputReplyTo::Message(reply)) => reply,
        Some(InputReplyTo::Story(_)) => return Err(bad_request("STORY_ID_INVALID")),
        Some(InputReplyTo::MonoForum(_)) => return Err(bad_request("REPLY_TO_MONOFORUM_PEER_INVALID")),
        Some(InputReplyTo::EphemeralMessage(_)) => return Err(bad_request("REPLY_TO_INVALID")),
    };
    if given(reply.monoforum_peer_id.as_ref()).is_some() {
        return Err(bad_request("REPLY_TO_MONOFORUM_PEER_INVALID"));
    }
    // There are no replies to messages of other chats, to-do lists and polls.
    let is_elsewhere = match given(reply.reply_to_peer_id.as_ref()) {
        Some(peer) => !peer::chat(world, caller, peer)?.is_same(chat),
        None => false,
    };
    if is_elsewhere || reply.todo_item_id.is_some() || reply.poll_option.is_some() {
        return Err(bad_request("REPLY_TO_INVALID"));
    }
    match reply.reply_to_msg_id {
        0 => return Ok(header),
        1.. => {}
        _ => return Err(bad_request("REPLY_MESSAGE_ID_INVALID")),
    }
    Ok(MessageHeader { reply_to: reply.reply_to_msg_id, quote: quote(world, caller, chat, reply)?, ..header })
}

/// The quote of a reply, which must be a part of the message.
fn quote(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    reply: &tl::types::InputReplyToMessage,
) -> Result<Option<Quote>, RpcError> {
    let Some(text) = reply.quote_text.as_ref().filter(|text| !text.is_empty()) else { return Ok(None) };
    let original = message_in(world, caller, chat, reply.reply_to_msg_id);
    let original = original.map_err(|_| bad_request("REPLY_MESSAGE_ID_INVALID"))?;
    let tl::enums::Message::Message(original) = original else { return Err(bad_request("QUOTE_TEXT_INVALID")) };
    if !original.message.contains(text.as_str()) {
        return Err(bad_request("QUOTE_TEXT_INVALID"));
    }
    let entities = text::entities(world, caller, reply.quote_entities.clone()).unwrap_or_default();
    Ok(Some(Quote { text: text.clone(), entities, offset: reply.quote_offset }))
}

/// How media are sent. Only in private chats they can disappear.
pub(super) fn media_options(media: &InputMedia, chat: &Chat, options: SendOptions) -> Result<SendOptions, RpcError> {
    let (spoiler, ttl_seconds) = match media {
        InputMedia::UploadedPhoto(media) => (media.spoiler, media.ttl_seconds),
        InputMedia::UploadedDocument(media) => (media.spoiler, media.ttl_seconds),
        InputMedia::Photo(media) => (media.spoiler, media.ttl_seconds),
        InputMedia::Document(media) => (media.spoiler, media.ttl_seconds),
        _ => (false, None),
    };
    let ttl_seconds = ttl_seconds.unwrap_or(0);
    let can_disappear = matches!(chat, Chat::SavedMessages | Chat::User(_));
    if ttl_seconds < 0 || (ttl_seconds > 0 && !can_disappear) {
        return Err(bad_request("TTL_MEDIA_INVALID"));
    }
    Ok(SendOptions { spoiler, ttl_seconds, ..options })
}
