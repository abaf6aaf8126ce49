//! Editing and deleting messages.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::InputMedia;
use tl::functions::{channels, messages as f};

use super::by_id::{file_of, message_in};
use super::parameters::{Rare, media_options};
use super::send::{album_group, input_file};
use super::text::{self, Text};
use crate::content::ContentKind;
use crate::methods::peer::{self, Chat};
use crate::model::file::File;
use crate::model::history::IndexEntry;
use crate::model::message::SendOptions;
use crate::rpc::{RpcError, bad_request};
use crate::world::sending::Revision;
use crate::world::{AuthorizedCaller, World};

/// The most messages that are deleted at once. Clients send no more; what Telegram does with more is not documented. Here the others are
/// ignored, which `pts_count` tells.
const MAXIMUM_DELETED: usize = 100;

/// Changes a text or caption, and replaces media.
pub(crate) fn edit(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::EditMessage,
) -> Result<tl::enums::Updates, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let message = match message_in(world, caller, &chat, request.id)? {
        tl::enums::Message::Message(message) => message,
        tl::enums::Message::Service(_) | tl::enums::Message::Empty(_) => return Err(bad_request("MESSAGE_ID_INVALID")),
    };
    let rare = Rare {
        schedule_date: request.schedule_date,
        schedule_repeat_period: request.schedule_repeat_period,
        has_quick_reply: request.quick_reply_shortcut_id.is_some(),
        has_rich_message: request.rich_message.is_some(),
        ..Rare::default()
    };
    rare.check(world, caller)?;
    let media = match &request.media {
        // Previews of links are no media in the sandbox.
        None | Some(InputMedia::Empty | InputMedia::WebPage(_)) => None,
        Some(media) => Some(new_media(world, caller, &chat, &message, media)?),
    };
    let entities = text::entities(world, caller, request.entities);
    let Text { text, entities } = match request.message {
        Some(new) if media.is_some() || message.media.is_some() => {
            text::caption(world.account_kind(caller.user), &new, entities)?
        }
        Some(new) => text::message(&new, entities)?,
        None if media.is_some() => Text { text: message.message, entities: message.entities.unwrap_or_default() },
        None => return Err(bad_request("MESSAGE_NOT_MODIFIED")),
    };
    let revision = Revision { text, entities, media, invert_media: request.invert_media };
    let updates = match chat {
        Chat::Channel(channel) => {
            let event = world.edit_post(caller, &channel, request.id, revision)?;
            world.channel_updates(caller.user, &channel, &[event])
        }
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            let event = world.edit_message(caller, request.id, revision)?;
            world.updates_of(caller.user, &[event])
        }
    };
    Ok(world.wrap_updates(caller.user, updates))
}

/// The media that a message gets. Voice messages, round videos and stickers keep theirs, and in an album they must fit the others.
fn new_media(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    message: &tl::types::Message,
    media: &InputMedia,
) -> Result<(Arc<File>, SendOptions), RpcError> {
    let options = media_options(media, chat, SendOptions::default())?;
    let before = file_of(world, caller, message).map(|file| file.kind());
    if matches!(before, Some(ContentKind::Voice | ContentKind::RoundVideo | ContentKind::Sticker)) {
        return Err(bad_request("MEDIA_PREV_INVALID"));
    }
    let file = input_file(world, caller, media)?;
    if message.grouped_id.is_some() && before.and_then(album_group) != album_group(file.kind()) {
        return Err(bad_request("MEDIA_GROUPED_INVALID"));
    }
    Ok((file, options))
}

pub(crate) fn delete(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::DeleteMessages,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let (pts, pts_count) = match world.delete_messages(caller, first_ids(&request.id), request.revoke)? {
        Some(event) => (event.pts, event.count),
        None => (world.pts(caller.user), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

/// `messages.deleteHistory`: all messages of a chat in the message box up to one, or of a time.
pub(crate) fn delete_history(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::DeleteHistory,
) -> Result<tl::enums::messages::AffectedHistory, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let chat = chat.id_in_box().ok_or_else(|| bad_request("PEER_ID_INVALID"))?;
    let is_meant = |entry: &&IndexEntry| {
        entry.chat == chat
            && (request.max_id <= 0 || entry.id <= request.max_id)
            && request.min_date.is_none_or(|date| entry.date > date)
            && request.max_date.is_none_or(|date| entry.date < date)
    };
    let ids: Vec<i32> = world
        .with_history(caller.user, |history| history.index().iter().filter(is_meant).map(|entry| entry.id).collect());
    let (pts, pts_count) = match world.delete_messages(caller, &ids, request.revoke)? {
        Some(event) => (event.pts, event.count),
        None => (world.pts(caller.user), 0),
    };
    Ok(tl::types::messages::AffectedHistory { pts, pts_count, offset: 0 }.into())
}

pub(crate) fn delete_in_channel(
    world: &World,
    caller: &AuthorizedCaller,
    request: channels::DeleteMessages,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let channel = peer::readable(world, caller, &request.channel)?;
    let (pts, pts_count) = match world.delete_posts(caller, &channel, first_ids(&request.id))? {
        Some(event) => (event.pts, event.count),
        None => (world.channel_pts(&channel), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}

fn first_ids(ids: &[i32]) -> &[i32] {
    &ids[..ids.len().min(MAXIMUM_DELETED)]
}
