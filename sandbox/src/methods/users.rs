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
    let full = tl::types::users::UserFull { full_user: tl_user_full(id.0), chats: Vec::new(), users: vec![user] };
    Ok(full.into())
}

fn tl_user_full(id: i64) -> tl::enums::UserFull {
    let settings = tl::types::PeerSettings {
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
    };
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
        settings: settings.into(),
        personal_photo: None,
        profile_photo: None,
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
