//! Drafts.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::text;
use crate::methods::peer;
use crate::rpc::RpcError;
use crate::world::{AuthorizedCaller, World};

/// Keeps a draft; an empty one removes it.
pub(crate) fn save(world: &World, caller: &AuthorizedCaller, request: f::SaveDraft) -> Result<bool, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let entities = text::entities(world, caller, request.entities);
    let draft = tl::types::DraftMessage {
        no_webpage: request.no_webpage,
        invert_media: request.invert_media,
        reply_to: request.reply_to.filter(is_reply),
        message: request.message,
        entities,
        media: request.media,
        date: world.clock().now(),
        effect: request.effect,
        suggested_post: None,
        rich_message: None,
    };
    let is_empty = draft.message.is_empty() && draft.reply_to.is_none() && draft.media.is_none();
    world.save_draft(caller, chat.number(), Some(draft).filter(|_| !is_empty))?;
    Ok(true)
}

fn is_reply(reply_to: &tl::enums::InputReplyTo) -> bool {
    !matches!(reply_to, tl::enums::InputReplyTo::Message(message) if message.reply_to_msg_id == 0)
}

pub(crate) fn all(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::GetAllDrafts,
) -> Result<tl::enums::Updates, RpcError> {
    let update = |(chat, draft)| world.draft_update(caller.user, chat, Some(draft));
    let updates = world.drafts(caller.user).into_iter().map(update).collect();
    Ok(world.wrap_updates(caller.user, updates))
}

pub(crate) fn clear(world: &World, caller: &AuthorizedCaller, _: f::ClearAllDrafts) -> Result<bool, RpcError> {
    for (chat, _) in world.drafts(caller.user) {
        world.save_draft(caller, chat, None)?;
    }
    Ok(true)
}
