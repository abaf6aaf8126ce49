//! The list of chats.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::methods::peer::{self, Chat};
use crate::methods::updates;
use crate::rpc::RpcError;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(crate) fn dialogs(
    world: &World,
    signed: &Signed,
    request: f::GetDialogs,
) -> Result<tl::enums::messages::Dialogs, RpcError> {
    let mut list = List::default();
    // All of them fit the first page: what follows it is empty, and so is every folder.
    let first = request.offset_id == 0 && request.offset_date == 0 && request.folder_id.unwrap_or(0) == 0;
    if first {
        if world.with_saved(signed.user, |saved| saved.top()) > 0 {
            list.add(world, signed, Chat::Saved);
        }
        for channel in world.channels_of(signed.user) {
            list.add(world, signed, Chat::Channel(channel));
        }
    }
    let List { dialogs, messages, chats, users } = list;
    Ok(tl::types::messages::Dialogs { dialogs, messages, chats, users }.into())
}

pub(crate) fn peer_dialogs(
    world: &World,
    signed: &Signed,
    request: f::GetPeerDialogs,
) -> Result<tl::enums::messages::PeerDialogs, RpcError> {
    let mut list = List::default();
    for wanted in &request.peers {
        match wanted {
            tl::enums::InputDialogPeer::Peer(wanted) => {
                list.add(world, signed, peer::chat(world, signed, &wanted.peer)?)
            }
            _ => return Err(bad_request("PEER_ID_INVALID")),
        }
    }
    let List { dialogs, messages, chats, users } = list;
    let state = updates::state_at(world, world.pts(signed.user)).into();
    Ok(tl::types::messages::PeerDialogs { dialogs, messages, chats, users, state }.into())
}

/// Chats with their newest messages and whom those speak of.
#[derive(Default)]
struct List {
    dialogs: Vec<tl::enums::Dialog>,
    messages: Vec<tl::enums::Message>,
    chats: Vec<tl::enums::Chat>,
    users: Vec<tl::enums::User>,
}

impl List {
    fn add(&mut self, world: &World, signed: &Signed, chat: Chat) {
        match chat {
            Chat::Saved => {
                let top = world.with_saved(signed.user, |saved| saved.top());
                self.dialogs.push(dialog(peer::me(signed), top, None));
                self.messages.extend(world.saved_messages(signed.user, &[top]));
                self.users.extend(world.user(signed.user, signed.user));
            }
            Chat::Channel(channel) => {
                self.dialogs.push(dialog(channel.peer(), channel.top(), Some(channel.pts())));
                self.messages.extend(world.channel_messages(channel, &[channel.top()]));
                self.chats.push(world.shape_channel(signed.user, channel));
                self.users.extend(world.authors(signed.user, channel));
            }
        }
    }
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
