//! The description of a chat.

use grammers_tl_types::functions::messages as f;

use crate::methods::peer::{self, Chat};
use crate::methods::title;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

pub(crate) fn edit(world: &World, caller: &AuthorizedCaller, request: f::EditChatAbout) -> Result<bool, RpcError> {
    match peer::chat(world, caller, &request.peer)? {
        Chat::Channel(channel) => {
            world.check_admin(caller, &channel)?;
            world.edit_about(caller, &channel, title::about(&request.about)?)?;
            Ok(true)
        }
        Chat::BasicGroup(_) => Err(bad_request("CHAT_ADMIN_REQUIRED")),
        Chat::SavedMessages | Chat::User(_) => Err(bad_request("PEER_ID_INVALID")),
    }
}
