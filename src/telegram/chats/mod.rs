//! Chats: people, groups and channels beside Saved Messages.
//!
//! The list of chats ([`dialogs`]), the messages of one ([`history`]), writing in it ([`write`](mod@write), [`files`]; markup in
//! [`format`](mod@format)), [`join`]ing it, who is in it ([`members`]), and the account's [`contacts`]. What Telegram does not allow there is a
//! [`ChatRefusal`](super::ChatRefusal).

pub mod entity;
pub mod event;
pub mod format;
pub mod message;

pub mod state;

pub mod contacts;
pub mod dialogs;
pub mod history;
pub mod members;
pub mod photo;

pub mod files;
pub mod join;
pub mod write;
