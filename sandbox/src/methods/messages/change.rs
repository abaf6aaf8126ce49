//! Editing and deleting.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::text::{self, Text};
use crate::methods::peer;
use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(crate) fn edit(world: &World, signed: &Signed, request: f::EditMessage) -> Result<tl::enums::Updates, RpcError> {
    peer::writable(world, signed, &request.peer)?;
    if request.media.is_some() {
        return Err(bad_request("MEDIA_NEW_INVALID"));
    }
    let has_media = world
        .with_saved(signed.user, |saved| saved.message(request.id).map(|message| message.file.is_some()))
        .ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))?;
    let new = request.message.ok_or_else(|| bad_request("MESSAGE_NOT_MODIFIED"))?;
    let Text { text, entities } =
        if has_media { text::caption(&new, request.entities)? } else { text::message(&new, request.entities)? };
    let event = world.edit(signed, request.id, text, entities)?;
    let updates = world.updates_of(signed.user, std::slice::from_ref(&event));
    Ok(world.wrap_updates(signed.user, updates))
}

pub(crate) fn delete(
    world: &World,
    signed: &Signed,
    request: f::DeleteMessages,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    let (pts, pts_count) = match world.delete(signed, &request.id)? {
        Some(event) => (event.pts, event.count),
        None => (world.pts(signed.user), 0),
    };
    Ok(tl::types::messages::AffectedMessages { pts, pts_count }.into())
}
