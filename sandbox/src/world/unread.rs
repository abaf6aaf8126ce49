//! What an account keeps of a chat, and what is unread there.
//!
//! Chats are numbers, as in [`crate::model::peer_id`]; Saved Messages are 0.

use std::sync::Arc;

use grammers_tl_types as tl;

use super::state::{State, World};
use crate::model::channel::Channel;
use crate::model::dialog::DialogState;
use crate::model::peer_id::{CHANNEL_IDS, id_of_channel, peer_with_id};
use crate::model::phone::UserId;
use crate::rpc::RpcError;

impl World {
    /// The unread messages of a chat after one.
    pub(super) fn still_unread(&self, user: UserId, chat: i64, read: i32) -> i32 {
        i32::try_from(self.state().unread(user, chat, read, i32::MAX).len()).unwrap_or(i32::MAX)
    }

    /// The peer of a chat: for Saved Messages the account itself.
    pub(crate) fn peer_of_chat(&self, user: UserId, chat: i64) -> tl::enums::Peer {
        peer_with_id(if chat == 0 { user.0 } else { chat })
    }

    /// Everything that was posted before an account joins a channel counts as read.
    pub(super) fn read_before_joining(
        &self,
        state: &mut State,
        user: UserId,
        channel: &Channel,
    ) -> Result<(), RpcError> {
        let chat = id_of_channel(channel.id);
        let top = state.top_message(user, chat);
        self.change_dialog(state, user, chat, |dialog| dialog.read_inbox = Some(top))
    }

    /// Changes what an account keeps of a chat.
    pub(super) fn change_dialog(
        &self,
        state: &mut State,
        user: UserId,
        chat: i64,
        change: impl FnOnce(&mut DialogState),
    ) -> Result<(), RpcError> {
        let mut dialog = state.dialogs.get(&(user, chat)).cloned().unwrap_or_default();
        change(&mut dialog);
        self.store().put_dialog(&dialog.to_row(user, chat))?;
        state.dialogs.insert((user, chat), dialog);
        Ok(())
    }
}

impl State {
    fn channel_of_chat(&self, chat: i64) -> Option<Arc<Channel>> {
        let id = CHANNEL_IDS.checked_sub(chat).filter(|id| *id > 0)?;
        Some(self.channels.get(&id)?.channel.clone())
    }

    /// The newest message that an account has read.
    pub(super) fn read_inbox(&mut self, user: UserId, chat: i64) -> i32 {
        if let Some(read) = self.dialogs.get(&(user, chat)).and_then(|dialog| dialog.read_inbox) {
            return read;
        }
        match self.channel_of_chat(chat) {
            Some(channel) => self.channel(&channel).first_read(),
            None => self.account(user).history.first_read(),
        }
    }

    pub(super) fn top_message(&mut self, user: UserId, chat: i64) -> i32 {
        match self.channel_of_chat(chat) {
            Some(channel) => self.channel(&channel).top_message().0,
            None => self.account(user).history.top_message_of(chat),
        }
    }

    /// The message up to which a client reads.
    pub(super) fn last_read(&mut self, user: UserId, chat: i64, max_id: i32) -> i32 {
        let top = self.top_message(user, chat);
        if max_id <= 0 { top } else { max_id.min(top) }
    }

    pub(super) fn is_marked(&self, user: UserId, chat: i64) -> bool {
        self.dialogs.get(&(user, chat)).is_some_and(|dialog| dialog.is_marked)
    }

    /// The unread messages of a chat after one and up to another.
    pub(super) fn unread(&mut self, user: UserId, chat: i64, read: i32, last: i32) -> Vec<i32> {
        if chat == 0 {
            return Vec::new();
        }
        match self.channel_of_chat(chat) {
            Some(channel) => self.channel(&channel).unread(read, last, user.0),
            None => self.account(user).history.unread(chat, read, last, user.0).collect(),
        }
    }

    /// The pinned chats and their order, the uppermost first.
    pub(super) fn pinned_dialogs(&self, user: UserId) -> Vec<(i32, i64)> {
        let pinned = self.dialogs.iter().filter(|((owner, _), dialog)| *owner == user && dialog.pinned > 0);
        let mut pinned: Vec<_> = pinned.map(|((_, chat), dialog)| (dialog.pinned, *chat)).collect();
        pinned.sort_by_key(|(order, _)| std::cmp::Reverse(*order));
        pinned
    }
}
