//! Basic groups: what one says about itself and who is in it.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use super::dialogs::notify_settings;
use crate::content::chats::{PEOPLE, STAIRS};
use crate::methods::peer;
use crate::rpc::RpcError;
use crate::world::phone::UserId;
use crate::world::{Signed, World};

pub(in crate::methods) fn chats(
    world: &World,
    signed: &Signed,
    request: f::GetChats,
) -> Result<tl::enums::messages::Chats, RpcError> {
    let shape = |id: &i64| peer::group(world, signed, *id).map(|_| world.shape_stairs());
    let chats = request.id.iter().map(shape).collect::<Result<_, _>>()?;
    Ok(tl::types::messages::Chats { chats }.into())
}

pub(in crate::methods) fn full(
    world: &World,
    signed: &Signed,
    request: f::GetFullChat,
) -> Result<tl::enums::messages::ChatFull, RpcError> {
    peer::group(world, signed, request.chat_id)?;
    let (chat_id, _, people) = STAIRS;
    let date = world.founded() - 300 * 3600;
    let creator = PEOPLE[people[0]].id;
    let mut participants: Vec<tl::enums::ChatParticipant> =
        vec![tl::types::ChatParticipantCreator { user_id: creator, rank: None }.into()];
    let others = people[1..].iter().map(|person| PEOPLE[*person].id).chain([signed.user.0]);
    for user_id in others {
        participants.push(tl::types::ChatParticipant { user_id, inviter_id: creator, date, rank: None }.into());
    }
    let ids = people.iter().map(|person| PEOPLE[*person].id).chain([signed.user.0]);
    let users = ids.filter_map(|id| world.anybody(signed.user, UserId(id))).collect();
    let full = tl::types::ChatFull {
        can_set_username: false,
        has_scheduled: false,
        translations_disabled: false,
        has_welcome_messages: false,
        id: chat_id,
        about: "One step at a time.".to_owned(),
        participants: tl::types::ChatParticipants { chat_id, participants, version: 1 }.into(),
        chat_photo: None,
        notify_settings: notify_settings(),
        exported_invite: None,
        bot_info: None,
        pinned_msg_id: None,
        folder_id: None,
        call: None,
        ttl_period: None,
        groupcall_default_join_as: None,
        theme_emoticon: None,
        requests_pending: None,
        recent_requesters: None,
        available_reactions: None,
        reactions_limit: None,
    };
    let chats = vec![world.shape_stairs()];
    Ok(tl::types::messages::ChatFull { full_chat: full.into(), chats, users }.into())
}
