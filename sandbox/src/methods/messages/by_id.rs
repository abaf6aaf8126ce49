//! A message of a chat by its id, and its file.

use std::sync::Arc;

use grammers_tl_types as tl;

use crate::methods::peer::Chat;
use crate::model::collection::FileId;
use crate::model::file::File;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The message with this id, if it is in this chat.
pub(super) fn message_in(
    world: &World,
    caller: &AuthorizedCaller,
    chat: &Chat,
    id: i32,
) -> Result<tl::enums::Message, RpcError> {
    let found = match chat {
        Chat::Channel(channel) => world.channel_messages(caller.user, channel, &[id]),
        Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
            let message = world.with_history(caller.user, |history| history.message(id));
            let is_in_chat = message.is_some_and(|message| Some(message.header.chat) == chat.id_in_box());
            if is_in_chat { world.messages(caller.user, &[id]) } else { Vec::new() }
        }
    };
    found.into_iter().next().ok_or_else(|| bad_request("MESSAGE_ID_INVALID"))
}

/// The file of a message.
pub(super) fn file_of(world: &World, caller: &AuthorizedCaller, message: &tl::types::Message) -> Option<Arc<File>> {
    let id = match message.media.as_ref()? {
        tl::enums::MessageMedia::Photo(media) => media.photo.as_ref()?.id(),
        tl::enums::MessageMedia::Document(media) => media.document.as_ref()?.id(),
        _ => return None,
    };
    world.file(caller.user, FileId(id))
}
