//! What an account keeps of a chat: how far it has read, whether the chat is pinned or marked as unread, and a draft.
//!
//! Chats are numbers, as in [`super::peer_id`]; Saved Messages are 0.

use grammers_tl_types as tl;
use tl::{Deserializable, Serializable};

use super::phone::UserId;
use crate::store::DialogRow;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DialogState {
    /// The newest message that the account has read; `None` if it has read none since the start.
    pub(crate) read_inbox: Option<i32>,
    /// The newest message of the account that the other one has read.
    pub(crate) read_outbox: Option<i32>,
    /// Greater for chats that are pinned further up; 0 for those that are not.
    pub(crate) pinned: i32,
    /// Whether it is marked as unread.
    pub(crate) is_marked: bool,
    pub(crate) draft: Option<tl::types::DraftMessage>,
}

impl DialogState {
    pub(crate) fn to_row(&self, account: UserId, chat: i64) -> DialogRow {
        DialogRow {
            account: account.0,
            chat,
            read_inbox: self.read_inbox,
            read_outbox: self.read_outbox,
            pinned: self.pinned,
            marked: self.is_marked,
            draft: self.draft.as_ref().map_or_else(Vec::new, Serializable::to_bytes),
        }
    }

    pub(crate) fn from_row(row: DialogRow) -> Option<Self> {
        let draft = if row.draft.is_empty() { None } else { Some(Deserializable::from_bytes(&row.draft).ok()?) };
        let DialogRow { read_inbox, read_outbox, pinned, marked: is_marked, .. } = row;
        Some(Self { read_inbox, read_outbox, pinned, is_marked, draft })
    }
}
