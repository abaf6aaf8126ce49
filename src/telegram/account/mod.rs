//! The interface of the core: [`telegram::Telegram`], and the accounts that it opens.
//!
//! A [`handle::Account`] owns the layers below. The other files contain its operations, one file for each group.

pub mod events;
pub mod handle;
pub mod telegram;

pub mod chats;
pub mod media;
pub mod posts;
pub mod sign_in;
