//! TL objects that several methods return.

use grammers_tl_types as tl;

use crate::model::channel::Channel;
use crate::model::phone::UserId;
use crate::world::dialogs::DialogView;
use crate::world::{AuthorizedCaller, World};

/// The `seq` of all updates: they are ordered by `pts` alone.
pub(super) const SEQ: i32 = 1;

/// An account's state at a `pts`.
pub(super) fn updates_state(world: &World, user: UserId, pts: i32) -> tl::types::updates::State {
    let unread_count = world.unread_messages(user);
    tl::types::updates::State { pts, qts: 0, date: world.clock().now(), seq: SEQ, unread_count }
}

/// A chat in the list of chats.
pub(super) fn dialog(view: DialogView, peer: tl::enums::Peer, top_message: i32, pts: Option<i32>) -> tl::enums::Dialog {
    tl::types::Dialog {
        pinned: view.pinned > 0,
        unread_mark: view.is_marked,
        view_forum_as_messages: false,
        peer,
        top_message,
        read_inbox_max_id: view.read_inbox,
        read_outbox_max_id: view.read_outbox,
        unread_count: view.unread,
        unread_mentions_count: 0,
        unread_reactions_count: 0,
        unread_poll_votes_count: 0,
        notify_settings: notify_settings(),
        pts,
        draft: view.draft.map(Into::into),
        folder_id: None,
        ttl_period: None,
    }
    .into()
}

/// Default notification settings.
pub(super) fn notify_settings() -> tl::enums::PeerNotifySettings {
    tl::types::PeerNotifySettings {
        show_previews: None,
        silent: None,
        mute_until: None,
        ios_sound: None,
        android_sound: None,
        other_sound: None,
        stories_muted: None,
        stories_hide_sender: None,
        stories_ios_sound: None,
        stories_android_sound: None,
        stories_other_sound: None,
    }
    .into()
}

/// `updateChannel`.
pub(super) fn channel_updates(world: &World, caller: &AuthorizedCaller, channel: &Channel) -> tl::enums::Updates {
    let updates = vec![tl::types::UpdateChannel { channel_id: channel.id }.into()];
    world.wrap_updates(caller.user, updates)
}
