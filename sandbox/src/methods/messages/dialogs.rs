//! The list of chats.

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::methods::peer::{self, Chat};
use crate::methods::updates;
use crate::rpc::RpcError;
use crate::world::chats::{marked, peer_of};
use crate::world::history::History;
use crate::world::phone::UserId;
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

pub(crate) fn dialogs(
    world: &World,
    signed: &Signed,
    request: f::GetDialogs,
) -> Result<tl::enums::messages::Dialogs, RpcError> {
    // Nothing is archived: other folders are empty.
    let all = if request.folder_id.unwrap_or(0) == 0 { chats_of(world, signed) } else { Vec::new() };
    let count = all.len();
    // The page begins behind the chat that the client names; dates alone would not tell two of the same second apart.
    let behind = peer::chat(world, signed, &request.offset_peer).ok();
    let start = match (request.offset_id, request.offset_date, behind) {
        (0, 0, _) => 0,
        (_, _, Some(last)) => all.iter().position(|(_, chat)| chat.is(last)).map_or(count, |at| at + 1),
        (_, date, None) => all.iter().position(|(at, _)| *at < date).unwrap_or(count),
    };
    let limit = usize::try_from(request.limit).unwrap_or(0).clamp(1, LONGEST);
    let mut list = List::default();
    for (_, chat) in all.into_iter().skip(start).take(limit) {
        list.add(world, signed, chat);
    }
    let is_all = list.dialogs.len() == count;
    let List { dialogs, messages, chats, users } = list;
    if is_all {
        return Ok(tl::types::messages::Dialogs { dialogs, messages, chats, users }.into());
    }
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    Ok(tl::types::messages::DialogsSlice { count, dialogs, messages, chats, users }.into())
}

/// How many chats a page has at most.
const LONGEST: usize = 100;

/// Every chat of the caller's with the date of its newest message, the newest first.
fn chats_of(world: &World, signed: &Signed) -> Vec<(i32, Chat)> {
    let boxed = world.with_saved(signed.user, History::chats).into_iter().map(|newest| {
        let chat = match newest.chat {
            0 => Chat::Saved,
            user @ 1.. => Chat::Person(UserId(user)),
            group => Chat::Group(-group),
        };
        (newest.date, chat)
    });
    let channels = world.channels_of(signed.user).into_iter().map(|channel| {
        let top = world.channel_messages(signed.user, channel, &[world.channel_top(channel)]);
        let date = match top.first() {
            Some(tl::enums::Message::Message(message)) => message.date,
            _ => world.founded(),
        };
        (date, Chat::Channel(channel))
    });
    let mut chats: Vec<_> = boxed.chain(channels).collect();
    chats.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    chats
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
        let (peer, top, pts, messages) = match chat {
            Chat::Channel(channel) => {
                let top = world.channel_top(channel);
                let messages = world.channel_messages(signed.user, channel, &[top]);
                self.chats.push(world.shape_channel(signed.user, channel));
                (peer_of(marked(channel)), top, Some(world.channel_pts(channel)), messages)
            }
            Chat::Saved | Chat::Person(_) | Chat::Group(_) => {
                let number = chat.boxed().unwrap_or(0);
                let top = world.with_saved(signed.user, |saved| saved.top_of(number));
                let peer = if number == 0 { peer::me(signed) } else { peer_of(number) };
                match chat {
                    Chat::Group(_) => self.chats.push(world.shape_stairs()),
                    Chat::Person(user) => self.users.extend(world.anybody(signed.user, user)),
                    Chat::Saved | Chat::Channel(_) => {}
                }
                (peer, top, None, world.saved_messages(signed.user, &[top]))
            }
        };
        self.dialogs.push(dialog(peer, top, pts));
        let (users, chats) = world.spoken_of(signed.user, &messages);
        self.messages.extend(messages);
        let is_new = |user: &tl::enums::User| !self.users.iter().any(|known| known.id() == user.id());
        let users: Vec<_> = users.into_iter().filter(is_new).collect();
        self.users.extend(users);
        let is_new = |chat: &tl::enums::Chat| !self.chats.iter().any(|known| known.id() == chat.id());
        let chats: Vec<_> = chats.into_iter().filter(is_new).collect();
        self.chats.extend(chats);
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
