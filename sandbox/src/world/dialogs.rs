//! What an account keeps of its chats: reading them, drafts, pinning and marking them.
//!
//! Chats are numbers, as in [`crate::model::peer_id`]; Saved Messages are 0.

use grammers_tl_types as tl;
use tl::enums::Update;

use super::state::{AuthorizedCaller, State, World};
use crate::model::channel::Channel;
use crate::model::dialog::DialogState;
use crate::model::events::{Event, EventKind, Reading};
use crate::model::history::History;
use crate::model::peer_id::id_of_channel;
use crate::model::phone::{AccountKind, UserId};
use crate::rpc::{RpcError, bad_request};
use crate::store::EventRow;

/// The most pinned chats (`dialogs_pinned_limit_default` and `…_premium`).
const MAXIMUM_PINNED: usize = 5;
const MAXIMUM_PINNED_PREMIUM: usize = 10;

/// What the list of chats tells of a chat.
pub(crate) struct DialogView {
    pub(crate) read_inbox: i32,
    pub(crate) read_outbox: i32,
    pub(crate) unread: i32,
    /// 0 if it is not pinned.
    pub(crate) pinned: i32,
    pub(crate) is_marked: bool,
    pub(crate) draft: Option<tl::types::DraftMessage>,
}

impl World {
    /// What the list of chats tells of a chat.
    pub(crate) fn dialog(&self, user: UserId, chat: i64) -> DialogView {
        let mut state = self.state();
        let read_inbox = state.read_inbox(user, chat);
        let unread = state.unread(user, chat, read_inbox, i32::MAX).len();
        let top = state.top_message(user, chat);
        let is_account = state.accounts.contains_key(&UserId(chat));
        let dialog = state.dialogs.get(&(user, chat)).cloned().unwrap_or_default();
        let is_all_read = chat == 0 || unread == 0;
        DialogView {
            read_inbox: if is_all_read { top.max(read_inbox) } else { read_inbox },
            // Who has no account reads at once.
            read_outbox: if is_account { dialog.read_outbox.unwrap_or(0) } else { top },
            unread: i32::try_from(unread).unwrap_or(i32::MAX),
            pinned: dialog.pinned,
            is_marked: dialog.is_marked,
            draft: dialog.draft,
        }
    }

    /// The unread messages in all chats of an account.
    pub(crate) fn unread_messages(&self, user: UserId) -> i32 {
        let channels = self.channels_of(user).into_iter().map(|channel| id_of_channel(channel.id));
        let in_box = self.with_history(user, History::top_messages).into_iter().map(|newest| newest.chat);
        let chats: Vec<_> = in_box.chain(channels).collect();
        let mut state = self.state();
        let count = |chat| {
            let read = state.read_inbox(user, chat);
            state.unread(user, chat, read, i32::MAX).len()
        };
        i32::try_from(chats.into_iter().map(count).sum::<usize>()).unwrap_or(i32::MAX)
    }

    /// Reads a chat of the message box up to a message; 0: all of it. Returns the event, unless nothing there was unread.
    pub(crate) fn read(&self, caller: &AuthorizedCaller, chat: i64, max_id: i32) -> Result<Option<Event>, RpcError> {
        let mut told = None;
        let event = {
            let mut state = self.state();
            let max_id = state.last_read(caller.user, chat, max_id);
            let (read, is_marked) = (state.read_inbox(caller.user, chat), state.is_marked(caller.user, chat));
            let ids = if max_id > read { state.unread(caller.user, chat, read, max_id) } else { Vec::new() };
            if ids.is_empty() && !is_marked {
                return Ok(None);
            }
            self.change_dialog(&mut state, caller.user, chat, |dialog| {
                dialog.is_marked = false;
                dialog.read_inbox = Some(max_id.max(read));
            })?;
            let account = state.account(caller.user);
            let copies = ids.iter().filter_map(|id| Some(account.history.message(*id)?.header.copy_id));
            let newest_copy = copies.max().filter(|copy| *copy != 0);
            let event = account.events.add_reading(EventKind::ReadInbox, Reading { chat, max_id: max_id.max(read) });
            let mut rows = vec![event.to_row(caller.user.0)];
            if let Some(max_id) = newest_copy {
                told = self.read_by_other(&mut state, UserId(chat), caller.user.0, max_id, &mut rows)?;
            }
            self.store().record(&[], &rows)?;
            event
        };
        self.push_events(caller.user, Some(caller), std::slice::from_ref(&event));
        if let Some(told) = told {
            self.push_events(UserId(chat), None, &[told]);
        }
        Ok(Some(event))
    }

    /// Notes that the other one has read an account's messages.
    fn read_by_other(
        &self,
        state: &mut State,
        account: UserId,
        chat: i64,
        max_id: i32,
        rows: &mut Vec<EventRow>,
    ) -> Result<Option<Event>, RpcError> {
        let before = state.dialogs.get(&(account, chat)).and_then(|dialog| dialog.read_outbox).unwrap_or(0);
        if max_id <= before || !state.accounts.contains_key(&account) {
            return Ok(None);
        }
        self.change_dialog(state, account, chat, |dialog| dialog.read_outbox = Some(max_id))?;
        let event = state.account(account).events.add_reading(EventKind::ReadOutbox, Reading { chat, max_id });
        rows.push(event.to_row(account.0));
        Ok(Some(event))
    }

    /// Reads a channel up to a message; 0: all of it.
    pub(crate) fn read_channel(
        &self,
        caller: &AuthorizedCaller,
        channel: &Channel,
        max_id: i32,
    ) -> Result<(), RpcError> {
        let chat = id_of_channel(channel.id);
        let (max_id, still_unread_count) = {
            let mut state = self.state();
            let max_id = state.last_read(caller.user, chat, max_id);
            let read = state.read_inbox(caller.user, chat);
            if max_id <= read && !state.is_marked(caller.user, chat) {
                return Ok(());
            }
            let max_id = max_id.max(read);
            self.change_dialog(&mut state, caller.user, chat, |dialog| {
                (dialog.read_inbox, dialog.is_marked) = (Some(max_id), false);
            })?;
            (max_id, i32::try_from(state.unread(caller.user, chat, max_id, i32::MAX).len()).unwrap_or(i32::MAX))
        };
        let (channel_id, pts) = (channel.id, self.channel_pts(channel));
        let update = tl::types::UpdateReadChannelInbox { folder_id: None, channel_id, max_id, still_unread_count, pts };
        self.push_updates(caller.user, Some(caller), || vec![update.into()]);
        Ok(())
    }

    /// Pins a chat above those that are pinned, or unpins it.
    pub(crate) fn pin_dialog(&self, caller: &AuthorizedCaller, chat: i64, is_pinned: bool) -> Result<(), RpcError> {
        {
            let mut state = self.state();
            let pinned = state.pinned_dialogs(caller.user);
            let premium = self.kind_in(&state, caller.user) == Some(AccountKind::Premium);
            let maximum = if premium { MAXIMUM_PINNED_PREMIUM } else { MAXIMUM_PINNED };
            let is_new = is_pinned && !pinned.iter().any(|(_, known)| *known == chat);
            if is_new && pinned.len() >= maximum {
                return Err(bad_request("PINNED_DIALOGS_TOO_MUCH"));
            }
            let top = pinned.first().map_or(0, |(order, _)| *order) + 1;
            self.change_dialog(&mut state, caller.user, chat, |dialog| {
                dialog.pinned = if is_pinned { top } else { 0 }
            })?;
        }
        let peer = tl::types::DialogPeer { peer: self.peer_of_chat(caller.user, chat) }.into();
        let update = tl::types::UpdateDialogPinned { pinned: is_pinned, folder_id: None, peer };
        self.push_updates(caller.user, Some(caller), || vec![update.into()]);
        Ok(())
    }

    /// Pins these chats in this order, the first one on top; with `force` only these.
    pub(crate) fn reorder_pinned(&self, caller: &AuthorizedCaller, chats: &[i64], force: bool) -> Result<(), RpcError> {
        let mut state = self.state();
        let others = state.pinned_dialogs(caller.user).into_iter().map(|(_, chat)| chat);
        let others: Vec<_> = others.filter(|chat| !chats.contains(chat)).collect();
        for chat in others.iter().filter(|_| force) {
            self.change_dialog(&mut state, caller.user, *chat, |dialog| dialog.pinned = 0)?;
        }
        let kept = others.iter().filter(|_| !force);
        let order = chats.iter().chain(kept).rev();
        for (order, chat) in (1..).zip(order) {
            self.change_dialog(&mut state, caller.user, *chat, |dialog| dialog.pinned = order)?;
        }
        Ok(())
    }

    /// Marks a chat as unread, or no longer.
    pub(crate) fn mark_dialog(&self, caller: &AuthorizedCaller, chat: i64, unread: bool) -> Result<(), RpcError> {
        self.change_dialog(&mut self.state(), caller.user, chat, |dialog| dialog.is_marked = unread)?;
        let peer = tl::types::DialogPeer { peer: self.peer_of_chat(caller.user, chat) }.into();
        let update = tl::types::UpdateDialogUnreadMark { unread, peer, saved_peer_id: None };
        self.push_updates(caller.user, Some(caller), || vec![update.into()]);
        Ok(())
    }

    /// The chats that are marked as unread.
    pub(crate) fn marked_dialogs(&self, user: UserId) -> Vec<tl::enums::Peer> {
        let is_marked = |((owner, _), dialog): &(&(UserId, i64), &DialogState)| *owner == user && dialog.is_marked;
        let chats: Vec<_> = self.state().dialogs.iter().filter(is_marked).map(|((_, chat), _)| *chat).collect();
        chats.into_iter().map(|chat| self.peer_of_chat(user, chat)).collect()
    }

    /// Keeps a draft, or removes it.
    pub(crate) fn save_draft(
        &self,
        caller: &AuthorizedCaller,
        chat: i64,
        draft: Option<tl::types::DraftMessage>,
    ) -> Result<(), RpcError> {
        let is_same = self.state().dialogs.get(&(caller.user, chat)).is_none_or(|dialog| dialog.draft.is_none());
        if draft.is_none() && is_same {
            return Ok(());
        }
        self.change_dialog(&mut self.state(), caller.user, chat, |dialog| dialog.draft = draft.clone())?;
        let update = self.draft_update(caller.user, chat, draft);
        self.push_updates(caller.user, Some(caller), || vec![update]);
        Ok(())
    }

    /// All drafts of an account.
    pub(crate) fn drafts(&self, user: UserId) -> Vec<(i64, tl::types::DraftMessage)> {
        let state = self.state();
        let of_user = state.dialogs.iter().filter(|((owner, _), _)| *owner == user);
        of_user.filter_map(|((_, chat), dialog)| Some((*chat, dialog.draft.clone()?))).collect()
    }

    /// The update of a draft.
    pub(crate) fn draft_update(&self, user: UserId, chat: i64, draft: Option<tl::types::DraftMessage>) -> Update {
        let peer = self.peer_of_chat(user, chat);
        let date = Some(self.clock().now());
        let draft = draft.map_or_else(|| tl::types::DraftMessageEmpty { date }.into(), Into::into);
        tl::types::UpdateDraftMessage { peer, top_msg_id: None, saved_peer_id: None, draft }.into()
    }

    fn kind_in(&self, state: &State, user: UserId) -> Option<AccountKind> {
        state.accounts.get(&user).map(|account| account.phone.account_kind())
    }
}
