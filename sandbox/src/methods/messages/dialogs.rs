//! The list of chats.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::methods::{peer, updates};
use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(crate) fn dialogs(
    world: &World,
    signed: &Signed,
    request: f::GetDialogs,
) -> Result<tl::enums::messages::Dialogs, RpcError> {
    let top = world.with_saved(signed.user, |saved| saved.top());
    let shown = top > 0 && request.offset_id == 0 && request.offset_date == 0 && request.folder_id.unwrap_or(0) == 0;
    let dialogs = if shown { vec![saved_dialog(signed, top)] } else { Vec::new() };
    let messages = if shown { world.saved_messages(signed.user, &[top]) } else { Vec::new() };
    let users = world.user(signed.user, signed.user).into_iter().collect();
    Ok(tl::types::messages::Dialogs { dialogs, messages, chats: Vec::new(), users }.into())
}

pub(crate) fn peer_dialogs(
    world: &World,
    signed: &Signed,
    request: f::GetPeerDialogs,
) -> Result<tl::enums::messages::PeerDialogs, RpcError> {
    let top = world.with_saved(signed.user, |saved| saved.top());
    for wanted in &request.peers {
        match wanted {
            tl::enums::InputDialogPeer::Peer(wanted) => peer::chat(world, signed, &wanted.peer)?,
            _ => return Err(bad_request("PEER_ID_INVALID")),
        };
    }
    let dialogs = request.peers.iter().map(|_| saved_dialog(signed, top)).collect();
    let messages = world.saved_messages(signed.user, &[top]);
    let users = world.user(signed.user, signed.user).into_iter().collect();
    let state = updates::state_at(world, world.pts(signed.user)).into();
    Ok(tl::types::messages::PeerDialogs { dialogs, messages, chats: Vec::new(), users, state }.into())
}

/// One's own messages are read already: nothing changes.
pub(crate) fn read_history(
    world: &World,
    signed: &Signed,
    request: f::ReadHistory,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    peer::chat(world, signed, &request.peer)?;
    Ok(tl::types::messages::AffectedMessages { pts: world.pts(signed.user), pts_count: 0 }.into())
}

fn saved_dialog(signed: &Signed, top: i32) -> tl::enums::Dialog {
    dialog(peer::me(signed), top, None)
}

/// A chat in the list.
pub(crate) fn dialog(peer: tl::enums::Peer, top_message: i32, pts: Option<i32>) -> tl::enums::Dialog {
    tl::types::Dialog {
        pinned: false,
        unread_mark: false,
        view_forum_as_messages: false,
        peer,
        top_message,
        read_inbox_max_id: top_message,
        read_outbox_max_id: top_message,
        unread_count: 0,
        unread_mentions_count: 0,
        unread_reactions_count: 0,
        unread_poll_votes_count: 0,
        notify_settings: notify_settings(),
        pts,
        draft: None,
        folder_id: None,
        ttl_period: None,
    }
    .into()
}

/// Nothing set.
pub(crate) fn notify_settings() -> tl::enums::PeerNotifySettings {
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
