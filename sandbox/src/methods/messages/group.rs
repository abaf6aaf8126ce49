//! Basic groups and their members.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::content::chats::{BASIC_GROUP, BasicGroup, PEOPLE};
use crate::methods::objects::notify_settings;
use crate::methods::peer;
use crate::model::phone::UserId;
use crate::rpc::RpcError;
use crate::world::{AuthorizedCaller, World};

pub(crate) fn chats(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetChats,
) -> Result<tl::enums::messages::Chats, RpcError> {
    let chat = |id: &i64| peer::group(world, caller, *id).map(|_| world.tl_basic_group());
    let chats = request.id.iter().map(chat).collect::<Result<_, _>>()?;
    Ok(tl::types::messages::Chats { chats }.into())
}

pub(crate) fn full(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetFullChat,
) -> Result<tl::enums::messages::ChatFull, RpcError> {
    peer::group(world, caller, request.chat_id)?;
    let BasicGroup { id: chat_id, about, people, .. } = BASIC_GROUP;
    let date = world.created() - 300 * 3600;
    let creator = PEOPLE[people[0]].id;
    let mut participants: Vec<tl::enums::ChatParticipant> =
        vec![tl::types::ChatParticipantCreator { user_id: creator, rank: None }.into()];
    let others = people[1..].iter().map(|person| PEOPLE[*person].id).chain([caller.user.0]);
    for user_id in others {
        participants.push(tl::types::ChatParticipant { user_id, inviter_id: creator, date, rank: None }.into());
    }
    let ids = people.iter().map(|person| PEOPLE[*person].id).chain([caller.user.0]);
    let users = ids.filter_map(|id| world.user(caller.user, UserId(id))).collect();
    let full = tl::types::ChatFull {
        can_set_username: false,
        has_scheduled: false,
        translations_disabled: false,
        has_welcome_messages: false,
        id: chat_id,
        about: about.to_owned(),
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
    let chats = vec![world.tl_basic_group()];
    Ok(tl::types::messages::ChatFull { full_chat: full.into(), chats, users }.into())
}
