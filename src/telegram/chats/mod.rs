//! Chats with people, groups and channels.
//!
//! The list of chats ([`dialogs`]), the messages of a chat ([`history`]), sending, editing and deleting messages ([`write`](mod@write), [`files`], and
//! markup in [`format`](mod@format)), [`join`]ing, [`members`], profile [`photo`]s, and the account's [`contacts`]. When Telegram refuses an action, the
//! error is a [`ChatRefusal`](super::ChatRefusal).
//!
//! A program that keeps something in a chat of its own [`create`]s a channel, and writes and reads [`posts`] ([`posting`]): without markup, with
//! as few calls as can be.

pub mod entity;
pub mod event;
pub mod format;
pub mod message;
pub mod post;

pub mod state;

pub mod contacts;
pub mod dialogs;
pub mod history;
pub mod members;
pub mod photo;
pub mod posts;

pub mod create;
pub mod files;
pub mod join;
pub mod posting;
pub mod write;
