//! `channels.*`: channels and supergroups, their members, joining and leaving.

use grammers_tl_types as tl;
use tl::functions::channels as f;

use super::messages::list::{ids_of, in_order, with_channel};
use super::objects::notify_settings;
use super::peer;
use crate::content::chats::Channel;
use crate::model::channel::Participant;
use crate::model::phone::UserId;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

/// The most members on a page, and in the whole list.
const MAXIMUM_PAGE: usize = 200;
const MAXIMUM_LISTED: usize = 10_000;

pub(super) fn messages(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetMessages,
) -> Result<tl::enums::messages::Messages, RpcError> {
    let channel = readable(world, caller, &request.channel)?;
    let ids = ids_of(&request.id)?;
    let messages = in_order(&ids, &world.channel_messages(caller.user, channel, &ids));
    let (users, chats) = with_channel(world, caller, channel, &messages);
    let answer = tl::types::messages::ChannelMessages {
        inexact: false,
        pts: world.channel_pts(channel),
        count: i32::try_from(messages.len()).unwrap_or(i32::MAX),
        offset_id_offset: None,
        messages,
        topics: Vec::new(),
        chats,
        users,
    };
    Ok(answer.into())
}

pub(super) fn channels(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetChannels,
) -> Result<tl::enums::messages::Chats, RpcError> {
    let chat = |id| Ok(world.tl_channel(caller.user, peer::channel(world, caller, id)?));
    let chats = request.id.iter().map(chat).collect::<Result<_, RpcError>>()?;
    Ok(tl::types::messages::Chats { chats }.into())
}

pub(super) fn join(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::JoinChannel,
) -> Result<tl::enums::messages::ChatInviteJoinResult, RpcError> {
    let channel = peer::channel(world, caller, &request.channel)?;
    world.join(caller, channel)?;
    Ok(joined(world, caller, channel))
}

pub(super) fn leave(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::LeaveChannel,
) -> Result<tl::enums::Updates, RpcError> {
    let channel = peer::channel(world, caller, &request.channel)?;
    world.leave(caller, channel)?;
    Ok(channel_updates(world, caller, channel))
}

/// The result of joining.
pub(super) fn joined(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &Channel,
) -> tl::enums::messages::ChatInviteJoinResult {
    tl::types::messages::ChatInviteJoinResultOk { updates: channel_updates(world, caller, channel) }.into()
}

/// `updateChannel`.
fn channel_updates(world: &World, caller: &AuthorizedCaller, channel: &Channel) -> tl::enums::Updates {
    tl::types::Updates {
        updates: vec![tl::types::UpdateChannel { channel_id: channel.id }.into()],
        users: Vec::new(),
        chats: vec![world.tl_channel(caller.user, channel)],
        date: world.clock().now(),
        seq: 0,
    }
    .into()
}

pub(super) fn participants(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetParticipants,
) -> Result<tl::enums::channels::ChannelParticipants, RpcError> {
    use tl::enums::ChannelParticipantsFilter as Filter;
    let channel = peer::channel(world, caller, &request.channel)?;
    let members = world.participants(caller, channel)?;
    let has_name = |q: &str| {
        let q = q.trim().to_lowercase();
        move |member: &Participant| world.searchable_names(member).split(' ').any(|word| word.starts_with(&q))
    };
    let filtered: Vec<Participant> = match &request.filter {
        Filter::ChannelParticipantsRecent => members,
        Filter::ChannelParticipantsAdmins => members.into_iter().filter(|member| member.is_creator).collect(),
        Filter::ChannelParticipantsSearch(search) => members.into_iter().filter(has_name(&search.q)).collect(),
        Filter::ChannelParticipantsContacts(search) => {
            let contacts: Vec<_> = world.contacts_of(caller.user).iter().map(tl::enums::User::id).collect();
            members
                .into_iter()
                .filter(has_name(&search.q))
                .filter(|member| contacts.contains(&member.user_id))
                .collect()
        }
        Filter::ChannelParticipantsBots => {
            let is_bot = |member: &Participant| matches!(world.user(caller.user, UserId(member.user_id)), Some(tl::enums::User::User(user)) if user.bot);
            members.into_iter().filter(is_bot).collect()
        }
        // For admins only.
        Filter::ChannelParticipantsKicked(_) | Filter::ChannelParticipantsBanned(_) => {
            return Err(bad_request("CHAT_ADMIN_REQUIRED"));
        }
        Filter::ChannelParticipantsMentions(_) => Vec::new(),
    };
    let offset = usize::try_from(request.offset).map_err(|_| bad_request("OFFSET_INVALID"))?;
    let limit = usize::try_from(request.limit).unwrap_or(0).min(MAXIMUM_PAGE);
    let page: Vec<_> = filtered.iter().take(MAXIMUM_LISTED).skip(offset).take(limit).collect();
    let users = page.iter().filter_map(|member| world.user(caller.user, UserId(member.user_id))).collect();
    let answer = tl::types::channels::ChannelParticipants {
        count: i32::try_from(filtered.len()).unwrap_or(i32::MAX),
        participants: page.iter().map(|member| tl_participant(caller, member)).collect(),
        chats: vec![world.tl_channel(caller.user, channel)],
        users,
    };
    Ok(answer.into())
}

pub(super) fn participant(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetParticipant,
) -> Result<tl::enums::channels::ChannelParticipant, RpcError> {
    let channel = peer::channel(world, caller, &request.channel)?;
    let id = match peer::chat(world, caller, &request.participant)? {
        peer::Chat::SavedMessages => caller.user.0,
        peer::Chat::User(user) => user.0,
        peer::Chat::BasicGroup(_) | peer::Chat::Channel(_) => return Err(bad_request("PARTICIPANT_ID_INVALID")),
    };
    let member = world.participant(caller, channel, id)?;
    let answer = tl::types::channels::ChannelParticipant {
        participant: tl_participant(caller, &member),
        chats: vec![world.tl_channel(caller.user, channel)],
        users: world.user(caller.user, UserId(id)).into_iter().collect(),
    };
    Ok(answer.into())
}

fn tl_participant(caller: &AuthorizedCaller, member: &Participant) -> tl::enums::ChannelParticipant {
    let (user_id, date) = (member.user_id, member.date);
    if member.is_creator {
        return tl::types::ChannelParticipantCreator { user_id, admin_rights: all_rights(), rank: None }.into();
    }
    if user_id == caller.user.0 {
        return tl::types::ChannelParticipantSelf {
            via_request: false,
            user_id,
            inviter_id: user_id,
            date,
            subscription_until_date: None,
            rank: None,
        }
        .into();
    }
    tl::types::ChannelParticipant { user_id, date, subscription_until_date: None, rank: None }.into()
}

fn all_rights() -> tl::enums::ChatAdminRights {
    tl::types::ChatAdminRights {
        change_info: true,
        post_messages: true,
        edit_messages: true,
        delete_messages: true,
        ban_users: true,
        invite_users: true,
        pin_messages: true,
        add_admins: true,
        anonymous: false,
        manage_call: true,
        other: true,
        manage_topics: true,
        post_stories: true,
        edit_stories: true,
        delete_stories: true,
        manage_direct_messages: true,
        manage_ranks: true,
        manage_linked_peers: true,
        manage_welcome_messages: true,
    }
    .into()
}

pub(super) fn full(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetFullChannel,
) -> Result<tl::enums::messages::ChatFull, RpcError> {
    let channel = readable(world, caller, &request.channel)?;
    let top = world.channel_top_message(channel);
    let full = tl::types::ChannelFull {
        can_view_participants: !channel.broadcast && !channel.participants_hidden,
        can_set_username: false,
        can_set_stickers: false,
        hidden_prehistory: false,
        can_set_location: false,
        has_scheduled: false,
        can_view_stats: false,
        blocked: false,
        can_delete_channel: false,
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
        about: channel.about.to_owned(),
        participants_count: Some(world.participants_count(channel)),
        admins_count: None,
        kicked_count: None,
        banned_count: None,
        online_count: Some(1),
        read_inbox_max_id: top,
        read_outbox_max_id: top,
        unread_count: 0,
        chat_photo: tl::types::PhotoEmpty { id: 0 }.into(),
        notify_settings: notify_settings(),
        exported_invite: None,
        bot_info: Vec::new(),
        migrated_from_chat_id: None,
        migrated_from_max_id: None,
        pinned_msg_id: world.channel_pinned_message(channel),
        stickerset: None,
        available_min_id: None,
        folder_id: None,
        linked_chat_id: None,
        location: None,
        slowmode_seconds: (channel.slow_mode > 0).then_some(channel.slow_mode),
        slowmode_next_send_date: None,
        stats_dc: None,
        pts: world.channel_pts(channel),
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
    let chats = vec![world.tl_channel(caller.user, channel)];
    Ok(tl::types::messages::ChatFull { full_chat: full.into(), chats, users: Vec::new() }.into())
}

/// The channel of a request, if the caller may read it.
fn readable(
    world: &World,
    caller: &AuthorizedCaller,
    channel: &tl::enums::InputChannel,
) -> Result<&'static Channel, RpcError> {
    let channel = peer::channel(world, caller, channel)?;
    world.check_readable(caller, channel)?;
    Ok(channel)
}
