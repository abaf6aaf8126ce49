//! `users.*`: users, and what their profiles contain.

use grammers_tl_types as tl;
use tl::functions::users as f;

use super::objects::notify_settings;
use super::peer;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

pub(super) fn users(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetUsers,
) -> Result<Vec<tl::enums::User>, RpcError> {
    let user = |id: &tl::enums::InputUser| {
        let user = peer::user(world, caller, id).ok_or_else(|| bad_request("USER_ID_INVALID"))?;
        Ok(world.user(caller.user, user).unwrap_or_else(|| tl::types::UserEmpty { id: user.0 }.into()))
    };
    request.id.iter().map(user).collect()
}

pub(super) fn full_user(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetFullUser,
) -> Result<tl::enums::users::UserFull, RpcError> {
    let id = peer::user(world, caller, &request.id).ok_or_else(|| bad_request("USER_ID_INVALID"))?;
    let user = world.user(caller.user, id).ok_or_else(|| bad_request("USER_ID_INVALID"))?;
    let full_user = tl_user_full(id.0, photo_of(world, caller, &user));
    let full = tl::types::users::UserFull { full_user, chats: Vec::new(), users: vec![user] };
    Ok(full.into())
}

/// Anybody can write to anybody.
pub(super) fn requirements(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetRequirementsToContact,
) -> Result<Vec<tl::enums::RequirementToContact>, RpcError> {
    let requirement = |id: &tl::enums::InputUser| {
        peer::user(world, caller, id).ok_or_else(|| bad_request("USER_ID_INVALID"))?;
        Ok(tl::enums::RequirementToContact::Empty)
    };
    request.id.iter().map(requirement).collect()
}

/// Nobody has stories.
pub(super) fn stories(
    world: &World,
    caller: &AuthorizedCaller,
    request: tl::functions::stories::GetPeerStories,
) -> Result<tl::enums::stories::PeerStories, RpcError> {
    let chat = peer::chat(world, caller, &request.peer)?;
    let peer = world.peer_of_chat(caller.user, chat.number());
    let stories = tl::types::PeerStories { peer, max_read_id: None, stories: Vec::new() }.into();
    Ok(tl::types::stories::PeerStories { stories, chats: Vec::new(), users: Vec::new() }.into())
}

/// The photo of a user who has one.
pub(super) fn photo_of(world: &World, caller: &AuthorizedCaller, user: &tl::enums::User) -> Option<tl::enums::Photo> {
    match user {
        tl::enums::User::User(user) if user.photo.is_some() => world.full_profile_photo(caller.user),
        _ => None,
    }
}

/// What a client may offer in a chat: nothing but to write.
pub(super) fn peer_settings() -> tl::enums::PeerSettings {
    tl::types::PeerSettings {
        report_spam: false,
        add_contact: false,
        block_contact: false,
        share_contact: false,
        need_contacts_exception: false,
        report_geo: false,
        autoarchived: false,
        invite_members: false,
        request_chat_broadcast: false,
        business_bot_paused: false,
        business_bot_can_reply: false,
        geo_distance: None,
        request_chat_title: None,
        request_chat_date: None,
        business_bot_id: None,
        business_bot_manage_url: None,
        charge_paid_message_stars: None,
        registration_month: None,
        phone_country: None,
        name_change_date: None,
        photo_change_date: None,
    }
    .into()
}

fn tl_user_full(id: i64, profile_photo: Option<tl::enums::Photo>) -> tl::enums::UserFull {
    tl::types::UserFull {
        blocked: false,
        phone_calls_available: false,
        phone_calls_private: false,
        can_pin_message: true,
        has_scheduled: false,
        video_calls_available: false,
        voice_messages_forbidden: false,
        translations_disabled: false,
        stories_pinned_available: false,
        blocked_my_stories_from: false,
        wallpaper_overridden: false,
        contact_require_premium: false,
        read_dates_private: false,
        sponsored_enabled: false,
        can_view_revenue: false,
        bot_can_manage_emoji_status: false,
        display_gifts_button: false,
        noforwards_my_enabled: false,
        noforwards_peer_enabled: false,
        unofficial_security_risk: false,
        id,
        about: None,
        settings: peer_settings(),
        personal_photo: None,
        profile_photo,
        fallback_photo: None,
        notify_settings: notify_settings(),
        bot_info: None,
        pinned_msg_id: None,
        common_chats_count: 0,
        folder_id: None,
        ttl_period: None,
        theme: None,
        private_forward_name: None,
        bot_group_admin_rights: None,
        bot_broadcast_admin_rights: None,
        wallpaper: None,
        stories: None,
        business_work_hours: None,
        business_location: None,
        business_greeting_message: None,
        business_away_message: None,
        business_intro: None,
        birthday: None,
        personal_channel_id: None,
        personal_channel_message: None,
        stargifts_count: None,
        starref_program: None,
        bot_verification: None,
        send_paid_messages_stars: None,
        disallowed_gifts: None,
        stars_rating: None,
        stars_my_pending_rating: None,
        stars_my_pending_rating_date: None,
        main_tab: None,
        saved_music: None,
        note: None,
        bot_manager_id: None,
    }
    .into()
}
