//! Messages of a channel by id, and what a channel is.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use crate::methods::messages::list::{ids_of, in_order, with_channel};
use crate::methods::objects::notify_settings;
use crate::methods::peer;
use crate::model::channel::Channel;
use crate::model::peer_id::id_of_channel;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

pub(crate) fn messages(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetMessages,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let channel = peer::readable(world, caller, &request.channel)?;
    if request.id.is_empty() {
        return Err(bad_request("MESSAGE_IDS_EMPTY"));
    }
    let reply_to = |id| world.channel_reply_to(&channel, id);
    let ids = ids_of(&request.id, world.channel_pinned_message(&channel), reply_to)?;
    let messages = in_order(&ids, &world.channel_messages(caller.user, &channel, &ids));
    let (users, chats) = with_channel(world, caller, &channel, &messages);
    let answer = tl::types::messages::ChannelMessages {
        inexact: false,
        pts: world.channel_pts(&channel),
        count: i32::try_from(messages.len()).unwrap_or(i32::MAX),
        offset_id_offset: None,
        messages,
        topics: Vec::new(),
        chats,
        users,
    };
    Ok(answer.into())
}

pub(crate) fn channels(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetChannels,
) -> Result<tl::enums::messages::Chats, RpcError> {
    let chat = |id| Ok(world.tl_channel(caller.user, &*peer::readable(world, caller, id)?));
    let chats = request.id.iter().map(chat).collect::<Result<_, RpcError>>()?;
    Ok(tl::types::messages::Chats { chats }.into())
}

pub(crate) fn full(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetFullChannel,
) -> Result<tl::enums::messages::ChatFull, RpcError> {
    let channel = peer::readable(world, caller, &request.channel)?;
    let view = world.dialog(caller.user, id_of_channel(channel.id));
    let is_creator = channel.is_created_by(caller.user);
    let full = tl::types::ChannelFull {
        can_view_participants: is_creator || !(channel.broadcast || channel.participants_hidden),
        can_set_username: is_creator,
        can_set_stickers: false,
        hidden_prehistory: false,
        can_set_location: false,
        has_scheduled: false,
        can_view_stats: false,
        blocked: false,
        can_delete_channel: is_creator,
        antispam: false,
        participants_hidden: channel.participants_hidden,
        translations_disabled: false,
        stories_pinned_available: false,
        view_forum_as_messages: false,
        restricted_sponsored: false,
        can_view_revenue: false,
        paid_media_allowed: false,
        can_view_stars_revenue: false,
        paid_reactions_available: false,
        stargifts_available: false,
        paid_messages_available: false,
        has_welcome_messages: false,
        id: channel.id,
        about: channel.about.clone(),
        participants_count: Some(world.participants_count(&channel)),
        admins_count: is_creator.then_some(1),
        kicked_count: is_creator.then_some(0),
        banned_count: is_creator.then_some(0),
        online_count: (!channel.broadcast).then_some(1),
        read_inbox_max_id: view.read_inbox,
        read_outbox_max_id: view.read_outbox,
        unread_count: view.unread,
        chat_photo: channel_photo(world, caller, &channel),
        notify_settings: notify_settings(),
        exported_invite: None,
        bot_info: Vec::new(),
        migrated_from_chat_id: None,
        migrated_from_max_id: None,
        pinned_msg_id: world.channel_pinned_message(&channel),
        stickerset: None,
        available_min_id: None,
        folder_id: None,
        linked_chat_id: None,
        location: None,
        slowmode_seconds: (channel.slow_mode > 0).then_some(channel.slow_mode),
        slowmode_next_send_date: None,
        stats_dc: None,
        pts: world.channel_pts(&channel),
        call: None,
        ttl_period: None,
        pending_suggestions: None,
        groupcall_default_join_as: None,
        theme_emoticon: None,
        requests_pending: None,
        recent_requesters: None,
        default_send_as: None,
        available_reactions: None,
        reactions_limit: None,
        stories: None,
        wallpaper: None,
        boosts_applied: None,
        boosts_unrestrict: None,
        emojiset: None,
        bot_verification: None,
        stargifts_count: None,
        send_paid_messages_stars: None,
        main_tab: None,
        guard_bot_id: None,
    };
    let chats = vec![world.tl_channel(caller.user, &channel)];
    Ok(tl::types::messages::ChatFull { full_chat: full.into(), chats, users: Vec::new() }.into())
}

fn channel_photo(world: &World, caller: &AuthorizedCaller, channel: &Channel) -> tl::enums::Photo {
    let photo = if channel.has_photo { world.full_profile_photo(caller.user) } else { None };
    photo.unwrap_or_else(|| tl::types::PhotoEmpty { id: 0 }.into())
}
