//! Chats with people, groups and channels.
//!
//! The list of chats ([`dialogs`]), the messages of a chat ([`history`]), sending, editing and deleting messages ([`write`](mod@write), [`files`], and
//! markup in [`format`](mod@format)), [`join`]ing, [`members`], profile [`photo`]s, and the account's [`contacts`]. When Telegram refuses an action, the
//! error is a [`ChatRefusal`](super::ChatRefusal).

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
