//! The rights in a channel or supergroup: those of its creator, and those that members don't have.

use grammers_tl_types as tl;

/// The rights of a creator.
pub(crate) fn all_rights() -> tl::enums::ChatAdminRights {
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

/// The rights that members don't have.
pub(super) fn banned_rights(is_sending_banned: bool) -> tl::enums::ChatBannedRights {
    tl::types::ChatBannedRights {
        view_messages: false,
        send_messages: is_sending_banned,
        send_media: is_sending_banned,
        send_stickers: is_sending_banned,
        send_gifs: is_sending_banned,
        send_games: is_sending_banned,
        send_inline: is_sending_banned,
        embed_links: is_sending_banned,
        send_polls: is_sending_banned,
        change_info: true,
        invite_users: false,
        pin_messages: true,
        manage_topics: true,
        send_photos: is_sending_banned,
        send_videos: is_sending_banned,
        send_roundvideos: is_sending_banned,
        send_audios: is_sending_banned,
        send_voices: is_sending_banned,
        send_docs: is_sending_banned,
        send_plain: is_sending_banned,
        edit_rank: true,
        send_reactions: false,
        manage_linked_peers: true,
        until_date: i32::MAX,
    }
    .into()
}
