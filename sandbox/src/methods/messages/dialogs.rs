//! The list of chats (dialogs).

use std::collections::HashSet;

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::methods::objects::{dialog, updates_state};
use crate::methods::peer::{self, Chat};
use crate::methods::users::peer_settings;
use crate::model::history::{History, IndexEntry};
use crate::model::peer_id::{id_of_channel, peer_with_id};
use crate::model::phone::UserId;
use crate::rpc::{RpcError, bad_request};
use crate::world::{AuthorizedCaller, World};

pub(crate) fn dialogs(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetDialogs,
) -> Result<tl::enums::messages::Dialogs, RpcError> {
    // Other folders are empty.
    let mut all = if request.folder_id.unwrap_or(0) == 0 { all_chats(world, caller) } else { Vec::new() };
    all.retain(|listed| !(request.exclude_pinned && listed.pinned > 0));
    let count = all.len();
    // The page starts after `offset_peer`: several chats may have the same date.
    let offset_chat = peer::chat(world, caller, &request.offset_peer).ok();
    let start = match (request.offset_id, request.offset_date, offset_chat) {
        (0, 0, _) => 0,
        (_, _, Some(last)) => all.iter().position(|it| it.chat.is_same(&last)).map_or(count, |index| index + 1),
        (_, date, None) => all.iter().position(|it| it.pinned == 0 && it.date < date).unwrap_or(count),
    };
    let limit = usize::try_from(request.limit).unwrap_or(0).clamp(1, MAXIMUM_PAGE);
    let mut list = Dialogs::default();
    for listed in all.into_iter().skip(start).take(limit) {
        list.add(world, caller, listed.chat);
    }
    let is_all = list.dialogs.len() == count;
    let Dialogs { dialogs, messages, chats, users } = list;
    if is_all {
        return Ok(tl::types::messages::Dialogs { dialogs, messages, chats, users }.into());
    }
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    Ok(tl::types::messages::DialogsSlice { count, dialogs, messages, chats, users }.into())
}

/// The most chats on a page.
const MAXIMUM_PAGE: usize = 100;

/// A chat of the caller.
pub(super) struct Listed {
    /// The date of its newest message.
    pub(super) date: i32,
    /// Greater for those pinned further up; 0 for others.
    pinned: i32,
    pub(super) chat: Chat,
}

/// All chats of the caller, newest first after those that are pinned.
pub(super) fn all_chats(world: &World, caller: &AuthorizedCaller) -> Vec<Listed> {
    let in_box = world.with_history(caller.user, History::top_messages).into_iter().map(|newest| {
        let chat = match newest.chat {
            0 => Chat::SavedMessages,
            user @ 1.. => Chat::User(UserId(user)),
            group => Chat::BasicGroup(-group),
        };
        (newest.date, chat)
    });
    let channels = world.channels_of(caller.user).into_iter().map(|channel| {
        let (_, date) = world.channel_top_message(&channel);
        (date, Chat::Channel(channel))
    });
    let listed = |(date, chat): (i32, Chat)| {
        let pinned = world.dialog(caller.user, chat.number()).pinned;
        Listed { date, pinned, chat }
    };
    let mut chats: Vec<_> = in_box.chain(channels).map(listed).collect();
    chats.sort_by_key(|listed| std::cmp::Reverse((listed.pinned, listed.date)));
    chats
}

pub(crate) fn peer_dialogs(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetPeerDialogs,
) -> Result<tl::enums::messages::PeerDialogs, RpcError> {
    let chats = request.peers.iter().map(|wanted| chat_of(world, caller, wanted));
    let chats = chats.collect::<Result<Vec<_>, _>>()?;
    Ok(peer_dialogs_of(world, caller, chats))
}

fn peer_dialogs_of(
    world: &World,
    caller: &AuthorizedCaller,
    chats: impl IntoIterator<Item = Chat>,
) -> tl::enums::messages::PeerDialogs {
    let mut list = Dialogs::default();
    for chat in chats {
        list.add(world, caller, chat);
    }
    let Dialogs { dialogs, messages, chats, users } = list;
    let state = updates_state(world, caller.user, world.pts(caller.user)).into();
    tl::types::messages::PeerDialogs { dialogs, messages, chats, users, state }.into()
}

/// Dialogs, with their newest messages and the users and chats that these refer to.
#[derive(Default)]
struct Dialogs {
    dialogs: Vec<tl::enums::Dialog>,
    messages: Vec<tl::enums::Message>,
    chats: Vec<tl::enums::Chat>,
    users: Vec<tl::enums::User>,
}

impl Dialogs {
    fn add(&mut self, world: &World, caller: &AuthorizedCaller, chat: Chat) {
        let view = world.dialog(caller.user, chat.number());
        let (peer, top, pts, messages) = match chat {
            Chat::Channel(channel) => {
                let (top, _) = world.channel_top_message(&channel);
                let messages = world.channel_messages(caller.user, &channel, &[top]);
                self.chats.push(world.tl_channel(caller.user, &channel));
                (peer_with_id(id_of_channel(channel.id)), top, Some(world.channel_pts(&channel)), messages)
            }
            Chat::SavedMessages | Chat::User(_) | Chat::BasicGroup(_) => {
                let id = chat.id_in_box().unwrap_or(0);
                let top = world.with_history(caller.user, |history| history.top_message_of(id));
                let peer = peer_with_id(if id == 0 { caller.user.0 } else { id });
                match chat {
                    Chat::BasicGroup(_) => self.chats.push(world.tl_basic_group()),
                    Chat::User(user) => self.users.extend(world.user(caller.user, user)),
                    Chat::SavedMessages | Chat::Channel(_) => {}
                }
                (peer, top, None, world.messages(caller.user, &[top]))
            }
        };
        self.dialogs.push(dialog(view, peer, top, pts));
        let (users, chats) = world.peers_of(caller.user, &messages);
        self.messages.extend(messages);
        let is_new = |user: &tl::enums::User| !self.users.iter().any(|known| known.id() == user.id());
        let users: Vec<_> = users.into_iter().filter(is_new).collect();
        self.users.extend(users);
        let is_new = |chat: &tl::enums::Chat| !self.chats.iter().any(|known| known.id() == chat.id());
        let chats: Vec<_> = chats.into_iter().filter(is_new).collect();
        self.chats.extend(chats);
    }
}

/// `messages.getPinnedDialogs`.
pub(crate) fn pinned(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetPinnedDialogs,
) -> Result<tl::enums::messages::PeerDialogs, RpcError> {
    let all = if request.folder_id == 0 { all_chats(world, caller) } else { Vec::new() };
    let pinned = all.into_iter().filter(|listed| listed.pinned > 0).map(|listed| listed.chat);
    Ok(peer_dialogs_of(world, caller, pinned))
}

pub(crate) fn toggle_pin(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ToggleDialogPin,
) -> Result<bool, RpcError> {
    world.pin_dialog(caller, chat_of(world, caller, &request.peer)?.number(), request.pinned)?;
    Ok(true)
}

pub(crate) fn reorder_pinned(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ReorderPinnedDialogs,
) -> Result<bool, RpcError> {
    let chat = |peer| Ok(chat_of(world, caller, peer)?.number());
    let chats = request.order.iter().map(chat).collect::<Result<Vec<_>, RpcError>>()?;
    world.reorder_pinned(caller, &chats, request.force)?;
    Ok(true)
}

pub(crate) fn mark_unread(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::MarkDialogUnread,
) -> Result<bool, RpcError> {
    world.mark_dialog(caller, chat_of(world, caller, &request.peer)?.number(), request.unread)?;
    Ok(true)
}

pub(crate) fn unread_marks(
    world: &World,
    caller: &AuthorizedCaller,
    _: f::GetDialogUnreadMarks,
) -> Result<Vec<tl::enums::DialogPeer>, RpcError> {
    let marked = world.marked_dialogs(caller.user).into_iter();
    Ok(marked.map(|peer| tl::types::DialogPeer { peer }.into()).collect())
}

/// The list of all chats is the only one.
pub(crate) fn filters(
    _: &World,
    _: &AuthorizedCaller,
    _: f::GetDialogFilters,
) -> Result<tl::enums::messages::DialogFilters, RpcError> {
    let filters = vec![tl::enums::DialogFilter::Default];
    Ok(tl::types::messages::DialogFilters { tags_enabled: false, filters }.into())
}

/// One range has all messages.
pub(crate) fn split_ranges(
    _: &World,
    _: &AuthorizedCaller,
    _: f::GetSplitRanges,
) -> Result<Vec<tl::enums::MessageRange>, RpcError> {
    Ok(vec![tl::types::MessageRange { min_id: 1, max_id: i32::MAX }.into()])
}

pub(crate) fn settings(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetPeerSettings,
) -> Result<tl::enums::messages::PeerSettings, RpcError> {
    let (mut users, mut chats) = (Vec::new(), Vec::new());
    match peer::chat(world, caller, &request.peer)? {
        Chat::SavedMessages => users.extend(world.user(caller.user, caller.user)),
        Chat::User(user) => users.extend(world.user(caller.user, user)),
        Chat::BasicGroup(_) => chats.push(world.tl_basic_group()),
        Chat::Channel(channel) => chats.push(world.tl_channel(caller.user, &channel)),
    }
    Ok(tl::types::messages::PeerSettings { settings: peer_settings(), chats, users }.into())
}

/// `messages.getSavedDialogs`: the chats from which something was forwarded to Saved Messages, and the account's own notes.
pub(crate) fn saved(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetSavedDialogs,
) -> Result<tl::enums::messages::SavedDialogs, RpcError> {
    let newest: Vec<i32> = world.with_history(caller.user, |history| {
        let mut seen = HashSet::new();
        let in_saved_messages = history.index().iter().rev().filter(|entry| entry.chat == 0);
        let is_newest = |entry: &&IndexEntry| {
            let forward = history.message(entry.id).and_then(|message| message.header.forward);
            seen.insert(forward.map_or(0, |forward| forward.saved_from.0))
        };
        in_saved_messages.filter(is_newest).map(|entry| entry.id).collect()
    });
    let is_after = |id: &&i32| request.offset_id == 0 || **id < request.offset_id;
    let limit = usize::try_from(request.limit).unwrap_or(0).clamp(1, MAXIMUM_PAGE);
    let page: Vec<i32> = newest.iter().filter(is_after).take(limit).copied().collect();
    let messages = world.messages(caller.user, &page);
    let dialog = |message: &tl::enums::Message| match message {
        tl::enums::Message::Message(message) => {
            let (peer, top_message) = (message.saved_peer_id.clone()?, message.id);
            Some(tl::types::SavedDialog { pinned: false, peer, top_message }.into())
        }
        tl::enums::Message::Service(_) | tl::enums::Message::Empty(_) => None,
    };
    let dialogs = messages.iter().filter_map(dialog).collect();
    let (users, chats) = world.peers_of(caller.user, &messages);
    if page.len() == newest.len() {
        return Ok(tl::types::messages::SavedDialogs { dialogs, messages, chats, users }.into());
    }
    let count = i32::try_from(newest.len()).unwrap_or(i32::MAX);
    Ok(tl::types::messages::SavedDialogsSlice { count, dialogs, messages, chats, users }.into())
}

/// The chat of a dialog. Folders have none.
fn chat_of(world: &World, caller: &AuthorizedCaller, peer: &tl::enums::InputDialogPeer) -> Result<Chat, RpcError> {
    match peer {
        tl::enums::InputDialogPeer::Peer(wanted) => peer::chat(world, caller, &wanted.peer),
        tl::enums::InputDialogPeer::Folder(_) | tl::enums::InputDialogPeer::Community(_) => {
            Err(bad_request("PEER_ID_INVALID"))
        }
    }
}
