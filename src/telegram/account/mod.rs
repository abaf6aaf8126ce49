//! The face of the core: one Telegram, its accounts, and what can be asked of one.
//!
//! [`handle::Account`] holds the layers together; the other files are its operations, a file for each group. Nothing below needs to know
//! what stands above it.

pub mod events;
pub mod handle;
pub mod telegram;

pub mod chats;
pub mod media;
pub mod sign_in;
