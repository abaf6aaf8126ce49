//! The list of chats (dialogs).

use grammers_tl_types as tl;
use tl::functions::messages as f;

use crate::methods::objects::{dialog, updates_state};
use crate::methods::peer::{self, Chat};
use crate::model::history::History;
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
    let all = if request.folder_id.unwrap_or(0) == 0 { all_chats(world, caller) } else { Vec::new() };
    let count = all.len();
    // The page starts after `offset_peer`: several chats may have the same date.
    let offset_chat = peer::chat(world, caller, &request.offset_peer).ok();
    let start = match (request.offset_id, request.offset_date, offset_chat) {
        (0, 0, _) => 0,
        (_, _, Some(last)) => all.iter().position(|(_, chat)| chat.is_same(&last)).map_or(count, |index| index + 1),
        (_, date, None) => all.iter().position(|(chat_date, _)| *chat_date < date).unwrap_or(count),
    };
    let limit = usize::try_from(request.limit).unwrap_or(0).clamp(1, MAXIMUM_PAGE);
    let mut list = Dialogs::default();
    for (_, chat) in all.into_iter().skip(start).take(limit) {
        list.add(world, caller, chat);
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

/// All chats of the caller with the date of their newest message, newest first.
fn all_chats(world: &World, caller: &AuthorizedCaller) -> Vec<(i32, Chat)> {
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
    let mut chats: Vec<_> = in_box.chain(channels).collect();
    chats.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    chats
}

pub(crate) fn peer_dialogs(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetPeerDialogs,
) -> Result<tl::enums::messages::PeerDialogs, RpcError> {
    let mut list = Dialogs::default();
    for wanted in &request.peers {
        match wanted {
            tl::enums::InputDialogPeer::Peer(wanted) => {
                list.add(world, caller, peer::chat(world, caller, &wanted.peer)?)
            }
            _ => return Err(bad_request("PEER_ID_INVALID")),
        }
    }
    let Dialogs { dialogs, messages, chats, users } = list;
    let state = updates_state(world, world.pts(caller.user)).into();
    Ok(tl::types::messages::PeerDialogs { dialogs, messages, chats, users, state }.into())
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
        self.dialogs.push(dialog(peer, top, pts));
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

/// Everything is read already.
pub(crate) fn read_history(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::ReadHistory,
) -> Result<tl::enums::messages::AffectedMessages, RpcError> {
    peer::chat(world, caller, &request.peer)?;
    Ok(tl::types::messages::AffectedMessages { pts: world.pts(caller.user), pts_count: 0 }.into())
}
