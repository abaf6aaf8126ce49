//! `messages.*`: listing chats, reading, searching, sending, editing and deleting messages.

pub(super) mod change;
pub(super) mod dialogs;
pub(super) mod group;
pub(super) mod invite;
pub(super) mod list;
pub(super) mod search;
pub(super) mod send;
mod text;
