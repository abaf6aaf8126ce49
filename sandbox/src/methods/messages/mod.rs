//! `messages.*`: listing chats, reading, searching, sending, forwarding, editing, pinning and deleting messages.

pub(super) mod about;
pub(super) mod change;
pub(super) mod dialogs;
pub(super) mod forward;
pub(super) mod group;
pub(super) mod invite;
pub(super) mod list;
pub(super) mod pin;
pub(super) mod search;
pub(super) mod send;
pub(super) mod text;
