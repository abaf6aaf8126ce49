//! Updates: sent to connected clients at once, and returned to others by `updates.getDifference`.

use grammers_tl_types as tl;
use tl::enums::Update;

use super::state::{AuthorizedCaller, World};
use crate::model::channel::Channel;
use crate::model::events::{Difference, Event, EventKind, Reading};
use crate::model::peer_id::id_of_peer;
use crate::model::phone::UserId;
use crate::rpc::KeyId;

/// Message boxes of accounts.
impl World {
    /// An account's current `pts`.
    pub(crate) fn pts(&self, owner: UserId) -> i32 {
        self.state().accounts.get(&owner).map_or(1, |account| account.events.pts())
    }

    /// The events of a message box since `pts`.
    pub(crate) fn difference(&self, owner: UserId, pts: i32, limit: usize) -> Difference {
        self.state().accounts.get(&owner).map_or(Difference::TooLong, |account| account.events.since(pts, limit))
    }

    /// The updates of events, without those whose messages are deleted meanwhile.
    pub(crate) fn updates_of(&self, owner: UserId, events: &[Event]) -> Vec<Update> {
        let messages = self.messages(owner, &remaining_ids(events));
        let updates = events.iter().filter_map(|event| {
            let (pts, pts_count) = (event.pts, event.count);
            let message = || message_of(event, &messages);
            Some(match event.kind {
                EventKind::New => tl::types::UpdateNewMessage { message: message()?, pts, pts_count }.into(),
                EventKind::Edited => tl::types::UpdateEditMessage { message: message()?, pts, pts_count }.into(),
                EventKind::Deleted => {
                    tl::types::UpdateDeleteMessages { messages: event.ids.clone(), pts, pts_count }.into()
                }
                EventKind::Pinned | EventKind::Unpinned => {
                    let (pinned, messages) = (event.kind == EventKind::Pinned, event.ids.clone());
                    let peer = match message()? {
                        tl::enums::Message::Message(message) => message.peer_id,
                        _ => return None,
                    };
                    tl::types::UpdatePinnedMessages { pinned, peer, messages, pts, pts_count }.into()
                }
                EventKind::ReadInbox => {
                    let Reading { chat, max_id } = Reading::from_ids(&event.ids)?;
                    let (folder_id, top_msg_id) = (None, None);
                    let (peer, still_unread_count) =
                        (self.peer_of_chat(owner, chat), self.still_unread(owner, chat, max_id));
                    tl::types::UpdateReadHistoryInbox {
                        folder_id,
                        peer,
                        top_msg_id,
                        max_id,
                        still_unread_count,
                        pts,
                        pts_count,
                    }
                    .into()
                }
                EventKind::ReadOutbox => {
                    let Reading { chat, max_id } = Reading::from_ids(&event.ids)?;
                    let peer = self.peer_of_chat(owner, chat);
                    tl::types::UpdateReadHistoryOutbox { peer, max_id, pts, pts_count }.into()
                }
            })
        });
        updates.collect()
    }

    /// Updates with the users and chats that they refer to.
    pub(crate) fn wrap_updates(&self, owner: UserId, updates: Vec<Update>) -> tl::enums::Updates {
        let message = |update: &Update| match update {
            Update::NewMessage(update) => Some(update.message.clone()),
            Update::EditMessage(update) => Some(update.message.clone()),
            Update::NewChannelMessage(update) => Some(update.message.clone()),
            Update::EditChannelMessage(update) => Some(update.message.clone()),
            _ => None,
        };
        let messages: Vec<_> = updates.iter().filter_map(message).collect();
        let (mut users, mut chats) = self.peers_of(owner, &messages);
        let peer = |update: &Update| match update {
            Update::ReadHistoryInbox(update) => Some(update.peer.clone()),
            Update::ReadHistoryOutbox(update) => Some(update.peer.clone()),
            Update::DraftMessage(update) => Some(update.peer.clone()),
            _ => None,
        };
        for id in updates.iter().filter_map(peer).map(|peer| id_of_peer(&peer)) {
            if id > 0 && !users.iter().any(|user| user.id() == id) {
                users.extend(self.user(owner, UserId(id)));
            }
        }
        let channel_id = |update: &Update| match update {
            Update::Channel(update) => Some(update.channel_id),
            Update::PinnedChannelMessages(update) => Some(update.channel_id),
            Update::ReadChannelInbox(update) => Some(update.channel_id),
            update => match peer(update)? {
                tl::enums::Peer::Channel(peer) => Some(peer.channel_id),
                tl::enums::Peer::User(_) | tl::enums::Peer::Chat(_) => None,
            },
        };
        for id in updates.iter().filter_map(channel_id) {
            if !chats.iter().any(|chat| chat.id() == id) {
                chats.extend(self.tl_channel_with_id(owner, id));
            }
        }
        tl::types::Updates { updates, users, chats, date: self.clock().now(), seq: 0 }.into()
    }

    /// Sends events to the account's clients, except the client that caused them.
    pub(super) fn push_events(&self, owner: UserId, except: Option<&AuthorizedCaller>, events: &[Event]) {
        if !events.is_empty() {
            self.push_updates(owner, except, || self.updates_of(owner, events));
        }
    }

    pub(super) fn push_updates(
        &self,
        user: UserId,
        except: Option<&AuthorizedCaller>,
        updates: impl FnOnce() -> Vec<Update>,
    ) {
        let keys: Vec<KeyId> = self.state().authorizations_of(user).map(|authorization| authorization.key).collect();
        if !keys.is_empty() {
            let updates = self.wrap_updates(user, updates());
            self.push(&keys, except.map(|caller| caller.key), &updates);
        }
    }
}

/// Channels.
impl World {
    /// A channel's current `pts`.
    pub(crate) fn channel_pts(&self, channel: &Channel) -> i32 {
        self.state().channel(channel).events.pts()
    }

    /// The events of a channel since `pts`.
    pub(crate) fn channel_difference(&self, channel: &Channel, pts: i32, limit: usize) -> Difference {
        self.state().channel(channel).events.since(pts, limit)
    }

    /// The updates of a channel's events, without those whose messages are deleted meanwhile.
    pub(crate) fn channel_updates(&self, viewer: UserId, channel: &Channel, events: &[Event]) -> Vec<Update> {
        let messages = self.channel_messages(viewer, channel, &remaining_ids(events));
        let updates = events.iter().filter_map(|event| {
            let (pts, pts_count, channel_id) = (event.pts, event.count, channel.id);
            let message = || message_of(event, &messages);
            Some(match event.kind {
                EventKind::New => tl::types::UpdateNewChannelMessage { message: message()?, pts, pts_count }.into(),
                EventKind::Edited => tl::types::UpdateEditChannelMessage { message: message()?, pts, pts_count }.into(),
                EventKind::Deleted => {
                    let messages = event.ids.clone();
                    tl::types::UpdateDeleteChannelMessages { channel_id, messages, pts, pts_count }.into()
                }
                EventKind::Pinned | EventKind::Unpinned => {
                    let (pinned, messages) = (event.kind == EventKind::Pinned, event.ids.clone());
                    tl::types::UpdatePinnedChannelMessages { pinned, channel_id, messages, pts, pts_count }.into()
                }
                // What somebody has read is in no channel's log.
                EventKind::ReadInbox | EventKind::ReadOutbox => return None,
            })
        });
        updates.collect()
    }

    /// Sends events to all members' clients, except the client that caused them.
    pub(super) fn push_channel_events(&self, channel: &Channel, except: Option<&AuthorizedCaller>, events: &[Event]) {
        if !events.is_empty() {
            self.push_to_members(channel, except, |user| self.channel_updates(user, channel, events));
        }
    }

    /// Sends `updateChannel` to all members' clients, except the client that caused it.
    pub(super) fn push_channel_change(&self, channel: &Channel, except: Option<&AuthorizedCaller>) {
        self.push_to_members(channel, except, |_| vec![tl::types::UpdateChannel { channel_id: channel.id }.into()]);
    }

    /// Sends `updateChannelTooLong` to all members' clients: so much happened that they have to load the channel again.
    pub(super) fn push_channel_too_long(&self, channel: &Channel) {
        let pts = Some(self.channel_pts(channel));
        let update = tl::types::UpdateChannelTooLong { channel_id: channel.id, pts };
        self.push_to_members(channel, None, |_| vec![update.clone().into()]);
    }

    fn push_to_members(
        &self,
        channel: &Channel,
        except: Option<&AuthorizedCaller>,
        updates: impl Fn(UserId) -> Vec<Update>,
    ) {
        let members = self.state().members(channel);
        for (user, _) in members {
            self.push_updates(user, except, || updates(user));
        }
    }
}

/// The ids of all messages but deleted ones.
fn remaining_ids(events: &[Event]) -> Vec<i32> {
    let has_messages = |event: &&Event| {
        matches!(event.kind, EventKind::New | EventKind::Edited | EventKind::Pinned | EventKind::Unpinned)
    };
    events.iter().filter(has_messages).flat_map(|event| event.ids.clone()).collect()
}

/// The message of an event about one message.
fn message_of(event: &Event, messages: &[tl::enums::Message]) -> Option<tl::enums::Message> {
    messages.iter().find(|message| event.ids.contains(&message.id())).cloned()
}
