//! `messages.*`: listing chats, reading, searching, sending, forwarding, editing, pinning and deleting messages.

pub(super) mod about;
mod by_id;
pub(super) mod change;
mod detected;
pub(super) mod dialogs;
pub(super) mod drafts;
pub(super) mod forward;
pub(super) mod global;
pub(super) mod group;
pub(super) mod invite;
pub(super) mod list;
mod parameters;
pub(super) mod pin;
pub(super) mod read;
pub(super) mod search;
pub(super) mod send;
pub(super) mod text;
